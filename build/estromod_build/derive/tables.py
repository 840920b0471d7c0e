"""What follows from the curated tables: identifiers in wide columns, masses, SI values, weekly doses, conflicts, counts."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from estromod_schemas import codes
from estromod_schemas.chemistry import molar_mass
from estromod_schemas.frames import records, text_of
from estromod_schemas.registry import FACT_TABLES, PUBLISHED_TABLES, VOCABULARY_TABLES, columns, key
from estromod_schemas.units import si_value

from ..read import bibliography
from . import fold
from .matrix import GRAVITY, ancestors, effect_matrix, opposed, overlap

Tables = dict[str, pd.DataFrame]
PER_WEEK = {"day": 7.0, "week": 1.0}


def publishable(curated: Mapping[str, pd.DataFrame]) -> Tables:
    """Return every published table, from the curated ones."""
    stated = fold.statements(curated, curated["passages"])
    tables: Tables = {**fold.facts(curated, stated), "statements": stated}
    tables["facts"] = fold.frame_of(
        sorted(
            ({"fact_id": fact, "table": table} for table in FACT_TABLES for fact in tables[table]["fact_id"]),
            key=lambda row: row["fact_id"],
        ),
        "facts",
    )
    for table in VOCABULARY_TABLES:
        tables[table] = _vocabulary(table, curated)
    for table in ("documents", "references", "cross_references", "cautions", "agreement", "retired_ids"):
        if table in curated:
            tables[table] = curated[table]
    tables["passages"] = _passages(curated["passages"], stated)
    tables["citations"] = _citations(curated)
    tables["conflicts"] = _conflicts(curated["conflicts"], tables)
    for table in FACT_TABLES:
        tables[table] = _fact_table(tables[table], table, tables)
    tables["effect_matrix"] = effect_matrix(tables)
    tables["entities"] = _entities(tables)
    tables["codes"] = _codes()
    return {table: tables[table] for table in (*PUBLISHED_TABLES, "retired_ids") if table in tables}


def _vocabulary(table: str, curated: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    rows = records(curated[table])
    (name,) = key(table)
    exact = _exact(curated["cross_references"])
    for row in rows:
        for column in columns(table):
            if column.xref:
                row[column.name] = _wide(row[name], column.xref, column.kind, exact)
        if table in _ENRICH:
            _ENRICH[table](row, curated, exact)
    return fold.frame_of(sorted(rows, key=lambda row: row[name]), table)


def _exact(cross_references: pd.DataFrame) -> dict[tuple[str, str], list[tuple[str, Any]]]:
    """Return (identifier, label) of the exact cross-references of each entity and prefix."""
    found: dict[tuple[str, str], list[tuple[str, Any]]] = {}
    for row in records(cross_references):
        prefix = row["curie"].partition(":")[0]
        if row["relation"] == "exact":
            found.setdefault((row["entity_id"], prefix), []).append((row["curie"], row["label"]))
    return found


BANANA = ("CHEBI", "UBERON", "CL", "HP", "MONDO")  # these identifiers are written with their prefix everywhere


def _wide(entity: str, prefixes: str, kind: str, exact: Mapping) -> Any:
    """Return the entity's exact identifiers of a prefix: all of them in a list column, else the only or first one."""
    found = sorted(
        curie if prefix in BANANA else curie.partition(":")[2]
        for prefix in prefixes.split("|")
        for curie, _ in exact.get((entity, prefix), [])
    )
    if kind == "list":
        return found
    return None if not found else int(found[0]) if kind == "integer" else found[0]


def _drug(row: dict[str, Any], curated: Mapping[str, pd.DataFrame], exact: Mapping) -> None:
    row["molar_mass_g_per_mol"] = molar_mass(row["formula"])
    above = ancestors(curated["drug_classes"], "class_id", "parent_id")
    row["class_path"] = [row["class_id"], *above.get(row["class_id"], [])]
    row["n_omissions"] = sum(
        caution["kind"] == "omission" and row["drug_id"] in caution["subject_ids"] for caution in records(curated["cautions"])
    )


def _hormone(row: dict[str, Any], curated: Mapping[str, pd.DataFrame], exact: Mapping) -> None:
    row["molar_mass_g_per_mol"] = molar_mass(row["formula"])


def _tissue(row: dict[str, Any], curated: Mapping[str, pd.DataFrame], exact: Mapping) -> None:
    label = {curie: label for prefix in ("UBERON", "CL") for curie, label in exact.get((row["tissue_id"], prefix), [])}
    row["ontology_label"] = label.get(row["ontology_id"])


def _analyte(row: dict[str, Any], curated: Mapping[str, pd.DataFrame], exact: Mapping) -> None:
    formulas = {hormone["hormone_id"]: hormone["formula"] for hormone in records(curated["hormones"])}
    row["molar_mass_g_per_mol"] = mass = molar_mass(row["formula"] or formulas.get(row["hormone_id"]))
    if row["unit"] and row["si_unit"]:
        row["si_factor"] = si_value(1.0, row["unit"], row["si_unit"], mass)
    names = {curie.partition(":")[2]: label for curie, label in exact.get((row["analyte_id"], "loinc"), [])}
    row["loinc_name"] = names.get(row["loinc"])


_ENRICH = {"drugs": _drug, "hormones": _hormone, "tissues": _tissue, "analytes": _analyte}


