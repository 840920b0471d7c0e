"""Places: spans, passages, and what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..dataset import Dataset
from ..registry import CLAIM_TABLES
from .base import Violation, rows, rule

ANCHOR = ("document_id", "start_char", "end_char")


@rule
def spans_lie_in_a_passage(data: Dataset) -> Iterator[Violation]:
    """A statement's span lies inside one passage of its document, and ends behind its start."""
    if "passages" not in data:
        return
    for table in (*CLAIM_TABLES, "statements"):
        for index, row in rows(data, table, *ANCHOR):
            if data.passage_at(row["document_id"], row["start_char"], row["end_char"]) is None:
                span, why = f"{row['start_char']}..{row['end_char']}", f"lies in no passage of {row['document_id']}"
                yield Violation(table, index, "start_char", span, why, "run `locate` for the exact words")


@rule
def passages_do_not_overlap(data: Dataset) -> Iterator[Violation]:
    """Passages of a document follow one another, each within the document."""
    length = {row["document_id"]: row["n_chars"] for _, row in rows(data, "documents", "n_chars")}
    last: dict[str, int] = {}
    for index, row in sorted(rows(data, "passages", *ANCHOR), key=lambda item: (item[1]["document_id"], item[1]["start_char"])):
        document = row["document_id"]
        if not last.get(document, 0) <= row["start_char"] < row["end_char"] <= length.get(document, row["end_char"]):
            span = f"{row['start_char']}..{row['end_char']}"
            yield Violation("passages", index, "start_char", span, "overlaps another passage or leaves the document", "run `segment`")
        last[document] = row["end_char"]


@rule
def dispositions_fit_statements(data: Dataset) -> Iterator[Violation]:
    """A passage is `curated` if, and only if, a statement stands in it; the published count is right."""
    holders = ["statements"] if "statements" in data else [table for table in CLAIM_TABLES if data.has(table, *ANCHOR)]
    if holders != ["statements"] and len(holders) < len(CLAIM_TABLES):
        return
    spans = [[row[name] for name in ANCHOR] for table in holders for _, row in rows(data, table, *ANCHOR)]
    counts = Counter(passage["passage_id"] for span in spans if (passage := data.passage_at(*span)))
    for index, row in rows(data, "passages", "passage_id", "disposition"):
        stated = counts[row["passage_id"]]
        if (row["disposition"] == "curated") != (stated > 0):
            why = f"does not fit {stated} statements"
            yield Violation("passages", index, "disposition", row["disposition"], why, "`curated` with statements, a reason without")
        if row.get("n_statements", stated) != stated:
            why = f"but {stated} statements stand in it"
            yield Violation("passages", index, "n_statements", str(row["n_statements"]), why, "build again")
