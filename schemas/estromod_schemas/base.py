"""The base classes of all tables: pandera options, column order, and what follows from column metadata."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any

import pandera.pandas as pa

from . import codes
from .columns import CLAIM_ID, Count, Flag, Names, Text, checks_of, column
from .kinds import Kind, kind_of


@dataclass(frozen=True)
class Column:
    """One column as the rest of the project sees it, read off a pandera model."""

    name: str
    kind: Kind
    optional: bool
    description: str
    key: bool
    to: str
    of: tuple[str, ...]
    means: str
    default: str
    derived: bool
    named: bool
    names: bool
    ours: bool
    role: str
    keyed: bool | tuple[str, ...]
    last: bool
    codes: dict[str, str]
    pattern: str
    unit: str
    unit_in: str
    uri: str
    xref: str
    at_least: float | None


@dataclass(frozen=True)
class Traits:
    """What is said of a table as a whole, as keywords of its class.

    curated: it has a curated file of its own. published: it has published files. optional: it may be absent.
    counted: the audit counts its entries as things a passage names. start: its place among the tables a reader begins with; 0: none of
    them. topic: of all its claims, where their things have none. by_sex: what is claimed for men is not the same proposition as for
    women. sentence: the template of its claims' sentences. sorted_by: the columns a curated file is sorted by, if not by its key.
    """

    curated: bool = True
    published: bool = True
    optional: bool = False
    counted: bool = True
    start: int = 0
    topic: str = ""
    by_sex: bool = False
    sentence: str = ""
    sorted_by: tuple[str, ...] = ()


REGISTERED: dict[type[Table], Traits] = {}


class Table(pa.DataFrameModel):
    """Every table is strict, ordered and never coerced. A model registers itself when it is defined."""

    class Config:
        strict = True
        ordered = True
        coerce = False

    def __init_subclass__(cls, *, base: bool = False, **traits: Any) -> None:
        super().__init_subclass__()  # type: ignore[no-untyped-call]
        if not base:
            REGISTERED[cls] = Traits(**traits)

    @classmethod
    def build_schema_(cls, **kwargs: Any) -> pa.DataFrameSchema:
        """Put columns marked `last` behind a model's own, and add the checks their metadata ask for."""
        schema = super().build_schema_(**kwargs)
        schema.columns = dict(sorted(schema.columns.items(), key=lambda item: item[1].metadata["last"]))
        for part in schema.columns.values():
            kind = kind_of(part.dtype)
            if kind.name not in ("text", "list"):
                part.metadata["pattern"] = ""  # of an identifier that is a number its bounds say enough
            part.checks = [*part.checks, *checks_of(part.metadata, kind)]
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
        return str(cls.to_schema().description)


class Claim(Table, base=True):
    """A table of distinct claims. Every one has these columns beside its own columns of meaning."""

    claim_id: Text = column(
        "The claim spelled out: table, required values, then the optional ones by name.", key=True, pattern=CLAIM_ID, derived=True
    )
    wording: Text = column("The strongest wording among the claim's statements.", codes=codes.WORDING, derived=True, last=True)
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
    basis: Text = column(
        "What its best statement rests on; `restored` alone means that a word of the document was lost and supplied from the same document.",
        codes=codes.STATEMENT_BASIS,
        derived=True,
        last=True,
    )
    in_conflict: Flag = column("Whether a contradiction or a tension names it.", derived=True, last=True)
    caution: Text = column("The gravest caution that names it.", codes=codes.CAUTION, derived=True, last=True)


class Vocabulary(Table, base=True):
    """A table of things; each has one id, unique over all vocabularies."""


class Provenance(Table, base=True):
    """A table of where things come from and how sure they are."""


class Derived(Table, base=True):
    """A table computed from others."""

    def __init_subclass__(cls, **traits: Any) -> None:
        super().__init_subclass__(curated=False, **traits)
