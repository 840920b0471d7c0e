"""Rules for identifiers: each over every real row, against packages that hold them, and with a case that breaks it."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import bioregistry
import ontology_packages as packages
import pytest
from conftest import ROOT
from rdkit import Chem, rdBase
from rdkit.Chem import Descriptors, inchi, rdMolDescriptors
from ucumvert import PintUcumRegistry

from estromod_build import pipeline
from estromod_build.read.curated import read_curated
from estromod_build.report.summary import table_of
from estromod_schemas import Invalid, codes
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.kinds import text_of
from estromod_schemas.namespaces import NAMESPACES
from estromod_schemas.registry import VOCABULARY_TABLES, columns, key
from estromod_schemas.rules.identifiers import split_curie
from estromod_schemas.validation import curated_place, rule_failures

CURATED, _ = read_curated(ROOT / "dataset" / "curated")
ROWS = CURATED.rows("cross_references")
WITHOUT_LABELS = {"cas", "inchikey", "pubchem.compound", "unii"}  # registries that number things and do not name them
ACIDS = {"citrate": "OC(=O)CC(O)(CC(=O)O)C(=O)O", "hydrochloride": "Cl"}
STRUCTURED = [table for table in VOCABULARY_TABLES if any(column.name == "smiles" for column in columns(table))]
SMILES = {entity: row["smiles"] for table in STRUCTURED for entity, row in CURATED.by_key(table).items() if row["smiles"]}
Verdict = str | None  # None: the check cannot tell; "": right; else what is wrong


def exceptions(check: str) -> set[tuple[str, str]]:
    rows = csv.DictReader((Path(__file__).parent / "identifier_exceptions.csv").read_text("utf-8").splitlines())
    return {(row["entity_id"], row["curie"]) for row in rows if row["check"] == check}


def kin(row: Row, *prefixes: str) -> set[str]:
    """Return the entry's CURIEs of some prefixes that mean the same thing as the row: the entry itself, or the same salt of it."""
    like = (row["entity_id"], row["relation"] == "exact")
    same = [other["curie"] for other in ROWS if (other["entity_id"], other["relation"] == "exact") == like]
    return {curie for curie in same if split_curie(curie)[0] in prefixes}


@cache
def of_structure(smiles: str) -> dict[str, object]:
    """Return what RDKit makes of a SMILES, nothing of one that cannot be read."""
    with rdBase.BlockLogs():
        molecule = Chem.MolFromSmiles(smiles)
        return {} if molecule is None else {
            "formula": rdMolDescriptors.CalcMolFormula(molecule),
            "molar_mass_g_per_mol": round(Descriptors.MolWt(molecule), 3),
            "inchikey": inchi.MolToInchiKey(molecule),
        }  # fmt: skip


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
        fits = NAMESPACES[prefix].has_check_digit
        assert fits, f"{prefix} has no check digit"
        return "" if fits(identifier) else "wrong check digit"

    return check


def in_ontology(prefix: str, terms: Callable[[], dict[str, packages.Term]]) -> Callable[[Row], Verdict]:
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
    computed = of_structure(smiles).get("inchikey")
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
    return "" if f"inchikey:{of_structure(smiles).get('inchikey')}" in kin(row, "inchikey") else "another structure"


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


def verdicts(check: str) -> list[tuple[Row, str]]:
    """Return every row that a check can tell of, with what is wrong."""
    return [(row, verdict) for row in ROWS if (verdict := CHECKS[check](row)) is not None]


def other(row: Row, rows: list[Row]) -> Row:
    """Return the row with the identifier of an unrelated row of the same prefix, or else with its last character changed."""
    prefix, identifier = split_curie(row["curie"])
    for candidate in rows:
        apart = candidate["label"] != row["label"] and candidate["curie"] not in kin(row, prefix)
        if apart and split_curie(candidate["curie"])[0] == prefix:
            return row | {"curie": candidate["curie"]}
    return row | {"curie": f"{prefix}:{identifier[:-1]}{'12'[identifier[-1] == '1']}"}


