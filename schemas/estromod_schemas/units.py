"""Units in UCUM and the conversion to SI, by pint and ucumvert; the molar mass carries mass over into amount."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pint
from lark.exceptions import LarkError

ANNOTATION = re.compile(r"^\{[^}]*\}$")  # UCUM: a unit that is an annotation alone is the unit 1


@cache
def _read_ucum() -> tuple[pint.UnitRegistry[Any], Callable[[str], Any]]:
    """Return a units registry with UCUM's units, and what reads a UCUM text in it."""
    import ucumvert  # reads a grammar, so only where a unit is asked for
    from ucumvert.ucum_pint import UcumToPintTransformer

    registry: pint.UnitRegistry[Any] = pint.UnitRegistry()
    registry.load_definitions(Path(ucumvert.__file__).parent / "pint_ucum_defs.txt")
    registry.define("international_unit = [international_unit] = _ = i.U. = IU = iU")  # UCUM: converts to nothing else
    parser, transformer = ucumvert.get_ucum_parser(), UcumToPintTransformer(registry)
    return registry, lambda unit: transformer.transform(parser.parse(unit))


@cache
def _quantity(unit: str) -> Any:
    _, read = _read_ucum()
    return read(ANNOTATION.sub("1", unit))


@cache
def known_unit(unit: str) -> bool:
    """True if the text is a unit in UCUM."""
    try:
        _quantity(unit)
    except (LarkError, pint.PintError, ValueError):
        return False
    return True


def fits(unit: str, other: str) -> bool:
    """True if both units are known and measure the same dimension."""
    return known_unit(unit) and known_unit(other) and _quantity(unit).dimensionality == _quantity(other).dimensionality


def si_value(value: float, unit: str, si_unit: str, molar_mass: float | None) -> float | None:
    """Return a value given in `unit` in `si_unit`, rounded to six significant digits; None where they cannot be converted.

    A mass per volume becomes an amount per volume through the molar mass (g/mol).
    """
    if not known_unit(unit) or not known_unit(si_unit):
        return None
    quantity, target = value * _quantity(unit), _quantity(si_unit)
    if quantity.dimensionality != target.dimensionality:
        if not molar_mass:
            return None
        quantity = quantity / _read_ucum()[0].Quantity(molar_mass, "g/mol")
    if quantity.dimensionality != target.dimensionality:
        return None
    return float(f"{(quantity / target).to_base_units().magnitude:.6g}")
