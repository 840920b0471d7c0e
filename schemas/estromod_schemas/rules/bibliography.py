"""The bibliography: every work is cited, the latest year is the latest, and nothing unseen has an identifier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..dataset import Dataset
from ..registry import columns
from .base import Violation, rows, rule

IDENTIFIERS = ("doi", "pmid", "pmcid")
FIELDS = ("authors", "year", "title", "container", "volume", "issue", "pages")
ADDRESS = re.compile(r"https?://[^\s/<>\"']+(/[^\s<>\"']*)?")


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


@rule
def records_say_where_they_were_seen(data: Dataset) -> Iterator[Violation]:
    """A record that was seen says where: an address, or a copy of the PubMed record with the work's own number; no other says it."""
    for index, row in rows(data, "references", "record_basis", "seen_at"):
        copy = f"PubMed record (unofficial copy) {row['pmid']}" if row["pmid"] is not None else None
        odd = [place for place in row["seen_at"] if not (ADDRESS.fullmatch(place) or place == copy)]
        if (row["record_basis"] == "seen") != bool(row["seen_at"]) or odd:
            yield Violation(
                "references", index, "seen_at", "|".join(odd or row["seen_at"]), f"does not fit {row['record_basis']}", "say where"
            )
    for index, row in rows(data, "cross_references", "record_basis", "seen_at"):
        if row["record_basis"] in ("seen", "computed") and not row["seen_at"]:
            yield Violation(
                "cross_references", index, "seen_at", "|".join(row["seen_at"]), f"does not fit {row['record_basis']}", "say where"
            )


@rule
def recalled_fields_are_filled_fields(data: Dataset) -> Iterator[Violation]:
    """Fields from memory are filled fields of a record whose rest was seen."""
    for index, row in rows(data, "references", "record_basis", "recalled_fields"):
        for name in row["recalled_fields"]:
            if row["record_basis"] != "seen" or name not in FIELDS or not row[name]:
                yield Violation("references", index, "recalled_fields", name, "is no filled field of a seen record", "take it away")


@rule
def web_pages_have_an_address(data: Dataset) -> Iterator[Violation]:
    """A web page has an address, and no other work; every address is one."""
    for index, row in rows(data, "references", "type"):
        if (row["type"] == "web_page") != (row["url"] is not None):
            yield Violation("references", index, "url", str(row["url"]), f"does not fit {row['type']}", "only a web page has an address")
    for table in data:
        for index, row in rows(data, table, "url") if any(column.name == "url" for column in columns(table)) else ():
            if row["url"] is not None and not ADDRESS.fullmatch(row["url"]):
                yield Violation(table, index, "url", row["url"], "is no web address", "http or https, a host, no blanks")


@rule
def statuses_follow_from_the_comparison(data: Dataset) -> Iterator[Violation]:
    """A verified citation departs in no field, one called wrong in some, and what was not found is not found as a work."""
    basis = {row["reference_id"]: row["record_basis"] for _, row in rows(data, "references", "reference_id", "record_basis")}
    for index, row in rows(data, "citations", "status", "reference_id"):
        wrong, status = row.get("field_errors"), row["status"]
        if wrong is not None and ((status == "verified" and wrong) or (status in ("verified_with_errors", "misattributed") and not wrong)):
            yield Violation(
                "citations", index, "status", status, f"does not fit the fields that depart ({'|'.join(wrong)})", "compare again"
            )
        if row["reference_id"] in basis and (status == "not_found") != (basis[row["reference_id"]] == "not_found"):
            yield Violation("citations", index, "status", status, f"but the work is {basis[row['reference_id']]}", "say the same of both")


@rule
def citations_are_numbered(data: Dataset) -> Iterator[Violation]:
    """The entries of a document are numbered from 1, without a gap, and named so."""
    found = list(rows(data, "citations", "citation_id", "document_id", "position"))
    places = {(row["document_id"], row["position"]) for _, row in found}
    for index, row in found:
        named, before = f"{row['document_id']}_r{row['position']}", (row["document_id"], row["position"] - 1)
        if row["citation_id"] != named:
            yield Violation("citations", index, "citation_id", row["citation_id"], f"is not {named}", "name it by its place")
        if "documents" in data and row["position"] > 1 and before not in places:
            yield Violation("citations", index, "position", str(row["position"]), "has nothing before it", "number them from 1")


@rule
def days_and_years_are_past(data: Dataset) -> Iterator[Violation]:
    """A year is one in which works were printed, a day is not to come."""
    today = date.today()
    for table in data:
        for column in columns(table):
            year = column.kind.name == "integer" and column.unit == "a"
            for index, row in rows(data, table, column.name) if year or column.kind.name == "date" else ():
                value = row[column.name]
                if value is not None and (value > today if not year else not 1500 <= value <= today.year):
                    yield Violation(table, index, column.name, str(value), "is no time that has been", "correct it")


@rule
def pubmed_numbers_have_eight_digits_at_most(data: Dataset) -> Iterator[Violation]:
    """A PubMed identifier has at most eight digits."""
    for index, row in rows(data, "references", "pmid"):
        if row["pmid"] is not None and row["pmid"] >= 10**8:
            yield Violation("references", index, "pmid", str(row["pmid"]), "has too many digits", "look it up")
