"""Claims: what a row may say, and that its derived columns follow from its statements and doubts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import codes
from ..dataset import Dataset, Row
from ..ids import claim_id
from ..registry import CLAIM_TABLES, entity_columns, meaning
from .base import Violation, rows, rule


@rule
def effects_fit_their_endpoint(data: Dataset) -> Iterator[Violation]:
    """Receptor activities take receptor effects, all else takes changes."""
    kinds = {row["endpoint_id"]: row["kind"] for _, row in rows(data, "endpoints", "endpoint_id", "kind")}
    for table in CLAIM_TABLES:
        changed = next((column.name for column in meaning(table) if column.name in ("endpoint_id", "object_id")), "")
        for index, row in rows(data, table, changed, "effect") if changed and kinds else ():
            kind = kinds.get(row[changed])
            allowed = codes.RECEPTOR_EFFECT if kind == "receptor_activity" else codes.CHANGE
            if row["effect"] and row["effect"] not in allowed:
                why = f"does not fit {row[changed]} ({kind or 'no endpoint'})"
                yield Violation(table, index, "effect", row["effect"], why, f"one of {', '.join(allowed)}")


@rule
def what_acts_has_an_effect(data: Dataset) -> Iterator[Violation]:
    """Where the relation says no more than that the subject acts on the object, `effect` says how."""
    for table in CLAIM_TABLES:
        for index, row in rows(data, table, "relation", "effect"):
            if row["relation"] == "acts_on" and row["effect"] is None:
                yield Violation(table, index, "effect", "", "is empty beside acts_on", "say what happens to the object, or relate the two")


@rule
def subject_is_not_object(data: Dataset) -> Iterator[Violation]:
    """What is said of a thing is not said of itself."""
    for table in CLAIM_TABLES:
        required = [column.name for column in meaning(table) if column.means == "required" and column.to == "entities"]
        for index, row in rows(data, table, *required) if len(required) > 1 else ():
            if row[required[0]] == row[required[1]]:
                yield Violation(table, index, required[1], row[required[1]], f"is the {required[0]} itself", "name two things")


@rule
def quantifiers_are_of_classes(data: Dataset) -> Iterator[Violation]:
    """Some or one of its members can be spoken of where the subject is a class, or has entries below it."""
    wholes = {row.get("parent_id") for table in {*data.kinds.values()} for row in data.rows(table)} | {*data.by_key("drug_classes")}
    for table in CLAIM_TABLES:
        subject = next(column.name for column in meaning(table))
        for index, row in rows(data, table, subject, "quantifier"):
            if row["quantifier"] and row[subject] in data.kinds and row[subject] not in wholes:
                yield Violation(table, index, "quantifier", row["quantifier"], f"is said of {row[subject]}, no class", "leave it empty")


@rule
def comparisons_have_two_sides(data: Dataset) -> Iterator[Violation]:
    """How something stands to a comparator has a comparator, and what makes less likely says than what."""
    for table in CLAIM_TABLES:
        for index, row in rows(data, table, "comparison", "comparator_id"):
            if (row["comparison"] is None) != (row["comparator_id"] is None):
                yield Violation(table, index, "comparison", row["comparison"] or "", "does not go with the comparator", "both or neither")
    for index, row in rows(data, "side_effects", "risk", "comparator_id"):
        if row["risk"] == "lowers" and row["comparator_id"] is None:
            yield Violation("side_effects", index, "risk", "lowers", "has no comparator", "say than what it is less likely")


@rule
def mutual_relations_stand_once(data: Dataset) -> Iterator[Violation]:
    """What holds both ways names the earlier in the alphabet first."""
    for index, row in rows(data, "comparisons", "subject_id", "relation", "object_id"):
        if row["relation"] in codes.MUTUAL and row["subject_id"] > row["object_id"]:
            yield Violation("comparisons", index, "subject_id", row["subject_id"], f"stands behind {row['object_id']}", "swap the two")


@rule
def protocols_belong_to_their_document(data: Dataset) -> Iterator[Violation]:
    """A statement's scheme is one of its own document."""
    home = {row["protocol_id"]: row["document_id"] for _, row in rows(data, "protocols", "protocol_id", "document_id")}
    for table in CLAIM_TABLES:
        for index, row in rows(data, table, "protocol_id", "document_id"):
            if home.get(row["protocol_id"], row["document_id"]) != row["document_id"]:
                yield Violation(
                    table, index, "protocol_id", row["protocol_id"], f"is a scheme of {home[row['protocol_id']]}", "take this document's"
                )


