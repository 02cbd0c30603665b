"""What is done for the pages of the week and for its mail."""
