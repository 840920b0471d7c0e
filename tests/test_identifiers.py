"""Rules for identifiers: each over every real row, against packages that hold them, and with a case that breaks it."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import bioregistry
import ontology_packages as packages
import pandas as pd
import pytest
from ucumvert import PintUcumRegistry

import estromod as em
from estromod_build import chemistry, identifiers, pipeline
from estromod_build.curated import CURATED_TABLES, read_curated
from estromod_build.identifiers import split_curie
from estromod_schemas import codes
from estromod_schemas.failures import Invalid
from estromod_schemas.frames import records
from estromod_schemas.registry import VOCABULARY_TABLES, columns, key
from estromod_schemas.rules import identifiers_are_unique, what_was_not_seen_has_no_identifier

ROOT = Path(__file__).parents[1]
CURATED, FAILURES = read_curated(ROOT / "dataset" / "curated")
ROWS = records(CURATED["cross_references"])
WITHOUT_LABELS = {"cas", "inchikey", "pubchem.compound", "unii"}  # registries that number things and do not name them
ACIDS = {"citrate": "OC(=O)CC(O)(CC(=O)O)C(=O)O", "hydrochloride": "Cl"}
SMILES = {
    row[key(table)[0]]: row["smiles"] for table in ("drugs", "hormones", "analytes") for row in records(CURATED[table]) if row["smiles"]
}
Row = dict
Verdict = str | None  # None: the check cannot tell; "": right; else what is wrong


def exceptions(check: str) -> set[tuple[str, str]]:
    rows = csv.DictReader((Path(__file__).parent / "identifier_exceptions.csv").open(encoding="utf-8"))
    return {(row["entity_id"], row["curie"]) for row in rows if row["check"] == check}


def kin(row: Row, *prefixes: str) -> set[str]:
    """Return the entry's CURIEs of some prefixes that mean the same thing as the row: the entry itself, or the same salt of it."""
    same = [other for other in ROWS if other["entity_id"] == row["entity_id"] and (other["relation"] == "exact") == (row["relation"] == "exact")]
    return {other["curie"] for other in same if split_curie(other["curie"])[0] in prefixes}


# The checks: one for each code of `checked_by`


def bioregistry_pattern(row: Row) -> Verdict:
    prefix, identifier = split_curie(row["curie"])
    resource = bioregistry.get_resource(prefix)
    if resource is None:
        return "unknown prefix"
    preferred = resource.get_preferred_prefix() or resource.prefix
    if prefix != preferred:
        return f"the preferred prefix is {preferred}"
    return "" if re.fullmatch(resource.get_pattern() or "", identifier) else "does not fit the pattern"


def check_digit(prefix: str) -> Callable[[Row], Verdict]:
    def check(row: Row) -> Verdict:
        found, identifier = split_curie(row["curie"])
        if found != prefix:
            return None
        if prefix == "loinc" and not row["label"]:
            return "no long common name"
        return "" if identifiers.CHECK_DIGITS[prefix](identifier) else "wrong check digit"

    return check


def in_ontology(prefix: str, terms: Callable[[], dict[str, packages.Term]], may_lack_label: bool = False) -> Callable[[Row], Verdict]:
    def check(row: Row) -> Verdict:
        if split_curie(row["curie"])[0] != prefix:
            return None
        term = terms().get(row["curie"])
        if term is None:
            return "is not there"
        return "is obsolete" if term.obsolete else "" if term.label == row["label"] else f"is {term.label!r} there"

    return check


def inchikey_from_smiles(row: Row) -> Verdict:
    prefix, identifier = split_curie(row["curie"])
    if prefix != "inchikey":
        return None
    acid = ACIDS.get((row["label"] or "").rpartition(" ")[2])
    smiles = SMILES.get(row["entity_id"], "") + (f".{acid}" if acid else "")
    computed = chemistry.inchikey(smiles)
    return "" if computed == identifier else f"the structure gives {computed}"