@rule
def only_identities_are_restored(data: Dataset) -> Iterator[Violation]:
    """A lost word that names an entity may be supplied, with where it was read; a number, a direction, a hedge never."""
    for table in CLAIM_TABLES:
        identities = {column.name for column in entity_columns(table) if column.means}
        for index, row in rows(data, table, "restored_columns", "restored_from"):
            for name in row["restored_columns"]:
                if name not in identities or not row[name]:
                    yield Violation(table, index, "restored_columns", name, "is no identity of this row", "restore nothing else")
            if bool(row["restored_columns"]) != bool(row["restored_from"]):
                place = "|".join(row["restored_from"])
                yield Violation(table, index, "restored_from", place, "does not go with restored_columns", "both or neither")


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
    for table in CLAIM_TABLES:
        for index, row in rows(data, table, "protocol_id", "wording"):
            if row["protocol_id"] in made_up and row["wording"] != "illustrative":
                yield Violation(table, index, "wording", row["wording"], f"does not fit the made-up {row['protocol_id']}", "illustrative")


@rule
def a_claim_stands_once_on_a_span(data: Dataset) -> Iterator[Violation]:
    """The same span does not state the same claim twice."""
    claims = {"statements": ["claim_id"], **{table: [column.name for column in meaning(table)] for table in CLAIM_TABLES}}
    for table, names in claims.items():
        seen: dict[tuple[Any, ...], int] = {}
        for index, row in rows(data, table, *names, "document_id", "start_char", "end_char"):
            mark = tuple(row[name] for name in (*names, "document_id", "start_char", "end_char"))
            if mark in seen:
                span, why = (
                    f"{row['document_id']} {row['start_char']}..{row['end_char']}",
                    f"states the same claim as line {seen[mark] + 2}",
                )
                yield Violation(table, index, "start_char", span, why, "take one away")
            seen.setdefault(mark, index)


@rule
def claim_ids_spell_their_row(data: Dataset) -> Iterator[Violation]:
    """A claim's id is the claim of its own row."""
    for table in CLAIM_TABLES:
        for index, row in rows(data, table, "claim_id", *(column.name for column in meaning(table))):
            spelled = claim_id(table, row)
            if row["claim_id"] != spelled:
                yield Violation(table, index, "claim_id", row["claim_id"], f"but the row claims {spelled}", "build again")


@rule
def claims_and_statements_match(data: Dataset) -> Iterator[Violation]:
    """Every claim has the statements it counts, and their wording and documents."""
    if "statements" not in data:
        return
    behind: dict[str, list[Row]] = {}
    for _, row in rows(data, "statements", "claim_id", "wording", "document_id", "basis"):
        behind.setdefault(row["claim_id"], []).append(row)
    for table in CLAIM_TABLES:
        for index, row in rows(data, table, "claim_id", "wording", "wording_varies", "n_statements", "document_ids", "n_documents"):
            for name, value in support(behind.get(row["claim_id"], [])).items():
                if row[name] != value:
                    yield Violation(table, index, name, str(row[name]), f"but the statements give {value}", "build again")


def support(statements: list[Row]) -> dict[str, Any]:
    """Return what the statements behind a claim say of it, by column."""
    said, bases = {row["wording"] for row in statements}, {row["basis"] for row in statements}
    documents = sorted({row["document_id"] for row in statements})
    return {
        "wording": next((word for word in codes.WORDING if word in said), None),
        "wording_varies": len(said) > 1,
        "n_statements": len(statements),
        "document_ids": documents,
        "n_documents": len(documents),
        "basis": next((basis for basis in codes.STATEMENT_BASIS if basis in bases), None),
    }


@rule
def claims_carry_their_doubts(data: Dataset) -> Iterator[Violation]:
    """A claim says so where a contradiction or tension names it, and has the gravest caution that names it."""
    if not {"conflicts", "cautions"} <= set(data):
        return
    pulling = [row for _, row in rows(data, "conflicts", "kind", "claim_ids") if row["kind"] in codes.IN_CONFLICT]
    conflicting = {claim for row in pulling for claim in row["claim_ids"]}
    named: dict[str, set[str]] = {}
    for _, row in rows(data, "cautions", "subject_ids", "severity"):
        for subject in row["subject_ids"]:
            named.setdefault(subject, set()).add(row["severity"])
    for table in CLAIM_TABLES:
        for index, row in rows(data, table, "claim_id", "in_conflict", "caution"):
            gravest = [code for code in codes.CAUTION if code in named.get(row["claim_id"], {"unflagged"})][-1:]
            if row["in_conflict"] != (row["claim_id"] in conflicting):
                yield Violation(table, index, "in_conflict", str(row["in_conflict"]), "does not fit conflicts", "build again")
            if [row["caution"]] != gravest:
                yield Violation(table, index, "caution", row["caution"], "does not fit cautions", "build again")


@rule
def edges_have_their_sign(data: Dataset) -> Iterator[Violation]:
    """An edge's sign is that of its relation."""
    for index, row in rows(data, "pathway_edges", "relation", "sign"):
        sign = codes.SIGN.get(codes.DIRECTION_OF.get(row["relation"], ""))
        if sign != row["sign"]:
            yield Violation("pathway_edges", index, "sign", str(row["sign"]), f"is not the sign of {row['relation']}", f"{sign}")
