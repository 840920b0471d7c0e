"""The molar mass of a molecular formula."""

from __future__ import annotations

import re

# g/mol, those of RDKit, so that whoever draws the structure gets the same mass; each within the uncertainty of IUPAC's abridged one.
ATOMIC_WEIGHTS = {"C": 12.011, "Cl": 35.453, "H": 1.008, "N": 14.007, "O": 15.999, "S": 32.067}
ATOMS = r"([A-Z][a-z]?)([1-9][0-9]*)?"


def molar_mass(formula: str | None) -> float | None:
    """Return the molar mass (g/mol, three decimals) of a formula as C18H24O2, None of none; raise ValueError if it cannot be told."""
    if formula is None:
        return None
    if not re.fullmatch(f"({ATOMS})+", formula):
        raise ValueError("is no molecular formula")
    atoms = re.findall(ATOMS, formula)
    for element, _ in atoms:
        if element not in ATOMIC_WEIGHTS:
            raise ValueError(f"has {element}, which is not among the ATOMIC_WEIGHTS")
    return round(sum(ATOMIC_WEIGHTS[element] * int(count or 1) for element, count in atoms), 3)
