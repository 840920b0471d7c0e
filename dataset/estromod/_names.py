"""From any name to the vocabulary entries it means."""

from __future__ import annotations

import difflib
import unicodedata
from functools import lru_cache
from pathlib import Path

import pandas as pd

from ._files import state
from ._tables import load

KINDS = {"name": "name", "inn": "synonym", "synonyms": "synonym", "brand_names": "brand"}
COLUMNS = ("entity_id", "table_name", "name", "matched", "matched_by")
GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma"})
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
LONGEST = 200  # characters; no name is longer, and comparing takes time


def resolve(name: str) -> pd.DataFrame:
    """Return the entries that a name means, case-insensitively. Columns: entity_id, table_name, name, matched, matched_by.

    Looks among ids, names, synonyms (an INN is one), brand names, CURIEs that are exact, and laboratory values' names without
    their specimen; `matched_by` says which (`id, name, synonym, brand, curie, analyte`). An ambiguous name gives all entries, an
    unknown one the nearest first, `matched_by` then being `nearest`. What is no text, or near nothing, gives no row. Never raises
    for a name.
    """
    forms, names = _index(*state())
    wanted = _form(name) if isinstance(name, str) and len(name) <= LONGEST else ""
    hits = forms.get(wanted, [])
    if wanted and not hits:
        near = difflib.get_close_matches(wanted, names, n=5, cutoff=0.7)
        hits = [(*row[:-1], "nearest") for form in near for row in forms[form] if row[-1] != "curie"]
    first: dict[str, tuple[str, ...]] = {}
    for row in hits:
        first.setdefault(row[0], row)
    return pd.DataFrame(list(first.values()), columns=list(COLUMNS), dtype="string")


def _form(text: str) -> str:
    """Return a name as it is compared: case, blanks, kinds of dash and Greek letters do not matter."""
    text = text.encode("utf-8", "ignore").decode()  # half a surrogate pair is no character, and Arrow refuses it
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(DASHES).translate(GREEK).split())


@lru_cache(maxsize=2)
def _index(file: Path, changed: int, inode: int) -> tuple[dict[str, list[tuple[str, ...]]], list[str]]:
    """Return what `resolve` answers for every form a name can take, by entry and stronger kinds of match first; and the names."""
    entities = {row.entity_id: row for row in load("entities").itertuples(index=False)}
    forms = [(entity, entity, "id") for entity in entities]
    frames = {table: load(table) for table in dict.fromkeys(row.table_name for row in entities.values())}
    for column, kind in KINDS.items():
        for frame in frames.values():
            if column in frame:
                for entity, cell in zip(frame.iloc[:, 0], frame[column], strict=True):
                    forms += [(entity, form, kind) for form in (cell if isinstance(cell, list) else [cell]) if form is not pd.NA]
    references = load("cross_references")
    exact = references[references["relation"] == "exact"]
    forms += [(row.entity_id, row.curie, "curie") for row in exact.itertuples(index=False)]
    # Serum estradiol is called estradiol on every laboratory report.
    analytes = frames["analytes"].itertuples(index=False)
    forms += [(row.analyte_id, row.name.removeprefix(f"{row.specimen} "), "analyte") for row in analytes]
    index: dict[str, list[tuple[str, ...]]] = {}
    for entity, form, kind in sorted(forms, key=lambda found: found[0]):
        entry = entities[entity]
        index.setdefault(_form(form), []).append((entity, entry.table_name, entry.name, form, kind))
    # An identifier near another one means something else.
    return index, [form for form, rows in index.items() if any(row[-1] != "curie" for row in rows)]
