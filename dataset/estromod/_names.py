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
COLUMNS = ("entity_id", "kind", "table", "name", "matched", "matched_by")
GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma"})
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
LONGEST = 200  # characters; no name is longer, and comparing takes time


def resolve(name: str) -> pd.DataFrame:
    """Return the entries that a name means, case-insensitively. Columns: entity_id, kind, table, name, matched, matched_by.

    Looks among ids, names, synonyms (an INN is one), brand names, CURIEs that are exact, and laboratory values' names without
    their specimen; `matched_by` says which (`id, name, synonym, brand, curie, analyte`). An ambiguous name gives all entries, an
    unknown one the nearest first, `matched_by` then being `nearest`. What is no text, or near nothing, gives no row. Never raises
    for a name.
    """
    index, names = _index(*state())
    wanted = _form(name) if isinstance(name, str) and len(name) <= LONGEST else ""
    hits = index[index["form"] == wanted] if wanted else index.head(0)
    if hits.empty and wanted:
        near = difflib.get_close_matches(wanted, names, n=5, cutoff=0.7)
        hits = index[index["form"].isin(near) & (index["matched_by"] != "curie")].assign(
            matched_by="nearest", rank=lambda frame: frame["form"].map(near.index)
        )
        hits = hits.sort_values(["rank", "entity_id"], kind="stable")
    else:
        hits = hits.sort_values("entity_id", kind="stable")
    return hits.drop_duplicates("entity_id")[list(COLUMNS)].reset_index(drop=True).astype("string")


def _form(text: str) -> str:
    """Return a name as it is compared: case, blanks, kinds of dash and Greek letters do not matter."""
    text = text.encode("utf-8", "ignore").decode()  # half a surrogate pair is no character, and Arrow refuses it
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(DASHES).translate(GREEK).split())


@lru_cache(maxsize=2)
def _index(file: Path, changed: int, inode: int) -> tuple[pd.DataFrame, list[str]]:
    """Return every form a name can take, one row per form and entry, stronger kinds of match first; and those that may be near."""
    entities = {row.entity_id: row for row in load("entities").itertuples(index=False)}
    forms = [(entity, entity, "id") for entity in entities]
    frames = {table: load(table) for table in dict.fromkeys(row.table for row in entities.values())}
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
    rows = [
        (entity, entities[entity].kind, entities[entity].table, entities[entity].name, form, kind, _form(form))
        for entity, form, kind in forms
    ]
    index = pd.DataFrame(rows, columns=[*COLUMNS, "form"], dtype="string")
    names = index.loc[index["matched_by"] != "curie", "form"]  # an identifier near another one means something else
    return index, names.unique().tolist()
