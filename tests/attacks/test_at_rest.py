"""Whoever reads the files beside an open database must leave it as it is."""

import sqlite3
import subprocess
import sys

from tests.at_rest import bytes_of

SOMEBODY_COMES_AND_GOES = """
import sqlite3, sys
opened = sqlite3.connect(sys.argv[1])
opened.execute("INSERT INTO said VALUES ('from elsewhere')")
opened.commit()
opened.close()
"""


def opened(path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    return connection


def test_reading_the_files_takes_no_lock_away_from_those_who_have_them_open(tmp_path):
    path = tmp_path / "open.sqlite3"
    first, second = opened(path), opened(path)
    first.execute("CREATE TABLE said (words TEXT)")
    second.execute("SELECT * FROM said").fetchall()
    first.execute("INSERT INTO said VALUES ('a halcyonbird')")
    found = bytes_of([path, path.with_name(f"{path.name}-wal"), tmp_path / "none"])
    assert b"a halcyonbird" in found
    subprocess.run([sys.executable, "-c", SOMEBODY_COMES_AND_GOES, str(path)], check=True)
    first.execute("INSERT INTO said VALUES ('and goes on')")
    first.close()
    third = opened(path)
    assert third.execute("SELECT count(*) FROM said").fetchone() == (3,)
    for each in (second, third):
        each.close()


def test_where_there_are_no_files_there_are_no_bytes(tmp_path):
    assert bytes_of([tmp_path / "none"]) == b""
