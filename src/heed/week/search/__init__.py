"""Looking for words in published messages: one question, asked of either database in its own way."""
