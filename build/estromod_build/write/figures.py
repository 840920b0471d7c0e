"""Figures about the dataset as Markdown tables, counted afresh at every build so that none typed by hand goes stale."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from estromod_schemas.frames import records
from estromod_schemas.registry import FACT_TABLES, VOCABULARY_TABLES, columns, key

Tables = Mapping[str, pd.DataFrame]
MARK = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def blocks(tables: Tables, root: Path) -> dict[str, str]:
    """Return the generated blocks of hand-written pages, by name."""
    return {
        "sizes": sizes(tables),
        "vocabularies": vocabularies(tables),
        "coverage": coverage(tables),
        "wording": wording(tables),
        "agreement": agreement(tables),
        "reading-rounds": reading_rounds(root / "dataset" / "curated" / "reading_rounds.csv"),
        "doubts": doubts(tables),
        "bibliography": bibliography(tables),
        "identifiers": identifiers(tables),
    }


def filled(page: str, made: Mapping[str, str]) -> str:
    """Return a page with every block between `<!-- generated: NAME -->` and `<!-- end -->` renewed.

    Raises LookupError for a name there is no block of, and for a page without any block.
    """
    names = [match["name"] for match in MARK.finditer(page)]
    unknown = sorted(set(names) - made.keys())
    if unknown or not names or len(names) != page.count("<!-- generated:"):
        raise LookupError(
            f"the page has no block that can be filled, or one of an unknown name ({', '.join(unknown)}); there are: {', '.join(made)}"
        )
    return MARK.sub(lambda match: f"{match[1]}{made[match['name']]}\n{match[3]}", page)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; numbers stand right."""
    lines = [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
    if not lines:
        return "None."
    right = [all(re.fullmatch(r"-?[\d.]+%?|", line[i]) for line in lines) for i in range(len(header))]
    rule = ["---:" if number else "---" for number in right]
    return "\n".join(f"| {' | '.join(line)} |" for line in [list(header), rule, *lines])


def sizes(tables: Tables) -> str:
    """Rows of every fact table, with the statements they rest on."""
    stated = Counter(tables["statements"]["table"])
    rows = [(f"`{name}`", len(tables[name]), stated[name]) for name in FACT_TABLES]
    return table(("table", "facts", "statements"), [*rows, ("all", len(tables["facts"]), len(tables["statements"]))])


def vocabularies(tables: Tables) -> str:
    """Entries of every vocabulary, and in how many statements they are named."""
    named = Counter(entity for ids in tables["statements"]["entity_ids"] for entity in ids)
    rows = []
    for name in VOCABULARY_TABLES:
        ids = tables[name][key(name)[0]]
        rows.append((f"`{name}`", len(ids), sum(named[entity] > 0 for entity in ids), sum(named[entity] for entity in ids)))
    total = [sum(int(row[i]) for row in rows) for i in (1, 2, 3)]
    return table(("vocabulary", "entries", "named by a statement", "mentions in statements"), [*rows, ("all", *total)])


def _cross(frame: pd.DataFrame, down: str, across: str, head: str) -> str:
    """Return the counts of two columns against each other, with sums."""
    counts = Counter(zip(frame[down], frame[across], strict=True))
    names, groups = sorted(set(frame[down])), sorted(set(frame[across]))
    rows = [(f"`{name}`", *(counts[name, group] for group in groups), sum(counts[name, group] for group in groups)) for name in names]
    sums = [sum(counts[name, group] for name in names) for group in groups]
    return table((head, *(f"`{group}`" for group in groups), "all"), [*rows, ("all", *sums, sum(sums))])


def coverage(tables: Tables) -> str:
    """Passages by what became of them, for each document."""
    return _cross(tables["passages"], "disposition", "document_id", "disposition")


def wording(tables: Tables) -> str:
    """Statements by how surely the document words them, for each document."""
    return _cross(tables["statements"], "wording", "document_id", "wording")


def agreement(tables: Tables) -> str:
    """Agreement of two independent readings: rows by document and by table, then coded columns over all documents."""
    found = records(tables["agreement"])
    whole = [row for row in found if row["column_name"] == "rows"]
    by_document = _pooled(whole, "document_id")
    by_table = _pooled(whole, "table")
    return "\n\n".join(
        [
            "Rows found alike: every column of meaning is equal and the spans overlap by half of the shorter.",
            table(
                ("document", "rows, first", "rows, second", "in common", "agreement"),
                [*by_document, *_pooled([row | {"all": "all"} for row in whole], "all")],
            ),
            table(("table", "rows, first", "rows, second", "in common", "agreement"), by_table),
            "Coded columns, over pairs of rows matched by their span. Chance is the mean over documents weighted by pairs, "
            "kappa follows from it; it is empty where only one code occurs.",
            table(("column", "pairs", "same code", "agreement", "kappa"), _coded([row for row in found if row["column_name"] != "rows"])),
        ]
    )


def _pooled(rows: list[dict], by: str) -> list[tuple[object, ...]]:
    pooled: list[tuple[object, ...]] = []
    for name in dict.fromkeys(row[by] for row in rows):
        a, b, common = (sum(row[c] for row in rows if row[by] == name) for c in ("rows_a", "rows_b", "rows_in_common"))
        pooled.append((f"`{name}`" if name != "all" else name, a, b, common, f"{2 * common / (a + b):.2f}" if a + b else ""))
    return pooled


def _coded(rows: list[dict]) -> list[tuple[object, ...]]:
    """Return a row for each coded column of each table: a name such as `relation` has other codes in another table."""
    coded: list[tuple[object, ...]] = []
    for name, column in sorted({(row["table"], row["column_name"]) for row in rows}):
        mine = [row for row in rows if (row["table"], row["column_name"]) == (name, column)]
        pairs, same = sum(row["rows_a"] for row in mine), sum(row["rows_in_common"] for row in mine)
        chance = sum(row["rows_a"] * row["chance"] for row in mine) / pairs
        kappa = f"{(same / pairs - chance) / (1 - chance):.2f}" if chance < 1 else ""
        coded.append((f"`{name}.{column}`", pairs, same, f"{same / pairs:.2f}", kappa))
    return coded


def reading_rounds(file: Path) -> str:
    """Rounds in which statements drawn at random were read again against the documents."""
    if not file.exists():
        return "No round of reading again is on record yet."
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    head = ("round", "sample", "seed", "statements read", "errors", "what was wrong", "what was mended")
    return table(head, [[row[name] for name in ("round", "sample", "seed", "statements_read", "errors", "what", "mended")] for row in rows])


def doubts(tables: Tables) -> str:
    """Conflicts and cautions by kind."""
    parts = [
        _counts(tables["conflicts"], ("kind", "found_by"), ("conflict", "found by")),
        _counts(tables["cautions"], ("kind", "severity"), ("caution", "severity")),
    ]
    return "\n\n".join(parts)


def bibliography(tables: Tables) -> str:
    """Bibliography entries by what checking found, and works by where their record comes from."""
    return "\n\n".join(
        [
            _counts(tables["citations"], ("status",), ("citations by status",)),
            _counts(tables["references"], ("record_basis",), ("references by basis",)),
        ]
    )


def _counts(frame: pd.DataFrame, names: Sequence[str], head: Sequence[str]) -> str:
    counts = Counter(zip(*(frame[name] for name in names), strict=True))
    return table((*head, "rows"), [(*(f"`{part}`" for part in parts), count) for parts, count in sorted(counts.items())])


def identifiers(tables: Tables) -> str:
    """Identifiers elsewhere by basis and relation; for each vocabulary how many entries have an exact one, another, none."""
    found = tables["cross_references"]
    exact = set(found[found["relation"] == "exact"]["entity_id"])
    some = set(found["entity_id"])
    rows = []
    for name in VOCABULARY_TABLES:
        ids = list(tables[name][key(name)[0]])
        if any(column.xref for column in columns(name)) or some & set(ids):
            with_exact, other = sum(entity in exact for entity in ids), sum(entity in some - exact for entity in ids)
            rows.append((f"`{name}`", len(ids), with_exact, other, len(ids) - with_exact - other))
    without = [f"`{name}`" for name in VOCABULARY_TABLES if f"`{name}`" not in {row[0] for row in rows}]
    parts = [
        _counts(found, ("record_basis", "relation"), ("basis", "relation")),
        table(("vocabulary", "entries", "with an exact identifier", "with a related one only", "with none"), rows),
    ]
    return "\n\n".join([*parts, *([f"No identifiers were sought for {', '.join(without)}."] if without else [])])
