"""What is derived of the claims: every claim in one shape, propositions, unit conversions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..dataset import Dataset
from ..registry import CLAIM_TABLES, PUBLISHED_TABLES, VOCABULARY_TABLES, columns, key
from .base import Violation, rows, rule


@rule
def claims_are_those_of_their_tables(data: Dataset) -> Iterator[Violation]:
    """`claims` holds every claim of every claim table and no other, with what stands there under the same name."""
    if not {"claims", *CLAIM_TABLES} <= set(data) or not all(data.has(table, "claim_id") for table in CLAIM_TABLES):
        return
    flat, told = data.by_key("claims"), set()
    for table in CLAIM_TABLES:
        shared = [column.name for column in columns("claims") if column.name in {own.name for own in columns(table)}]
        for index, row in rows(data, table, *shared):
            told.add((table, row["claim_id"]))
            found = flat.get(row["claim_id"], {})
            if found.get("table_name") != table:
                yield Violation(table, index, "claim_id", row["claim_id"], f"is not in claims as one of {table}", "build again")
            for name in shared if found else ():
                if found.get(name) != row[name]:
                    yield Violation(table, index, name, str(row[name]), f"but claims has {found.get(name)}", "build again")
    for index, row in rows(data, "claims", "claim_id", "table_name"):
        if (row["table_name"], row["claim_id"]) not in told:
            yield Violation("claims", index, "claim_id", row["claim_id"], f"is no claim of {row['table_name']}", "build again")


@rule
def propositions_hold_their_claims(data: Dataset) -> Iterator[Violation]:
    """A proposition lists just the claims that name it."""
    if not data.has("claims", "claim_id", "proposition_id"):
        return
    held: dict[str, set[str]] = {}
    for _, row in rows(data, "claims", "claim_id", "proposition_id"):
        held.setdefault(row["proposition_id"], set()).add(row["claim_id"])
    for index, row in rows(data, "propositions", "proposition_id", "claim_ids"):
        if set(row["claim_ids"]) != held.get(row["proposition_id"], set()):
            yield Violation("propositions", index, "claim_ids", "|".join(row["claim_ids"]), "are not those that name it", "build again")


@rule
def conversions_are_those_of_the_analytes(data: Dataset) -> Iterator[Violation]:
    """A unit is one of its laboratory value's two; the factor of the SI unit is 1, that of the other the value's own."""
    if not data.has("analytes", "unit", "si_unit", "si_factor"):
        return
    for index, row in rows(data, "unit_conversions", "analyte_id", "from_unit", "to_unit", "factor"):
        analyte = data.by_key("analytes").get(row["analyte_id"], {})
        factors = {analyte.get("unit"): analyte.get("si_factor"), analyte.get("si_unit"): 1.0}
        if row["to_unit"] != analyte.get("si_unit") or row["factor"] != factors.get(row["from_unit"]):
            yield Violation("unit_conversions", index, "factor", str(row["factor"]), "is not that of the laboratory value", "build again")


@rule
def entities_are_those_of_the_vocabularies(data: Dataset) -> Iterator[Violation]:
    """`entities` holds every entry of every vocabulary under its name, and nothing else."""
    if "entities" not in data or not set(VOCABULARY_TABLES) <= set(data):
        return
    wanted = {entity: (table, data.by_key(table)[entity]["name"]) for entity, table in data.kinds.items()}
    for index, row in rows(data, "entities", "entity_id", "table_name", "name"):
        if wanted.pop(row["entity_id"], None) != (row["table_name"], row["name"]):
            yield Violation("entities", index, "entity_id", row["entity_id"], "is not so in its vocabulary", "build again")
    for entity in wanted:
        yield Violation("entities", -1, "entity_id", entity, "is missing", "build again")


@rule
def codes_are_those_of_the_models(data: Dataset) -> Iterator[Violation]:
    """`codes` holds every code of every coded column with its meaning, and nothing else."""
    if "codes" not in data:
        return
    wanted = {
        (table, column.name, code): meaning
        for table in PUBLISHED_TABLES
        for column in columns(table)
        for code, meaning in column.codes.items()
    }
    for index, row in rows(data, "codes", "table_name", "column_name", "code", "meaning"):
        if wanted.pop((row["table_name"], row["column_name"], row["code"]), None) != row["meaning"]:
            yield Violation("codes", index, "meaning", row["meaning"], f"is not what {row['code']} means there", "build again")
    for table, column, code in wanted:
        yield Violation("codes", -1, "code", f"{table}.{column}.{code}", "is missing", "build again")


@rule
def vocabularies_are_in_order(data: Dataset) -> Iterator[Violation]:
    """The rows of a whole published vocabulary stand in the order of their key."""
    for table in VOCABULARY_TABLES if "entities" in data else ():
        (name,) = key(table)
        for (_, before), (index, row) in pairwise(rows(data, table, name)):
            if before[name] > row[name]:
                yield Violation(table, index, name, row[name], f"stands behind {before[name]}", "sort by the key")
