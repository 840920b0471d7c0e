"""Curated files: reading them strictly into typed frames, and writing them in canonical form.

Row `i` of a frame is line `i + 2` of its file; no cell has a line break.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from estromod_schemas.base import Column
from estromod_schemas.failures import Failure, nearest
from estromod_schemas.frames import text_of
from estromod_schemas.registry import CURATED_ONLY, FACT_TABLES, OPTIONAL, PUBLISHED, curated_columns, key, table_name
from estromod_schemas.validation import curated_place

from ..write.publish import write_whole

DTYPES = {"text": "string", "integer": "Int64", "number": "Float64", "boolean": "bool", "list": "object"}
DERIVED_ONLY = ("statements", "effect_matrix", "facts", "entities", "codes")
MAY_BE_ABSENT = tuple(map(table_name, OPTIONAL))
CURATED_TABLES = tuple(name for name in map(table_name, (*PUBLISHED, *OPTIONAL, *CURATED_ONLY)) if name not in DERIVED_ONLY)


def read_curated(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Failure]]:
    """Read every curated file; return the frames that could be read, and every failure of form or type."""
    frames, failures = {}, []
    for table in CURATED_TABLES:
        path = folder / f"{table}.csv"
        if table in MAY_BE_ABSENT and not path.exists():
            continue
        frame, found = read_table(path, table)
        failures += found
        if frame is not None:
            frames[table] = frame
    known = {f"{table}.csv" for table in CURATED_TABLES}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known:
            failures.append(
                Failure(f"dataset/curated/{path.name}", "", path.name, "known file", "belongs to no table", nearest(path.name, known))
            )
    return frames, failures


def read_table(path: Path, table: str) -> tuple[pd.DataFrame | None, list[Failure]]:
    """Read one curated file into a typed frame."""
    wanted = curated_columns(table)
    cells, failures = _read_cells(path, table, [column.name for column in wanted])
    if cells is None:
        return None, failures
    data: dict[str, Any] = {}
    for position, column in enumerate(wanted):
        values = []
        for index, row in enumerate(cells):
            value, why = convert(row[position], column)
            values.append(value)
            if why:
                failures.append(Failure(curated_place(table, index), column.name, row[position], column.kind, why, _REMEDY[column.kind]))
        data[column.name] = typed(values, column.kind)
    return pd.DataFrame(data), failures


def _read_cells(path: Path, table: str, header: Sequence[str]) -> tuple[list[list[str]] | None, list[Failure]]:
    """Read the cells as text; a file whose form is wrong in any way gives None and every failure of form."""
    name = f"dataset/curated/{table}.csv"

    def wrong(line: int, value: str, rule: str, why: str, remedy: str) -> tuple[None, list[Failure]]:
        return None, [Failure(f"{name}:{line}", "", value, rule, why, remedy)]

    if not path.is_file():
        return wrong(1, path.name, "curated file", "is missing", "take it back from version control")
    data = path.read_bytes()
    for byte, rule in ((b"\0", "no NUL"), (b"\r", "LF line ends"), (b"\xef\xbb\xbf", "no byte order mark")):
        if byte in data:
            return wrong(
                data[: data.index(byte)].count(b"\n") + 1, repr(byte), rule, "is in the file", "save it as UTF-8 with LF and without mark"
            )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return wrong(
            data[: error.start].count(b"\n") + 1,
            repr(data[error.start : error.start + 1]),
            "UTF-8",
            "is no UTF-8",
            "save the file as UTF-8",
        )
    reader, rows, line = csv.reader(io.StringIO(text, newline=""), strict=True), [], 0
    try:
        for row in reader:
            if reader.line_num != line + 1:
                return wrong(line + 1, row[0][:30], "one line a row", "a cell has a line break or an unclosed quote", "close the quote")
            line = reader.line_num
            rows.append(row)
    except csv.Error as error:
        return wrong(line + 1, text.split("\n")[line][:30], "CSV", f"cannot be read: {error}", "check the quotes of this line")
    if not rows or rows[0] != list(header):
        return None, _header_failures(name, rows[0] if rows else [], header)
    if len(rows) == 1:
        return wrong(2, "", "rows", "the file has no rows", "a table without rows is no table")
    short = [
        Failure(f"{name}:{number}", "", str(len(row)), "cells", f"cells, the header has {len(header)}", "one cell a column")
        for number, row in enumerate(rows, start=1)
        if len(row) != len(header)
    ]
    return (None, short) if short else (rows[1:], [])


def _header_failures(name: str, found: Sequence[str], header: Sequence[str]) -> list[Failure]:
    missing, extra = [c for c in header if c not in found], [c for c in found if c not in header]
    failures = [Failure(f"{name}:1", column, column, "header", "is missing", f"columns: {','.join(header)}") for column in missing]
    failures += [
        Failure(f"{name}:1", column, column, "header", "is no column of this table", nearest(column, missing or header)) for column in extra
    ]
    return failures or [
        Failure(f"{name}:1", "", ",".join(found)[:80], "header", "is out of order, or names a column twice", f"columns: {','.join(header)}")
    ]


_REMEDY = {
    "integer": "a whole number in digits",
    "number": "one number in digits; a range goes to the low and high columns",
    "boolean": "true or false",
    "list": "items joined by | without blanks around",
    "text": "text without blanks around",
}


LIMIT = {"integer": 2**63, "number": float("inf")}


def convert(cell: str, column: Column) -> tuple[Any, str]:
    """Return the typed value of a cell, and why it has none; a value that failed is missing."""
    if column.kind == "list":
        items = cell.split("|") if cell else []
        return items, "" if all(item and item == item.strip() for item in items) else "has an empty item or blanks"
    if cell == "":
        return (False, "is empty") if column.kind == "boolean" else (pd.NA, "")
    if cell != cell.strip():
        return pd.NA, "has blanks around"
    if column.kind == "boolean":
        return cell == "true", "" if cell in ("true", "false") else "is neither true nor false"
    if column.kind == "text":
        return cell, ""
    if not re.fullmatch(r"-?[0-9]+" if column.kind == "integer" else r"-?[0-9]+(\.[0-9]+)?", cell):
        return pd.NA, "is no number"
    value = int(cell) if column.kind == "integer" else float(cell)
    if not abs(value) < LIMIT[column.kind]:
        return pd.NA, "is too large"
    return value, "" if value >= (column.at_least or 0) else "is negative"


def typed(values: Iterable[Any], kind: str) -> pd.Series:
    """Return the values as a Series of the dtype of that kind."""
    return pd.Series(list(values), dtype=DTYPES[kind])


def canonical_csv(rows: Iterable[Sequence[str]], header: Sequence[str]) -> bytes:
    """Return rows as canonical CSV: UTF-8, LF, a quote only where it must be."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def canonical(frame: pd.DataFrame, table: str) -> bytes:
    """Return a curated frame as its file should be: columns in order, rows sorted."""
    names = [column.name for column in curated_columns(table)]
    rows = [[text_of(value) for value in row] for row in frame[names].itertuples(index=False)]
    order = sort_columns(table)
    positions = [names.index(name) for name in order]
    numeric = {column.name for column in curated_columns(table) if column.kind in ("integer", "number")}
    return canonical_csv(
        sorted(rows, key=lambda row: [_sort_key(row[p], names[p] in numeric) for p in positions] + [(0.0, cell) for cell in row]), names
    )


def _sort_key(cell: str, numeric: bool) -> tuple[float, str]:
    return (float(cell), "") if numeric and cell else (0.0, cell)


def sort_columns(table: str) -> tuple[str, ...]:
    """Return the columns a curated file is sorted by: statements by place, passages by line, all else by key."""
    if table in FACT_TABLES:
        return ("document_id", "start", "end")
    special = {"passages": ("document_id", "line"), "citations": ("document_id", "position")}
    return special.get(table, key(table))


def format_curated(folder: Path) -> tuple[list[Path], list[Failure]]:
    """Rewrite every readable curated file in canonical form; return those that changed and what could not be read."""
    frames, failures = read_curated(folder)
    changed = []
    for table, frame in frames.items():
        path, data = folder / f"{table}.csv", canonical(frame, table)
        if not any(failure.where.startswith(f"dataset/curated/{table}.csv") for failure in failures) and path.read_bytes() != data:
            write_whole(path, data)
            changed.append(path)
    return changed, failures
