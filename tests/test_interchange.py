"""The same values everywhere: CSV, Parquet, SQLite, DuckDB and Polars, and nothing a spreadsheet would run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from estromod_schemas.frames import records

import estromod as em
from estromod_build.write import dictionary, sqlite
from estromod_schemas.failures import Invalid
from estromod_schemas.registry import columns, key

PUBLISHED = Path(em.__file__).parent / "tables"
TABLES = tuple(em.tables()["name"])
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def database(tables: dict, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("sqlite") / "estromod.sqlite"
    sqlite.write_sqlite(tables, path)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def typed(cell: Any, kind: str) -> Any:
    """Return a cell of a reader that knows no lists, booleans or whole numbers with gaps as the value it stands for."""
    missing = cell is None or cell is pd.NA or cell != cell
    if kind == "list":
        return [] if missing or cell == "" else cell.split("|")
    return None if missing else {"text": str, "integer": int, "number": float, "boolean": bool}[kind](cell)


def of_csv(table: str, dtype: dict[str, str] | None) -> Rows:
    frame = pd.read_csv(PUBLISHED / f"{table}.csv", dtype=dtype)
    return [
        {column.name: typed(cell, column.kind) for column, cell in zip(columns(table), row, strict=True)}
        for row in frame.itertuples(index=False)
    ]


@pytest.mark.parametrize("table", TABLES)
def test_interchange_csv_read_with_the_dtypes_of_the_dictionary(table: str, tables: dict) -> None:
    assert of_csv(table, dictionary.csv_dtypes(table, tables)) == records(tables[table])


@pytest.mark.parametrize("table", TABLES)
def test_interchange_csv_read_plainly_differs_only_where_the_dictionary_says_so(table: str, tables: dict) -> None:
    """Missing cells are the same everywhere; no code or name is taken for a missing value; other values are equal without any hint."""
    plain, wanted, hinted = of_csv(table, None), records(tables[table]), dictionary.csv_dtypes(table, tables)
    assert len(plain) == len(wanted)
    for found, row in zip(plain, wanted, strict=True):
        for column in columns(table):
            assert (found[column.name] in (None, [])) == (row[column.name] in (None, [])), column.name
            assert column.name in hinted or found[column.name] == row[column.name]


@pytest.mark.parametrize("table", TABLES)
def test_interchange_duckdb_reads_the_same(table: str, tables: dict) -> None:
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(em.path(table))])
        names = [part[0] for part in found.description]
        assert [dict(zip(names, row, strict=True)) for row in found.fetchall()] == records(tables[table])


@pytest.mark.parametrize("table", TABLES)
def test_interchange_polars_reads_the_same(table: str, tables: dict) -> None:
    assert pl.read_parquet(em.path(table)).to_dicts() == records(tables[table])


@pytest.mark.parametrize("table", TABLES)
def test_interchange_sqlite_holds_the_same(table: str, tables: dict, database: sqlite3.Connection) -> None:
    found = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()
    assert [{c.name: typed(cell, c.kind) for c, cell in zip(columns(table), row, strict=True)} for row in found] == records(tables[table])


def test_interchange_sqlite_keys_are_real(tables: dict, database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for table in tables:
        parts = database.execute(f'PRAGMA table_info("{table}")').fetchall()
        assert tuple(part[1] for part in sorted(parts, key=lambda part: part[5]) if part[5]) == key(table)
        pointed = {(part[3], part[2]) for part in database.execute(f'PRAGMA foreign_key_list("{table}")')}
        assert pointed == {(column.name, column.to) for column in columns(table) if column.to and column.kind != "list"}


def test_interchange_sqlite_lists_of_keys_have_their_own_tables(tables: dict, database: sqlite3.Connection) -> None:
    lists = [(table, column) for table in tables for column in columns(table) if column.kind == "list" and column.to]
    assert lists
    for table, column in lists:
        name = sqlite.link_table(table, column)
        assert name not in tables
        pointed = {part[2] for part in database.execute(f'PRAGMA foreign_key_list("{name}")')}
        assert pointed == {table, column.to}
        rows = database.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
        assert rows == [
            (*(row[part] for part in key(table)), place, item)
            for row in records(tables[table])
            for place, item in enumerate(row[column.name], start=1)
        ]


def test_interchange_sqlite_refuses_a_key_that_does_not_resolve(tables: dict, tmp_path: Path) -> None:
    broken = tables["drugs"].assign(class_id=pd.Series(["no_such_class"] * len(tables["drugs"]), dtype="string"))
    with pytest.raises(Invalid, match=r"drug_classes.*foreign key"):
        sqlite.write_sqlite({**tables, "drugs": broken}, tmp_path / "broken.sqlite")


def test_interchange_sqlite_refuses_an_unknown_code(database: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        database.execute("UPDATE effects SET wording = 'sworn'")


def test_interchange_sqlite_is_the_same_bytes_twice(tables: dict, tmp_path: Path) -> None:
    for name in ("one", "two"):
        sqlite.write_sqlite(tables, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def formulas(frame: pd.DataFrame, table: str) -> list[str]:
    """Return the cells of text that a spreadsheet would take for a formula."""
    names = [column.name for column in columns(table) if column.kind in ("text", "list")]
    cells = [(name, "|".join(cell) if isinstance(cell, list) else cell) for name in names for cell in frame[name].dropna()]
    return [f"{table}.{name}: {cell}" for name, cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_interchange_no_text_is_a_formula(tables: dict) -> None:
    """No text begins with = + - @, so no cell needs a quote mark before it; one that did would need other words."""
    found = [cell for table, frame in tables.items() for cell in formulas(frame, table)]
    assert not found, f"a spreadsheet runs these as formulas; word them differently: {found}"


def test_interchange_a_formula_is_found(tables: dict) -> None:
    frame = tables["drugs"].assign(name=pd.Series(["=1+1"] * len(tables["drugs"]), dtype="string"))
    assert len(formulas(frame, "drugs")) == len(frame)
