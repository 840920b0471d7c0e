"""Claims: what a row may say, and that its derived columns follow from its statements and doubts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..codes import claims as codes
from ..dataset import Dataset, Row
from ..ids import fact_id
from ..registry import FACT_TABLES, meaning
from .base import Violation, rows, rule


@rule
def effects_fit_their_endpoint(data: Dataset) -> Iterator[Violation]:
    """Receptor activities take receptor effects, all other endpoints take changes."""
    kinds = {row["endpoint_id"]: row["kind"] for _, row in rows(data, "endpoints", "endpoint_id", "kind")}
    for table in FACT_TABLES:
        for index, row in rows(data, table, "endpoint_id", "effect"):
            kind = kinds.get(row["endpoint_id"])
            allowed = codes.RECEPTOR_EFFECT if kind == "receptor_activity" else codes.CHANGE
            if kind and row["effect"] and row["effect"] not in allowed:
                why = f"does not fit {row['endpoint_id']} ({kind})"
                yield Violation(table, index, "effect", row["effect"], why, f"one of {', '.join(allowed)}")


def _made_up(data: Dataset) -> set[str]:
    return {row["protocol_id"] for _, row in rows(data, "protocols", "protocol_id", "standing") if row["standing"] == "illustrative"}


@rule
def illustrative_values_are_no_targets(data: Dataset) -> Iterator[Violation]:
    """A number of a made-up example is never a target."""
    made_up = _made_up(data)
    for index, row in rows(data, "lab_targets", "kind", "standing", "wording"):
        if row["kind"] == "target" and ("illustrative" in (row["standing"], row["wording"]) or row["protocol_id"] in made_up):
            remedy = "an example's number is `expected`, `above` or `below`"
            yield Violation("lab_targets", index, "kind", "target", "is illustrative", remedy)


@rule
def made_up_schemes_are_worded_so(data: Dataset) -> Iterator[Violation]:
    """What belongs to a made-up protocol is illustrative."""
    made_up = _made_up(data)
    for table in FACT_TABLES:
        for index, row in rows(data, table, "protocol_id", "wording"):
            if row["protocol_id"] in made_up and row["wording"] != "illustrative":
                yield Violation(table, index, "wording", row["wording"], f"does not fit the made-up {row['protocol_id']}", "illustrative")


@rule
def a_claim_stands_once_on_a_span(data: Dataset) -> Iterator[Violation]:
    """The same span does not state the same claim twice."""
    claims = {"statements": ["fact_id"], **{table: [column.name for column in meaning(table)] for table in FACT_TABLES}}
    for table, names in claims.items():
        seen: dict[tuple[Any, ...], int] = {}
        for index, row in rows(data, table, *names, "document_id", "start", "end"):
            mark = tuple(row[name] for name in (*names, "document_id", "start", "end"))
            if mark in seen:
                span, why = f"{row['document_id']} {row['start']}..{row['end']}", f"states the same claim as line {seen[mark] + 2}"
                yield Violation(table, index, "start", span, why, "take one away")
            seen.setdefault(mark, index)


@rule
def fact_ids_spell_their_claim(data: Dataset) -> Iterator[Violation]:
    """A fact's id is the claim of its own row."""
    for table in FACT_TABLES:
        for index, row in rows(data, table, "fact_id", *(column.name for column in meaning(table))):
            spelled = fact_id(table, row)
            if row["fact_id"] != spelled:
                yield Violation(table, index, "fact_id", row["fact_id"], f"but the row claims {spelled}", "build again")


@rule
def facts_and_statements_match(data: Dataset) -> Iterator[Violation]:
    """Every fact has the statements it counts, and their wording and documents; each stands in `facts` with its table."""
    if not {"statements", "facts"} <= set(data):
        return
    behind: dict[str, list[Row]] = {}
    for _, row in rows(data, "statements", "fact_id", "wording", "document_id"):
        behind.setdefault(row["fact_id"], []).append(row)
    listed = {row["fact_id"]: row["table"] for _, row in rows(data, "facts", "fact_id", "table")}
    for table in FACT_TABLES:
        for index, row in rows(data, table, "fact_id", "wording", "wording_varies", "n_statements", "document_ids", "n_documents"):
            for name, value in support(behind.get(row["fact_id"], [])).items():
                if row[name] != value:
                    yield Violation(table, index, name, str(row[name]), f"but the statements give {value}", "build again")
            if listed.get(row["fact_id"]) != table:
                yield Violation(table, index, "fact_id", row["fact_id"], f"is not in facts as one of {table}", "build again")


def support(statements: list[Row]) -> dict[str, Any]:
    """Return what the statements behind a fact say of it, by column."""
    said, documents = {row["wording"] for row in statements}, sorted({row["document_id"] for row in statements})
    return {
        "wording": next((word for word in codes.WORDING if word in said), None),
        "wording_varies": len(said) > 1,
        "n_statements": len(statements),
        "document_ids": documents,
        "n_documents": len(documents),
    }


@rule
def facts_carry_their_doubts(data: Dataset) -> Iterator[Violation]:
    """A fact says so where a conflict names it, and has the gravest caution that names it."""
    if not {"conflicts", "cautions"} <= set(data):
        return
    conflicting = {fact for _, row in rows(data, "conflicts", "fact_ids") for fact in row["fact_ids"]}
    named: dict[str, set[str]] = {}
    for _, row in rows(data, "cautions", "subject_ids", "severity"):
        for subject in row["subject_ids"]:
            named.setdefault(subject, set()).add(row["severity"])
    for table in FACT_TABLES:
        for index, row in rows(data, table, "fact_id", "in_conflict", "caution"):
            gravest = [code for code in codes.CAUTION if code in named.get(row["fact_id"], {"unflagged"})][-1:]
            if row["in_conflict"] != (row["fact_id"] in conflicting):
                yield Violation(table, index, "in_conflict", str(row["in_conflict"]), "does not fit conflicts", "build again")
            if [row["caution"]] != gravest:
                yield Violation(table, index, "caution", row["caution"], "does not fit cautions", "build again")


@rule
def edges_have_their_sign(data: Dataset) -> Iterator[Violation]:
    """An edge's sign is that of its relation."""
    for index, row in rows(data, "pathway_edges", "relation", "sign"):
        sign = codes.SIGNS.get(row["relation"])
        if sign != row["sign"]:
            yield Violation("pathway_edges", index, "sign", str(row["sign"]), f"is not the sign of {row['relation']}", f"{sign}")
