"""The base classes of all tables: pandera options, column order, and the checks that follow from column metadata."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any

import pandera.pandas as pa

from . import codes
from .columns import FACT_ID, Count, Flag, Names, Text, checks_of, column

KINDS = {"string": "text", "Int64": "integer", "Float64": "number", "bool": "boolean", "object": "list"}


def kind_of(dtype: object) -> str:
    """Return the kind of a pandera dtype; a string's storage (`string[pyarrow]`) does not matter."""
    return KINDS[str(dtype).partition("[")[0]]


@dataclass(frozen=True)
class Column:
    """One column as the rest of the project sees it, read off a pandera model."""

    name: str
    kind: str  # text, integer, number, boolean, list
    optional: bool
    description: str
    key: bool
    to: str
    of: tuple[str, ...]
    means: str
    default: str
    derived: bool
    named: bool
    last: bool
    codes: dict[str, str]
    pattern: str
    unit: str
    uri: str
    xref: str
    at_least: float | None


class Table(pa.DataFrameModel):
    """Every table is strict, ordered and never coerced."""

    class Config:
        strict = True
        ordered = True
        coerce = False

    @classmethod
    def build_schema_(cls, **kwargs: Any) -> pa.DataFrameSchema:
        """Put columns marked `last` behind a model's own, and add the checks their metadata ask for."""
        schema = super().build_schema_(**kwargs)
        schema.columns = dict(sorted(schema.columns.items(), key=lambda item: item[1].metadata["last"]))
        for part in schema.columns.values():
            part.checks = [*part.checks, *checks_of(part.metadata, kind_of(part.dtype))]
        schema.description = inspect.cleandoc(cls.__doc__ or "")
        return schema

    @classmethod
    def columns(cls) -> list[Column]:
        """Return the table's columns in order."""
        return [
            Column(name, kind_of(part.dtype), part.nullable, part.description, **part.metadata)
            for name, part in cls.to_schema().columns.items()
        ]

    @classmethod
    def describe(cls) -> str:
        """Return what one row of the table is."""
        return cls.to_schema().description


class Fact(Table):
    """A table of distinct claims. Every one has these columns beside its own columns of meaning."""

    fact_id: Text = column(
        "The claim spelled out: table, required values, then the optional ones by name.", key=True, pattern=FACT_ID, derived=True
    )
    wording: Text = column("The strongest wording among the fact's statements.", codes=codes.WORDING, derived=True, last=True)
    wording_varies: Flag = column("Whether its statements differ in wording.", derived=True, last=True)
    n_statements: Count = column("How many statements make this claim.", unit="1", at_least=1, derived=True, last=True)
    document_ids: Names = column("The documents that make it.", to="documents", derived=True, last=True)
    n_documents: Count = column(
        "How many documents make it; all are of one website, so this is no independent support.",
        unit="1",
        at_least=1,
        derived=True,
        last=True,
    )
    in_conflict: Flag = column("Whether a conflict names it.", derived=True, last=True)
    caution: Text = column("The gravest caution that names it.", codes=codes.CAUTION, derived=True, last=True)


class Vocabulary(Table):
    """A table of things; each has one id, unique over all vocabularies."""


class Provenance(Table):
    """A table of where things come from and how sure they are."""


class Derived(Table):
    """A table computed from others."""
