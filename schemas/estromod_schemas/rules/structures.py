"""Structures: formula, molar mass and InChIKey go together."""

from __future__ import annotations

from collections.abc import Iterator

from ..chemistry import molar_mass
from ..dataset import Dataset
from ..registry import VOCABULARY_TABLES, columns, key
from .base import Violation, rows, rule
from .identifiers import XREFS, split_curie


@rule
def structures_have_a_formula(data: Dataset) -> Iterator[Violation]:
    """A structure has a formula, and a formula is that of a structure."""
    for table in VOCABULARY_TABLES:
        for index, row in rows(data, table, "formula", "smiles"):
            if (row["formula"] is None) != (row["smiles"] is None):
                yield Violation(table, index, "formula", row["formula"] or "", "does not go with the structure", "give both or neither")


@rule
def structures_have_an_inchikey(data: Dataset) -> Iterator[Violation]:
    """A structure has an InChIKey, which is exact where the row is a substance; an exact one has its structure."""
    if not data.has(XREFS, "entity_id", "curie", "relation"):
        return
    relations: dict[str, set[str]] = {}
    for _, row in rows(data, XREFS, "entity_id", "curie", "relation"):
        if split_curie(row["curie"])[0] == "inchikey":
            relations.setdefault(row["entity_id"], set()).add(row["relation"])
    for table in VOCABULARY_TABLES:
        is_substance = any(column.xref == "inchikey" for column in columns(table))
        for index, row in rows(data, table, *key(table), "smiles"):
            found = relations.get(row[key(table)[0]], set())
            if row["smiles"] is None and "exact" in found:
                yield Violation(table, index, "smiles", "", "is empty beside an exact InChIKey", "give the structure")
            if row["smiles"] is not None and not (found & {"exact"} if is_substance else found):
                yield Violation(table, index, "smiles", row["smiles"], "has no InChIKey", "add it to cross_references")


@rule
def molar_masses_follow_from_formulas(data: Dataset) -> Iterator[Violation]:
    """A formula can be read, and a molar mass is the formula's; a laboratory value without a formula has its hormone's."""
    masses: dict[str, float | None] = {}
    for table in VOCABULARY_TABLES:
        (name,) = key(table)
        for index, row in rows(data, table, name, "formula"):
            try:
                masses[row[name]] = molar_mass(row["formula"])
            except ValueError as error:
                yield Violation(table, index, "formula", row["formula"], str(error), "write it as C18H24O2")
        for index, row in rows(data, table, name, "formula", "molar_mass_g_per_mol"):
            whose = row[name] if row["formula"] else row.get("hormone_id") or row[name]
            found = row["molar_mass_g_per_mol"]
            if whose in masses and found != masses[whose]:
                yield Violation(table, index, "molar_mass_g_per_mol", str(found), f"is not {masses[whose]}", "build again")