def one_character_off(row: Row) -> Row:
    return row | {"curie": row["curie"][:-1] + "12"[row["curie"][-1] == "1"]}


SPOIL: dict[str, Callable[[Row], Row]] = {
    "bioregistry_pattern": lambda row: row | {"curie": f"{row['curie']} ?"},
    "inchikey_from_smiles": lambda row: row | {"curie": row["curie"][:-3] + ("B-N" if row["curie"][-3] == "A" else "A-N")},
    **{check: one_character_off for check in CHECKS if check.endswith(("_digit", "_character"))},
    **{check: (lambda row: row | {"label": "something else"}) for check in CHECKS if check.endswith(("_label", "_entity", "_symbol"))},
    "hgnc_cross_reference": one_character_off,
}


@pytest.mark.parametrize("check", codes.CHECKED_BY)
def test_every_identifier_passes_the_checks_that_can_tell_of_it(check: str, record_property: Callable) -> None:
    told = verdicts(check)
    assert told, f"{check} looked at no row"
    record_property("rows", len(told))
    wrong = {(row["entity_id"], row["curie"]): why for row, why in told if why}
    assert set(wrong) == exceptions(check), wrong  # a known exception that no longer fails is to be taken away
    passed = {(row["entity_id"], row["curie"]) for row, why in told if not why}
    claimed = {(row["entity_id"], row["curie"]) for row in ROWS if row["checked_by"] == check}
    assert claimed, f"no row says it was checked by {check}"
    assert claimed <= passed, f"not covered by {check}: {sorted(claimed - passed)}"


@pytest.mark.parametrize("check", codes.CHECKED_BY)
def test_the_check_fails_for_a_wrong_identifier(check: str) -> None:
    told = verdicts(check)
    rows = [row for row, why in told if not why]
    spoil = SPOIL.get(check) or (lambda row: other(row, rows))
    passed = [row["curie"] for row in rows if CHECKS[check](spoil(row)) == ""]
    assert passed == []


def test_every_row_is_checked_and_every_code_is_a_check() -> None:
    assert set(CHECKS) == set(codes.CHECKED_BY)
    assert [row["curie"] for row in ROWS if row["checked_by"] not in CHECKS] == []


@pytest.mark.parametrize("prefix", ["CHEBI", "CL", "HP", "MONDO", "UBERON"])
def test_an_obsolete_term_is_refused(prefix: str) -> None:
    terms = packages.hpo() if prefix == "HP" else packages.obo_library(prefix)
    curie, term = next(item for item in terms.items() if item[1].obsolete)
    assert CHECKS[f"{prefix.lower()}_label"]({"curie": curie, "label": term.label}) == "is obsolete"


# Salts


def test_no_exact_identifier_is_a_salts() -> None:
    def salts(rows: list[Row]) -> set[tuple[str, str]]:
        named = [row for row in rows if row["entity_id"] in CURATED.by_key("drugs") and row["relation"] == "exact" and row["label"]]
        assert named
        return {(row["entity_id"], row["curie"]) for row in named if set(row["label"].casefold().split()) & set(ACIDS)}

    assert salts(ROWS) == set()
    citrate = next(row for row in ROWS if row["label"] == "tamoxifen citrate")
    assert ("tamoxifen", citrate["curie"]) in salts([*ROWS, citrate | {"relation": "exact"}])


# Labels


def unlabelled(rows: list[Row]) -> list[str]:
    bare = [row["curie"] for row in rows if not row["label"] and split_curie(row["curie"])[0] not in WITHOUT_LABELS]
    return [curie for curie in bare if "CHEMBL" not in curie or curie in packages.approved()]


def test_the_label_is_recorded_where_there_is_one() -> None:
    assert unlabelled(ROWS) == []
    assert unlabelled([row | {"label": None} for row in ROWS if row["curie"] in ("HP:0000771", "chembl.compound:CHEMBL83")])


