"""What the build tells a person at the end: one line a table, the words of a statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from estromod_schemas.frames import records
from estromod_schemas.registry import FACT_TABLES
from estromod_schemas.rules import RULES

from ..derive import fold
from ..read.documents import Document


def table_of(tables: Mapping[str, pd.DataFrame], with_documents: bool) -> str:
    """Return name, rows, statements and what validated it, one line a table, and what was read."""
    per_table = Counter(tables["statements"]["table"])
    by = f"model + {len(RULES)} rules" + (" + spans" if with_documents else "")
    lines = [f"{'table':<18}{'rows':>7}{'statements':>12}  validated by"]
    for table, frame in tables.items():
        stated = str(per_table[table]) if table in FACT_TABLES else ""
        lines.append(f"{table:<18}{len(frame):>7}{stated:>12}  {by if table in FACT_TABLES else f'model + {len(RULES)} rules'}")
    lines.append(f"{'all':<18}{sum(map(len, tables.values())):>7}{len(tables['statements']):>12}")
    lines += [
        _counts("citations by status", tables["citations"]["status"]),
        _counts("references by basis", tables["references"]["record_basis"]),
    ]
    lines += [
        _counts(f"identifiers by {title}", tables["cross_references"][name])
        for title, name in (("basis", "record_basis"), ("check", "checked_by"))
    ]
    lines.append(spans_line(with_documents))
    return "\n".join(lines)


def _counts(title: str, values: pd.Series) -> str:
    return f"{title}: " + ", ".join(f"{value} {count}" for value, count in sorted(Counter(values).items(), key=lambda item: -item[1]))


def spans_line(folder_at_hand: bool) -> str:
    """Say whether the spans were read again."""
    return "every span was re-read in the documents" if folder_at_hand else "the documents are not at hand: spans were not re-read"


def words_of_statement(statement: str, curated: Mapping[str, pd.DataFrame], documents: Mapping[str, Document]) -> Iterator[str]:
    """Yield what a statement claims, and the words it rests on."""
    for table in FACT_TABLES:
        for row in records(curated[table]):
            fact = fold.fact_id(table, row)
            if fold.statement_id(row["document_id"], row["start"], row["end"], fact) != statement:
                continue
            text = documents[row["document_id"]].text
            yield fact
            yield f"says: {row['says']}"
            yield f"words: {text[row['start'] : row['end']]}"
            yield from (f"antecedent: {text[slice(*map(int, span.split('..')))]}" for span in row["antecedents"])
            return
    raise LookupError(f"{statement!r} is no statement")
