"""Lengths, passages and spans: what the rows say of places is what the documents hold there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from estromod_schemas.columns import SPAN
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.failures import Failure
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import CLAIM_TABLES
from estromod_schemas.validation import curated_place

from ..read import anchors
from ..read.documents import segment
from .base import Texts, against_documents

LOCATE = "run `locate` for the exact words"


def stated(curated: Dataset) -> Iterator[tuple[str, int, Row]]:
    """Yield (table, position, row) of every statement."""
    for table in CLAIM_TABLES:
        for index, row in enumerate(curated.rows(table)):
            yield table, index, row


def spans_of(row: Row, name: str = "antecedents") -> list[tuple[int, int]]:
    """Return the places of a statement's antecedents, or of what was restored; the model reports what is none."""
    found = (re.fullmatch(SPAN, span) and span.split("..") for span in row[name])
    return [(int(span[0]), int(span[1])) for span in found if span]


def read(curated: Dataset, documents: Texts) -> Iterator[tuple[str, int, Row, str]]:
    """Yield (table, position, row, text of its document) of every statement whose document is at hand."""
    for table, index, row in stated(curated):
        if row["document_id"] in documents:
            yield table, index, row, documents[row["document_id"]].text


def own_words(row: Row, text: str, *more: str) -> list[str]:
    """Return the characters of a statement's span, of its antecedents, and of the places in these columns."""
    places = [(row["start_char"], row["end_char"]), *(place for name in ("antecedents", *more) for place in spans_of(row, name))]
    return [text[start:end] for start, end in places]


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
            for name in ("document_id", "line", "start_char", "end_char", "hash"):
                if row[name] != fresh[passage][name]:
                    why = f"but the document gives {fresh[passage][name]}"
                    yield Failure(curated_place("passages", index), name, str(row[name]), rule, why, remedy)


@against_documents
def spans_agree(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """The characters of every span give its hash and its edge words, and antecedents lie in the document."""
    for table, index, row, text in read(curated, documents):
        place, size = curated_place(table, index), len(text)
        outside = f"lies outside the document of {size} characters"
        for column, start, end in (
            ("start_char", row["start_char"], row["end_char"]),
            *((name, *span) for name in ("antecedents", "restored_from") for span in spans_of(row, name)),
        ):
            if not 0 <= start < end <= size:
                yield Failure(place, column, f"{start}..{end}", "span", outside, LOCATE)
        fresh = anchors.anchor(documents[row["document_id"]], row["start_char"], row["end_char"])
        for name in ("hash", "first_words", "last_words") if 0 <= row["start_char"] < row["end_char"] <= size else ():
            if text_of(row[name]) != getattr(fresh, name):
                why = f"but the characters give {getattr(fresh, name)!r}"
                yield Failure(place, name, text_of(row[name]), "span", why, LOCATE)


@against_documents
def spans_are_of_words(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """No span cuts a word, and an antecedent does not lie inside the span, where it would add nothing."""
    for table, index, row, text in read(curated, documents):
        own = (row["start_char"], row["end_char"])
        spans = [("start_char", own), *((name, place) for name in ("antecedents", "restored_from") for place in spans_of(row, name))]
        for column, (start, end) in spans:
            cut = any(re.fullmatch(r"\w\w", text[max(edge - 1, 0) : edge + 1]) for edge in (start, end))
            inside = column == "antecedents" and own[0] <= start and end <= own[1]
            for why, remedy in (("cuts a word", LOCATE),) * cut + (("lies inside the span", "take it out"),) * inside:
                yield Failure(curated_place(table, index), column, f"{start}..{end}", "span", why, remedy)
