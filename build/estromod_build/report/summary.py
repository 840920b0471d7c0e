"""What the build tells a person at the end: one line a table, the words of a statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Refused
from estromod_schemas.ids import claim_id
from estromod_schemas.registry import CLAIM_TABLES
from estromod_schemas.rules import RULES

from ..check import Texts
from ..check.spans import spans_of
from ..derive.fold import statement_id


def table_of(data: Dataset, with_documents: bool) -> str:
    """Return name, rows and statements of each table, and what was checked and read."""
    stated, tables = Counter(row["table_name"] for row in data.rows("statements")), list(data)
    lines = [f"{'table':<18}{'rows':>7}{'statements':>12}"]
    for table in tables:
        lines.append(f"{table:<18}{len(data.rows(table)):>7}{stated[table] if table in CLAIM_TABLES else '':>12}")
    lines.append(f"{'all':<18}{sum(len(data.rows(table)) for table in tables):>7}{len(data.rows('statements')):>12}")
    lines += [
        _counts("citations by status", (row["status"] for row in data.rows("citations"))),
        _counts("references by basis", (row["record_basis"] for row in data.rows("references"))),
        _counts("identifiers by basis", (row["record_basis"] for row in data.rows("cross_references"))),
        _counts("identifiers by check", (row["checked_by"] for row in data.rows("cross_references"))),
        f"validated: {len(tables)} tables, each against its model, all against {len(RULES)} rules",
        spans_line(with_documents),
    ]
    return "\n".join(lines)


def _counts(title: str, values: Iterable[str]) -> str:
    return f"{title}: " + ", ".join(f"{value} {count}" for value, count in sorted(Counter(values).items(), key=lambda item: -item[1]))


def spans_line(folder_at_hand: bool) -> str:
    """Say whether the spans were read again."""
    return "every span was re-read in the documents" if folder_at_hand else "the documents are not at hand: spans were not re-read"


def words_of_statement(statement: str, curated: Dataset, documents: Texts) -> Iterator[str]:
    """Yield what a statement claims, and the words it rests on."""
    for table in CLAIM_TABLES:
        for row in curated.rows(table):
            claim = claim_id(table, row)
            if statement_id(row["document_id"], row["start_char"], row["end_char"], claim) != statement:
                continue
            text = documents[row["document_id"]].text
            yield claim
            yield f"says: {row['says']}"
            yield f"words: {text[row['start_char'] : row['end_char']]}"
            yield from (f"antecedent: {text[start:end]}" for start, end in spans_of(row))
            return
    raise Refused(f"{statement!r} is no statement")
