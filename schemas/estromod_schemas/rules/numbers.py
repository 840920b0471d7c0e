"""Numbers: bounds in order, units that fit, doses, values in SI."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Column
from ..dataset import Dataset
from ..registry import CLAIM_TABLES, columns, meaning
from ..units import fits, known_unit, si_value
from .base import Violation, rows, rule

LAB_BOUNDS = {"target": ("low", "high"), "expected": ("low", "high"), "above": ("low",)}


@rule
def ranges_are_in_order(data: Dataset) -> Iterator[Violation]:
    """A low bound is not above its high bound."""
    for table in CLAIM_TABLES:
        numbers = [column.name for column in columns(table) if column.kind.name == "number"]
        for low in (name for name in numbers if "low" in name.split("_")):
            high = low.replace("low", "high")
            for index, row in rows(data, table, low, high):
                if row[low] is not None and row[high] is not None and row[low] > row[high]:
                    yield Violation(table, index, low, f"{row[low]:g}", f"is above {high} {row[high]:g}", "swap them, or correct one")


@rule
def laboratory_bounds_fit_their_kind(data: Dataset) -> Iterator[Violation]:
    """A range has both bounds, `above` only the low one; each bound says whether it is inside."""
    for index, row in rows(data, "lab_targets", "kind", "low", "high", "low_bound", "high_bound"):
        wanted = LAB_BOUNDS.get(row["kind"], ())
        for name in ("low", "high"):
            bound = f"{name}_bound"
            if (row[name] is not None) != (name in wanted):
                why, remedy = f"does not fit kind {row['kind']}", f"{row['kind']} has {' and '.join(wanted)}"
                yield Violation("lab_targets", index, name, str(row[name] or ""), why, remedy)
            if (row[name] is not None) != (row[bound] is not None):
                remedy = "a bound is inclusive or exclusive; no bound, no word"
                yield Violation("lab_targets", index, bound, str(row[bound] or ""), f"does not fit {name}", remedy)


def _units(table: str) -> dict[str, Column]:
    """Return the columns that hold the units, or periods, of a table's numbers."""
    held = {column.unit_in for column in columns(table)}
    return {column.name: column for column in columns(table) if column.name in held}


@rule
def units_are_known(data: Dataset) -> Iterator[Violation]:
    """A unit is one the units library knows."""
    of_claims = {(table, name) for table in CLAIM_TABLES for name, column in _units(table).items() if not column.codes}
    for table, name in (("analytes", "unit"), ("analytes", "si_unit"), *sorted(of_claims)):
        for index, row in rows(data, table, name):
            if row[name] and not known_unit(row[name]):
                yield Violation(table, index, name, row[name], "is no unit", "write it in UCUM")


@rule
def units_fit_their_analyte(data: Dataset) -> Iterator[Violation]:
    """An analyte's SI unit measures what its unit measures, and so does the unit of a laboratory value."""
    unit_of = {row["analyte_id"]: row["unit"] for _, row in rows(data, "analytes", "unit")}
    for index, row in rows(data, "analytes", "unit", "si_unit"):
        both = row["unit"] and row["si_unit"] and known_unit(row["unit"]) and known_unit(row["si_unit"])
        if both and si_value(1.0, row["unit"], row["si_unit"], molar_mass=100.0) is None:  # any mass will do to tell
            why = f"measures something else than {row['unit']}"
            yield Violation("analytes", index, "si_unit", row["si_unit"], why, "give the SI unit of the same measure")
    for index, row in rows(data, "lab_targets", "analyte_id", "unit"):
        unit, wanted = row["unit"], unit_of.get(row["analyte_id"])
        if wanted and known_unit(unit) and not fits(unit, wanted):
            why = f"does not fit {row['analyte_id']} ({wanted})"
            yield Violation("lab_targets", index, "unit", unit, why, "give the unit the document gives")


@rule
def numbers_have_a_unit(data: Dataset) -> Iterator[Violation]:
    """A number has its unit or period, and a unit has a number."""
    for table in CLAIM_TABLES:
        optional = {name for name, column in _units(table).items() if column.optional}
        for number, unit in ((column.name, column.unit_in) for column in meaning(table) if column.unit_in in optional):
            for index, row in rows(data, table, number, unit):
                if (row[number] is None) != (row[unit] is None):
                    yield Violation(table, index, unit, str(row[unit] or ""), f"does not go with {number} {row[number]}", "both or neither")


@rule
def doses_fit_their_kind(data: Dataset) -> Iterator[Violation]:
    """A single dose is one number, alternatives are two, anything else has none."""
    for index, row in rows(data, "regimens", "dose_is", "dose_low", "dose_high"):
        low, high = row["dose_low"], row["dose_high"]
        two = low is not None and high is not None and low < high
        right = {"single": low is not None and low == high, "alternatives": two}
        if not right.get(row["dose_is"], low is None and high is None):
            why = f"does not fit the doses {low} and {high}"
            remedy = "single: one number twice; alternatives: two; else none"
            yield Violation("regimens", index, "dose_is", str(row["dose_is"]), why, remedy)


@rule
def si_factors_follow_from_units(data: Dataset) -> Iterator[Violation]:
    """A laboratory value's factor is that of its two units and its molar mass; without both units there is none."""
    for index, row in rows(data, "analytes", "unit", "si_unit", "si_factor", "molar_mass_g_per_mol"):
        both = row["unit"] and row["si_unit"]
        expected = si_value(1.0, row["unit"], row["si_unit"], row["molar_mass_g_per_mol"]) if both else None
        if row["si_factor"] != expected:
            yield Violation("analytes", index, "si_factor", str(row["si_factor"]), f"is not {expected}", "build again")


@rule
def si_values_equal_the_conversion(data: Dataset) -> Iterator[Violation]:
    """Values in SI units follow from the value, the unit and the molar mass."""
    if not data.has("analytes", "si_unit", "molar_mass_g_per_mol"):
        return
    for index, row in rows(data, "lab_targets", "low_si", "high_si", "si_unit"):
        analyte = data.by_key("analytes").get(row["analyte_id"], {})
        for name in ("low", "high"):
            expected = None
            if row[name] is not None and analyte.get("si_unit") and row["unit"]:
                expected = si_value(row[name], row["unit"], analyte["si_unit"], analyte.get("molar_mass_g_per_mol"))
            found = row[f"{name}_si"]
            if (expected is None) != (found is None) or (expected is not None and abs(expected - found) > 1e-6 * max(1, abs(expected))):
                yield Violation("lab_targets", index, f"{name}_si", str(found), f"is not {expected}", "build again")
