"""The tables as one SQLite file with real primary and foreign keys.

A list is text joined by `|`, as in CSV; a list of keys has a table of its own besides, `TABLE_COLUMN`, one row an item.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from estromod_schemas.base import Column
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.failures import Failure, Invalid
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import MODELS, columns, key


def write_sqlite(data: Dataset, path: Path) -> None:
    """Write the tables to a new file; raise `Invalid` if SQLite finds a key that does not resolve or a damaged page."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA page_size = 4096")
        database.execute("PRAGMA foreign_keys = OFF")  # tables point to later ones; checked as a whole below
        database.execute("BEGIN")
        for table in data:
            _fill(database, table, data.rows(table))
            for column in columns(table):
                if column.kind.name == "list" and column.to:
                    _fill_link(database, table, column, data.rows(table))
        database.execute("COMMIT")
        database.execute("VACUUM")
        _check(database)
    _forget_library(path)


def _fill(database: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    database.execute(create(table))
    holes = ", ".join("?" * len(columns(table)))
    cells = [[_cell(row[column.name], column) for column in columns(table)] for row in rows]
    database.executemany(f'INSERT INTO "{table}" VALUES ({holes})', cells)


def _cell(value: object, column: Column) -> object:
    """Return a value as SQLite holds it: a list and a date as text, all else as it is."""
    return text_of(value) if column.kind.sqlite == "TEXT" and value is not None else value


def create(table: str) -> str:
    """Return the SQL that makes a table, with a comment that describes each column."""
    lines = [f"{_column(column)}, -- {column.description}" + (f" [{column.unit}]" if column.unit else "") for column in columns(table)]
    lines.append(f"PRIMARY KEY ({_names(key(table))})")
    lines += [f", {_points(column.name, column.to)}" for column in columns(table) if column.to and column.kind.name != "list"]
    body = "\n  ".join(lines)
    return f'CREATE TABLE "{table}" ( -- {MODELS[table].describe()}\n  {body}\n)'


def _column(column: Column) -> str:
    parts = [f'"{column.name}" {column.kind.sqlite}', "" if column.optional else "NOT NULL"]
    if column.kind.name == "boolean":
        parts.append(f'CHECK ("{column.name}" IN (0, 1))')
    if column.codes and column.kind.name == "text":
        codes = ", ".join(f"'{code}'" for code in column.codes)
        parts.append(f'CHECK ("{column.name}" IN ({codes}))')
    return " ".join(part for part in parts if part)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _points(name: str, to: str) -> str:
    return f'FOREIGN KEY ("{name}") REFERENCES "{to}" ({_names(key(to))})'


def link_table(table: str, column: Column) -> str:
    """Return the name of the table that holds the items of a list of keys."""
    return f"{table}_{column.name}"


def _fill_link(database: sqlite3.Connection, table: str, column: Column, rows: list[Row]) -> None:
    """Make and fill the table of a list of keys: the key of the row, the place in the list from 1, the item."""
    name, own = link_table(table, column), key(table)
    parts = [f'"{part}" TEXT NOT NULL' for part in own] + ['"position" INTEGER NOT NULL', f'"{column.name}" TEXT NOT NULL']
    parts += [f"PRIMARY KEY ({_names((*own, 'position'))})", f'FOREIGN KEY ({_names(own)}) REFERENCES "{table}" ({_names(own)})']
    body = ",\n  ".join([*parts, _points(column.name, column.to)])
    database.execute(f'CREATE TABLE "{name}" ( -- The items of {table}.{column.name}\n  {body}\n)')
    items = [[*(row[part] for part in own), position, item] for row in rows for position, item in enumerate(row[column.name], start=1)]
    database.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * (len(own) + 2))})', items)


def _check(database: sqlite3.Connection) -> None:
    failures = [
        Failure(f"{table}:{row}", "", to, "foreign key", f"is the table in which a key of {table} is not found", "run `make check`")
        for table, row, to, _ in database.execute("PRAGMA foreign_key_check")
    ]
    (whole,) = database.execute("PRAGMA integrity_check").fetchone()
    if whole != "ok":
        failures.append(Failure("estromod.sqlite", "", whole, "integrity", "is what SQLite says of the file", "check the disk"))
    if failures:
        raise Invalid(failures)


def _forget_library(path: Path) -> None:
    """Blank the header's number of the SQLite release that wrote the file, the one part that follows no input."""
    with path.open("r+b") as file:
        file.seek(96)
        file.write(bytes(4))