def test_a_published_loinc_code_has_its_long_common_name(data: Dataset) -> None:
    coded = [row for row in data.rows("analytes") if row["loinc"]]
    labels = {row["curie"]: row["label"] for row in ROWS}
    assert coded and all(row["loinc_name"] and row["loinc_name"] == labels[row["loinc"]] for row in coded)


def test_a_loinc_code_measures_what_the_unit_measures(data: Dataset) -> None:
    kinds = {"Mass/volume": "g/L", "Moles/volume": "mol/L", "Units/volume": "[IU]/L", "#/volume": "/L"}

    def unlike(analytes: list[Row]) -> list[str]:
        coded = [row for row in analytes if row["loinc"] and row["unit"]]
        assert coded
        found = []
        for row in coded:
            kind = re.search(r"\[(.+?)\]", row["loinc_name"])
            wanted = kinds[kind[1]] if kind else "%"
            if ucum(row["unit"]).dimensionality != ucum(wanted).dimensionality:
                found.append(row["analyte_id"])
        return found

    assert unlike(data.rows("analytes")) == []
    assert unlike([row | {"unit": "mmol/L"} for row in data.rows("analytes")])


def test_the_inn_is_the_name_of_the_atc_code() -> None:
    def differing(drugs: list[Row]) -> list[str]:
        names = {row["entity_id"]: row["label"] for row in ROWS if row["curie"].startswith("atc:") and row["relation"] == "exact"}
        coded = [drug for drug in drugs if drug["drug_id"] in names]
        assert coded
        return [drug["drug_id"] for drug in coded if drug["inn"] != names[drug["drug_id"]]]

    drugs = CURATED.rows("drugs")
    assert differing(drugs) == []
    assert "clomiphene" in differing([drug | {"inn": drug["name"]} for drug in drugs])


# Structures


def unlike_the_structure(table: str, rows: list[Row], references: list[Row] = ROWS) -> set[tuple[str, str]]:
    """Return entry and column of whatever is not what RDKit makes of the entry's SMILES."""
    relation = "exact" if any(column.xref == "inchikey" for column in columns(table)) else "related"  # a laboratory value is no substance
    wrong = set()
    drawn = [row for row in rows if row["smiles"]]
    assert drawn, f"{table} has no structure"
    for row in drawn:
        entity = row[key(table)[0]]
        mine = [other["curie"] for other in references if (other["entity_id"], other["relation"]) == (entity, relation)]
        inchikey = "|".join(split_curie(curie)[1] for curie in mine if curie.startswith("inchikey:"))
        made = of_structure(row["smiles"]) or {"smiles": "one that can be read"}
        wrong |= {(entity, name) for name, value in made.items() if (row | {"inchikey": inchikey})[name] != value}
    return wrong


@pytest.mark.parametrize("table", STRUCTURED)
def test_every_structure_has_its_formula_mass_and_inchikey(table: str, data: Dataset) -> None:
    rows = data.rows(table)
    assert unlike_the_structure(table, rows) == set()
    drawn = {row[key(table)[0]] for row in rows if row["smiles"]}
    for column, value in (("smiles", "C1CC"), ("formula", "CH4"), ("molar_mass_g_per_mol", 16.043)):
        broken = [row | {column: value} if row["smiles"] else row for row in rows]
        assert unlike_the_structure(table, broken) == {(entity, column) for entity in drawn}
    others = [row | {"curie": row["curie"].replace("-N", "-M")} for row in ROWS]
    assert unlike_the_structure(table, rows, others) == {(entity, "inchikey") for entity in drawn}


def test_another_isomer_has_another_inchikey(data: Dataset) -> None:
    tamoxifen = data.by_key("drugs")["tamoxifen"]
    turned = tamoxifen | {"smiles": tamoxifen["smiles"].replace("\\", "/")}
    assert unlike_the_structure("drugs", [turned]) == {("tamoxifen", "inchikey")}


