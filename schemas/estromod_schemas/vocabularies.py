"""The vocabularies: one row per thing the claims are about. Identifiers elsewhere come from `cross_references`."""

from __future__ import annotations

from typing import Any

from . import codes
from .base import Vocabulary
from .columns import Count, Names, Number, Text, column


def name() -> Any:
    return column("The name a reader knows it by.", names=True)


def label() -> Any:
    return column("What it is called here.")


def synonyms() -> Any:
    return column("Other real names.", names=True)


def spellings() -> Any:
    return column("Ways the documents write it; for finding it in a passage, not for naming it.", names=True)


def attested() -> Any:
    return column("Which of its synonyms and brand names stand in a document; the others are added by us.")


def noun() -> Any:
    return column("How a sentence names it.")


def noun_number() -> Any:
    return column("Whether a verb after it is singular or plural.", codes=codes.NOUN_NUMBER)


def topic() -> Any:
    return column("What it is about, for finding and comparing; never part of an id.", codes=codes.TOPIC)


def sense() -> Any:
    return column("1: more of it is more, or better, of its topic; -1: the reverse; 0: neither.", at_least=-1, unit="1")


def definition() -> Any:
    return column("What it means here.", ours=True)


def chebi() -> Any:
    return column("ChEBI identifier.", xref="CHEBI", optional=True)


def mesh() -> Any:
    return column("MeSH descriptor or supplementary record.", xref="mesh", optional=True)


def uniprot() -> Any:
    return column("UniProt accession.", xref="uniprot", optional=True)


def inchikey() -> Any:
    return column("InChIKey.", xref="inchikey", optional=True)


def formula() -> Any:
    return column("Molecular formula of the structure.", optional=True)


def smiles() -> Any:
    return column("Structure as SMILES; RDKit gives the same formula, molar mass and InChIKey for it.", optional=True)


def molar_mass(whose: str = "the formula") -> Any:
    return column(f"Molar mass computed from {whose}.", unit="g/mol", optional=True, derived=True)


class Drugs(Vocabulary, start=3):
    """One drug, isomer or hormone preparation that the documents name."""

    drug_id: Text = column("The documents' spelling of the drug.", key=True)
    name: Text = name()
    inn: Text = column("International nonproprietary name.", optional=True)
    class_id: Text = column("The class it belongs to.", to="drug_classes")
    class_path: Names = column("Its class and the classes above it, nearest first.", to="drug_classes", derived=True)
    isomer_of: Text = column("The drug it is an isomer of.", to="drugs", optional=True)
    brand_names: Names = column("Brand names.", names=True)
    synonyms: Names = synonyms()
    spellings: Names = spellings()
    formula: Text = formula()
    molar_mass_g_per_mol: Number = molar_mass()
    smiles: Text = smiles()
    inchikey: Text = inchikey()
    chebi: Text = chebi()
    chembl: Text = column("ChEMBL identifier.", xref="chembl.compound", optional=True)
    pubchem_cid: Count = column("PubChem compound.", xref="pubchem.compound", optional=True, at_least=1)
    drugbank: Text = column("DrugBank identifier.", xref="drugbank", optional=True)
    cas: Text = column("CAS Registry Number.", xref="cas", optional=True)
    unii: Text = column("FDA Unique Ingredient Identifier.", xref="unii", optional=True)
    rxcui: Text = column("RxNorm concept of the ingredient.", xref="rxnorm", optional=True)
    atc_codes: Names = column("ATC codes of the WHO.", xref="atc", pattern=r"^[A-Z]\d\d[A-Z]{2}\d\d$")
    mesh: Text = mesh()
    n_omissions: Count = column("Cautions on what the documents leave out about it.", unit="1", at_least=0, derived=True)
    noun: Text = noun()
    noun_number: Text = noun_number()
    attested: Names = attested()


class DrugClasses(Vocabulary):
    """One class of drugs; the classes form a tree."""

    class_id: Text = column("The class.", key=True)
    name: Text = name()
    parent_id: Text = column("The class above it; empty: a root.", to="drug_classes", optional=True)
    definition: Text = definition()
    synonyms: Names = synonyms()
    spellings: Names = spellings()
    chebi: Text = chebi()
    mesh: Text = mesh()
    atc_codes: Names = column("ATC groups of the WHO.", xref="atc")
    noun: Text = noun()
    noun_number: Text = noun_number()
    attested: Names = attested()


class Tissues(Vocabulary, start=4):
    """One organ, tissue, region, cell type, fluid or system that the documents name."""

    tissue_id: Text = column("The tissue.", key=True)
    name: Text = name()
    kind: Text = column("What kind of part of the body it is.", codes=codes.TISSUE_KIND)
    part_of: Text = column("What it is part of; nothing is inherited along it.", to="tissues", optional=True)
    ontology_id: Text = column("UBERON or Cell Ontology term.", xref="UBERON|CL", optional=True)
    ontology_label: Text = column("The term's label there.", optional=True, derived=True)
    synonyms: Names = synonyms()
    spellings: Names = spellings()
    organ: Text = column("The organ it counts for; hypothalamus and pituitary are not brain. Never part of an id.", codes=codes.ORGAN)
    noun: Text = noun()
    noun_number: Text = noun_number()
    attested: Names = attested()


