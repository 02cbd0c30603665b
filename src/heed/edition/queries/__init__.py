"""What pages and other rooms may ask about messages and comments; values, never models."""
