"""Column types, and the one factory every column of every table is declared with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from .kinds import Kind
from .namespaces import NAMESPACES, cell_pattern
from .text import unclean

Text = Series[pd.StringDtype]
Count = Series[pd.Int64Dtype]
Number = Series[pd.Float64Dtype]
Flag = Series[bool]
Date = Series[pa.DateTime]  # a day
Names = Series[object]  # a list of text; never missing, an empty list instead

ID = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
CLAIM_ID = r"^[a-z_]+(/[^/|\s]+)+$"
HASH = r"^h[0-9a-f]{12}$"
SPAN = r"^[0-9]+\.\.[0-9]+$"


def column(
    description: str,
    *,
    key: bool = False,
    to: str = "",
    of: Sequence[str] = (),
    means: str = "",
    default: str = "",
    optional: bool = False,
    derived: bool = False,
    named: bool = False,
    names: bool = False,
    ours: bool = False,
    role: str = "",
    keyed: bool | Sequence[str] = False,
    last: bool = False,
    codes: Mapping[str, str] | None = None,
    pattern: str = "",
    unit: str = "",
    unit_in: str = "",
    namespace: str = "",
    xref: str = "",
    at_least: float | None = None,
) -> Any:
    """Declare a column.

    key: part of the primary key. to, of: the table whose key the cell holds, and (for `entities` and `claims`) the
    tables it may come from. means: `required` or `optional` column of meaning of a claim. default: what an optional
    column of meaning holds where the document says nothing; a default is left out of the claim id. optional: the cell
    may be missing. derived: computed by the build, absent from curated files. named: the passage has to name the
    entity. names: a form of the row's name, by which a passage names it. ours: our own sentence, which no document
    may contain. role: `subject`, `predicate`, `object` or `via` of the claim in its one flat shape. keyed: an optional column
    that tells propositions apart, as every required one does, or the codes of it that do. last: stands behind the table's
    own columns. codes: allowed values with their meanings. pattern: regular expression every value (of a list: every item)
    matches. unit: UCUM. unit_in: the column that holds the number's unit, or its period. namespace: whose identifiers the cell holds, with
    their pattern and address. xref: the same, of a column that `cross_references` fills. at_least: the smallest number
    allowed; 0 where none is given.
    """
    source = namespace or xref
    return pa.Field(
        nullable=optional or (means == "optional" and not default),
        description=description,
        metadata={
            "key": key, "to": to, "of": tuple(of), "means": means, "default": default, "named": named, "names": names, "ours": ours,
            "last": last, "codes": dict(codes or {}), "unit": unit, "unit_in": unit_in, "xref": xref, "at_least": at_least,
            "derived": derived or bool(xref),
            "role": role, "keyed": tuple(keyed) if isinstance(keyed, tuple) else keyed or means == "required",
            "pattern": pattern or (cell_pattern(source) if source else ID if key and not to else ""),
            "uri": NAMESPACES[source.partition("|")[0]].uri if source else "",
        },
    )  # fmt: skip


def checks_of(metadata: Mapping[str, Any], kind: Kind) -> list[pa.Check]:
    """Return the pandera checks that a column's kind and metadata ask for, each by the name of its rule."""
    codes, pattern, least = metadata["codes"], metadata["pattern"], metadata["at_least"] or 0
    if kind.name == "list":
        checks = [_each_cell("list of text", is_list_of_text), _each_cell("clean text", lambda cell: not unclean_cell(cell))]
        if codes:
            checks.append(_each_cell("known code", lambda cell: not isinstance(cell, list) or all(item in codes for item in cell)))
        if pattern:
            fits = re.compile(pattern).search
            checks.append(_each_cell("pattern", lambda cell: not is_list_of_text(cell) or all(map(fits, cell))))
        return checks
    if kind.name in ("integer", "number"):
        finite = [_each_cell("finite number", lambda cell: abs(cell) != float("inf"))] if kind.name == "number" else []
        return [*finite, pa.Check.ge(least, name="smallest value")]
    if kind.name != "text":
        return []
    checks = [_each_cell("clean text", lambda cell: not unclean_cell(cell))]
    if codes:
        checks.append(pa.Check.isin(list(codes), name="known code"))
    if pattern:
        checks.append(pa.Check.str_matches(pattern, name="pattern"))
    return checks


def unclean_cell(cell: object) -> str:
    """Return why a text, or an item of a list, cannot stand in a cell; nothing if it can."""
    if not is_list_of_text(cell):
        return unclean(cell) if isinstance(cell, str) else ""
    twice = next((item for place, item in enumerate(cell) if item in cell[:place]), None)
    return f"names {twice!r} twice" if twice else next(filter(None, map(unclean, cell)), "")


def _each_cell(name: str, test: Any) -> pa.Check:
    return pa.Check(test, element_wise=True, name=name)


def is_list_of_text(cell: object) -> TypeGuard[list[str]]:
    """True for a list of strings that are not empty."""
    return isinstance(cell, list) and all(isinstance(item, str) and item for item in cell)
