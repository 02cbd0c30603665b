"""A plain script for the same file: csv and one upsert for each line, no differences, no checks."""

import csv
import sqlite3
import sys


def main(file: str, database: str) -> None:
    with open(file, newline="", encoding="utf-8") as lines, sqlite3.connect(database) as kept:
        kept.execute(
            "CREATE TABLE IF NOT EXISTS person (number TEXT PRIMARY KEY, name TEXT, email TEXT "
            "UNIQUE, post TEXT, unit TEXT, code TEXT, above TEXT)"
        )
        rows = csv.reader(lines)
        next(rows)
        kept.executemany(
            "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET "
            "name = excluded.name, email = excluded.email, post = excluded.post, "
            "unit = excluded.unit, code = excluded.code, above = excluded.above",
            rows,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
