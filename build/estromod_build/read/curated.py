"""Curated files: reading them strictly into typed rows, and their canonical form.

Row `i` of a table is line `i + 2` of its file; no cell has a line break.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from estromod_schemas.base import Column
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.failures import Failure, nearest
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import CLAIM_TABLES, CURATED_TABLES, OPTIONAL_TABLES, TRAITS, curated_columns, key
from estromod_schemas.text import canonical_csv
from estromod_schemas.validation import curated_place


def read_curated(folder: Path) -> tuple[Dataset, list[Failure]]:
    """Read every curated file; return the tables that could be read, and every failure of form or type."""
    tables, failures = {}, []
    for table in CURATED_TABLES:
        path = folder / f"{table}.csv"
        if table in OPTIONAL_TABLES and not path.exists():
            continue
        rows, found = read_table(path, table)
        failures += found
        if rows is not None:
            tables[table] = rows
    known = {f"{table}.csv" for table in CURATED_TABLES}
    for name in sorted(path.name for path in folder.glob("*.csv") if path.name not in known):
        failures.append(Failure(f"dataset/curated/{name}", "", name, "known file", "belongs to no table", nearest(name, known)))
    return Dataset(tables), failures


def read_table(path: Path, table: str) -> tuple[list[Row] | None, list[Failure]]:
    """Read one curated file into typed rows."""
    wanted = curated_columns(table)
    cells, failures = _read_cells(path, table, [column.name for column in wanted])
    if cells is None:
        return None, failures
    rows = []
    for index, line in enumerate(cells):
        row = {}
        for cell, column in zip(line, wanted, strict=True):
            row[column.name], why = convert(cell, column)
            if why:
                failures.append(Failure(curated_place(table, index), column.name, cell, column.kind.name, why, column.kind.remedy))
        rows.append(row)
    return rows, failures


def convert(cell: str, column: Column) -> tuple[Any, str]:
    """Return the typed value of a cell, and why it has none; a value that failed is missing."""
    kind = column.kind
    if cell == "":
        return kind.blank(), "is empty" if kind.name == "boolean" else ""
    try:
        return kind.read(cell), ""
    except ValueError as error:
        return kind.blank(), str(error)


def _read_cells(path: Path, table: str, header: Sequence[str]) -> tuple[list[list[str]] | None, list[Failure]]:
    """Read the cells as text; a file whose form is wrong in any way gives None and every failure of form."""
    name = f"dataset/curated/{table}.csv"
    text, failure = _read_text(path, name)
    if failure is None:
        rows, failure = _split(text, name)
    if failure is not None:
        return None, [failure]
    if not rows or rows[0] != list(header):
        return None, _header_failures(name, rows[0] if rows else [], header)
    if len(rows) == 1:
        return None, [Failure(f"{name}:2", "", "", "rows", "the file has no rows", "a table without rows is no table")]
    short = [
        Failure(f"{name}:{number}", "", str(len(row)), "cells", f"cells, the header has {len(header)}", "one cell a column")
        for number, row in enumerate(rows, start=1)
        if len(row) != len(header)
    ]
    return (None, short) if short else (rows[1:], [])


def _read_text(path: Path, name: str) -> tuple[str, Failure | None]:
    """Read a file as UTF-8 with LF and without a mark, or say where it is not."""
    if not path.is_file():
        return "", Failure(f"{name}:1", "", path.name, "curated file", "is missing", "take it back from version control")
    data = path.read_bytes()
    for byte, rule in ((b"\0", "no NUL"), (b"\r", "LF line ends"), (b"\xef\xbb\xbf", "no byte order mark")):
        if byte in data:
            line = data[: data.index(byte)].count(b"\n") + 1
            remedy = "save it as UTF-8 with LF and without mark"
            return "", Failure(f"{name}:{line}", "", repr(byte), rule, "is in the file", remedy)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line, byte = data[: error.start].count(b"\n") + 1, data[error.start : error.start + 1]
        return "", Failure(f"{name}:{line}", "", repr(byte), "UTF-8", "is no UTF-8", "save the file as UTF-8")


def _split(text: str, name: str) -> tuple[list[list[str]], Failure | None]:
    """Split a text into cells; every row has a line of its own."""
    reader, rows, line = csv.reader(io.StringIO(text, newline=""), strict=True), [], 0
    try:
        for row in reader:
            if reader.line_num != line + 1:
                why = "a cell has a line break or an unclosed quote"
                return [], Failure(f"{name}:{line + 1}", "", row[0][:30], "one line a row", why, "close the quote")
            line = reader.line_num
            rows.append(row)
    except csv.Error as error:
        value, why = text.split("\n")[line][:30], f"cannot be read: {error}"
        return [], Failure(f"{name}:{line + 1}", "", value, "CSV", why, "check the quotes of this line")
    return rows, None


def _header_failures(name: str, found: Sequence[str], header: Sequence[str]) -> list[Failure]:
    missing, extra = [c for c in header if c not in found], [c for c in found if c not in header]
    wanted = f"columns: {','.join(header)}"
    failures = [Failure(f"{name}:1", column, column, "header", "is missing", wanted) for column in missing]
    failures += [
        Failure(f"{name}:1", column, column, "header", "is no column of this table", nearest(column, missing or header)) for column in extra
    ]
    return failures or [Failure(f"{name}:1", "", ",".join(found)[:80], "header", "is out of order, or names a column twice", wanted)]


def add_columns(folder: Path) -> dict[Path, bytes]:
    """Return every curated file that lacks columns, with these in their place and filled with their default.

    A file whose header is wrong in any other way is left for `read_curated` to refuse.
    """
    added = {}
    for table in CURATED_TABLES:
        path, wanted = folder / f"{table}.csv", curated_columns(table)
        text, failure = _read_text(path, path.name)
        rows, failure = _split(text, path.name) if failure is None else ([], failure)
        names = [column.name for column in wanted]
        present = rows[0] if rows else names
        if failure is None and present != names and present == [name for name in names if name in present]:
            cells = [dict(zip(present, row, strict=False)) for row in rows[1:]]
            defaults = {column.name: column.default or text_of(column.kind.blank()) for column in wanted}
            added[path] = canonical_csv(([(defaults | row)[name] for name in names] for row in cells), names)
    return added


def canonical(rows: Iterable[Row], table: str) -> bytes:
    """Return curated rows as their file should be: columns in order, rows sorted."""
    wanted, order = curated_columns(table), sort_columns(table)
    numeric = {column.name for column in wanted if column.kind.name in ("integer", "number")}

    def place(row: Row) -> list[tuple[float, str]]:
        cells = [(row[name] or 0.0, "") if name in numeric else (0.0, text_of(row[name])) for name in order]
        return cells + [(0.0, text_of(row[column.name])) for column in wanted]

    header = [column.name for column in wanted]
    return canonical_csv(([text_of(row[name]) for name in header] for row in sorted(rows, key=place)), header)


def sort_columns(table: str) -> tuple[str, ...]:
    """Return the columns a curated file is sorted by: statements by place, else as the table says, else by key."""
    return ("document_id", "start_char", "end_char") if table in CLAIM_TABLES else TRAITS[table].sorted_by or key(table)
