"""What `./heed backup`, `restore` and `upgrade` are made of: rows, the file they go into, the places
they come from."""
