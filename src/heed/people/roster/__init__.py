"""The roster: who works here, read from a file, compared with who is known, and applied."""
