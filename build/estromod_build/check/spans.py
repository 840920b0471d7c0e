"""Lengths, passages and spans: what the rows say of places is what the documents hold there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from estromod_schemas.columns import SPAN
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.failures import Failure
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import FACT_TABLES
from estromod_schemas.validation import curated_place

from ..read import anchors
from ..read.documents import segment
from .base import Texts, against_documents

LOCATE = "run `locate` for the exact words"


def stated(curated: Dataset) -> Iterator[tuple[str, int, Row]]:
    """Yield (table, position, row) of every statement."""
    for table in FACT_TABLES:
        for index, row in enumerate(curated.rows(table)):
            yield table, index, row


def spans_of(row: Row) -> list[tuple[int, int]]:
    """Return the places of a statement's antecedents; the model reports what is none."""
    found = (re.fullmatch(SPAN, span) and span.split("..") for span in row["antecedents"])
    return [(int(span[0]), int(span[1])) for span in found if span]


@against_documents
def lengths_agree(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """A document has the length that documents.csv gives."""
    for index, row in enumerate(curated.rows("documents")):
        document = documents.get(row["document_id"])
        if document is not None and len(document.text) != row["n_chars"]:
            why = f"but the document has {len(document.text)} characters"
            yield Failure(curated_place("documents", index), "n_chars", str(row["n_chars"]), "length agrees", why, "correct it")


@against_documents
def passages_agree(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """Cutting the documents again gives the passages of passages.csv: same lines, offsets and hashes."""
    rule, remedy = "passages agree", "run `segment` on the document"
    rows = {row["passage_id"]: (index, row) for index, row in enumerate(curated.rows("passages"))}
    for document_id, document in documents.items():
        fresh = {row["passage_id"]: row for row in segment(document_id, document.text)}
        stored = {passage for passage, (_, row) in rows.items() if row["document_id"] == document_id}
        for passage in sorted(stored ^ fresh.keys()):
            why = "is in the document but not in the file" if passage in fresh else "is no passage of the document"
            yield Failure("dataset/curated/passages.csv", "passage_id", passage, rule, why, remedy)
        for passage in sorted(stored & fresh.keys()):
            index, row = rows[passage]
            for name in ("document_id", "line", "start", "end", "hash"):
                if row[name] != fresh[passage][name]:
                    why = f"but the document gives {fresh[passage][name]}"
                    yield Failure(curated_place("passages", index), name, str(row[name]), rule, why, remedy)


@against_documents
def spans_agree(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """The characters of every span give its hash and its edge words, and antecedents lie in the document."""
    for table, index, row in stated(curated):
        document, place = documents.get(row["document_id"]), curated_place(table, index)
        if document is None:
            continue
        size = len(document.text)
        outside = f"lies outside the document of {size} characters"
        for column, start, end in (("start", row["start"], row["end"]), *(("antecedents", *span) for span in spans_of(row))):
            if not 0 <= start < end <= size:
                yield Failure(place, column, f"{start}..{end}", "span", outside, LOCATE)
        fresh = anchors.anchor(document, row["start"], row["end"])
        for name in ("hash", "first_words", "last_words") if 0 <= row["start"] < row["end"] <= size else ():
            if text_of(row[name]) != getattr(fresh, name):
                why = f"but the characters give {getattr(fresh, name)!r}"
                yield Failure(place, name, text_of(row[name]), "span", why, LOCATE)
