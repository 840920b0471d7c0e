"""Doubts: conflicts, cautions, and how far two readings agree."""

from __future__ import annotations

from collections.abc import Iterator

from ..dataset import Dataset
from ..failures import nearest
from .base import Violation, rows, rule


@rule
def conflicts_name_several_claims(data: Dataset) -> Iterator[Violation]:
    """A conflict names two or more different claims."""
    for index, row in rows(data, "conflicts", "claim_ids"):
        if len(set(row["claim_ids"])) < 2 or len(set(row["claim_ids"])) < len(row["claim_ids"]):
            named = "|".join(row["claim_ids"])
            yield Violation("conflicts", index, "claim_ids", named, "are not two or more different claims", "name each claim once")


@rule
def cautions_name_what_they_are_about(data: Dataset) -> Iterator[Violation]:
    """A caution names claims; an omission names drugs or classes."""
    claims = set(data.by_key("claims")) if "claims" in data else None
    agents = {*data.by_key("drugs"), *data.by_key("drug_classes")} if {"drugs", "drug_classes"} <= set(data) else None
    for index, row in rows(data, "cautions", "kind", "subject_ids"):
        known, why = (agents, "is no drug or class") if row["kind"] == "omission" else (claims, "is no claim")
        if not row["subject_ids"]:
            yield Violation("cautions", index, "subject_ids", "", "is empty", "name what it is about")
        for subject in row["subject_ids"]:
            if known is not None and subject not in known:
                yield Violation("cautions", index, "subject_ids", subject, why, nearest(subject, known))


@rule
def agreement_follows_from_its_counts(data: Dataset) -> Iterator[Violation]:
    """Agreement is twice the rows in common over the rows of both; kappa follows from it and chance."""
    for index, row in rows(data, "agreement", "rows_a", "rows_b", "rows_in_common", "share"):
        total, chance = row["rows_a"] + row["rows_b"], row["chance"]
        share = round(2 * row["rows_in_common"] / total, 4) if total else None
        if row["share"] != share or row["rows_in_common"] > min(row["rows_a"], row["rows_b"]):
            why = f"does not follow from the counts ({share})"
            yield Violation("agreement", index, "share", str(row["share"]), why, "compute it again")
        kappa = None if chance in (None, 1) or share is None else round((share - chance) / (1 - chance), 4)
        if (row["column_name"] == "rows") != (chance is None) or row["kappa"] != kappa:
            why = f"does not follow from agreement and chance ({kappa})"
            yield Violation("agreement", index, "kappa", str(row["kappa"]), why, "compute it again")
