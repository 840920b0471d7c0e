"""The audit: what became of every passage, and which names and numbers of the documents no row holds.

A report over the curated files and the documents, not a table. Three lists must be empty or explained in
`audit_reasons.csv`: passages without disposition; passages that name two things or a quantity and have no statement;
quantities that no statement of their passage holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.failures import Failure, Refused
from estromod_schemas.registry import TRAITS, VOCABULARY_TABLES, meaning
from estromod_schemas.validation import curated_place

from ..check import Texts
from ..check.names import forms, plain
from ..check.numbers import Quantity, quantities
from ..check.spans import spans_of, stated

ENTITIES = "entities"
Placed = dict[str, list[tuple[str, Row]]]  # (table, statement) by passage

NOT_COUNTED = {"whole_body", "factor"}  # kinds of tissue and endpoint whose names are everyday words


@dataclass(frozen=True, order=True)
class Item:
    """Something a passage names for which no row stands: two things, or a quantity; and the reason, if one is given."""

    passage_id: str
    item: str
    found: str
    reason: str


@dataclass(frozen=True)
class Audit:
    """What the audit found; `failures` is what has to be mended."""

    sections: list[Row]
    without_disposition: list[str]
    without_statement: list[Item]
    unheld: list[Item]
    failures: list[Failure]


def audit(curated: Dataset, documents: Texts) -> Audit:
    """Hold the curated files against the documents; `Refused` where there is nothing to hold."""
    if not documents or not curated.rows("passages"):
        raise Refused("the audit ran over nothing: it needs documents and passages")
    places = _placed(curated)
    reasons = {(row["passage_id"], row["item"]): (index, row["reason"]) for index, row in enumerate(curated.rows("audit_reasons"))}
    silent = [_with_reason(item, reasons) for item in _silent(curated, documents, places)]
    unheld = [_with_reason(item, reasons) for item in _unheld(curated, documents, places)]
    bare = [row["passage_id"] for row in curated.rows("passages") if not row["disposition"]]
    return Audit(_sections(curated, places), bare, silent, unheld, list(_failures(bare, silent, unheld, reasons)))


def _failures(
    bare: list[str], silent: list[Item], unheld: list[Item], reasons: Mapping[tuple[str, str], tuple[int, str]]
) -> Iterator[Failure]:
    for passage in bare:
        yield Failure(
            "dataset/curated/passages.csv",
            "disposition",
            passage,
            "every passage has a disposition",
            "has none",
            "curate it, or say why not",
        )
    for item in sorted({*silent, *unheld}):
        if not item.reason:
            rule = "no statement" if item in silent else "no row holds it"
            yield Failure(
                f"passage {item.passage_id}",
                "",
                item.item,
                rule,
                f"stands there ({item.found}) without row or reason",
                "curate it, or give a reason in dataset/curated/audit_reasons.csv",
            )
    needed = {(item.passage_id, item.item) for item in (*silent, *unheld)}
    for (passage, name), (index, _) in reasons.items():
        if (passage, name) not in needed:
            yield Failure(
                curated_place("audit_reasons", index),
                "item",
                name,
                "no stale reason",
                f"needs no reason any more in {passage}",
                "take the row out",
            )


def _with_reason(item: Item, reasons: Mapping[tuple[str, str], tuple[int, str]]) -> Item:
    _, reason = reasons.get((item.passage_id, item.item), (0, ""))
    return Item(item.passage_id, item.item, item.found, reason)


def _placed(curated: Dataset) -> Placed:
    """Return (table, statement row) of every statement, by the passage its span lies in."""
    placed: Placed = {}
    for table, _, row in stated(curated):
        passage = curated.passage_at(row["document_id"], row["start_char"], row["end_char"])
        if passage:
            placed.setdefault(passage["passage_id"], []).append((table, row))
    return placed


def _sections(curated: Dataset, places: Placed) -> list[Row]:
    """Return one row per document and section: passages, statements, count of each disposition."""
    rows: dict[tuple[str, str], Row] = {}
    for row in curated.rows("passages"):
        name = row["section"] or row["level"] or ""
        start = {"document_id": row["document_id"], "section": name, "passages": 0, "statements": 0, "dispositions": Counter()}
        section = rows.setdefault((row["document_id"], name), start)
        section["passages"] += 1
        section["statements"] += len(places.get(row["passage_id"], ()))
        section["dispositions"][row["disposition"] or "none"] += 1
    return list(rows.values())


def _text(row: Row, documents: Texts) -> str:
    return documents[row["document_id"]].text[row["start_char"] : row["end_char"]]


def _silent(curated: Dataset, documents: Texts, places: Placed) -> Iterator[Item]:
    """Yield what passages without a statement name: two or more things, or quantities."""
    patterns = entity_patterns(curated)
    for row in curated.rows("passages"):
        if row["document_id"] not in documents or row["passage_id"] in places:
            continue
        text = _text(row, documents)
        named = things_named(text, patterns)
        if len(named) > 1:
            yield Item(row["passage_id"], ENTITIES, ", ".join(named), "")
        if row["kind"] != "reference":
            yield from (Item(row["passage_id"], quantity.written, "no statement in the passage", "") for quantity in quantities(text))


def entity_patterns(curated: Dataset) -> dict[str, re.Pattern[str]]:
    """Return the pattern of every entry that counts as a thing named.

    The cue words and spellings of endpoints (`levels`, `response`) let a claim fit; alone they name nothing.
    """
    patterns = forms(curated) | forms(Dataset({"endpoints": curated.rows("endpoints")}), leave_out=("cue_words", "spellings"))
    counted = {
        entity
        for table in VOCABULARY_TABLES
        if TRAITS[table].counted
        for entity, row in curated.by_key(table).items()
        if row.get("kind") not in NOT_COUNTED
    }
    return {entity: pattern for entity, pattern in patterns.items() if entity in counted}


def things_named(text: str, patterns: Mapping[str, re.Pattern[str]]) -> list[str]:
    """Return the things a text names: of overlapping names the longest; one word for several entries is one thing."""
    said = plain(text)
    hits = [(match.start(), match.end(), entity) for entity, pattern in patterns.items() for match in pattern.finditer(said)]
    longest = [(a, b, entity) for a, b, entity in hits if not any((c <= a and b <= d) and d - c > b - a for c, d, _ in hits)]
    at: dict[tuple[int, int], set[str]] = {}
    for start, end, entity in longest:
        at.setdefault((start, end), set()).add(entity)
    things: list[set[str]] = []
    for names in at.values():
        names = names.union(*(thing for thing in things if thing & names))
        things = [thing for thing in things if not thing & names] + [names]
    return sorted(min(thing) for thing in things)


def _unheld(curated: Dataset, documents: Texts, places: Placed) -> Iterator[Item]:
    """Yield the quantities that no statement of their passage holds; the bibliography's are kept in citations."""
    for row in curated.rows("passages"):
        if row["document_id"] not in documents or row["kind"] == "reference":
            continue
        for quantity in quantities(_text(row, documents)):
            if not any(holds(table, claim, quantity, row["start_char"]) for table, claim in places.get(row["passage_id"], ())):
                yield Item(row["passage_id"], quantity.written, "no row holds the number", "")


