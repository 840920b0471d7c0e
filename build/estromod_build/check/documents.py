"""What only the documents can tell: passages, spans, claim fit, own words, bibliography. Every row, no skip list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from estromod_schemas.failures import Failure
from estromod_schemas.frames import records, text_of
from estromod_schemas.registry import FACT_TABLES, VOCABULARY_TABLES
from estromod_schemas.validation import curated_place

from ..derive.tables import used_entities
from ..read import anchors, bibliography
from ..read.documents import Document, segment
from .names import forms, plain, unnamed

OWN_WORDS = 6  # a run of this many words of a document is not the curator's own
Curated = Mapping[str, pd.DataFrame]
Texts = Mapping[str, Document]


def document_failures(curated: Curated, documents: Texts) -> list[Failure]:
    """Return every failure that reading the documents shows."""
    checks = (lengths_agree, passages_agree, spans_agree, claims_fit, words_are_own, citations_agree, vocabulary_is_named)
    return [failure for check in checks for failure in check(curated, documents)]


def lengths_agree(curated: Curated, documents: Texts) -> Iterable[Failure]:
    """A document has the length that documents.csv gives."""
    for index, row in enumerate(records(curated["documents"])):
        document = documents.get(row["document_id"])
        if document is not None and len(document.text) != row["n_chars"]:
            why = f"but the document has {len(document.text)} characters"
            yield Failure(curated_place("documents", index), "n_chars", str(row["n_chars"]), "length agrees", why, "correct it")


def passages_agree(curated: Curated, documents: Texts) -> Iterable[Failure]:
    """Cutting the documents again gives the passages of passages.csv: same lines, offsets and hashes."""
    names = ["document_id", "line", "start", "end", "hash"]
    rows = {row["passage_id"]: (index, row) for index, row in enumerate(records(curated["passages"]))}
    for document_id, document in documents.items():
        fresh = {row["passage_id"]: row for row in records(segment(document_id, document.text))}
        stored = {passage for passage, (_, row) in rows.items() if row["document_id"] == document_id}
        for passage in sorted(stored ^ fresh.keys()):
            why = "is in the document but not in the file" if passage in fresh else "is no passage of the document"
            yield Failure("dataset/curated/passages.csv", "passage_id", passage, "passages agree", why, "run `segment` on the document")
        for passage in sorted(stored & fresh.keys()):
            index, row = rows[passage]
            for name in names:
                if row[name] != fresh[passage][name]:
                    yield Failure(
                        curated_place("passages", index),
                        name,
                        str(row[name]),
                        "passages agree",
                        f"but the document gives {fresh[passage][name]}",
                        "run `segment` on the document",
                    )


def _stated(curated: Curated) -> Iterable[tuple[str, int, dict]]:
    for table in FACT_TABLES:
        for index, row in enumerate(records(curated[table]) if table in curated else ()):
            yield table, index, row


def spans_agree(curated: Curated, documents: Texts) -> Iterable[Failure]:
    """The characters of every span give its hash and its edge words, and antecedents lie in the document."""
    for table, index, row in _stated(curated):
        document, place = documents.get(row["document_id"]), curated_place(table, index)
        if document is None:
            continue
        size = len(document.text)
        if not 0 <= row["start"] < row["end"] <= size:
            yield Failure(
                place,
                "start",
                f"{row['start']}..{row['end']}",
                "span",
                f"lies outside the document of {size} characters",
                "run `locate` for the exact words",
            )
            continue
        fresh = anchors.anchor(document, row["start"], row["end"])
        for name in ("hash", "first_words", "last_words"):
            if text_of(row[name]) != getattr(fresh, name):
                yield Failure(
                    place,
                    name,
                    text_of(row[name]),
                    "span",
                    f"but the characters give {getattr(fresh, name)!r}",
                    "run `locate` for the exact words",
                )
        for span in row["antecedents"]:
            first, last = map(int, span.split(".."))
            if not 0 <= first < last <= size:
                yield Failure(
                    place,
                    "antecedents",
                    span,
                    "span",
                    f"lies outside the document of {size} characters",
                    "run `locate` for the exact words",
                )


def claims_fit(curated: Curated, documents: Texts) -> Iterable[Failure]:
    """The passage of every statement, or an antecedent, names every entity of the claim that has to be named."""
    patterns = forms({table: curated[table] for table in VOCABULARY_TABLES})
    endpoints = records(curated["endpoints"])
    measured_in = {row["endpoint_id"]: row["measured_in"] for row in endpoints if row["measured_in"]}
    passages: dict[str, list[tuple[int, int]]] = {}
    for row in records(curated["passages"]):
        passages.setdefault(row["document_id"], []).append((row["start"], row["end"]))
    for table, index, row in _stated(curated):
        if row["document_id"] not in documents:
            continue
        text = documents[row["document_id"]].text
        said = [text[a:b] for a, b in passages[row["document_id"]] if a <= row["start"] and row["end"] <= b]
        said += [text[slice(*map(int, span.split("..")))] for span in row["antecedents"]]
        for name in unnamed(table, row, "\n".join(said), patterns, measured_in):
            yield Failure(
                curated_place(table, index),
                name,
                str(row[name]),
                "claim fit",
                "is named neither in the passage nor in an antecedent",
                "add the antecedent that names it, a spelling to its vocabulary, or correct the claim",
            )


def words_of(text: str) -> list[str]:
    """Return the words of a text in the form in which runs are compared."""
    return re.findall(r"[a-z0-9α-ω]+", plain(text))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Return every run of that many words."""
    words = words_of(text)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


