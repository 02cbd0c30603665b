"""`heed export` and `heed import`: everything that an organisation has here, out and in again."""
