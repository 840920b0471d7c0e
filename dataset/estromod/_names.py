"""From any name to the vocabulary entries it means."""

from __future__ import annotations

import difflib

import pandas as pd

from ._tables import load

VOCABULARIES = (
    "drugs", "drug_classes", "tissues", "hormones", "hormone_states", "genes", "analytes", "endpoints", "conditions",
    "populations", "protocols",
)  # fmt: skip
KINDS = {"name": "name", "inn": "synonym", "synonyms": "synonym", "brand_names": "brand"}


def resolve(name: str) -> pd.DataFrame:
    """Return the entries that a name means, case-insensitively. Columns: entity_id, kind, table, name, matched, matched_by.

    Looks among ids, names, synonyms, brand names and CURIEs; `matched_by` says which. An ambiguous name gives all entries;
    an unknown one gives the nearest, `matched_by` then being `nearest`, or no row where nothing is near. Always a frame.
    """
    index = _index()
    wanted = str(name).strip().casefold()
    hits = index[index["form"] == wanted]
    if hits.empty:
        near = difflib.get_close_matches(wanted, index["form"].unique().tolist(), n=5, cutoff=0.7)
        hits = index[index["form"].isin(near)].assign(matched_by="nearest")
    hits = hits.drop_duplicates("entity_id").drop(columns="form")
    return hits.sort_values("entity_id").reset_index(drop=True)


def _index() -> pd.DataFrame:
    """Return every form a name can take, one row per form and entry, stronger kinds of match first."""
    entities = load("entities").set_index("entity_id")
    forms = [(entity, entity, "id") for entity in entities.index]
    for table in VOCABULARIES:
        frame = load(table)
        for column, kind in KINDS.items():
            if column in frame:
                for entity, cell in zip(frame.iloc[:, 0], frame[column], strict=True):
                    forms += [(entity, form, kind) for form in (cell if isinstance(cell, list) else [cell]) if form is not pd.NA]
    references = load("cross_references")
    exact = references[references["relation"] == "exact"]
    forms += [(row.entity_id, row.curie, "curie") for row in exact.itertuples(index=False)]
    rows = [
        {
            "entity_id": entity, "kind": entities.loc[entity, "kind"], "table": entities.loc[entity, "table"],
            "name": entities.loc[entity, "name"], "matched": form, "matched_by": kind, "form": form.casefold(),
        }
        for entity, form, kind in forms
    ]  # fmt: skip
    return pd.DataFrame(rows, dtype="string")
