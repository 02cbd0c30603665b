"""Runs import-linter, which has a command but no module of its own to run."""

import sys

from importlinter.cli import lint_imports

if __name__ == "__main__":
    sys.exit(lint_imports())
