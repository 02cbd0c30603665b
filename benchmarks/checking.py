"""Says how often each text stands in the database, for those that a crowd sent."""

import json
import sys
from collections import Counter

import django

django.setup()

from django.db import connection  # noqa: E402

from heed.edition.models import Comment, CommentEvent  # noqa: E402

if __name__ == "__main__":
    texts = Counter(
        text.replace("\r\n", "\n") for text in Comment.objects.values_list("text", flat=True)
    )
    received = CommentEvent.objects.filter(kind="received").count()
    posted = Comment.objects.filter(state="posted").count()
    json.dump(
        {"texts": texts, "received": received, "posted": posted, "on": connection.vendor},
        sys.stdout,
    )
