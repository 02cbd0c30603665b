"""`python -m heed`, which the launcher calls."""

import sys

from heed.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
