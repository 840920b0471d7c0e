"""Own words: no sentence of ours holds a run of words of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Failure
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import curated_columns
from estromod_schemas.validation import curated_place

from .base import Texts, against_documents
from .names import plain

OWN_WORDS = 6  # a run of this many words of a document is not the curator's own


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Return every run of that many words, in the form in which runs are compared."""
    words = re.findall(r"[a-z0-9α-ω]+", plain(text))
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


@against_documents
def words_are_own(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """No sentence of ours holds a run of six words of a document; a column says that its cells are such sentences."""
    theirs = set().union(*(runs(document.text, OWN_WORDS) for document in documents.values()))
    for table in curated:
        for name in (column.name for column in curated_columns(table) if column.ours):
            for index, row in enumerate(curated.rows(table)):
                for run in sorted(runs(text_of(row[name]), OWN_WORDS) & theirs)[:1]:
                    place, why = curated_place(table, index), "stands in a document"
                    yield Failure(place, name, " ".join(run), "own words", why, "say it in your own words")