def hgnc_symbol(row: Row) -> Verdict:
    if not row["curie"].startswith("hgnc:"):
        return None
    gene = packages.genes().get(row["curie"])
    if gene is None or gene["Status"] != "Approved":
        return "is not there, or not approved"
    return "" if gene["Approved symbol"] == row["label"] else f"is {gene['Approved symbol']} there"


def hgnc_cross_reference(row: Row) -> Verdict:
    prefix, identifier = split_curie(row["curie"])
    of = {"NCBIGene": "NCBI Gene ID(supplied by NCBI)", "ensembl": "Ensembl gene ID", "uniprot": "UniProt ID(supplied by UniProt)"}
    if prefix not in of:
        return None
    given = {part for gene in kin(row, "hgnc") for part in re.split(", ?", packages.genes()[gene][of[prefix]])}
    return "" if identifier in given else f"HGNC gives {sorted(given)}"


def chebi_cross_reference(row: Row) -> Verdict:
    given = packages.chebi_of().get(row["curie"])
    if given is None:
        return None
    return "" if given & kin(row, "CHEBI") else f"ChEBI gives it for {sorted(given)}"


def drugbank_cross_reference(row: Row) -> Verdict:
    if split_curie(row["curie"])[0] not in ("drugbank", "chembl.compound"):
        return None
    given = packages.drugbank().get(row["curie"], set())
    if split_curie(row["curie"])[0] == "chembl.compound" and not given:
        return None  # DrugBank lists drugs, not every compound
    return "" if given & kin(row, "drugbank", "CHEBI", "chembl.compound") else f"DrugBank gives {sorted(given)}"


def chembl_structure(row: Row) -> Verdict:
    if row["curie"] not in packages.approved():
        return None
    name, smiles = packages.approved()[row["curie"]]
    if (row["label"] or "") != name:
        return f"is {name} there"
    return "" if f"inchikey:{chemistry.inchikey(smiles)}" in kin(row, "inchikey") else "another structure"


def pubchem_record(row: Row) -> Verdict:
    prefix, identifier = split_curie(row["curie"])
    if prefix not in ("cas", "pubchem.compound"):
        return None
    column = "cas" if prefix == "cas" else "cid"
    found = {f"inchikey:{compound.inchikey}" for compound in packages.compounds() if getattr(compound, column) == identifier}
    ours = kin(row, "inchikey")
    if prefix == "cas" and found and not found & ours:
        flat = {curie[:23] for curie in ours} == {curie[:23] for curie in found} and all("-UHFFFAOYSA-" in curie for curie in found)
        return None if flat else "another structure"  # a record drawn without stereochemistry cannot tell
    return None if not found else "" if found & ours else "another structure"


CHECKS: dict[str, Callable[[Row], Verdict]] = {
    "bioregistry_pattern": bioregistry_pattern,
    "cas_check_digit": check_digit("cas"),
    "unii_check_character": check_digit("unii"),
    "loinc_check_digit": check_digit("loinc"),
    "inchikey_from_smiles": inchikey_from_smiles,
    "chebi_label": in_ontology("CHEBI", lambda: packages.obo_library("CHEBI")),
    "uberon_label": in_ontology("UBERON", lambda: packages.obo_library("UBERON")),
    "cl_label": in_ontology("CL", lambda: packages.obo_library("CL")),
    "hp_label": in_ontology("HP", packages.hpo),
    "mondo_label": in_ontology("MONDO", lambda: packages.obo_library("MONDO")),
    "mesh_label": in_ontology("mesh", packages.mesh),
    "ec_label": in_ontology("EC", packages.enzymes),
    "famplex_entity": in_ontology("fplx", packages.families),
    "hgnc_symbol": hgnc_symbol,
    "hgnc_cross_reference": hgnc_cross_reference,
    "chebi_cross_reference": chebi_cross_reference,
    "drugbank_cross_reference": drugbank_cross_reference,
    "chembl_structure": chembl_structure,
    "pubchem_record": pubchem_record,
}


