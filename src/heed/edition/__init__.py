"""The weekly message: series, editions, revisions, and the comments that answer them by name."""
