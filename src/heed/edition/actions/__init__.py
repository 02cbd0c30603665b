"""The verbs of the weekly message and of the comments that answer it."""
