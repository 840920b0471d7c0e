"""dataset/README.md: the data dictionary, generated from the models and the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from estromod_schemas.base import Column
from estromod_schemas.frames import text_of
from estromod_schemas.registry import FACT_TABLES, MODELS, VOCABULARY_TABLES, columns

from . import figures

Tables = Mapping[str, pd.DataFrame]
DTYPES = {"text": "string", "list": "string", "integer": "Int64", "number": "Float64", "boolean": "bool"}


def page(tables: Tables, about: Mapping[str, Any]) -> str:
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
        *_overview(tables),
        "## How the tables hang together",
        "A line joins a table to the one its column names; a crow's foot stands for many rows. "
        "`entities` stands for any vocabulary, `facts` for any fact table.",
        diagram(tables),
        "## Figures",
        *_figures(tables),
        "## Columns",
        *(_table(table, tables) for table in tables),
    ]
    return "\n\n".join(parts) + "\n"


def _how_to_read() -> str:
    return """\
## How to read them

- An empty cell is a missing value. `unspecified` means that the document does not say; `not_stated` that no document says
  anything. Neither is the same as *no effect*.
- A list is a list in Parquet and joined by `|` in CSV; it is never missing, only empty.
- `true` and `false` are never empty. Whole numbers with gaps, and texts made of digits, need the `dtype` given below each
  table, because a CSV reader would take them for decimals.
- Where a column's name has no unit, the row carries it in UCUM (`unit`, `dose_unit`).
- `n_documents` counts pages of one website: repetition there is no independent support.
- Rows without reservations: `f.query("wording == 'asserted' and not in_conflict and caution == 'unflagged'")`."""


def _overview(tables: Tables) -> Iterator[str]:
    groups = {"Fact tables": FACT_TABLES, "Vocabulary tables": VOCABULARY_TABLES}
    rest = [table for table in tables if table not in FACT_TABLES + VOCABULARY_TABLES]
    for title, names in {**groups, "Provenance and derived tables": rest}.items():
        yield f"### {title}"
        rows = [
            (f"[`{table}`](#{table})", MODELS[table].describe(), len(tables[table]), len(columns(table)))
            for table in names
            if table in tables
        ]
        yield figures.table(("table", "one row is", "rows", "columns"), rows)


def _figures(tables: Tables) -> Iterator[str]:
    for title, made in (
        ("Facts and statements", figures.sizes), ("Vocabularies", figures.vocabularies), ("What became of every passage", figures.coverage),
        ("How surely the documents speak", figures.wording), ("Conflicts and cautions", figures.doubts),
        ("Bibliographies", figures.bibliography), ("Identifiers elsewhere", figures.identifiers),
        ("Agreement of two independent readings", figures.agreement),
    ):  # fmt: skip
        yield f"### {title}"
        yield made(tables)


def _table(table: str, tables: Tables) -> str:
    rows = [
        (
            f"`{column.name}`",
            column.kind,
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
        f"{len(tables[table])} rows.",
        figures.table(head, rows),
        _reading(table, tables),
        _example(table, tables),
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


def csv_dtypes(table: str, tables: Tables) -> dict[str, str]:
    """Return the dtype of each column that a plain CSV reader guesses wrong: digits as text, whole numbers with gaps, empty columns."""
    wrong = {}
    for column in columns(table):
        cells = [text_of(value) for value in tables[table][column.name]]
        said = [cell for cell in cells if cell]
        looks_wrong = {
            "text": all(map(_not_text, said)),
            "list": all(map(_not_text, said)),
            "integer": len(said) < len(cells),
            "number": not said,
            "boolean": False,
        }
        if looks_wrong[column.kind]:
            wrong[column.name] = DTYPES[column.kind]
    return wrong


def _not_text(cell: str) -> bool:
    """True for a text that a CSV reader takes for a number or a boolean."""
    if cell.lower() in ("true", "false"):
        return True
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _reading(table: str, tables: Tables) -> str:
    dtypes = csv_dtypes(table, tables)
    if not dtypes:
        return ""
    said = ", ".join(f'"{name}": "{dtype}"' for name, dtype in dtypes.items())
    return f'```python\npd.read_csv("{table}.csv", dtype={{{said}}})\n```'


def _example(table: str, tables: Tables) -> str:
    """Return the fullest of the first rows, cell by cell."""
    names = [column.name for column in columns(table)]
    rows = [[text_of(value) for value in row] for row in tables[table][names].head(50).itertuples(index=False)]
    cells = max(rows, key=lambda row: sum(map(bool, row)))
    lines = [f"{name}: {cell}" for name, cell in zip(names, cells, strict=True) if cell]
    return "\n".join(["<details><summary>an example row</summary>", "", "```text", *lines, "```", "", "</details>"])


def diagram(tables: Tables) -> str:
    """Return the tables and their keys as a Mermaid flowchart; the fact tables are one box, for most keys are theirs."""
    lines = [
        "```mermaid",
        "flowchart LR",
        f'  fact_tables["fact tables<br/>{"<br/>".join(name for name in tables if name in FACT_TABLES)}"]',
    ]
    lines += [f'  {table}["{table}"]' for table in tables if table not in FACT_TABLES]
    lines += [f'  {source} -- "{", ".join(names)}" --> {target}' for (source, target), names in arrows(tables).items()]
    return "\n".join([*lines, "```"])


def arrows(tables: Tables) -> dict[tuple[str, str], list[str]]:
    """Return the columns that hold keys, by the boxes they lead from and to."""
    found: dict[tuple[str, str], list[str]] = {}
    for table in tables:
        source = "fact_tables" if table in FACT_TABLES else table
        for column in columns(table):
            names = found.setdefault((source, column.to), []) if column.to in tables else []
            if column.name not in names:
                names.append(column.name)
    return found
