"""The demo: an invented organisation whose clock moves. None of it is in a real installation."""
