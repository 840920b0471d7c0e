"""Statements into facts: statements that agree in every column of meaning are one fact. One mechanism for all tables."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pandas as pd

from estromod_schemas import codes
from estromod_schemas.frames import records, text_of
from estromod_schemas.ids import fact_id
from estromod_schemas.registry import FACT_TABLES, VOCABULARY_TABLES, columns, meaning

from ..read.curated import typed

RANK = {code: rank for rank, code in enumerate(codes.WORDING)}


def statement_id(document_id: str, start: int, end: int, fact: str) -> str:
    """Return `s_` and ten hex digits of document, span and fact."""
    return "s_" + hashlib.sha256(f"{document_id}:{start}:{end}:{fact}".encode()).hexdigest()[:10]


def statements(curated: Mapping[str, pd.DataFrame], passages: pd.DataFrame) -> pd.DataFrame:
    """Return the statements of all fact tables as one frame, in the order of the documents."""
    places = {
        document: sorted(zip(group["start"], group["end"], group["passage_id"], group["kind"], group["section"], strict=True))
        for document, group in passages.groupby("document_id")
    }
    rows = []
    for table in FACT_TABLES:
        for row in records(curated[table]) if table in curated else ():
            fact = fact_id(table, row)
            passage_id, kind, section = _passage(places.get(row["document_id"], []), row["start"], row["end"])
            rows.append(row | {
                "statement_id": statement_id(row["document_id"], row["start"], row["end"], fact),
                "table": table, "fact_id": fact, "passage_id": passage_id, "passage_kind": kind, "section": section,
                "entity_ids": sorted(entities_in(table, row)),
            })  # fmt: skip
    rows.sort(key=lambda row: (row["document_id"], row["start"], row["end"], row["fact_id"]))
    return frame_of(rows, "statements")


def _passage(places: list[tuple], start: int, end: int) -> tuple[Any, Any, Any]:
    for first, last, passage_id, kind, section in places:
        if first <= start and end <= last:
            return passage_id, kind, section
    return None, None, None


def entities_in(table: str, claim: Mapping[str, Any]) -> set[str]:
    """Return the vocabulary ids in a claim; `unspecified` is none."""
    names = [column.name for column in meaning(table) if column.to == "entities" or column.to in VOCABULARY_TABLES]
    return {str(claim[name]) for name in names if text_of(claim[name]) not in ("", "unspecified")}


def facts(curated: Mapping[str, pd.DataFrame], stated: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return one frame per fact table: columns of meaning, wording and counts; derived columns come later."""
    support = {
        fact: {
            "fact_id": fact,
            "wording": min(group["wording"], key=RANK.__getitem__),
            "wording_varies": group["wording"].nunique() > 1,
            "n_statements": len(group),
            "document_ids": sorted(set(group["document_id"])),
            "n_documents": group["document_id"].nunique(),
        }
        for fact, group in stated.groupby("fact_id")
    }
    folded = {}
    for table in FACT_TABLES:
        claims = {fact_id(table, row): row for row in records(curated[table])}
        folded[table] = frame_of([claims[fact] | support[fact] for fact in sorted(claims)], table)
    return folded


def frame_of(rows: list[dict[str, Any]], table: str) -> pd.DataFrame:
    """Return rows as a frame with the table's columns and dtypes; what a row does not have is missing (or an empty list)."""
    return pd.DataFrame({
        column.name: typed([row.get(column.name, _blank(column.kind)) for row in rows], column.kind)
        for column in columns(table)
    })  # fmt: skip


def _blank(kind: str) -> Any:
    return [] if kind == "list" else False if kind == "boolean" else None
