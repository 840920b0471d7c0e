"""Claim ids: a claim spelled out; proposition ids: what claims that say the same have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from .base import Column
from .kinds import text_of
from .registry import meaning


def claim_id(table: str, claim: Mapping[str, Any]) -> str:
    """Return the id that spells the claim out: table, required values, then optional ones that are not their default.

    `/`, `|`, `=`, `%` and blanks are percent-encoded, so that the id can be taken apart again.
    """
    return spelled(table, claim, meaning(table))


def proposition_id(table: str, claim: Mapping[str, Any], as_: Callable[[str], str] = str) -> str:
    """Return the id of what the claim has in common with claims that say the same of others: its keyed columns alone.

    as_: what an entity's id stands for; itself, unless told.
    """
    kept = [column for column in meaning(table) if column.keyed is True or (column.keyed and claim.get(column.name) in column.keyed)]
    entities = {column.name: as_(claim[column.name]) for column in kept if column.to and claim.get(column.name)}
    return spelled(table, {**claim, **entities}, kept)


def spelled(table: str, claim: Mapping[str, Any], wanted: Iterable[Column]) -> str:
    """Return table, required values, then optional ones by name that are not their default."""
    required = [_encoded(claim.get(column.name)) for column in wanted if column.means == "required"]
    optional = [
        f"{column.name}={_encoded(claim.get(column.name))}"
        for column in sorted(wanted, key=lambda column: column.name)
        if column.means == "optional" and text_of(claim.get(column.name)) not in ("", column.default)
    ]
    return "/".join([table, *required, *optional])


def _encoded(value: Any) -> str:
    return quote(text_of(value), safe="!#$&'()*+,:;<>?@[]^`{}~\"\\-_.")
