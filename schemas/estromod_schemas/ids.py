"""Fact ids: a claim spelled out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from .kinds import text_of
from .registry import meaning


def fact_id(table: str, claim: Mapping[str, Any]) -> str:
    """Return the id that spells the claim out: table, required values, then optional ones that are not their default.

    `/`, `|`, `=`, `%` and blanks are percent-encoded, so that the id can be taken apart again.
    """
    required = [_encoded(claim.get(column.name)) for column in meaning(table) if column.means == "required"]
    optional = [
        f"{column.name}={_encoded(claim.get(column.name))}"
        for column in sorted(meaning(table), key=lambda column: column.name)
        if column.means == "optional" and text_of(claim.get(column.name)) not in ("", column.default)
    ]
    return "/".join([table, *required, *optional])


def _encoded(value: Any) -> str:
    return quote(text_of(value), safe="!#$&'()*+,:;<>?@[]^`{}~\"\\-_.")
