"""Where moderators decide about what came in, and where the guardian reads what is hers."""
