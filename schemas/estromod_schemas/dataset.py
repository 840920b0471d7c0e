"""Tables as rows, the currency inside; frames stand at the two ends, pandera and pandas' users.

A row is a dictionary. pandas has several ways to say that a cell is missing, a row has one: None. A list is never
missing, only empty.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from .base import Column
from .registry import VOCABULARY_TABLES, columns, key

Row = dict[str, Any]


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Return a frame's rows; a missing cell is None, whatever its dtype, and a day is a date."""
    return [{name: _cell(cell) for name, cell in row.items()} for row in frame.to_dict("records")]


def _cell(cell: Any) -> Any:
    if cell is None or cell is pd.NA or (not isinstance(cell, list) and cell != cell):
        return None
    return cell.date() if isinstance(cell, pd.Timestamp) else cell


def frame_of(rows: Iterable[Mapping[str, Any]], wanted: Iterable[Column]) -> pd.DataFrame:
    """Return rows as a frame with these columns and their dtypes; what a row does not have is missing (or an empty list)."""
    rows = list(rows)
    return pd.DataFrame({column.name: column.kind.series([row.get(column.name, column.kind.blank()) for row in rows]) for column in wanted})


def complete(rows: Iterable[Mapping[str, Any]], wanted: Iterable[Column]) -> list[Row]:
    """Return rows with just these columns, in order; what a row does not have is missing (or an empty list)."""
    wanted = list(wanted)
    return [{column.name: row.get(column.name, column.kind.blank()) for column in wanted} for row in rows]


class Dataset:
    """The tables at hand, by name, each a list of rows made once.

    Two kinds share it: curated tables (statements of a claim table) and published ones. What is asked of a table that is
    not at hand is empty; `table in dataset` tells whether it is.
    """

    def __init__(self, tables: Mapping[str, Iterable[Row]]) -> None:
        self._tables = {table: list(rows) for table, rows in tables.items()}
        self._keyed: dict[str, dict[str, Row]] = {}

    @classmethod
    def of_frames(cls, frames: Mapping[str, pd.DataFrame]) -> Dataset:
        """Return the dataset of frames as pandas' users have them."""
        return cls({table: rows_of(frame) for table, frame in frames.items()})

    def __contains__(self, table: object) -> bool:
        return table in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def rows(self, table: str) -> list[Row]:
        """Return a table's rows, in order."""
        return self._tables.get(table, [])

    def has(self, table: str, *names: str) -> bool:
        """True if the table is at hand with these columns."""
        return table in self and (not self.rows(table) or set(names) <= self.rows(table)[0].keys())

    def by_key(self, table: str) -> dict[str, Row]:
        """Return a table's rows by the key's only column; of rows with one key the first."""
        if table not in self._keyed:
            (name,) = key(table)
            found = self._keyed[table] = {}
            for row in self.rows(table):
                if row.get(name) is not None:
                    found.setdefault(row[name], row)
        return self._keyed[table]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The table of every vocabulary id."""
        return {entity: table for table in VOCABULARY_TABLES for entity in self.by_key(table)}

    @cached_property
    def _passages(self) -> dict[str, tuple[list[int], list[Row]]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows("passages"):
            if row["start_char"] is not None and row["end_char"] is not None:
                found.setdefault(row["document_id"], []).append(row)
        ordered = {document: sorted(rows, key=lambda row: row["start_char"]) for document, rows in found.items()}
        return {document: ([row["start_char"] for row in rows], rows) for document, rows in ordered.items()}

    def passage_at(self, document_id: str, start: int, end: int) -> Row | None:
        """Return the passage in which a span lies, or None; passages of a document do not overlap."""
        starts, rows = self._passages.get(document_id, ([], []))
        place = bisect_right(starts, start) - 1
        return rows[place] if place >= 0 and start < end <= rows[place]["end_char"] else None

    def with_tables(self, tables: Mapping[str, Iterable[Row]]) -> Dataset:
        """Return the dataset with these tables beside or in place of its own."""
        return Dataset({**self._tables, **tables})

    def frame(self, table: str) -> pd.DataFrame:
        """Return a published table as a frame."""
        return frame_of(self.rows(table), columns(table))
