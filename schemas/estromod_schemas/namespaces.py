"""The namespaces of identifiers elsewhere: prefix, form, address and check digit, each written once.

Prefixes are the Bioregistry's preferred ones; a pattern is at least as narrow as its own, and as the source's
description of its identifiers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Namespace:
    """One namespace. pattern: of the identifier without its prefix. banana: the prefix is written with it everywhere."""

    prefix: str
    pattern: str
    banana: bool = False
    has_check_digit: Callable[[str], bool] | None = None

    @property
    def uri(self) -> str:
        """The namespace's address in the Bioregistry."""
        return f"https://bioregistry.io/{self.prefix.lower()}"

    @property
    def cell(self) -> str:
        """The pattern of an identifier as a cell holds it."""
        return f"{self.prefix}:{self.pattern}" if self.banana else self.pattern


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


NAMESPACES = {
    namespace.prefix: namespace
    for namespace in (
        Namespace("CHEBI", r"\d+", banana=True),
        Namespace("CL", r"\d{7}", banana=True),
        Namespace("EC", r"\d\.\d{1,2}\.\d{1,2}\.(\d{1,3}|-)"),
        Namespace("HP", r"\d{7}", banana=True),
        Namespace("MONDO", r"\d{7}", banana=True),
        Namespace("NCBIGene", r"\d+"),
        Namespace("UBERON", r"\d{7}", banana=True),
        Namespace("atc", r"[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?"),
        Namespace("cas", r"\d{2,7}-\d\d-\d", has_check_digit=has_cas_check_digit),
        Namespace("chembl.compound", r"CHEMBL\d+"),
        Namespace("dbsnp", r"rs\d+"),
        Namespace("doi", r"10\.\d{4,9}/[^A-Z\s]+"),
        Namespace("drugbank", r"DB\d{5}"),
        Namespace("ensembl", r"ENSG\d{11}"),
        Namespace("fplx", r"[A-Za-z0-9][A-Za-z0-9_]+"),
        Namespace("hgnc", r"\d{1,5}"),
        Namespace("inchikey", r"[A-Z]{14}-[A-Z]{10}-[A-Z]"),
        Namespace(
            "loinc", r"\d{1,7}-\d", banana=True, has_check_digit=has_loinc_check_digit
        ),  # at most ten characters; bare, a spreadsheet makes it a date
        Namespace("mesh", r"[CD]\d{6,9}"),
        Namespace("ndfrt", r"N\d{10}"),
        Namespace("omim", r"\d{6}"),
        Namespace("pmc", r"PMC\d+"),
        Namespace("pubchem.compound", r"[1-9]\d*"),
        Namespace("pubmed", r"[1-9]\d*"),
        Namespace("rxnorm", r"[1-9]\d{0,6}"),
        Namespace("unii", r"[A-Z0-9]{10}", has_check_digit=has_unii_check_character),
        Namespace("uniprot", r"[OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d([A-Z][A-Z0-9]{2}\d){1,2}"),
    )
}


def cell_pattern(prefixes: str) -> str:
    """Return the pattern of a cell that holds an identifier of one of the namespaces, whose prefixes `|` parts."""
    body = "|".join(NAMESPACES[prefix].cell for prefix in prefixes.split("|"))
    return f"^(?:{body})$" if "|" in body else f"^{body}$"
