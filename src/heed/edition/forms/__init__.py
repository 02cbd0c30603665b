"""The forms of the weekly message and its comments."""
