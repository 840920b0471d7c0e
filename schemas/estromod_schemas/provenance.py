"""Provenance: documents, passages, statements, bibliography, identifiers, conflicts, cautions, and what is derived."""

from __future__ import annotations

from typing import Any

from . import codes
from .base import Provenance, Table
from .columns import CLAIM_ID, HASH, SPAN, Count, Date, Flag, Names, Number, Text, column

ENTITY = r"^[a-z][a-z0-9_]*$"


def document() -> Any:
    return column("The document.", to="documents")


def start() -> Any:
    return column("First character, counted from 0 in the decoded document.", at_least=0, unit="1")


def end() -> Any:
    return column("The character behind the last.", at_least=1, unit="1")


def span_hash() -> Any:
    return column("`h` and the first 12 hex digits of the SHA-256 of the characters.", pattern=HASH)


class Documents(Provenance):
    """One of the five source documents. Their text is not part of the dataset."""

    document_id: Text = column("The document.", key=True)
    title: Text = column("Title as read off the address.")
    url: Text = column("Address.", pattern=r"^https://\S+$")
    file_name: Text = column("File name of the stored text.")
    sha256: Text = column("SHA-256 of the file.", pattern=r"^[0-9a-f]{64}$")
    n_chars: Count = column("Length in characters.", unit="1", at_least=1)
    publisher: Text = column("Who published it.")
    latest_year_cited: Count = column("The latest year in its bibliography, the only evidence of its age.", unit="a")
    rights: Text = column("What is known of its rights.")


class Passages(Provenance, sorted_by=("document_id", "line")):
    """One non-blank line of a document: where it is, what it is, and what became of it."""

    passage_id: Text = column("Document and line number.", key=True)
    document_id: Text = document()
    line: Count = column("Line number from 1.", at_least=1, unit="1")
    start_char: Count = start()
    end_char: Count = end()
    hash: Text = span_hash()
    level: Text = column("The article's level it stands under; empty: before the first.", optional=True)
    section: Text = column("The section heading it stands under; empty: none.", optional=True)
    kind: Text = column("What the line is, as a person read it.", codes=codes.PASSAGE_KIND)
    disposition: Text = column("What became of it.", codes=codes.DISPOSITION)
    gap_reason: Text = column("Which words it has lost, and why they were or were not restored; empty: none.", ours=True, optional=True)
    n_statements: Count = column("Statements that stand in it.", at_least=0, unit="1", derived=True)


class Statements(Provenance, curated=False):
    """One claim made at one place of a document."""

    statement_id: Text = column("`s_` and ten hex digits of document, span and claim.", key=True, pattern=r"^s_[0-9a-f]{10}$", derived=True)
    table_name: Text = column("The claim table it belongs to.", derived=True)
    claim_id: Text = column("The claim it states.", to="claims", derived=True, pattern=CLAIM_ID)
    document_id: Text = document()
    passage_id: Text = column("The passage its span lies in.", to="passages", derived=True)
    passage_kind: Text = column("What that passage is.", codes=codes.PASSAGE_KIND, derived=True)
    section: Text = column("The section heading it stands under; empty: none.", optional=True, derived=True)
    start_char: Count = start()
    end_char: Count = end()
    hash: Text = span_hash()
    first_words: Text = column("At most the first three words of the span.")
    last_words: Text = column("At most the last three words of the span; empty where it has fewer than eight.", optional=True)
    antecedents: Names = column("Spans elsewhere in the document that name what the span only points to, as `start..end`.", pattern=SPAN)
    restored_columns: Names = column("Columns of meaning whose entity is a lost word of the document, supplied from the same document.")
    restored_from: Names = column("Spans of the same document that say what was lost, as `start..end`.", pattern=SPAN)
    basis: Text = column("What the row rests on.", codes=codes.STATEMENT_BASIS, derived=True)
    wording: Text = column("How surely the document says it; grades its words, not their truth.", codes=codes.WORDING)
    reports_study: Flag = column("Whether the passage speaks of a study, trial or evidence.")
    says: Text = column("The claim in the curator's own sentence.", ours=True, pattern=r"^.{1,200}$")
    note: Text = column("A curator's remark.", ours=True, optional=True)
    entity_ids: Names = column("Every vocabulary entry in the claim.", to="entities", derived=True)


class Citations(Provenance, sorted_by=("document_id", "position")):
    """One entry of a document's bibliography, as cited."""

    citation_id: Text = column("Document and position.", key=True)
    document_id: Text = document()
    position: Count = column("Place in the bibliography, from 1.", at_least=1, unit="1")
    passage_id: Text = column("The passage it stands in.", to="passages")
    type: Text = column("What kind of work it is cited as.", codes=codes.WORK_TYPE)
    authors: Names = column("Authors as cited.")
    year: Count = column("Year as cited.", optional=True, unit="a")
    title: Text = column("Title as cited.")
    container: Text = column("Journal, book or site as cited.", optional=True)
    volume: Text = column("Volume as cited.", optional=True)
    issue: Text = column("Issue as cited.", optional=True)
    pages: Text = column("Pages or article number as cited.", optional=True)
    status: Text = column("What checking found.", codes=codes.CITATION_STATUS)
    field_errors: Names = column("Fields that depart from the real work, by comparison.", derived=True)
    reference_id: Text = column("The work it means.", to="references")


