"""Statements into claims: statements that agree in every column of meaning are one claim. One mechanism for all tables."""

from __future__ import annotations

import hashlib

from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.ids import claim_id
from estromod_schemas.registry import CLAIM_TABLES, entity_columns, meaning
from estromod_schemas.rules.claims import support


def statement_id(document_id: str, start: int, end: int, claim: str) -> str:
    """Return `s_` and ten hex digits of document, span and claim."""
    return "s_" + hashlib.sha256(f"{document_id}:{start}:{end}:{claim}".encode()).hexdigest()[:10]


def statements(curated: Dataset) -> list[Row]:
    """Return the statements of all claim tables, in the order of the documents."""
    found = [_statement(table, row, curated) for table in CLAIM_TABLES for row in curated.rows(table)]
    return sorted(found, key=lambda row: (row["document_id"], row["start_char"], row["end_char"], row["claim_id"]))


def _statement(table: str, row: Row, curated: Dataset) -> Row:
    claim = claim_id(table, row)
    passage = curated.passage_at(row["document_id"], row["start_char"], row["end_char"]) or {}
    return row | {
        "statement_id": statement_id(row["document_id"], row["start_char"], row["end_char"], claim),
        "table_name": table,
        "claim_id": claim,
        "basis": "restored" if row["restored_columns"] else "pointed_to" if row["antecedents"] else "stated",
        "passage_id": passage.get("passage_id"),
        "passage_kind": passage.get("kind"),
        "section": passage.get("section"),
        "entity_ids": sorted(entities_in(table, row)),
    }


def entities_in(table: str, claim: Row) -> set[str]:
    """Return the vocabulary ids in a claim; `unspecified` is none."""
    return {claim[column.name] for column in entity_columns(table) if column.means} - {None, "unspecified"}


def claims(stated: list[Row]) -> dict[str, list[Row]]:
    """Return the rows of each claim table: columns of meaning, wording and counts; derived columns come later."""
    behind: dict[str, list[Row]] = {}
    for row in stated:
        behind.setdefault(row["claim_id"], []).append(row)
    folded: dict[str, list[Row]] = {table: [] for table in CLAIM_TABLES}
    for claim, rows in sorted(behind.items()):
        table = rows[0]["table_name"]
        told = {column.name: rows[0][column.name] for column in meaning(table)}
        folded[table].append({"claim_id": claim, **told, **support(rows)})
    return folded
