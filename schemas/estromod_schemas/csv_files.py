"""CSV read strictly: UTF-8, comma, LF, one row a line, every cell of its column's kind; all failures with file, line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from .base import Column
from .dataset import Row, frame_of
from .failures import Failure, Invalid, nearest
from .registry import MODELS, columns


def read_csv(path: str | Path, table: str) -> pd.DataFrame:
    """Return a CSV file of a published table as a frame with the types of its model, for `validate`.

    path: our own file, or one of the same columns. Lists are joined by `|`, an empty cell is missing. Raises `Invalid` with
    every failure of form or type, by file, line and column.

    >>> import estromod_schemas as es
    >>> es.validate(es.read_csv("dataset/estromod/tables/drugs.csv", "drugs"), "drugs").shape[0] > 0
    True
    """
    if table not in MODELS:
        raise Invalid([Failure(str(path), "", str(table), "known table", "is no table", nearest(str(table), MODELS))])
    rows, failures = read_rows(Path(path), str(path), columns(table))
    if failures or rows is None:
        raise Invalid(failures)
    return frame_of(rows, columns(table))


def read_rows(path: Path, name: str, wanted: Sequence[Column]) -> tuple[list[Row] | None, list[Failure]]:
    """Read a file with just these columns into typed rows; `name` is what failures call it."""
    cells, failures = _read_cells(path, name, [column.name for column in wanted])
    if cells is None:
        return None, failures
    rows = []
    for line, texts in enumerate(cells, start=2):
        row = {}
        for cell, column in zip(texts, wanted, strict=True):
            row[column.name], why = convert(cell, column)
            if why:
                failures.append(Failure(f"{name}:{line}", column.name, cell, column.kind.name, why, column.kind.remedy))
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


def _read_cells(path: Path, name: str, header: Sequence[str]) -> tuple[list[list[str]] | None, list[Failure]]:
    """Read the cells as text; a file whose form is wrong in any way gives None and every failure of form."""
    text, failure = read_text(path, name)
    if failure is None:
        rows, failure = split_lines(text, name)
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


def read_text(path: Path, name: str) -> tuple[str, Failure | None]:
    """Read a file as UTF-8 with LF and without a mark, or say where it is not."""
    if not path.is_file():
        return "", Failure(f"{name}:1", "", path.name, "file", "is missing", "take it back from version control, or correct the path")
    data = path.read_bytes()
    for byte, what in ((b"\0", "a NUL byte"), (b"\xef\xbb\xbf", "a byte order mark"), (b"\r", "Windows line ends")):
        if byte in data:
            line = data[: data.index(byte)].count(b"\n") + 1
            return "", Failure(f"{name}:{line}", "", what, "plain CSV", "is in the file", "save it as UTF-8, with LF and without a mark")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line, byte = data[: error.start].count(b"\n") + 1, data[error.start : error.start + 1]
        return "", Failure(f"{name}:{line}", "", repr(byte), "UTF-8", "is no UTF-8", "save the file as UTF-8")


def split_lines(text: str, name: str) -> tuple[list[list[str]], Failure | None]:
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
    other = next((mark for mark in ";\t" if len(found) == 1 and mark in found[0]), None)
    if other:
        mark = {";": "a semicolon", "\t": "a tab"}[other]
        return [Failure(f"{name}:1", "", mark, "plain CSV", "stands between the cells", "save it with commas")]
    missing, extra = [c for c in header if c not in found], [c for c in found if c not in header]
    wanted = f"columns: {','.join(header)}"
    failures = [Failure(f"{name}:1", column, column, "header", "is missing", wanted) for column in missing]
    failures += [
        Failure(f"{name}:1", column, column, "header", "is no column of this table", nearest(column, missing or header)) for column in extra
    ]
    return failures or [Failure(f"{name}:1", "", ",".join(found)[:80], "header", "is out of order, or names a column twice", wanted)]