def _passages(passages: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    counts = stated["passage_id"].value_counts().to_dict()
    rows = [row | {"n_statements": int(counts.get(row["passage_id"], 0))} for row in records(passages)]
    return fold.frame_of(rows, "passages")


def _citations(curated: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    works = {row["reference_id"]: row for row in records(curated["references"])}
    rows = [
        row | {"field_errors": bibliography.field_errors(row, works[row["reference_id"]]) if row["reference_id"] in works else []}
        for row in records(curated["citations"])
    ]
    return fold.frame_of(rows, "citations")


def _conflicts(read: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    rows = [row | {"found_by": "reader"} for row in records(read)]
    known = [set(row["fact_ids"]) for row in rows]
    rows += [row for row in opposite_effects(tables) if not any(set(row["fact_ids"]) <= facts for facts in known)]
    return fold.frame_of(sorted(rows, key=lambda row: row["conflict_id"]), "conflicts")


SAME = ("timing", "circumstance", "comparator_id")


def opposite_effects(tables: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Return a conflict for each agent, tissue and endpoint of which opposite effects are stated for overlapping people."""
    wider = ancestors(tables["populations"], "population_id", "parent_id")
    groups: dict[tuple, list[dict]] = {}
    for fact in records(tables["effects"]):
        if fact["wording"] != "illustrative":
            groups.setdefault((fact["agent_id"], fact["tissue_id"], fact["endpoint_id"]), []).append(fact)
    found = []
    for (agent, tissue, endpoint), facts in sorted(groups.items()):
        pairs = [
            {a["fact_id"], b["fact_id"]}
            for a, b in combinations(facts, 2)
            if opposed(a, b)
            and overlap(a["population_id"], b["population_id"], wider)
            and all(text_of(a[n]) == text_of(b[n]) for n in SAME)
        ]
        if pairs:
            found.append({
                "conflict_id": f"opposite_{agent}_{tissue}_{endpoint}", "kind": "contradiction", "found_by": "build",
                "fact_ids": sorted(set().union(*pairs)),
                "says": f"Opposite effects of {agent} on {endpoint} in {tissue} are stated, with nothing that tells them apart.",
            })  # fmt: skip
    return found


def _fact_table(frame: pd.DataFrame, table: str, tables: Tables) -> pd.DataFrame:
    conflicting = {fact for facts in tables["conflicts"]["fact_ids"] for fact in facts}
    severity: dict[str, str] = {}
    for caution in records(tables["cautions"]):
        for subject in caution["subject_ids"]:
            severity[subject] = max(severity.get(subject, "unflagged"), caution["severity"], key=GRAVITY.__getitem__)
    rows = []
    for row in records(frame):
        row |= {"in_conflict": row["fact_id"] in conflicting, "caution": severity.get(row["fact_id"], "unflagged")}
        rows.append(row | _COMPUTE[table](row, tables) if table in _COMPUTE else row)
    return fold.frame_of(rows, table)


def _cause_kind(row: dict[str, Any], tables: Tables) -> dict[str, Any]:
    kinds = [table for table in ("drugs", "drug_classes", "hormone_states") if row["cause_id"] in set(tables[table][key(table)[0]])]
    return {"cause_kind": kinds[0]}


def _si(row: dict[str, Any], tables: Tables) -> dict[str, Any]:
    analyte = next(analyte for analyte in records(tables["analytes"]) if analyte["analyte_id"] == row["analyte_id"])
    if not analyte["si_unit"]:
        return {}
    mass = analyte["molar_mass_g_per_mol"]
    values = {f"{name}_si": si_value(row[name], row["unit"], analyte["si_unit"], mass) for name in ("low", "high") if row[name] is not None}
    return {**values, "si_unit": analyte["si_unit"]} if all(value is not None for value in values.values()) else {}


def _weekly(row: dict[str, Any], tables: Tables) -> dict[str, Any]:
    if row["dose_unit"] != "mg" or not row["per"]:
        return {}
    return {f"weekly_dose_{bound}_mg": row[f"dose_{bound}"] * row[f"times_{bound}"] * PER_WEEK[row["per"]] for bound in ("low", "high")}


def _sign(row: dict[str, Any], tables: Tables) -> dict[str, Any]:
    return {"sign": codes.SIGNS[row["relation"]]}


_COMPUTE = {"side_effects": _cause_kind, "lab_targets": _si, "regimens": _weekly, "pathway_edges": _sign}


def _entities(tables: Tables) -> pd.DataFrame:
    rows = [
        {
            "entity_id": row[key(table)[0]],
            "kind": table.removesuffix("s") if table != "drug_classes" else "drug_class",
            "table": table,
            "name": row["name"],
        }
        for table in VOCABULARY_TABLES
        for row in records(tables[table])
    ]
    return fold.frame_of(sorted(rows, key=lambda row: row["entity_id"]), "entities")


def _codes() -> pd.DataFrame:
    rows = [
        {"table": table, "column_name": column.name, "code": code, "meaning": meaning_}
        for table in PUBLISHED_TABLES
        for column in columns(table)
        for code, meaning_ in column.codes.items()
    ]
    return fold.frame_of(rows, "codes")


def used_entities(tables: Mapping[str, pd.DataFrame]) -> set[str]:
    """Return every vocabulary id that some other row names."""
    used: set[str] = set()
    for table in tables:
        for column in columns(table):
            names_entries = column.to == "entities" or column.to in VOCABULARY_TABLES
            if names_entries and column.name in tables[table] and table not in ("entities", "effect_matrix", "cross_references"):
                for cell in tables[table][column.name]:
                    used.update(cell if isinstance(cell, list) else [cell] if isinstance(cell, str) else [])
    return used
