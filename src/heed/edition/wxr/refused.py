"""Why a file was not read."""


class NotRead(Exception):
    """The file cannot be read; the sentence says where it stops, and what to do."""
