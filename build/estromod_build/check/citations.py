"""Citations: citations.csv is what the documents print."""

from __future__ import annotations

from collections.abc import Iterator

from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Failure, Refused
from estromod_schemas.kinds import text_of
from estromod_schemas.validation import curated_place

from ..read.bibliography import read_citations
from .base import Texts, against_documents

RULE = "citations agree"


@against_documents
def citations_agree(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """Parsing the bibliographies again gives citations.csv, cell by cell and in order."""
    printed, unread = [], []
    for document_id, document in sorted(documents.items()):
        try:
            printed += read_citations(document_id, document.text)
        except Refused as error:
            unread.append(Failure(document.file_name, "", document_id, RULE, str(error), "teach read/bibliography.py its form"))
    if unread or not documents:
        yield from unread
        return
    rows = curated.rows("citations")
    ids, expected = [row["citation_id"] for row in rows], [row["citation_id"] for row in printed]
    if ids != expected:
        wrong = ", ".join(sorted(set(ids) ^ set(expected)) or ["the order differs"])
        why = "is not one row for each printed entry, in order"
        yield Failure("dataset/curated/citations.csv", "citation_id", wrong, RULE, why, "write what the documents print")
        return
    for index, (row, entry) in enumerate(zip(rows, printed, strict=True)):
        for name, value in entry.items():
            if text_of(row[name]) != text_of(value):
                why = f"but the document has {text_of(value)!r}"
                yield Failure(curated_place("citations", index), name, text_of(row[name]), RULE, why, "write what the document prints")