def test_formula_and_mass_are_those_of_the_compound_in_pubchem(data: Dataset) -> None:
    def differing(drugs: list[Row]) -> list[str]:
        known = {compound.cid: compound for compound in packages.compounds()}
        pairs = [(row, known[str(row["pubchem_cid"])]) for row in drugs if str(row["pubchem_cid"]) in known]
        assert pairs
        return [
            row["drug_id"]
            for row, compound in pairs
            if row["formula"] != compound.formula or abs(row["molar_mass_g_per_mol"] - compound.molar_mass) > 0.02
        ]

    assert differing(data.rows("drugs")) == []
    assert differing([row | {"pubchem_cid": 2800} for row in data.rows("drugs")])


# Units

REGISTRY = PintUcumRegistry()


def ucum(unit: str):
    """Return a UCUM unit as a quantity; an annotation such as {ratio} is the number one."""
    quantity = REGISTRY.from_ucum(unit)
    return quantity if hasattr(quantity, "dimensionality") else REGISTRY.Quantity(1)


def test_units_are_ucum(data: Dataset) -> None:
    used = ("analytes.unit", "analytes.si_unit", "lab_targets.unit", "lab_targets.si_unit", "regimens.dose_unit")
    found = {row[name] for table, name in (cell.split(".") for cell in used) for row in data.rows(table)}
    found |= {column.unit for table in data for column in columns(table)}
    assert len(found) > 5
    for unit in sorted(found - {None, ""}):
        ucum(unit)
    with pytest.raises(Exception, match=r"pg/millilitre|Unexpected|No terminal"):
        ucum("pg/millilitre")


def test_the_si_factor_follows_from_the_molar_mass(data: Dataset) -> None:
    def wrong(analytes: list[Row]) -> list[str]:
        rows = [row for row in analytes if row["si_factor"] is not None]
        assert rows
        found = []
        for row in rows:
            quantity, target = ucum(row["unit"]), ucum(row["si_unit"])
            if quantity.dimensionality != target.dimensionality:
                quantity = quantity / (row["molar_mass_g_per_mol"] * ucum("g/mol"))
            factor = (quantity / target).to_base_units()
            assert factor.dimensionless, row["analyte_id"]
            found += [row["analyte_id"]] * (abs(factor.magnitude / row["si_factor"] - 1) > 1e-5)
        return found

    assert 20 * data.by_key("analytes")["serum_estradiol"]["si_factor"] == pytest.approx(73.4, abs=0.05)  # 20 pg/mL
    weighed = [row for row in data.rows("analytes") if row["molar_mass_g_per_mol"]]
    assert wrong(data.rows("analytes")) == []
    assert wrong([row | {"molar_mass_g_per_mol": row["molar_mass_g_per_mol"] * 1.01} for row in weighed])


# Wide columns


def unlike_cross_references(table: str, rows: list[Row]) -> list[str]:
    """Return `entry.column` of every identifier column's cell that does not hold just the exact cross-references."""
    wrong = []
    for column in (column for column in columns(table) if column.xref):
        for row in rows:
            exact = {"entity_id": row[key(table)[0]], "relation": "exact"}
            curies = sorted(kin(exact, *column.xref.split("|")))
            cells = text_of(row[column.name]).split("|") if row[column.name] not in (None, []) else []
            # CHEBI, HP, ... are written with their prefix everywhere, the others without.
            if cells not in (curies, [split_curie(curie)[1] for curie in curies]):
                wrong.append(f"{exact['entity_id']}.{column.name}")
    return wrong


@pytest.mark.parametrize("table", [table for table in VOCABULARY_TABLES if any(column.xref for column in columns(table))])
def test_identifier_columns_equal_the_cross_references(table: str, data: Dataset) -> None:
    rows = data.rows(table)
    assert data.rows("cross_references") == ROWS and unlike_cross_references(table, rows) == []
    for column in (column for column in columns(table) if column.xref):
        filled = [row[key(table)[0]] for row in rows if row[column.name] not in (None, [])]
        assert bool(filled) != ((table, column.name) in exceptions("filled_column")), f"{table}.{column.name} is filled nowhere"
        emptied = [row | {column.name: column.kind.blank()} for row in rows]
        assert unlike_cross_references(table, emptied) == [f"{entry}.{column.name}" for entry in filled]


