"""The same values everywhere: CSV, Parquet, SQLite, DuckDB and Polars, and nothing a spreadsheet would run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from conftest import changed

import estromod as em
from estromod_build.write import dictionary, sqlite
from estromod_schemas.base import Column
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.failures import Invalid
from estromod_schemas.registry import columns, key

PUBLISHED = Path(em.__file__).parent / "tables"
TABLES = tuple(em.tables()["name"])


@pytest.fixture(scope="module")
def database(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("sqlite") / "estromod.sqlite"
    sqlite.write_sqlite(data, path)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def typed(cells: Iterable[Any], table: str) -> Row:
    """Return a row of a reader that knows no lists, booleans, days or whole numbers with gaps as the values it stands for."""
    return {column.name: _typed(cell, column) for column, cell in zip(columns(table), cells, strict=True)}


def _typed(cell: Any, column: Column) -> Any:
    missing = cell is None or cell is pd.NA or cell != cell
    if column.kind.name == "list":
        return [] if missing or cell == "" else cell.split("|")
    read = {"text": str, "integer": int, "number": float, "boolean": bool, "date": date.fromisoformat}[column.kind.name]
    return None if missing else read(cell)


def of_csv(table: str, dtype: dict[str, str] | None) -> list[Row]:
    return [typed(row, table) for row in pd.read_csv(PUBLISHED / f"{table}.csv", dtype=dtype).itertuples(index=False)]


@pytest.mark.parametrize("table", TABLES)
def test_interchange_csv_read_with_the_dtypes_of_the_dictionary(table: str, data: Dataset) -> None:
    assert of_csv(table, dictionary.csv_dtypes(table, data)) == data.rows(table)


@pytest.mark.parametrize("table", TABLES)
def test_interchange_csv_read_plainly_differs_only_where_the_dictionary_says_so(table: str, data: Dataset) -> None:
    """Missing cells are the same everywhere; no code or name is taken for a missing value; other values are equal without any hint."""
    plain, wanted, hinted = of_csv(table, None), data.rows(table), dictionary.csv_dtypes(table, data)
    assert len(plain) == len(wanted)
    for found, row in zip(plain, wanted, strict=True):
        for column in columns(table):
            assert (found[column.name] in (None, [])) == (row[column.name] in (None, [])), column.name
            assert column.name in hinted or found[column.name] == row[column.name]


@pytest.mark.parametrize("table", TABLES)
def test_interchange_duckdb_reads_the_same(table: str, data: Dataset) -> None:
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(em.path(table))])
        names = [part[0] for part in found.description]
        assert [dict(zip(names, row, strict=True)) for row in found.fetchall()] == data.rows(table)


@pytest.mark.parametrize("table", TABLES)
def test_interchange_polars_reads_the_same(table: str, data: Dataset) -> None:
    assert pl.read_parquet(em.path(table)).to_dicts() == data.rows(table)


@pytest.mark.parametrize("table", TABLES)
def test_interchange_sqlite_holds_the_same(table: str, data: Dataset, database: sqlite3.Connection) -> None:
    found = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()
    assert [typed(row, table) for row in found] == data.rows(table)


def test_interchange_sqlite_keys_are_real(data: Dataset, database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for table in data:
        parts = database.execute(f'PRAGMA table_info("{table}")').fetchall()
        assert tuple(part[1] for part in sorted(parts, key=lambda part: part[5]) if part[5]) == key(table)
        pointed = {(part[3], part[2]) for part in database.execute(f'PRAGMA foreign_key_list("{table}")')}
        assert pointed == {(column.name, column.to) for column in columns(table) if column.to and column.kind.name != "list"}


def test_interchange_sqlite_lists_of_keys_have_their_own_tables(data: Dataset, database: sqlite3.Connection) -> None:
    lists = [(table, column) for table in data for column in columns(table) if column.kind.name == "list" and column.to]
    assert lists
    for table, column in lists:
        name = sqlite.link_table(table, column)
        assert name not in data
        pointed = {part[2] for part in database.execute(f'PRAGMA foreign_key_list("{name}")')}
        assert pointed == {table, column.to}
        rows = database.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
        assert rows == [
            (*(row[part] for part in key(table)), place, item)
            for row in data.rows(table)
            for place, item in enumerate(row[column.name], start=1)
        ]


def test_interchange_sqlite_refuses_a_key_that_does_not_resolve(data: Dataset, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"drug_classes.*foreign key"):
        sqlite.write_sqlite(changed(data, "drugs", 0, class_id="no_such_class"), tmp_path / "broken.sqlite")


def test_interchange_sqlite_refuses_an_unknown_code(database: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        database.execute("UPDATE effects SET wording = 'sworn'")


def test_interchange_sqlite_is_the_same_bytes_twice(data: Dataset, tmp_path: Path) -> None:
    for name in ("one", "two"):
        sqlite.write_sqlite(data, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
