"""Figures about the dataset as Markdown tables, counted afresh at every build so that none typed by hand goes stale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.failures import Refused
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import CLAIM_TABLES, VOCABULARY_TABLES, columns

MARK = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def blocks(data: Dataset, curated: Dataset) -> dict[str, str]:
    """Return the generated blocks of hand-written pages, by name."""
    return {
        "sizes": sizes(data),
        "vocabularies": vocabularies(data),
        "coverage": coverage(data),
        "wording": wording(data),
        "basis": basis(data),
        "meeting": meeting(data),
        "agreement": agreement(data),
        "reading-rounds": reading_rounds(curated),
        "doubts": doubts(data),
        "bibliography": bibliography(data),
        "identifiers": identifiers(data),
    }


def filled(page: str, made: Mapping[str, str]) -> str:
    """Return a page with every block between `<!-- generated: NAME -->` and `<!-- end -->` renewed.

    Raises `Refused` for a name there is no block of, and for a page without any block.
    """
    names = [match["name"] for match in MARK.finditer(page)]
    unknown = sorted(set(names) - made.keys())
    if unknown or not names or len(names) != page.count("<!-- generated:"):
        raise Refused(
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


def sizes(data: Dataset) -> str:
    """Rows of every claim table, with the statements they rest on."""
    stated = Counter(row["table_name"] for row in data.rows("statements"))
    rows = [(f"`{name}`", len(data.rows(name)), stated[name]) for name in CLAIM_TABLES]
    return table(("table", "claims", "statements"), [*rows, ("all", len(data.rows("claims")), len(data.rows("statements")))])


def vocabularies(data: Dataset) -> str:
    """Entries of every vocabulary, and in how many statements they are named."""
    named = Counter(entity for row in data.rows("statements") for entity in row["entity_ids"])
    rows = []
    for name in VOCABULARY_TABLES:
        ids = list(data.by_key(name))
        rows.append((f"`{name}`", len(ids), sum(named[entity] > 0 for entity in ids), sum(named[entity] for entity in ids)))
    total = [sum(int(row[i]) for row in rows) for i in (1, 2, 3)]
    return table(("vocabulary", "entries", "named by a statement", "mentions in statements"), [*rows, ("all", *total)])


def _cross(found: list[Row], down: str, across: str, head: str) -> str:
    """Return the counts of two columns against each other, with sums."""
    counts = Counter((row[down], row[across]) for row in found)
    names, groups = sorted({row[down] for row in found}), sorted({row[across] for row in found})
    rows = [(f"`{name}`", *(counts[name, group] for group in groups), sum(counts[name, group] for group in groups)) for name in names]
    sums = [sum(counts[name, group] for name in names) for group in groups]
    return table((head, *(f"`{group}`" for group in groups), "all"), [*rows, ("all", *sums, sum(sums))])


def coverage(data: Dataset) -> str:
    """Passages by what became of them, for each document."""
    return _cross(data.rows("passages"), "disposition", "document_id", "disposition")


def wording(data: Dataset) -> str:
    """Statements by how surely the document words them, for each document."""
    return _cross(data.rows("statements"), "wording", "document_id", "wording")


def basis(data: Dataset) -> str:
    """Statements by what they rest on, for each document."""
    return _cross(data.rows("statements"), "basis", "document_id", "basis")


def meeting(data: Dataset) -> str:
    """Claims, propositions and groups, and how many are made in two documents or more."""
    groups: dict[str, set[str]] = {}
    for row in data.rows("propositions"):
        groups.setdefault(row["group_id"], set()).update(row["document_ids"])
    counted = {
        "claims": [len(row["document_ids"]) for row in data.rows("claims")],
        "propositions": [len(row["document_ids"]) for row in data.rows("propositions")],
        "groups": [len(documents) for documents in groups.values()],
    }
    rows = [(name, len(found), sum(n > 1 for n in found), sum(n > 2 for n in found)) for name, found in counted.items()]
    return table(("", "all", "in two documents or more", "in three or more"), rows)


def agreement(data: Dataset) -> str:
    """Agreement of two independent readings: rows by document and by table, then coded columns over all documents."""
    found = data.rows("agreement")
    whole = [row for row in found if row["column_name"] == "rows"]
    by_document = _pooled(whole, "document_id")
    by_table = _pooled(whole, "table_name")
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
            *_not_measured(found),
        ]
    )


def _not_measured(found: list[Row]) -> list[str]:
    """Return a sentence that names the coded columns no reading was compared in, if there are any."""
    measured = {(row["table_name"], row["column_name"]) for row in found}
    coded = [(name, column.name) for name in CLAIM_TABLES for column in columns(name) if column.means and column.codes]
    missing = [f"`{name}.{column}`" for name, column in coded if (name, column) not in measured]
    return [f"Not measured: {', '.join(missing)}."] if missing else []


def _pooled(rows: list[Row], by: str) -> list[tuple[object, ...]]:
    pooled: list[tuple[object, ...]] = []
    for name in dict.fromkeys(row[by] for row in rows):
        a, b, common = (sum(row[c] for row in rows if row[by] == name) for c in ("rows_a", "rows_b", "rows_in_common"))
        pooled.append((f"`{name}`" if name != "all" else name, a, b, common, f"{2 * common / (a + b):.2f}" if a + b else ""))
    return pooled


def _coded(rows: list[Row]) -> list[tuple[object, ...]]:
    """Return a row for each coded column of each table: a name such as `relation` has other codes in another table."""
    coded: list[tuple[object, ...]] = []
    for name, column in sorted({(row["table_name"], row["column_name"]) for row in rows}):
        mine = [row for row in rows if (row["table_name"], row["column_name"]) == (name, column)]
        pairs, same = sum(row["rows_a"] for row in mine), sum(row["rows_in_common"] for row in mine)
        chance = sum(row["rows_a"] * row["chance"] for row in mine) / pairs
        kappa = f"{(same / pairs - chance) / (1 - chance):.2f}" if chance < 1 else ""
        coded.append((f"`{name}.{column}`", pairs, same, f"{same / pairs:.2f}", kappa))
    return coded


def reading_rounds(curated: Dataset) -> str:
    """Rounds in which statements drawn at random were read again against the documents."""
    head = ("round", "sample", "seed", "statements read", "errors", "what was wrong", "what was mended")
    names = ("round", "sample", "seed", "statements_read", "errors", "what", "mended")
    return table(head, [[text_of(row[name]) for name in names] for row in curated.rows("reading_rounds")])


def doubts(data: Dataset) -> str:
    """Conflicts and cautions by kind."""
    parts = [
        _counts(data.rows("conflicts"), ("kind", "found_by"), ("conflict", "found by")),
        _counts(data.rows("cautions"), ("kind", "severity"), ("caution", "severity")),
    ]
    return "\n\n".join(parts)


def bibliography(data: Dataset) -> str:
    """Bibliography entries by what checking found, and works by where their record comes from."""
    return "\n\n".join(
        [
            _counts(data.rows("citations"), ("status",), ("citations by status",)),
            _counts(data.rows("references"), ("record_basis",), ("references by basis",)),
        ]
    )


def _counts(found: list[Row], names: Sequence[str], head: Sequence[str]) -> str:
    counts = Counter(tuple(row[name] for name in names) for row in found)
    return table((*head, "rows"), [(*(f"`{part}`" for part in parts), count) for parts, count in sorted(counts.items())])


def identifiers(data: Dataset) -> str:
    """Identifiers elsewhere by basis and relation; for each vocabulary how many entries have an exact one, another, none."""
    found = data.rows("cross_references")
    exact = {row["entity_id"] for row in found if row["relation"] == "exact"}
    some = {row["entity_id"] for row in found}
    rows, without = [], []
    for name in VOCABULARY_TABLES:
        ids = data.by_key(name).keys()
        if any(column.xref for column in columns(name)) or some & ids:
            with_exact, other = len(exact & ids), len((some - exact) & ids)
            rows.append((f"`{name}`", len(ids), with_exact, other, len(ids) - with_exact - other))
        else:
            without.append(f"`{name}`")
    parts = [
        _counts(found, ("record_basis", "relation"), ("basis", "relation")),
        table(("vocabulary", "entries", "with an exact identifier", "with a related one only", "with none"), rows),
    ]
    return "\n\n".join([*parts, *([f"No identifiers were sought for {', '.join(without)}."] if without else [])])
