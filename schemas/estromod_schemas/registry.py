"""The list of tables, and what follows from a model: curated columns, statement columns, keys."""

from __future__ import annotations

import re
from functools import cache

from . import agents, body, derived, provenance, vocabularies  # noqa: F401  their models register themselves
from .base import REGISTERED, Claim, Column, Derived, Provenance, Table, Traits, Vocabulary


def table_name(model: type[Table]) -> str:
    """`SideEffects` is the table `side_effects`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()


KINDS: dict[type[Table], str] = {
    Claim: "claims by kind", Vocabulary: "vocabularies", Provenance: "evidence and provenance", Derived: "views and bookkeeping"
}  # fmt: skip
START = "start here"
GROUPS = (START, *KINDS.values())


def _kind(model: type[Table]) -> int:
    """Return where a model's tables stand in every list: what is claimed, of what, whence, what follows."""
    return next((place for place, base in enumerate(KINDS) if issubclass(model, base)), len(KINDS))


MODELS: dict[str, type[Table]] = {table_name(model): model for model in sorted(REGISTERED, key=_kind)}
TRAITS: dict[str, Traits] = {table: REGISTERED[model] for table, model in MODELS.items()}
CLAIM_TABLES = tuple(table for table, model in MODELS.items() if issubclass(model, Claim))
VOCABULARY_TABLES = tuple(table for table, model in MODELS.items() if issubclass(model, Vocabulary))
OPTIONAL_TABLES = tuple(table for table, traits in TRAITS.items() if traits.optional)
GROUP_OF = {table: START if traits.start else GROUPS[1 + _kind(MODELS[table])] for table, traits in TRAITS.items() if traits.published}
PUBLISHED_TABLES = tuple(  # in the order a reader meets them
    table
    for table in sorted(GROUP_OF, key=lambda table: (GROUPS.index(GROUP_OF[table]), TRAITS[table].start))
    if table not in OPTIONAL_TABLES
)
CURATED_TABLES = tuple(table for table, traits in TRAITS.items() if traits.curated)


@cache
def columns(table: str) -> tuple[Column, ...]:
    """Return the columns of a published or curated table, in order."""
    return tuple(MODELS[table].columns())


@cache
def meaning(table: str) -> tuple[Column, ...]:
    """Return a claim table's columns of meaning, in order."""
    return tuple(column for column in columns(table) if column.means)


@cache
def curated_columns(table: str) -> tuple[Column, ...]:
    """Return the columns of the curated file: of a claim table those of its statements, else all that are not derived."""
    if table in CLAIM_TABLES:
        return (*meaning(table), *(column for column in columns("statements") if not column.derived))
    return tuple(column for column in columns(table) if not column.derived)


@cache
def key(table: str) -> tuple[str, ...]:
    """Return the names of the primary key's columns."""
    return tuple(column.name for column in columns(table) if column.key)


@cache
def entity_columns(table: str) -> tuple[Column, ...]:
    """Return the columns whose cells name entries of vocabularies."""
    return tuple(column for column in columns(table) if column.to == "entities" or column.to in VOCABULARY_TABLES)