class Hormones(Vocabulary):
    """One hormone, group of hormones or product of their metabolism."""

    hormone_id: Text = column("The hormone.", key=True)
    name: Text = name()
    kind: Text = column("What kind of molecule it is.", codes=codes.HORMONE_KIND)
    formula: Text = formula()
    smiles: Text = smiles()
    chebi: Text = chebi()
    inchikey: Text = inchikey()
    molar_mass_g_per_mol: Number = molar_mass()
    synonyms: Names = synonyms()
    spellings: Names = spellings()
    parent_id: Text = column("The group it belongs to.", to="hormones", optional=True)
    topic: Text = topic()
    noun: Text = noun()
    noun_number: Text = noun_number()
    attested: Names = attested()


class HormoneStates(Vocabulary, counted=False):
    """Too much, too little or an imbalance of a hormone, as a cause of signs."""

    state_id: Text = column("The state.", key=True)
    name: Text = name()
    hormone_id: Text = column("The hormone.", to="hormones")
    amount: Text = column("Which way it is out of range.", codes=codes.AMOUNT)
    spellings: Names = spellings()
    topic: Text = topic()
    noun: Text = noun()
    noun_number: Text = noun_number()


class Genes(Vocabulary):
    """One gene with its product, or a family of them."""

    gene_id: Text = column("The gene or family.", key=True)
    name: Text = name()
    kind: Text = column("What its product is.", codes=codes.GENE_KIND)
    product: Text = column("Name of the product.", optional=True)
    location: Text = column("Place on the chromosome, as the documents say it.", optional=True)
    hgnc: Text = column("HGNC identifier.", xref="hgnc", optional=True)
    ncbi_gene: Count = column("NCBI Gene identifier.", xref="NCBIGene", optional=True, at_least=1)
    ensembl: Text = column("Ensembl gene.", xref="ensembl", optional=True)
    uniprot: Text = uniprot()
    synonyms: Names = synonyms()
    spellings: Names = spellings()
    symbol: Text = column("HGNC symbol of a single gene.", optional=True)
    topic: Text = topic()
    noun: Text = noun()
    noun_number: Text = noun_number()
    attested: Names = attested()


class Analytes(Vocabulary):
    """One laboratory value."""

    analyte_id: Text = column("The laboratory value; begins with its specimen.", key=True)
    name: Text = name()
    hormone_id: Text = column("The hormone it measures.", to="hormones", optional=True)
    specimen: Text = column("What is tested.")
    parent_id: Text = column("The less specific value it is a case of.", to="analytes", optional=True)
    loinc: Text = column(
        "LOINC code; LOINC is a trademark of Regenstrief Institute, see the notice in the licence.", xref="loinc", optional=True
    )
    loinc_name: Text = column("The code's long common name in LOINC.", optional=True, derived=True)
    unit: Text = column("Conventional unit, in UCUM.", optional=True)
    si_unit: Text = column("SI unit, in UCUM.", optional=True)
    si_factor: Number = column(
        "A value in `unit` times this is the value in `si_unit`; from the molar mass.", unit="1", optional=True, derived=True
    )
    molar_mass_g_per_mol: Number = molar_mass("the formula, its own or its hormone's")
    formula: Text = formula()
    smiles: Text = smiles()
    synonyms: Names = synonyms()
    spellings: Names = spellings()
    topic: Text = topic()
    noun: Text = noun()
    noun_number: Text = noun_number()
    attested: Names = attested()


class Endpoints(Vocabulary):
    """One thing that can be changed: an activity, a level, a process, a risk, an experience."""

    endpoint_id: Text = column("The endpoint; ends in what it is.", key=True)
    name: Text = name()
    kind: Text = column("What kind of endpoint it is; receptor activities take other effects than the rest.", codes=codes.ENDPOINT_KIND)
    measures: Text = column(
        "The analyte, hormone or condition it is about.", to="entities", of=("analytes", "hormones", "conditions"), optional=True
    )
    measured_in: Text = column("The tissue where it is understood to be measured.", to="tissues", optional=True)
    cue_words: Names = column("Words that show a passage speaks of it.", names=True)
    definition: Text = definition()
    synonyms: Names = synonyms()
    spellings: Names = spellings()
    topic: Text = topic()
    sense: Count = sense()
    noun: Text = noun()
    noun_number: Text = noun_number()
    attested: Names = attested()


class Conditions(Vocabulary):
    """One symptom, sign or disease."""

    condition_id: Text = column("The condition.", key=True)
    name: Text = name()
    kind: Text = column("What kind of condition it is.", codes=codes.CONDITION_KIND)
    hp: Text = column("Human Phenotype Ontology term.", xref="HP", optional=True)
    mondo: Text = column("Mondo disease term.", xref="MONDO", optional=True)
    mesh: Text = mesh()
    synonyms: Names = synonyms()
    spellings: Names = spellings()
    topic: Text = topic()
    sense: Count = sense()
    noun: Text = noun()
    noun_number: Text = noun_number()
    attested: Names = attested()


class Populations(Vocabulary):
    """One group of people of whom something is said; `unspecified` where a document does not say."""

    population_id: Text = column("The group.", key=True)
    name: Text = label()
    parent_id: Text = column("The wider group it is part of.", to="populations", optional=True)
    sex: Text = column("Sex.", codes=codes.SEX)
    definition: Text = definition()
    noun: Text = noun()
    noun_number: Text = noun_number()


class Protocols(Vocabulary):
    """One treatment scheme of one document."""

    protocol_id: Text = column("The scheme.", key=True)
    name: Text = label()
    document_id: Text = column("The document it stands in.", to="documents")
    population_id: Text = column("For whom it is.", to="populations")
    standing: Text = column("Whether it is described as practice or made up.", codes=codes.PROTOCOL_STANDING)
    definition: Text = definition()
