"""Column types, and the one factory every column of every table is declared with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

Text = Series[pd.StringDtype]
Count = Series[pd.Int64Dtype]
Number = Series[pd.Float64Dtype]
Flag = Series[bool]
Names = Series[object]  # a list of text; never missing, an empty list instead

ID = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
FACT_ID = r"^[a-z_]+(/[^/|\s]+)+$"
HASH = r"^h[0-9a-f]{12}$"
SPAN = r"^[0-9]+\.\.[0-9]+$"
ONE_LINE = r"^[^\r\n\x00|]+$"


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
    last: bool = False,
    codes: Mapping[str, str] | None = None,
    pattern: str = "",
    unit: str = "",
    uri: str = "",
    xref: str = "",
    at_least: float | None = None,
) -> Any:
    """Declare a column.

    key: part of the primary key. to, of: the table whose key the cell holds, and (for `entities` and `facts`) the
    tables it may come from. means: `required` or `optional` column of meaning of a fact. default: what an optional
    column of meaning holds where the document says nothing; a default is left out of the fact id. optional: the cell
    may be missing. derived: computed by the build, absent from curated files. named: the passage has to name the
    entity. last: stands behind the table's own columns. codes: allowed values with their meanings. pattern: regular
    expression every value (of a list: every item) matches. unit: UCUM. uri: a term elsewhere that means the same.
    xref: the CURIE prefix in `cross_references` that fills it. at_least: the smallest number allowed.
    """
    return pa.Field(
        nullable=optional or (means == "optional" and not default),
        ge=at_least,
        description=description,
        metadata={
            "key": key,
            "to": to,
            "of": tuple(of),
            "means": means,
            "default": default,
            "derived": derived or bool(xref),
            "named": named,
            "last": last,
            "codes": dict(codes or {}),
            "pattern": pattern or (ID if key and not to else ""),
            "unit": unit,
            "uri": uri,
            "xref": xref,
            "at_least": at_least,
        },
    )


def checks_of(metadata: Mapping[str, Any], kind: str) -> list[pa.Check]:
    """Return the pandera checks that a column's type (`text`, `number`, `list`, ...) and metadata ask for."""
    codes, pattern = metadata["codes"], metadata["pattern"]
    if kind == "list":
        checks = [pa.Check(is_list_of_text, element_wise=True, name="list of text", error="a list of text without | or line break")]
        if codes:
            checks.append(_items(lambda item: item in codes, "known code", f"codes: {', '.join(codes)}"))
        if pattern:
            checks.append(_items(re.compile(pattern).search, "pattern", pattern))
        return checks
    if kind == "number":
        return [pa.Check(lambda cell: abs(cell) != float("inf"), element_wise=True, name="finite number", error="a finite number")]
    if kind != "text":
        return []
    checks = [pa.Check.str_matches(ONE_LINE, name="one line", error="one line without |")]
    if codes:
        checks.append(pa.Check.isin(list(codes), name="known code", error=f"codes: {', '.join(codes)}"))
    if pattern:
        checks.append(pa.Check.str_matches(pattern, name="pattern", error=f"the pattern {pattern}"))
    return checks


def is_list_of_text(cell: object) -> bool:
    """True for a list of non-empty one-line strings without the list separator."""
    return isinstance(cell, list) and all(isinstance(item, str) and item and not set(item) & set("|\r\n\0") for item in cell)


def _items(test: Any, name: str, error: str) -> pa.Check:
    return pa.Check(lambda cell: isinstance(cell, list) and all(map(test, cell)), element_wise=True, name=name, error=error)