# What the build refuses


def refused(curie: str, column: str, value: object) -> list[str]:
    """Return what the build says of the curated tables with one cell of a cross-reference changed."""
    index = line_of(curie) - 2
    changed = [*ROWS[:index], ROWS[index] | {column: value}, *ROWS[index + 1 :]]
    return [str(failure) for failure in rule_failures(CURATED.with_tables({"cross_references": changed}), curated_place)]


def line_of(curie: str) -> int:
    return next(line for line, row in enumerate(ROWS, start=2) if row["curie"] == curie)


@pytest.mark.parametrize(
    ("curie", "column", "value", "why"),
    [
        ("cas:10540-29-1", "curie", "cas:10540-29-2", "'cas:10540-29-2' has a wrong check digit"),
        ("unii:094ZI81Y45", "curie", "unii:094ZI81Y46", "'unii:094ZI81Y46' has a wrong check digit"),
        ("loinc:2986-8", "curie", "loinc:2986-7", "'loinc:2986-7' has a wrong check digit"),
        ("HP:0000771", "curie", "HP:771", "'HP:771' does not have the form of its prefix"),
        ("drugbank:DB00675", "curie", "drugbank:675", "'drugbank:675' does not have the form of its prefix"),
        ("CHEBI:41774", "curie", "chebi:41774", "'chebi:41774' has a prefix that is not used here"),
        ("loinc:2986-8", "label", None, "'loinc:2986-8' has no name"),
        ("HP:0000771", "status", "obsolete", "'HP:0000771' is obsolete"),
        ("HP:0000771", "record_basis", "recalled", "'recalled' was not seen"),
        ("CHEBI:9397", "relation", "exact", "'CHEBI:9397' is exact for tamoxifen beside CHEBI:41774, and drugs.chebi holds one"),
    ],
)
def test_the_build_refuses_a_wrong_identifier_with_coordinates(curie: str, column: str, value: object, why: str) -> None:
    blamed = column if column in ("label", "record_basis") else "curie"
    [line] = refused(curie, column, value)
    assert line.startswith(f"dataset/curated/cross_references.csv:{line_of(curie)}: {blamed}: {why} [")


def test_an_isomer_a_salt_and_a_mixture_have_identifiers_of_their_own() -> None:
    shared, own = (kin({"entity_id": name, "relation": "exact"}, "CHEBI").pop() for name in ("clomiphene", "zuclomiphene"))
    [line] = refused(own, "curie", shared)
    assert "'CHEBI:" in line and " is exact for " in line and "an isomer, a salt and a mixture have their own identifiers" in line


def test_the_builds_check_runs_them(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "dataset" / "curated", tmp_path / "dataset" / "curated")
    file = tmp_path / "dataset" / "curated" / "cross_references.csv"
    file.write_text(file.read_text("utf-8").replace("cas:10540-29-1,", "cas:10540-29-2,"), "utf-8")
    with pytest.raises(Invalid, match=r"cross_references\.csv:\d+: curie: 'cas:10540-29-2' has a wrong check digit"):
        pipeline.check(pipeline.Places.below(tmp_path), None)


def test_the_builds_namespaces_are_those_in_use(data: Dataset) -> None:
    """Of cross-references and of the columns that hold identifiers of works."""
    addresses = {column.uri for table in data for column in columns(table) if column.uri}
    used = {split_curie(row["curie"])[0] for row in ROWS}
    assert {prefix for prefix, namespace in NAMESPACES.items() if prefix in used or namespace.uri in addresses} == set(NAMESPACES)
    assert used <= set(NAMESPACES) and {"doi", "pubmed", "pmc"} == set(NAMESPACES) - used


def test_identifiers_by_basis_are_printed(data: Dataset) -> None:
    [line] = [line for line in table_of(data, False).splitlines() if line.startswith("identifiers by basis: ")]
    counts = Counter(row["record_basis"] for row in ROWS)
    assert dict(re.findall(r"(\w+) (\d+)", line.partition(": ")[2])) == {basis: str(count) for basis, count in counts.items()}
