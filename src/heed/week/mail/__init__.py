"""The weekly mail itself: its parts, and how they are laid out as text and as HTML."""
