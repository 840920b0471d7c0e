"""No definition unused: every code stands in a row, every column tells rows apart, or its exception says why not."""

from __future__ import annotations

import csv
from pathlib import Path

from estromod_schemas.base import Claim
from estromod_schemas.codes import LISTS
from estromod_schemas.dataset import Dataset
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import CLAIM_TABLES, PUBLISHED_TABLES, columns

with (Path(__file__).parent / "idle_exceptions.csv").open(encoding="utf-8", newline="") as _lines:
    EXCEPTIONS = {(row["what"], row["name"]) for row in csv.DictReader(_lines) if row["reason"]}


def exceptions(what: str) -> set[str]:
    return {name for kind, name in EXCEPTIONS if kind == what}


def test_every_code_stands_in_a_row(data: Dataset) -> None:
    """A list of codes may serve several columns; a code counts where any of them holds it. Exceptions are strict."""
    used: dict[tuple[str, ...], set[str]] = {}
    for table in PUBLISHED_TABLES:
        for column in (column for column in columns(table) if column.codes):
            cells = [row[column.name] for row in data.rows(table)]
            used.setdefault(tuple(column.codes), set()).update(
                code for cell in cells for code in (cell if isinstance(cell, list) else [cell])
            )
    published = {name: said for name, said in LISTS.items() if tuple(said) in used}
    assert len(published) > 30
    idle = {f"{name}.{code}" for name, said in published.items() for code in said if code not in used[tuple(said)]}
    assert idle == exceptions("code")


def test_every_column_tells_rows_apart(data: Dataset) -> None:
    """A column every claim table has counts over all of them: what is constant in one tells rows apart in another."""
    values: dict[str, set[str]] = {}
    for table in PUBLISHED_TABLES:
        for column in columns(table):
            of_all = table in CLAIM_TABLES and column.name in Claim.to_schema().columns
            name = f"Claim.{column.name}" if of_all else f"{table}.{column.name}"
            values.setdefault(name, set()).update(text_of(row[column.name]) for row in data.rows(table))
    assert len(values) > 300
    assert {name for name, found in values.items() if len(found) < 2} == exceptions("column")
