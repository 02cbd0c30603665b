"""What people say to a message that only the visitor knows."""

from heed.demo.words.told import Said

ANY_WEEK: tuple[Said, ...] = ()
