"""dataset/README.md: the data dictionary, generated from the models and the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from estromod_schemas.base import Column
from estromod_schemas.dataset import Dataset
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import CLAIM_TABLES, GROUP_OF, GROUPS, MODELS, columns

from . import figures


def page(data: Dataset, about: Mapping[str, Any]) -> str:
    """Return the whole page."""
    parts = [
        "<!-- Written by `python -m estromod_build build`. Do not edit. -->",
        f"# {about['title']}",
        f"Version {about['version']}. **{about['warning']}**",
        about["description"],
        "Every table lies in `estromod/tables/` (in a release archive: `tables/`) as CSV and Parquet; `datapackage.json` and `croissant.json` describe them for other "
        "tools. How the tables came about, and what they must not be used for, stands in [DATASHEET.md](DATASHEET.md).",
        _how_to_read(),
        "## Tables",
        *_overview(data),
        "## How the tables hang together",
        "A line joins a table to the one its column names; a crow's foot stands for many rows. "
        "`entities` stands for any vocabulary, `claims` for any claim table.",
        diagram(data),
        "## Figures",
        *_figures(data),
        "## Columns",
        *(_table(table, data) for table in data),
    ]
    return "\n\n".join(parts) + "\n"


def _how_to_read() -> str:
    return """\
## How to read them

- Begin with `claims`: every claim in one shape, with a `sentence` that is generated from its row. Its own table, named in `table_name`, has
  more columns; `statements` has the places it was read at.
- Claims with the same required columns are one proposition (`propositions`), whomever they speak of; `group_id` also counts estradiol as estrogen.
- `direction` says which way a claim goes, `trend` which way that is for its topic. `subject_topics` sets documents side by side; it is a
  view for reading, not a claim.
- `basis` is `restored` where a word of the document was lost and an identity, nothing else, was supplied from the same document.
- An empty cell is a missing value. `unspecified` means that the document does not say; `not_stated` that no document says
  anything. Neither is the same as *no effect*.
- A list is a list in Parquet and joined by `|` in CSV; it is never missing, only empty.
- `true` and `false` are never empty. Whole numbers with gaps, and texts made of digits, need the `dtype` given below each
  table, because a CSV reader would take them for decimals.
- Where a column's name has no unit, the row carries it in UCUM (`unit`, `dose_unit`).
- `n_documents` counts pages of one website: repetition there is no independent support.
- Rows without reservations: `f.query("wording == 'asserted' and basis != 'restored' and not in_conflict and caution == 'unflagged'")`.
- The table `references` has the name of a word of SQL: quote it."""


def _overview(data: Dataset) -> Iterator[str]:
    for title in GROUPS:
        yield f"### {title.capitalize()}"
        rows = [
            (f"[`{table}`](#{table})", MODELS[table].describe(), len(data.rows(table)), len(columns(table)))
            for table in data
            if GROUP_OF[table] == title
        ]
        yield figures.table(("table", "one row is", "rows", "columns"), rows)


def _figures(data: Dataset) -> Iterator[str]:
    for title, made in (
        ("Claims and statements", figures.sizes), ("How claims meet", figures.meeting), ("What statements rest on", figures.basis), ("Vocabularies", figures.vocabularies), ("What became of every passage", figures.coverage),
        ("How surely the documents speak", figures.wording), ("Conflicts and cautions", figures.doubts),
        ("Bibliographies", figures.bibliography), ("Identifiers elsewhere", figures.identifiers),
        ("Agreement of two independent readings", figures.agreement),
    ):  # fmt: skip
        yield f"### {title}"
        yield made(data)


def _table(table: str, data: Dataset) -> str:
    rows = [
        (
            f"`{column.name}`",
            column.kind.name,
            _unit(column),
            _allowed(column),
            _key(table, column),
            "" if column.optional else "yes",
            column.description,
        )
        for column in columns(table)
    ]
    head = ("column", "type", "unit", "allowed", "key", "always there", "description")
    parts = [
        f"### {table}",
        MODELS[table].describe(),
        f"{len(data.rows(table))} rows.",
        figures.table(head, rows),
        _reading(table, data),
        _example(table, data),
    ]
    return "\n\n".join(part for part in parts if part)


def _unit(column: Column) -> str:
    return f"`{column.unit}`" if column.unit else ""


def _allowed(column: Column) -> str:
    if column.codes:
        return ", ".join(f"`{code}`" for code in column.codes)
    least = f"at least {column.at_least:g}" if column.at_least is not None else ""
    return f"`{column.pattern}`" if column.pattern else least


def _key(table: str, column: Column) -> str:
    """Return the part a column plays as a key, with links to the table it points to and those it may come from."""
    source = ", ".join(f"[{name}](#{name})" for name in column.of)
    points = f"→ [{column.to}](#{column.to})" + (f" ({source})" if source else "") if column.to else ""
    return ", ".join(part for part in ("primary" if column.key else "", points) if part)


def csv_dtypes(table: str, data: Dataset) -> dict[str, str]:
    """Return the dtype of each column that a plain CSV reader guesses wrong: digits as text, whole numbers with gaps, empty columns."""
    wrong = {}
    for column in columns(table):
        cells = [text_of(row[column.name]) for row in data.rows(table)]
        if column.kind.misread(cells):
            wrong[column.name] = column.kind.plain_dtype or column.kind.dtype
    return wrong


def _reading(table: str, data: Dataset) -> str:
    dtypes = csv_dtypes(table, data)
    if not dtypes:
        return ""
    said = ", ".join(f'"{name}": "{dtype}"' for name, dtype in dtypes.items())
    return f'```python\npd.read_csv("{table}.csv", dtype={{{said}}})\n```'


def _example(table: str, data: Dataset) -> str:
    """Return the fullest of the first rows, cell by cell."""
    names = [column.name for column in columns(table)]
    rows = [[text_of(row[name]) for name in names] for row in data.rows(table)[:50]]
    cells = max(rows, key=lambda row: sum(map(bool, row)))
    lines = [f"{name}: {cell}" for name, cell in zip(names, cells, strict=True) if cell]
    return "\n".join(["<details><summary>an example row</summary>", "", "```text", *lines, "```", "", "</details>"])


def diagram(data: Dataset) -> str:
    """Return the tables and their keys as a Mermaid flowchart; the claim tables are one box, for most keys are theirs."""
    lines = [
        "```mermaid",
        "flowchart LR",
        f'  claim_tables["claim tables<br/>{"<br/>".join(name for name in data if name in CLAIM_TABLES)}"]',
    ]
    lines += [f'  {table}["{table}"]' for table in data if table not in CLAIM_TABLES]
    lines += [f'  {source} -- "{", ".join(names)}" --> {target}' for (source, target), names in arrows(data).items()]
    return "\n".join([*lines, "```"])


def arrows(data: Dataset) -> dict[tuple[str, str], list[str]]:
    """Return the columns that hold keys, by the boxes they lead from and to."""
    found: dict[tuple[str, str], list[str]] = {}
    for table in data:
        source = "claim_tables" if table in CLAIM_TABLES else table
        for column in columns(table):
            names = found.setdefault((source, column.to), []) if column.to in data else []
            if column.name not in names:
                names.append(column.name)
    return found
