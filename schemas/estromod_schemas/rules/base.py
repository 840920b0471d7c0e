"""What a rule is, and how one looks at the tables at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..dataset import Dataset, Row
from ..registry import columns, curated_columns


class Violation(NamedTuple):
    """One cell or row that breaks a rule."""

    table: str
    row: int
    column: str
    value: str
    why: str
    remedy: str = ""


Rule = Callable[[Dataset], Iterator[Violation]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Register a rule: what is written runs. Its name, with blanks, is the rule's name in every message."""
    RULES.append(function)
    return function


def rows(data: Dataset, table: str, *needed: str) -> Iterator[tuple[int, Row]]:
    """Yield (position, row) of a table that is at hand and has the needed columns; missing cells are None or [].

    A row without a needed value that its model requires is passed over: the model reports it.
    """
    if not data.has(table, *needed):
        return
    required = [column.name for column in (*columns(table), *curated_columns(table)) if column.name in needed and not column.optional]
    for index, row in enumerate(data.rows(table)):
        if all(row[name] is not None for name in required):
            yield index, row


def values(data: Dataset, table: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield (position, value) of a column's text, each item of a list by itself; what is missing is passed over."""
    for index, row in enumerate(data.rows(table)):
        cell = row.get(name)
        yield from ((index, item) for item in (cell if isinstance(cell, list) else [cell]) if isinstance(item, str))