class References(Provenance, start=7):
    """One work the bibliographies mean, as far as it was found."""

    reference_id: Text = column("First author, year and a word.", key=True)
    type: Text = column("What kind of work it is.", codes=codes.WORK_TYPE)
    authors: Names = column("Authors, family name and initials.")
    year: Count = column("Year.", optional=True, unit="a")
    title: Text = column("Title.")
    container: Text = column("Journal, book or site.", optional=True)
    volume: Text = column("Volume.", optional=True)
    issue: Text = column("Issue.", optional=True)
    pages: Text = column("Pages or article number.", optional=True)
    doi: Text = column("DOI, lower case; only where it was seen.", optional=True, namespace="doi")
    pmid: Count = column("PubMed identifier; only where it was seen.", optional=True, at_least=1, namespace="pubmed")
    pmcid: Text = column("PubMed Central identifier; only where it was seen.", optional=True, namespace="pmc")
    url: Text = column("Address, for web pages.", optional=True)
    record_basis: Text = column("Where the record comes from.", codes=codes.RECORD_BASIS)
    recalled_fields: Names = column("Fields that are from memory.")
    seen_at: Names = column("Where the rest was seen.")
    note: Text = column("A remark.", optional=True, pattern=r"^.{1,200}$")


class CrossReferences(Provenance):
    """One identifier of one vocabulary entry in another database."""

    entity_id: Text = column("The vocabulary entry.", key=True, to="entities")
    curie: Text = column("The identifier as a CURIE with the Bioregistry's preferred prefix.", key=True, pattern=r"^[A-Za-z][\w.]*:\S+$")
    label: Text = column("The label there.", optional=True)
    relation: Text = column("How the two things are related, seen from ours.", codes=codes.XREF_RELATION)
    status: Text = column("Whether the identifier is in force.", codes=codes.XREF_STATUS)
    record_basis: Text = column("Where the identifier comes from.", codes=codes.RECORD_BASIS)
    seen_at: Names = column("Where it was seen.")
    checked_by: Text = column("The strongest of the machine checks that confirmed it.", codes=codes.CHECKED_BY)


class Conflicts(Provenance):
    """Two or more claims of the documents that cannot both hold, or pull against each other."""

    conflict_id: Text = column("The conflict.", key=True)
    kind: Text = column("What kind of conflict it is.", codes=codes.CONFLICT_KIND)
    claim_ids: Names = column("The claims.", to="claims")
    found_by: Text = column("Who found it.", codes=codes.FOUND_BY, derived=True)
    says: Text = column("Why they conflict.", ours=True, pattern=r"^.{1,300}$")


class Cautions(Provenance):
    """A claim that well-established pharmacology contradicts, or a silence on what a label warns of."""

    caution_id: Text = column("The caution.", key=True)
    kind: Text = column("What is wrong.", codes=codes.CAUTION_KIND)
    subject_ids: Names = column("The claims; for an omission, the drugs or classes.")
    severity: Text = column("How grave it is.", codes=codes.SEVERITY)
    says: Text = column("What a reader should know.", ours=True, pattern=r"^.{1,400}$")
    source_title: Text = column("The independent source.")
    source_id: Text = column("Its DOI, PMID or address.")
    source_says: Text = column("What the source says, in our words.", ours=True, pattern=r"^.{1,400}$")
    seen_on: Date = column("The day it was read.")


class Agreement(Provenance):
    """How far two independent readings of a document agreed, for a table or one of its coded columns."""

    document_id: Text = column("The document.", key=True, to="documents")
    table_name: Text = column("The claim table.", key=True)
    column_name: Text = column("The coded column; `rows` for the rows as a whole.", key=True)
    rows_a: Count = column("Rows by the first curator; for a column, rows matched by span.", at_least=0, unit="1")
    rows_b: Count = column("Rows by the second curator; for a column, rows matched by span.", at_least=0, unit="1")
    rows_in_common: Count = column("Rows in common; for a column, matched rows with the same code.", at_least=0, unit="1")
    share: Number = column("The figure of agreement: twice the rows in common over the rows of both.", unit="1", at_least=0, optional=True)
    chance: Number = column("For a column: the agreement expected by chance.", unit="1", at_least=0, optional=True)
    kappa: Number = column("For a column: Cohen's kappa.", unit="1", optional=True, at_least=-1)


class RetiredIds(Provenance, optional=True):
    """An id that was published once and must not be used again."""

    id: Text = column("The id.", key=True, pattern=r"^\S+$")
    table_name: Text = column("The table it was in.")
    reason: Text = column("Why it was retired.")
    replaced_by: Text = column("The id that takes its place; empty: none.", optional=True)
    version: Text = column("The version that retired it.", pattern=r"^\d+\.\d+\.\d+$")


class AuditReasons(Table, published=False):
    """Curated only: why a passage that names things or numbers has no statement for them."""

    passage_id: Text = column("The passage.", key=True, to="passages")
    item: Text = column("What it names: `entities`, or the number with its unit.", key=True, pattern=r"^[^|\r\n]+$")
    reason: Text = column("Why there is no row.", ours=True)


class ReadingRounds(Table, published=False):
    """Curated only: one round in which random statements were read against their passages by someone who had not written them."""

    round: Count = column("The round, from 1.", key=True, at_least=1, unit="1")
    sample: Text = column("What was drawn.")
    seed: Count = column("The seed of the draw.", at_least=0, unit="1")
    statements_read: Count = column("Statements read.", at_least=1, unit="1")
    errors: Count = column("Statements with an error.", at_least=0, unit="1")
    what: Text = column("What was wrong.", ours=True, optional=True)
    mended: Text = column("What was mended, and where else.", ours=True, optional=True)
