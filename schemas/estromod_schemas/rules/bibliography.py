"""The bibliography: every work is cited, the latest year is the latest, and nothing unseen has an identifier."""

from __future__ import annotations

from collections.abc import Iterator

from ..dataset import Dataset
from .base import Violation, rows, rule

IDENTIFIERS = ("doi", "pmid", "pmcid")


@rule
def references_are_cited(data: Dataset) -> Iterator[Violation]:
    """A reference is cited by an entry."""
    if "citations" not in data:
        return
    cited = {row["reference_id"] for row in data.rows("citations")}
    for index, row in rows(data, "references", "reference_id"):
        if row["reference_id"] not in cited:
            yield Violation("references", index, "reference_id", row["reference_id"], "is cited by nothing", "take it away, or cite it")


@rule
def the_latest_year_is_cited(data: Dataset) -> Iterator[Violation]:
    """The latest year a document is said to cite is the latest in its bibliography."""
    years: dict[str, int] = {}
    for _, row in rows(data, "citations", "document_id", "year"):
        if row["year"] is not None:
            years[row["document_id"]] = max(row["year"], years.get(row["document_id"], 0))
    for index, row in rows(data, "documents", "document_id", "latest_year_cited"):
        latest = years.get(row["document_id"])
        if years and row["latest_year_cited"] != latest:
            found = str(row["latest_year_cited"])
            yield Violation("documents", index, "latest_year_cited", found, f"but the latest year cited is {latest}", "correct it")


@rule
def works_not_seen_have_no_identifier(data: Dataset) -> Iterator[Violation]:
    """A work that was not found, or is known from memory only, has no DOI, PMID or PMCID; nor is an identifier recalled."""
    for index, row in rows(data, "references", "record_basis", "recalled_fields"):
        for name in IDENTIFIERS:
            if row[name] is not None and (row["record_basis"] in ("not_found", "recalled") or name in row["recalled_fields"]):
                yield Violation("references", index, name, str(row[name]), "was not seen", "leave it empty")


@rule
def an_identifier_belongs_to_one_work(data: Dataset) -> Iterator[Violation]:
    """A DOI, a PMID and a PMCID belong to one work."""
    for name in IDENTIFIERS:
        owner: dict[object, str] = {}
        for index, row in rows(data, "references", name):
            if row[name] is not None and owner.setdefault(row[name], row["reference_id"]) != row["reference_id"]:
                yield Violation("references", index, name, str(row[name]), f"belongs to {owner[row[name]]} too", "one work, one reference")