OWN = {"conflicts": ("says",), "cautions": ("says", "source_says"), "audit_reasons": ("reason",), "reading_rounds": ("what", "mended")}
OWN |= dict.fromkeys(("drug_classes", "endpoints", "populations", "protocols"), ("definition",))
OWN |= dict.fromkeys(FACT_TABLES, ("says", "note"))


def words_are_own(curated: Curated, documents: Texts) -> Iterable[Failure]:
    """No sentence of ours holds a run of six words of a document."""
    theirs = set().union(*(runs(document.text, OWN_WORDS) for document in documents.values())) if documents else set()
    for table, names in OWN.items():
        for index, row in enumerate(records(curated[table]) if table in curated else ()):
            for name in names:
                for run in sorted(runs(text_of(row[name]), OWN_WORDS) & theirs)[:1]:
                    yield Failure(
                        curated_place(table, index), name, " ".join(run), "own words", "stands in a document", "say it in your own words"
                    )


def citations_agree(curated: Curated, documents: Texts) -> Iterable[Failure]:
    """Parsing the bibliographies again gives citations.csv."""
    texts = {document_id: document.text for document_id, document in documents.items()}
    unread = []
    for document_id, text in texts.items():
        try:
            bibliography.read_citations(document_id, text)
        except ValueError as error:
            unread.append(
                Failure(documents[document_id].file_name, "", document_id, "citations agree", str(error), "teach bibliography.py its form")
            )
    if unread or not texts:
        yield from unread
        return
    as_text = curated["citations"].map(text_of)
    for message in bibliography.check_citations(as_text, texts):
        where, column, why = message.split(": ", 2)
        yield Failure(where, column, "", "citations agree", why, "write what the document prints")


def vocabulary_is_named(curated: Curated, documents: Texts) -> Iterable[Failure]:
    """A vocabulary entry is used by a row, or a passage names it."""
    used = used_entities(curated)
    patterns = forms({table: curated[table] for table in VOCABULARY_TABLES})
    said = plain("\n".join(document.text for document in documents.values()))
    for table in VOCABULARY_TABLES:
        for index, entity in enumerate(curated[table].iloc[:, 0]):
            if entity not in used and not (entity in patterns and patterns[entity].search(said)):
                yield Failure(
                    curated_place(table, index),
                    curated[table].columns[0],
                    entity,
                    "vocabulary is used",
                    "is used by no row and named by no passage",
                    "take it away",
                )
