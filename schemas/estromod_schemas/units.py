"""Units in UCUM and the conversion to SI, by pint; the molar mass carries mass over into amount."""

from __future__ import annotations

from functools import cache

import pint

ARBITRARY = {
    "mo": "month",
    "a": "year",
    "d": "day",
    "wk": "week",
    "m[IU]/mL": "milliIU/mL",
    "[IU]/L": "IU/L",
    "10*6/mL": "1e6/mL",
    "10*9/L": "1e9/L",
    "{ratio}": "",
    "%": "percent",
    "1": "",
}


@cache
def _registry() -> pint.UnitRegistry:
    registry: pint.UnitRegistry = pint.UnitRegistry()
    registry.define("IU = [international_unit]")
    return registry


def _quantity(unit: str) -> pint.Quantity:
    return _registry().Quantity(ARBITRARY.get(unit, unit) or "dimensionless")


@cache
def known_unit(unit: str) -> bool:
    """True if the unit can be parsed."""
    try:
        _quantity(unit)
    except Exception:  # pint raises half a dozen kinds for a text that is no unit
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
        quantity = quantity / _registry().Quantity(molar_mass, "g/mol")
    if quantity.dimensionality != target.dimensionality:
        return None
    return float(f"{(quantity / target).to_base_units().magnitude:.6g}")
