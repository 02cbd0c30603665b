"""The messages that are still to come, and what people will answer them."""

from heed.demo.words.told import write

COMING = (
    write("ben", "b", "b", question="?"),
    write("imran", "i", "i", question="?"),
    write("shanice", "s", "s", question="?"),
)
