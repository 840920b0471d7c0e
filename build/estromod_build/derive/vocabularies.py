"""Vocabularies with what follows from elsewhere: identifiers in wide columns, masses, class paths, SI factors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property

from estromod_schemas.chemistry import molar_mass
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.registry import columns, key
from estromod_schemas.rules.identifiers import Exact, exact_identifiers, identifiers_of, split_curie
from estromod_schemas.units import si_value

from .logic import ancestors


class Vocabularies:
    """The published rows of every vocabulary, from the curated tables; what all of them need is gathered once."""

    def __init__(self, curated: Dataset) -> None:
        self.curated = curated
        self.compute: dict[str, Callable[[Row], None]] = {
            "drugs": self._drug,
            "hormones": self._hormone,
            "tissues": self._tissue,
            "analytes": self._analyte,
        }

    def rows(self, table: str) -> list[Row]:
        """Return the rows of one vocabulary, ordered by key."""
        (name,) = key(table)
        found = []
        for row in self.curated.rows(table):
            wide = {
                column.name: identifiers_of(row[name], column.xref, column.kind.name, self.exact)
                for column in columns(table)
                if column.xref
            }
            found.append(row | wide)
            if table in self.compute:
                self.compute[table](found[-1])
        return sorted(found, key=lambda row: row[name])

    @cached_property
    def exact(self) -> Exact:
        """The exact cross-references of each entity and prefix."""
        return exact_identifiers(self.curated)

    @cached_property
    def classes_above(self) -> dict[str, list[str]]:
        """The classes above each drug class, nearest first."""
        return ancestors(self.curated, "drug_classes", "parent_id")

    @cached_property
    def omissions(self) -> Counter[str]:
        """How many omissions name each agent."""
        return Counter(agent for row in self.curated.rows("cautions") if row["kind"] == "omission" for agent in row["subject_ids"])

    def _drug(self, row: Row) -> None:
        row["molar_mass_g_per_mol"] = molar_mass(row["formula"])
        row["class_path"] = [row["class_id"], *self.classes_above.get(row["class_id"], [])]
        row["n_omissions"] = self.omissions[row["drug_id"]]

    def _hormone(self, row: Row) -> None:
        row["molar_mass_g_per_mol"] = molar_mass(row["formula"])

    def _tissue(self, row: Row) -> None:
        prefix = split_curie(row["ontology_id"] or "")[0]
        row["ontology_label"] = self.exact.get((row["tissue_id"], prefix), {}).get(row["ontology_id"])

    def _analyte(self, row: Row) -> None:
        formula = row["formula"] or self.curated.by_key("hormones").get(row["hormone_id"], {}).get("formula")
        row["molar_mass_g_per_mol"] = mass = molar_mass(formula)
        if row["unit"] and row["si_unit"]:
            row["si_factor"] = si_value(1.0, row["unit"], row["si_unit"], mass)
        row["loinc_name"] = self.exact.get((row["analyte_id"], "loinc"), {}).get(row["loinc"])
