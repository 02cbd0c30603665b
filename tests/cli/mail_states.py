"""Prints how many mails are in which state."""

import json
import sys
from collections import Counter

import django

django.setup()

from heed.outbox.models import Mail  # noqa: E402

if __name__ == "__main__":
    json.dump(Counter(Mail.objects.values_list("state", flat=True)), sys.stdout)
