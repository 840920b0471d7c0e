"""Identifiers elsewhere: seen, well formed, in force, and each meaning one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..dataset import Dataset
from ..failures import nearest
from ..namespaces import NAMESPACES
from ..registry import VOCABULARY_TABLES, columns, key
from .base import Violation, rows, rule

XREFS = "cross_references"


@rule
def identifiers_were_seen(data: Dataset) -> Iterator[Violation]:
    """An identifier was seen, or computed from what was; none is recalled."""
    for index, row in rows(data, XREFS, "record_basis"):
        if row["record_basis"] not in ("seen", "computed"):
            yield Violation(XREFS, index, "record_basis", row["record_basis"], "was not seen", "leave the identifier out")


@rule
def identifiers_are_in_force(data: Dataset) -> Iterator[Violation]:
    """No identifier is obsolete."""
    for index, row in rows(data, XREFS, "curie", "status"):
        if row["status"] == "obsolete":
            yield Violation(XREFS, index, "curie", row["curie"], "is obsolete", "take the id that replaced it")


@rule
def identifiers_are_well_formed(data: Dataset) -> Iterator[Violation]:
    """A CURIE has a prefix that is used here, its namespace's form, and the right check digit."""
    for index, row in rows(data, XREFS, "curie"):
        why, remedy = what_is_wrong(row["curie"])
        if why:
            yield Violation(XREFS, index, "curie", row["curie"], why, remedy)


def split_curie(curie: str) -> tuple[str, str]:
    """Return prefix and identifier of a CURIE."""
    prefix, _, identifier = curie.partition(":")
    return prefix, identifier


def what_is_wrong(curie: str) -> tuple[str, str]:
    """Return why a CURIE cannot be one, and what to do; two empty texts if nothing tells against it."""
    prefix, identifier = split_curie(curie)
    namespace = NAMESPACES.get(prefix)
    if namespace is None:
        return "has a prefix that is not used here", nearest(prefix, NAMESPACES)
    if not re.fullmatch(namespace.pattern, identifier):
        return "does not have the form of its prefix", f"needs {namespace.pattern}"
    if namespace.has_check_digit and not namespace.has_check_digit(identifier):
        return "has a wrong check digit", "look it up again; one character is wrong"
    return "", ""


@rule
def loinc_codes_have_their_name(data: Dataset) -> Iterator[Violation]:
    """LOINC's licence asks for the long common name beside every code."""
    for index, row in rows(data, XREFS, "curie", "label"):
        if split_curie(row["curie"])[0] == "loinc" and not row["label"]:
            yield Violation(XREFS, index, "label", row["curie"], "has no name", "give the long common name")


@rule
def an_exact_identifier_means_one_entry(data: Dataset) -> Iterator[Violation]:
    """An exact identifier belongs to one entry of a vocabulary."""
    holder: dict[tuple[str | None, str], str] = {}
    for index, row in rows(data, XREFS, "entity_id", "curie", "relation"):
        mark = (data.kinds.get(row["entity_id"]), row["curie"])
        if mark[0] and row["relation"] == "exact" and holder.setdefault(mark, row["entity_id"]) != row["entity_id"]:
            why, remedy = f"is exact for {holder[mark]} too", "an isomer, a salt and a mixture have their own identifiers"
            yield Violation(XREFS, index, "curie", row["curie"], why, remedy)


@rule
def a_column_of_one_identifier_gets_one(data: Dataset) -> Iterator[Violation]:
    """A column that holds one identifier would silently drop a second exact one."""
    single = {
        (table, prefix): column.name
        for table in VOCABULARY_TABLES
        for column in columns(table)
        if column.xref and column.kind.name != "list"
        for prefix in column.xref.split("|")
    }
    first: dict[tuple[str, str], str] = {}
    for index, row in rows(data, XREFS, "entity_id", "curie", "relation"):
        entity, table = row["entity_id"], data.kinds.get(row["entity_id"], "")
        name = single.get((table, split_curie(row["curie"])[0]))
        if name and row["relation"] == "exact" and first.setdefault((entity, name), row["curie"]) != row["curie"]:
            why = f"is exact for {entity} beside {first[entity, name]}, and {table}.{name} holds one"
            yield Violation(XREFS, index, "curie", row["curie"], why, "make one of them related")


Exact = dict[tuple[str, str], dict[str, str | None]]


def exact_identifiers(data: Dataset) -> Exact:
    """Return the exact cross-references of each entity and prefix: CURIE -> label."""
    found: Exact = {}
    for row in data.rows(XREFS):
        if row["relation"] == "exact" and row["curie"]:
            found.setdefault((row["entity_id"], split_curie(row["curie"])[0]), {})[row["curie"]] = row["label"]
    return found


def identifiers_of(entity: str, prefixes: str, kind: str, exact: Exact) -> Any:
    """Return an entity's exact identifiers of a prefix as its column holds them: all in a list, else the only or first one."""
    found = sorted(
        curie if NAMESPACES[prefix].banana else split_curie(curie)[1]
        for prefix in prefixes.split("|")
        for curie in exact.get((entity, prefix), ())
    )
    if kind == "list":
        return found
    return None if not found else int(found[0]) if kind == "integer" else found[0]


@rule
def identifier_columns_are_those_of_the_cross_references(data: Dataset) -> Iterator[Violation]:
    """A column of identifiers holds the exact cross-references of its entry."""
    if not data.has(XREFS, "entity_id", "curie", "relation", "label"):
        return
    exact = exact_identifiers(data)
    for table in VOCABULARY_TABLES:
        (name,) = key(table)
        for column in (column for column in columns(table) if column.xref):
            for index, row in rows(data, table, name, column.name):
                wanted = identifiers_of(row[name], column.xref, column.kind.name, exact)
                if row[column.name] != wanted:
                    yield Violation(table, index, column.name, str(row[column.name]), f"but cross_references give {wanted}", "build again")
