"""Identifiers checked by what they are made of: the form of a CURIE, and check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from estromod_schemas.failures import Failure, nearest
from estromod_schemas.frames import records
from estromod_schemas.registry import VOCABULARY_TABLES, columns, key
from estromod_schemas.validation import curated_place

Tables = Mapping[str, pd.DataFrame]
XREFS = "cross_references"

# Preferred prefixes of the Bioregistry; patterns at least as narrow as its own.
PATTERNS = {
    "CHEBI": r"\d+",
    "CL": r"\d{7}",
    "EC": r"\d\.\d{1,2}\.\d{1,2}\.(\d{1,3}|-)",
    "HP": r"\d{7}",
    "MONDO": r"\d{7}",
    "NCBIGene": r"\d+",
    "UBERON": r"\d{7}",
    "atc": r"[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?",
    "cas": r"\d{2,7}-\d\d-\d",
    "chembl.compound": r"CHEMBL\d+",
    "dbsnp": r"rs\d+",
    "drugbank": r"DB\d{5}",
    "ensembl": r"ENSG\d{11}",
    "fplx": r"[A-Za-z0-9][A-Za-z0-9_]+",
    "hgnc": r"\d{1,5}",
    "inchikey": r"[A-Z]{14}-[A-Z]{10}-[A-Z]",
    "loinc": r"\d{1,5}-\d",
    "mesh": r"[CD]\d{6,9}",
    "ndfrt": r"N\d{10}",
    "omim": r"\d{6}",
    "pubchem.compound": r"[1-9]\d*",
    "rxnorm": r"[1-9]\d{0,6}",
    "unii": r"[A-Z0-9]{10}",
    "uniprot": r"[OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d([A-Z][A-Z0-9]{2}\d){1,2}",
}


def split_curie(curie: str) -> tuple[str, str]:
    """Return prefix and identifier of a CURIE."""
    prefix, _, identifier = curie.partition(":")
    return prefix, identifier


def has_cas_check_digit(cas: str) -> bool:
    """True if the last digit is the sum of the others, each times its place from the right, modulo 10."""
    *digits, check = map(int, cas.replace("-", ""))
    return sum(place * digit for place, digit in enumerate(reversed(digits), start=1)) % 10 == check


def has_unii_check_character(unii: str) -> bool:
    """True if the last character is the sum of the first nine in base 36, modulo 36."""
    *values, check = (int(character, 36) for character in unii)
    return sum(values) % 36 == check


def has_loinc_check_digit(loinc: str) -> bool:
    """True if the last digit is the Luhn (mod 10) digit of the others."""
    *digits, check = map(int, loinc.replace("-", ""))
    doubled = [sum(divmod(2 * digit, 10)) if place % 2 == 0 else digit for place, digit in enumerate(reversed(digits))]
    return -sum(doubled) % 10 == check


CHECK_DIGITS = {"cas": has_cas_check_digit, "unii": has_unii_check_character, "loinc": has_loinc_check_digit}


def what_is_wrong(curie: str) -> tuple[str, str]:
    """Return why a CURIE cannot be one, and what to do; two empty texts if nothing tells against it."""
    prefix, identifier = split_curie(curie)
    if prefix not in PATTERNS:
        return "has a prefix that is not used here", nearest(prefix, PATTERNS)
    if not re.fullmatch(PATTERNS[prefix], identifier):
        return "does not have the form of its prefix", f"needs {PATTERNS[prefix]}"
    if prefix in CHECK_DIGITS and not CHECK_DIGITS[prefix](identifier):
        return "has a wrong check digit", "look it up again; one character is wrong"
    return "", ""


def identifier_failures(curated: Tables) -> list[Failure]:
    """Return every identifier that is wrong in itself, unnamed where it needs a name, or ambiguous.

    curated: the curated tables by name; those that are not there are passed over.
    """
    if XREFS not in curated:
        return []
    return [*_malformed(curated), *_unnamed(curated), *_several_for_one_column(curated)]


def _malformed(curated: Tables) -> Iterator[Failure]:
    for index, row in enumerate(records(curated[XREFS])):
        why, remedy = what_is_wrong(row["curie"] or "")
        if why:
            yield Failure(curated_place(XREFS, index), "curie", str(row["curie"]), "identifier is well formed", why, remedy)


def _unnamed(curated: Tables) -> Iterator[Failure]:
    """LOINC's licence asks for the long common name beside every code."""
    for index, row in enumerate(records(curated[XREFS])):
        if (row["curie"] or "").startswith("loinc:") and not row["label"]:
            yield Failure(
                curated_place(XREFS, index),
                "label",
                row["curie"],
                "loinc codes have their name",
                "has no name",
                "give the long common name",
            )


def _several_for_one_column(curated: Tables) -> Iterator[Failure]:
    """A column that holds one identifier would silently drop a second exact one."""
    for table in VOCABULARY_TABLES:
        if table not in curated:
            continue
        ours = set(curated[table][key(table)[0]])
        for column in columns(table):
            if not column.xref or column.kind == "list":
                continue
            first: dict[str, str] = {}
            for index, row in enumerate(records(curated[XREFS])):
                prefix, _ = split_curie(row["curie"] or "")
                if row["entity_id"] not in ours or row["relation"] != "exact" or prefix not in column.xref.split("|"):
                    continue
                if first.setdefault(row["entity_id"], row["curie"]) != row["curie"]:
                    why = f"is exact for {row['entity_id']} beside {first[row['entity_id']]}, and {table}.{column.name} holds one"
                    yield Failure(
                        curated_place(XREFS, index), "curie", row["curie"], "one exact identifier a column", why, "make one of them related"
                    )