def holds(table: str, claim: Row, quantity: Quantity, offset: int) -> bool:
    """True if the claim has the numbers in the right unit, and its span or an antecedent covers them.

    `offset` is where the quantity's text begins in the document.
    """
    bounds = [(claim["start_char"], claim["end_char"]), *spans_of(claim)]
    if not any(start <= quantity.start + offset and quantity.end + offset <= end for start, end in bounds):
        return False
    held: dict[str, set[float]] = {}
    for column in meaning(table):
        if column.unit_in and claim[column.unit_in] == quantity.unit:
            held.setdefault(column.unit_in, set()).add(claim[column.name])
    return any(quantity.values <= numbers for numbers in held.values())


def lines(found: Audit) -> Iterator[str]:
    """Yield the report, line by line."""
    yield f"{'document':<24}{'passages':>8}{'statements':>12}{'per passage':>13}  dispositions; section"
    for row in found.sections:
        place = f"{_counts(row['dispositions'])}; {row['section'] or 'before the first heading'}"
        per_passage = round(row["statements"] / row["passages"], 1)
        yield f"{row['document_id']:<24}{row['passages']:>8}{row['statements']:>12}{per_passage:>13}  {place}"
    passages, statements = (sum(row[name] for row in found.sections) for name in ("passages", "statements"))
    yield f"{'all':<24}{passages:>8}{statements:>12}{'':>13}  {_counts(sum((row['dispositions'] for row in found.sections), Counter()))}"
    yield f"\nPassages without disposition: {len(found.without_disposition)}"
    yield from (f"  {passage}" for passage in found.without_disposition)
    for title, items in (
        ("Passages that name two things or a quantity and have no statement", found.without_statement),
        ("Numbers with a unit that no row holds", found.unheld),
    ):
        yield f"\n{title}: {len(items)}, without reason: {sum(not item.reason for item in items)}"
        yield from (f"  {item.passage_id}  {item.item}  ({item.found}): {item.reason or 'NO REASON'}" for item in items)


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
