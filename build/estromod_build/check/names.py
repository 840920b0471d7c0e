"""Names: does the passage, or an antecedent, name what a claim is about, and is every entry named or used?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.failures import Failure
from estromod_schemas.registry import VOCABULARY_TABLES, columns, entity_columns, key, meaning
from estromod_schemas.validation import curated_place

from .base import Texts, against_documents
from .spans import own_words, read, spans_of

Patterns = Mapping[str, re.Pattern[str]]
APART_FROM_BRAIN = ("hypothalamus", "pituitary")


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


def unnamed(table: str, claim: Row, own: str, around: str, patterns: Patterns, endpoints: Mapping[str, Row]) -> list[str]:
    """Return the columns of the claim whose entity is not named: a required one in the statement's own words, others around them.

    A tissue need not be named where it is understood: where the endpoint is measured (`measured_in`).
    """
    understood = endpoints.get(claim.get("endpoint_id") or "", {}).get("measured_in")
    missing = []
    for column in meaning(table):
        entity = claim[column.name]
        if not column.named or entity not in patterns or (column.to == "tissues" and entity == understood):
            continue
        if not patterns[entity].search(own if column.means == "required" else around):
            missing.append(column.name)
    return missing


@against_documents
def statements_stand_alone(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """Span and antecedents name every entity of the claim's required columns; the passage, or they, every other that has to be named."""
    patterns, endpoints = forms(curated), curated.by_key("endpoints")
    why = "is named neither in the span nor in an antecedent"
    remedy = "add the antecedent that names it, a spelling to its vocabulary, or correct the claim"
    for table, index, row, text in read(curated, documents):
        passage = curated.passage_at(row["document_id"], row["start_char"], row["end_char"])
        own = own_words(row, text, "restored_from")
        around = [*own, *([text[passage["start_char"] : passage["end_char"]]] if passage else [])]
        for name in unnamed(table, row, plain("\n".join(own)), plain("\n".join(around)), patterns, endpoints):
            yield Failure(curated_place(table, index), name, row[name], "statements stand alone", why, remedy)


@against_documents
def restored_names_were_read(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """Where a lost word was read, the entity that is supplied is named, or what it measures."""
    patterns, endpoints = forms(curated), curated.by_key("endpoints")
    for table, index, row, text in read(curated, documents):
        said = plain("\n".join(text[start:end] for start, end in spans_of(row, "restored_from")))
        for name in row["restored_columns"]:
            entity = row.get(name) or ""
            named = [patterns[thing] for thing in (entity, endpoints.get(entity, {}).get("measures")) if thing in patterns]
            if not any(pattern.search(said) for pattern in named):
                why = "is not named where restored_from says it was read"
                yield Failure(curated_place(table, index), name, entity, "restored names were read", why, "name the place")


@against_documents
def the_brain_is_named(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """What is said of hypothalamus or pituitary is not said of the brain, which is another organ here."""
    patterns = forms(curated)
    apart = [patterns[part] for part in APART_FROM_BRAIN if part in patterns]
    for table, index, row, text in read(curated, documents):
        held = [column.name for column in meaning(table) if row[column.name] == "brain"]
        said = plain("\n".join(own_words(row, text))) if held else ""
        if said and not patterns["brain"].search(said) and any(part.search(said) for part in apart):
            why = "is not named, a part of it is that stands apart"
            yield Failure(curated_place(table, index), held[0], "brain", "the brain is named", why, "give the tissue that is named")


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


@against_documents
def attested_names_stand_there(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """The synonyms and brand names that are called attested are just those that stand in a document."""
    said = plain("\n".join(document.text for document in documents.values()))
    for table in VOCABULARY_TABLES:
        for index, row in enumerate(curated.rows(table)):
            names = [*row.get("synonyms", ()), *row.get("brand_names", ())]
            found = [name for name in names if _pattern([name]).search(said)]
            if "attested" in row and row["attested"] != found:
                why = f"but {'|'.join(found) or 'none'} stand in the documents"
                yield Failure(curated_place(table, index), "attested", "|".join(row["attested"]), "attested names", why, "write these")


def used_entities(curated: Dataset) -> set[str]:
    """Return every vocabulary id that some other row names; an identifier elsewhere is no use."""
    used: set[str] = set()
    for table in (name for name in curated if name != "cross_references"):
        for column in entity_columns(table):
            for row in curated.rows(table):
                cell = row.get(column.name)
                used.update(cell if isinstance(cell, list) else [cell] if cell else [])
    return used
