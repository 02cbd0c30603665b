"""What can be filled in on the pages of people."""
