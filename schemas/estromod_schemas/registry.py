"""The list of tables, and what follows from a model: curated columns, statement columns, keys."""

from __future__ import annotations

import re
from functools import cache

from .base import Column, Fact, Table
from .facts import FACTS
from .provenance import ANCHOR, DERIVED, PROVENANCE, AuditReasons, ReadingRounds, RetiredIds
from .vocabularies import VOCABULARIES

PUBLISHED: tuple[type[Table], ...] = (*FACTS, *VOCABULARIES, *PROVENANCE, *DERIVED)
OPTIONAL: tuple[type[Table], ...] = (RetiredIds,)
CURATED_ONLY: tuple[type[Table], ...] = (AuditReasons, ReadingRounds)


def table_name(model: type[Table]) -> str:
    """`SideEffects` is the table `side_effects`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()


MODELS: dict[str, type[Table]] = {table_name(model): model for model in (*PUBLISHED, *OPTIONAL, *CURATED_ONLY)}
FACT_TABLES = tuple(table_name(model) for model in FACTS)
VOCABULARY_TABLES = tuple(table_name(model) for model in VOCABULARIES)
PUBLISHED_TABLES = tuple(table_name(model) for model in PUBLISHED)


@cache
def columns(table: str) -> tuple[Column, ...]:
    """Return the columns of a published or curated table, in order."""
    return tuple(MODELS[table].columns())


@cache
def meaning(table: str) -> tuple[Column, ...]:
    """Return a fact table's columns of meaning, in order."""
    return tuple(column for column in columns(table) if column.means)


@cache
def curated_columns(table: str) -> tuple[Column, ...]:
    """Return the columns of the curated file: of a fact table those of its statements, else all that are not derived."""
    if issubclass(MODELS[table], Fact):
        anchor = {column.name: column for column in columns("statements")}
        return (*meaning(table), *(anchor[name] for name in ANCHOR))
    return tuple(column for column in columns(table) if not column.derived)


@cache
def key(table: str) -> tuple[str, ...]:
    """Return the names of the primary key's columns."""
    return tuple(column.name for column in columns(table) if column.key)
