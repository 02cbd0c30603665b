"""Directories to sign in with: one as others run it, and one that says whatever a test wants."""
