"""Keys: unique, resolving, retired for good, and leading upwards to an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..dataset import Dataset
from ..failures import nearest
from ..registry import VOCABULARY_TABLES, columns, curated_columns, key
from .base import Violation, rows, rule, values


@rule
def keys_are_unique(data: Dataset) -> Iterator[Violation]:
    """No two rows of a table have one key."""
    for table in data:
        seen: dict[tuple[Any, ...], int] = {}
        names = key(table)
        for index, row in rows(data, table, *names):
            value = tuple(row[name] for name in names)
            if value in seen:
                why = f"stands in line {seen[value] + 2} too"
                yield Violation(table, index, names[0], "/".join(map(str, value)), why, "give each row its own key")
            seen.setdefault(value, index)


@rule
def ids_are_unique_over_vocabularies(data: Dataset) -> Iterator[Violation]:
    """One id means one thing, whatever the vocabulary."""
    seen: dict[str, str] = {}
    for table in VOCABULARY_TABLES:
        (name,) = key(table)
        for index, row in rows(data, table, name):
            if seen.setdefault(row[name], table) != table:
                why = f"is an id of {seen[row[name]]} too"
                yield Violation(table, index, name, row[name], why, "the same word for different things gets different ids")


@rule
def keys_resolve(data: Dataset) -> Iterator[Violation]:
    """A cell that names another row names one that exists, in a table the column allows; a row that is gone is reported once."""
    lost: dict[tuple[str, str], Violation] = {}
    pointing: Counter[tuple[str, str]] = Counter()
    for table in data:
        for column in {column.name: column for column in (*curated_columns(table), *columns(table))}.values():
            known = _known(column.to, column.of, data) if column.to else None
            if known is None:
                continue
            for index, value in values(data, table, column.name):
                if value not in known:
                    where = " or ".join(column.of) or column.to
                    pointing[where, value] += 1
                    lost.setdefault(
                        (where, value), Violation(table, index, column.name, value, f"is not in {where}", nearest(value, known))
                    )
    for place, found in lost.items():
        more = f" ({pointing[place]} cells name it)" if pointing[place] > 1 else ""
        yield found._replace(why=found.why + more)


def _known(to: str, of: tuple[str, ...], data: Dataset) -> set[str] | None:
    """Return the ids a cell may hold; None where the tables that hold them are not at hand."""
    if to == "entities":
        allowed = set(of or VOCABULARY_TABLES)
        return {entity for entity, table in data.kinds.items() if table in allowed} if allowed <= set(data) else None
    return set(data.by_key(to)) if data.has(to, *key(to)) else None


@rule
def retired_ids_stay_retired(data: Dataset) -> Iterator[Violation]:
    """An id that was retired is used by nothing, and what takes its place is there, or was retired in its turn."""
    retired = {row["id"]: row["replaced_by"] for _, row in rows(data, "retired_ids", "id")}
    if not retired:
        return
    if {"claims", *VOCABULARY_TABLES} <= set(data):
        known = {*data.kinds, *data.by_key("claims"), *retired}
        for index, row in rows(data, "retired_ids", "id"):
            if row["replaced_by"] is not None and row["replaced_by"] not in known:
                yield Violation("retired_ids", index, "replaced_by", row["replaced_by"], "is no id", nearest(row["replaced_by"], known))
    for table in (name for name in data if name != "retired_ids"):
        for column in (column for column in columns(table) if column.key or column.to):
            for index, value in values(data, table, column.name):
                if value in retired:
                    remedy = f"use {retired[value]!r}" if retired[value] else "use another id"
                    yield Violation(table, index, column.name, value, "was retired", remedy)


@rule
def trees_have_no_cycle(data: Dataset) -> Iterator[Violation]:
    """Going up from part to whole, or from class to parent, comes to an end."""
    for table in data:
        for up in (column.name for column in columns(table) if column.to == table and column.kind.name != "list"):
            (name,) = key(table)
            above = {row[name]: row[up] for _, row in rows(data, table, name, up)}
            for index, row in rows(data, table, name, up):
                seen, here = {row[name]}, row[up]
                while here and here not in seen:
                    seen.add(here)
                    here = above.get(here)
                if here == row[name]:
                    yield Violation(table, index, up, str(row[up]), "leads back to the row itself", "a tree has no cycle")
