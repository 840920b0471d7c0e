"""Curated files: reading them strictly into typed rows, and their canonical form.

Row `i` of a table is line `i + 2` of its file; no cell has a line break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from estromod_schemas.csv_files import read_rows, read_text, split_lines
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.failures import Failure, nearest
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import CLAIM_TABLES, CURATED_TABLES, OPTIONAL_TABLES, TRAITS, curated_columns, key
from estromod_schemas.text import canonical_csv


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
    return read_rows(path, f"dataset/curated/{table}.csv", curated_columns(table))


def uncanonical(folder: Path, curated: Dataset) -> Iterator[Failure]:
    """Yield a failure at the first line of each file that is not as `format` would write it."""
    for table in curated:
        wanted, found = (data.splitlines() for data in (canonical(curated.rows(table), table), (folder / f"{table}.csv").read_bytes()))
        line = next((number for number, (a, b) in enumerate(zip_longest(wanted, found), start=1) if a != b), len(found))
        if wanted != found or not (folder / f"{table}.csv").read_bytes().endswith(b"\n"):
            value = found[min(line, len(found)) - 1].decode()[:60].strip()
            yield Failure(
                f"dataset/curated/{table}.csv:{line}", "", value, "format", "is not as or where the canonical form has it", "run `format`"
            )


def add_columns(folder: Path) -> dict[Path, bytes]:
    """Return every curated file that lacks columns, with these in their place and filled with their default.

    A file whose header is wrong in any other way is left for `read_curated` to refuse.
    """
    added = {}
    for table in CURATED_TABLES:
        path, wanted = folder / f"{table}.csv", curated_columns(table)
        text, failure = read_text(path, path.name)
        rows, failure = split_lines(text, path.name) if failure is None else ([], failure)
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
