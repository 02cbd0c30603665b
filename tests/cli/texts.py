"""Prints how often each text stands in the database."""

import json
import sys
from collections import Counter

import django

django.setup()

from heed.edition.models import Comment  # noqa: E402

if __name__ == "__main__":
    json.dump(Counter(Comment.objects.values_list("text", flat=True)), sys.stdout)
