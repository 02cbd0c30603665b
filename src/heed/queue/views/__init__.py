"""The moderators' and the guardian's pages."""
