"""The pages of the weekly message."""
