"""Names: does the passage, or an antecedent, name what a claim is about, and is every entry named or used?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.failures import Failure
from estromod_schemas.registry import VOCABULARY_TABLES, columns, entity_columns, key, meaning
from estromod_schemas.validation import curated_place

from .base import Texts, against_documents
from .spans import spans_of, stated

Patterns = Mapping[str, re.Pattern[str]]


def plain(text: str) -> str:
    """Lower case, straight quotes, single blanks: the form in which names are looked for."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("‘", "'")).lower()


def forms(curated: Dataset, leave_out: Iterable[str] = ()) -> dict[str, re.Pattern[str]]:
    """Return, for every vocabulary entry that has names, a pattern that finds any of its names, spellings or cue words.

    leave_out: columns whose forms are passed over.
    """
    words: dict[str, set[str]] = {}
    for table in VOCABULARY_TABLES:
        present = [column.name for column in columns(table) if column.names and column.name not in leave_out]
        for entity, row in curated.by_key(table).items() if present else ():
            cells = [row[name] for name in present]
            words[entity] = {word for cell in cells for word in (cell if isinstance(cell, list) else [cell])}
    for state, row in curated.by_key("hormone_states").items():
        words[state] |= words.get(row["hormone_id"], set())
    return {entity: _pattern(names) for entity, names in words.items()}


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({plain(name) for name in names}, key=lambda name: (-len(name), name))
    body = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"(?<![a-z0-9α-ω])(?:{body})(?:e?s|'s)?(?![a-z0-9α-ω])")


def unnamed(table: str, claim: Row, text: str, patterns: Patterns, endpoints: Mapping[str, Row]) -> list[str]:
    """Return the columns of the claim whose entity the text does not name.

    A tissue need not be named where it is understood: where the endpoint is measured (`measured_in`).
    """
    said = plain(text)
    understood = endpoints.get(claim.get("endpoint_id") or "", {}).get("measured_in")
    missing = []
    for column in meaning(table):
        entity = claim[column.name]
        if not column.named or entity not in patterns or (column.to == "tissues" and entity == understood):
            continue
        if not patterns[entity].search(said):
            missing.append(column.name)
    return missing


@against_documents
def claims_fit(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """The passage of every statement, or an antecedent, names every entity of the claim that has to be named."""
    patterns, endpoints = forms(curated), curated.by_key("endpoints")
    why = "is named neither in the passage nor in an antecedent"
    remedy = "add the antecedent that names it, a spelling to its vocabulary, or correct the claim"
    for table, index, row in stated(curated):
        if row["document_id"] not in documents:
            continue
        text = documents[row["document_id"]].text
        passage = curated.passage_at(row["document_id"], row["start"], row["end"])
        spans = [(passage["start"], passage["end"])] if passage else []
        said = "\n".join(text[start:end] for start, end in (*spans, *spans_of(row)))
        for name in unnamed(table, row, said, patterns, endpoints):
            yield Failure(curated_place(table, index), name, row[name], "claim fit", why, remedy)


@against_documents
def vocabulary_is_named(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """A vocabulary entry is used by a row, or a passage names it."""
    used, patterns = used_entities(curated), forms(curated)
    said = plain("\n".join(document.text for document in documents.values()))
    for table in VOCABULARY_TABLES:
        (name,) = key(table)
        for index, row in enumerate(curated.rows(table)):
            entity = row[name]
            if entity not in used and not (entity in patterns and patterns[entity].search(said)):
                place, why = curated_place(table, index), "is used by no row and named by no passage"
                yield Failure(place, name, entity, "vocabulary is used", why, "take it away")


def used_entities(curated: Dataset) -> set[str]:
    """Return every vocabulary id that some other row names; an identifier elsewhere is no use."""
    used: set[str] = set()
    for table in (name for name in curated if name != "cross_references"):
        for column in entity_columns(table):
            for row in curated.rows(table):
                cell = row.get(column.name)
                used.update(cell if isinstance(cell, list) else [cell] if cell else [])
    return used
