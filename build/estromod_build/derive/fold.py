"""Statements into facts: statements that agree in every column of meaning are one fact. One mechanism for all tables."""

from __future__ import annotations

import hashlib

from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.ids import fact_id
from estromod_schemas.registry import FACT_TABLES, entity_columns, meaning
from estromod_schemas.rules.claims import support


def statement_id(document_id: str, start: int, end: int, fact: str) -> str:
    """Return `s_` and ten hex digits of document, span and fact."""
    return "s_" + hashlib.sha256(f"{document_id}:{start}:{end}:{fact}".encode()).hexdigest()[:10]


def statements(curated: Dataset) -> list[Row]:
    """Return the statements of all fact tables, in the order of the documents."""
    found = [_statement(table, row, curated) for table in FACT_TABLES for row in curated.rows(table)]
    return sorted(found, key=lambda row: (row["document_id"], row["start"], row["end"], row["fact_id"]))


def _statement(table: str, row: Row, curated: Dataset) -> Row:
    fact = fact_id(table, row)
    passage = curated.passage_at(row["document_id"], row["start"], row["end"]) or {}
    return row | {
        "statement_id": statement_id(row["document_id"], row["start"], row["end"], fact),
        "table": table,
        "fact_id": fact,
        "passage_id": passage.get("passage_id"),
        "passage_kind": passage.get("kind"),
        "section": passage.get("section"),
        "entity_ids": sorted(entities_in(table, row)),
    }


def entities_in(table: str, claim: Row) -> set[str]:
    """Return the vocabulary ids in a claim; `unspecified` is none."""
    return {claim[column.name] for column in entity_columns(table) if column.means} - {None, "unspecified"}


def facts(stated: list[Row]) -> dict[str, list[Row]]:
    """Return the rows of each fact table: columns of meaning, wording and counts; derived columns come later."""
    behind: dict[str, list[Row]] = {}
    for row in stated:
        behind.setdefault(row["fact_id"], []).append(row)
    folded: dict[str, list[Row]] = {table: [] for table in FACT_TABLES}
    for fact, rows in sorted(behind.items()):
        table = rows[0]["table"]
        claim = {column.name: rows[0][column.name] for column in meaning(table)}
        folded[table].append({"fact_id": fact, **claim, **support(rows)})
    return folded
