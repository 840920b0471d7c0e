"""The rules between tables, and within a row. One function a rule; each works on curated and on published tables alike.

A rule takes the tables at hand (name -> frame) and yields violations. It passes over tables that are not there, and the
tests see to it that over the real dataset each rule looks at rows, and that each can fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from . import codes
from .chemistry import molar_mass
from .failures import nearest
from .frames import records
from .ids import fact_id
from .registry import FACT_TABLES, VOCABULARY_TABLES, columns, curated_columns, key, meaning
from .units import fits, known_unit, si_value


class Violation(NamedTuple):
    """One cell or row that breaks a rule."""

    table: str
    row: int
    column: str
    value: str
    why: str
    remedy: str = ""


Tables = Mapping[str, pd.DataFrame]
Rule = Callable[[Tables], Iterator[Violation]]


def rows(tables: Tables, table: str, *needed: str) -> Iterator[tuple[int, dict]]:
    """Yield (position, row) of a table that is at hand and has the needed columns; missing cells are None or [].

    A row without a needed value that its model requires is passed over: the model reports it.
    """
    frame = tables.get(table)
    if frame is None or not set(needed) <= set(frame.columns):
        return
    required = [column.name for column in (*columns(table), *curated_columns(table)) if column.name in needed and not column.optional]
    for index, row in enumerate(records(frame)):
        if all(row[name] is not None for name in required):
            yield index, row


def values(tables: Tables, table: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield (position, value) of a column's text, each item of a list by itself; what is missing is passed over."""
    if name in tables[table]:
        for index, cell in enumerate(tables[table][name].tolist()):
            yield from ((index, item) for item in (cell if isinstance(cell, list) else [cell]) if isinstance(item, str))


def vocabulary_kinds(tables: Tables) -> dict[str, str]:
    """Return the table of every vocabulary id."""
    return {row[key(table)[0]]: table for table in VOCABULARY_TABLES for _, row in rows(tables, table, *key(table))}


def keys_are_unique(tables: Tables) -> Iterator[Violation]:
    """No two rows of a table have one key."""
    for table in tables:
        seen: dict[tuple, int] = {}
        names = key(table)
        for index, row in rows(tables, table, *names):
            value = tuple(row[name] for name in names)
            if value in seen:
                yield Violation(
                    table, index, names[0], "/".join(map(str, value)), f"stands in line {seen[value] + 2} too", "give each row its own key"
                )
            seen.setdefault(value, index)


def ids_are_unique_over_vocabularies(tables: Tables) -> Iterator[Violation]:
    """One id means one thing, whatever the vocabulary."""
    seen: dict[str, str] = {}
    for table in VOCABULARY_TABLES:
        (name,) = key(table)
        for index, row in rows(tables, table, name):
            if seen.setdefault(row[name], table) != table:
                yield Violation(
                    table,
                    index,
                    name,
                    row[name],
                    f"is an id of {seen[row[name]]} too",
                    "the same word for different things gets different ids",
                )


def keys_resolve(tables: Tables) -> Iterator[Violation]:
    """A cell that names another row names one that exists, in a table the column allows."""
    kinds = vocabulary_kinds(tables)
    for table in tables:
        for column in columns(table):
            if not column.to or column.name not in tables[table].columns:
                continue
            known = _known(column.to, column.of, tables, kinds)
            if known is None:
                continue
            for index, value in values(tables, table, column.name):
                if value not in known:
                    where = " or ".join(column.of) or column.to
                    yield Violation(table, index, column.name, value, f"is not in {where}", nearest(value, known))


def _known(to: str, of: tuple[str, ...], tables: Tables, kinds: Mapping[str, str]) -> set[str] | None:
    if to == "entities":
        allowed = set(of or VOCABULARY_TABLES)
        return {entity for entity, table in kinds.items() if table in allowed} if allowed <= set(tables) else None
    if to not in tables:
        return None
    (name,) = key(to)
    return {value for _, value in values(tables, to, name)} if name in tables[to].columns else None


def retired_ids_stay_retired(tables: Tables) -> Iterator[Violation]:
    """An id that was retired is used by nothing, and what takes its place is there, or was retired in its turn."""
    retired = {row["id"]: row["replaced_by"] for _, row in rows(tables, "retired_ids", "id")}
    if not retired:
        return
    if {"facts", *VOCABULARY_TABLES} <= set(tables):
        known = {*vocabulary_kinds(tables), *tables["facts"]["fact_id"], *retired}
        for index, row in rows(tables, "retired_ids", "id"):
            if row["replaced_by"] is not None and row["replaced_by"] not in known:
                yield Violation("retired_ids", index, "replaced_by", row["replaced_by"], "is no id", nearest(row["replaced_by"], known))
    for table in tables:
        for column in columns(table):
            if table == "retired_ids" or not (column.key or column.to):
                continue
            for index, value in values(tables, table, column.name):
                if value in retired:
                    yield Violation(
                        table, index, column.name, value, "was retired", f"use {retired[value]!r}" if retired[value] else "use another id"
                    )


def trees_have_no_cycle(tables: Tables) -> Iterator[Violation]:
    """Going up from part to whole, or from class to parent, comes to an end."""
    for table, up in (("drug_classes", "parent_id"), ("tissues", "part_of"), ("populations", "parent_id"), ("analytes", "parent_id")):
        (name,) = key(table)
        above = {row[name]: row[up] for _, row in rows(tables, table, name, up)}
        for index, row in rows(tables, table, name, up):
            seen, here = {row[name]}, row[up]
            while here and here not in seen:
                seen.add(here)
                here = above.get(here)
            if here == row[name]:
                yield Violation(table, index, up, str(row[up]), "leads back to the row itself", "a tree has no cycle")


def ranges_are_in_order(tables: Tables) -> Iterator[Violation]:
    """A low bound is not above its high bound."""
    for table in FACT_TABLES:
        for low, high in (
            ("low", "high"),
            ("dose_low", "dose_high"),
            ("times_low", "times_high"),
            ("low_si", "high_si"),
            ("weekly_dose_low_mg", "weekly_dose_high_mg"),
        ):
            for index, row in rows(tables, table, low, high):
                if row[low] is not None and row[high] is not None and row[low] > row[high]:
                    yield Violation(table, index, low, f"{row[low]:g}", f"is above {high} {row[high]:g}", "swap them, or correct one")


LAB_BOUNDS = {"target": ("low", "high"), "expected": ("low", "high"), "above": ("low",), "below": ("high",)}


def laboratory_bounds_fit_their_kind(tables: Tables) -> Iterator[Violation]:
    """A range has both bounds, `above` only the low one, `below` only the high one; each bound says whether it is inside."""
    for index, row in rows(tables, "lab_targets", "kind", "low", "high", "low_bound", "high_bound"):
        wanted = LAB_BOUNDS.get(row["kind"], ())
        for name in ("low", "high"):
            if (row[name] is not None) != (name in wanted):
                yield Violation(
                    "lab_targets",
                    index,
                    name,
                    str(row[name] or ""),
                    f"does not fit kind {row['kind']}",
                    f"{row['kind']} has {' and '.join(wanted)}",
                )
            if (row[name] is not None) != (row[f"{name}_bound"] is not None):
                yield Violation(
                    "lab_targets",
                    index,
                    f"{name}_bound",
                    str(row[f"{name}_bound"] or ""),
                    f"does not fit {name}",
                    "a bound is inclusive or exclusive; no bound, no word",
                )


def units_are_known_and_fit(tables: Tables) -> Iterator[Violation]:
    """A unit is one the units library knows, and a laboratory value's unit measures what its analyte's unit measures."""
    unit_of = {row["analyte_id"]: row["unit"] for _, row in rows(tables, "analytes", "unit")}
    for index, row in rows(tables, "analytes", "unit", "si_unit"):
        for name in ("unit", "si_unit"):
            if row[name] and not known_unit(row[name]):
                yield Violation("analytes", index, name, row[name], "is no unit", "write it in UCUM")
        both = row["unit"] and row["si_unit"] and known_unit(row["unit"]) and known_unit(row["si_unit"])
        if both and si_value(1.0, row["unit"], row["si_unit"], molar_mass=100.0) is None:  # any mass will do to tell
            yield Violation(
                "analytes",
                index,
                "si_unit",
                row["si_unit"],
                f"measures something else than {row['unit']}",
                "give the SI unit of the same measure",
            )
    for table, name in (("lab_targets", "unit"), ("findings", "unit")):
        for index, row in rows(tables, table, name):
            if row[name] and not known_unit(row[name]):
                yield Violation(table, index, name, row[name], "is no unit", "write it in UCUM")
            elif (
                row[name] and table == "lab_targets" and unit_of.get(row["analyte_id"]) and not fits(row[name], unit_of[row["analyte_id"]])
            ):
                yield Violation(
                    table,
                    index,
                    name,
                    row[name],
                    f"does not fit {row['analyte_id']} ({unit_of[row['analyte_id']]})",
                    "give the unit the document gives",
                )


def numbers_have_a_unit(tables: Tables) -> Iterator[Violation]:
    """A number has its unit or period, and a unit has a number."""
    for table, pairs in {
        "regimens": (("dose_low", "dose_unit"), ("dose_high", "dose_low"), ("times_low", "per"), ("times_high", "times_low")),
        "findings": (("number", "unit"),),
    }.items():
        for number, unit in pairs:
            for index, row in rows(tables, table, number, unit):
                if (row[number] is None) != (row[unit] is None):
                    yield Violation(table, index, unit, str(row[unit] or ""), f"does not go with {number} {row[number]}", "both or neither")


def doses_fit_their_kind(tables: Tables) -> Iterator[Violation]:
    """A single dose is one number, a range or alternatives are two, anything else has none."""
    for index, row in rows(tables, "regimens", "dose_is", "dose_low", "dose_high"):
        low, high = row["dose_low"], row["dose_high"]
        right = {"single": low is not None and low == high, "range": low is not None and high is not None and low < high}
        right["alternatives"] = right["range"]
        if not right.get(row["dose_is"], low is None and high is None):
            yield Violation(
                "regimens",
                index,
                "dose_is",
                str(row["dose_is"]),
                f"does not fit the doses {low} and {high}",
                "single: one number twice; range, alternatives: two; else none",
            )


def effects_fit_their_endpoint(tables: Tables) -> Iterator[Violation]:
    """Receptor activities take receptor effects, all other endpoints take changes."""
    kinds = {row["endpoint_id"]: row["kind"] for _, row in rows(tables, "endpoints", "kind")}
    for table in FACT_TABLES:
        for index, row in rows(tables, table, "endpoint_id", "effect"):
            kind = kinds.get(row["endpoint_id"])
            allowed = codes.RECEPTOR_EFFECT if kind == "receptor_activity" else codes.CHANGE
            if kind and row["effect"] and row["effect"] not in allowed:
                yield Violation(
                    table, index, "effect", row["effect"], f"does not fit {row['endpoint_id']} ({kind})", f"one of {', '.join(allowed)}"
                )


def illustrative_values_are_no_targets(tables: Tables) -> Iterator[Violation]:
    """A number of a made-up example is never a target."""
    made_up = {row["protocol_id"] for _, row in rows(tables, "protocols", "standing") if row["standing"] == "illustrative"}
    for index, row in rows(tables, "lab_targets", "kind", "standing", "wording"):
        if row["kind"] == "target" and ("illustrative" in (row["standing"], row["wording"]) or row["protocol_id"] in made_up):
            yield Violation(
                "lab_targets", index, "kind", "target", "is illustrative", "an example's number is `expected`, `above` or `below`"
            )


def made_up_schemes_are_worded_so(tables: Tables) -> Iterator[Violation]:
    """What belongs to a made-up protocol is illustrative."""
    made_up = {row["protocol_id"] for _, row in rows(tables, "protocols", "standing") if row["standing"] == "illustrative"}
    for table in FACT_TABLES:
        for index, row in rows(tables, table, "protocol_id", "wording"):
            if row["protocol_id"] in made_up and row["wording"] != "illustrative":
                yield Violation(
                    table, index, "wording", str(row["wording"]), f"does not fit the made-up {row['protocol_id']}", "illustrative"
                )


def spans_lie_in_a_passage(tables: Tables) -> Iterator[Violation]:
    """A statement's span lies inside one passage of its document, and ends behind its start."""
    if "passages" not in tables:
        return
    where: dict[str, list[tuple[int, int]]] = {}
    for _, row in rows(tables, "passages", "document_id", "start", "end"):
        where.setdefault(row["document_id"], []).append((row["start"], row["end"]))
    for table in (*FACT_TABLES, "statements"):
        for index, row in rows(tables, table, "document_id", "start", "end"):
            if not any(start <= row["start"] < row["end"] <= end for start, end in where.get(row["document_id"], ())):
                yield Violation(
                    table,
                    index,
                    "start",
                    f"{row['start']}..{row['end']}",
                    f"lies in no passage of {row['document_id']}",
                    "run `locate` for the exact words",
                )


def passages_do_not_overlap(tables: Tables) -> Iterator[Violation]:
    """Passages of a document follow one another, each within the document."""
    length = {row["document_id"]: row["n_chars"] for _, row in rows(tables, "documents", "n_chars")}
    last: dict[str, int] = {}
    for index, row in rows(tables, "passages", "document_id", "start", "end"):
        document = row["document_id"]
        if not last.get(document, 0) <= row["start"] < row["end"] <= length.get(document, row["end"]):
            yield Violation(
                "passages",
                index,
                "start",
                f"{row['start']}..{row['end']}",
                "overlaps another passage or leaves the document",
                "run `segment`",
            )
        last[document] = row["end"]


def a_claim_stands_once_on_a_span(tables: Tables) -> Iterator[Violation]:
    """The same span does not state the same claim twice."""
    claims = {"statements": ["fact_id"], **{table: [column.name for column in meaning(table)] for table in FACT_TABLES}}
    for table, names in claims.items():
        seen: dict[tuple, int] = {}
        for index, row in rows(tables, table, *names, "document_id", "start", "end"):
            mark = tuple(row[name] for name in (*names, "document_id", "start", "end"))
            if mark in seen:
                value = f"{row['document_id']} {row['start']}..{row['end']}"
                yield Violation(table, index, "start", value, f"states the same claim as line {seen[mark] + 2}", "take one away")
            seen.setdefault(mark, index)


def fact_ids_spell_their_claim(tables: Tables) -> Iterator[Violation]:
    """A fact's id is the claim of its own row."""
    for table in FACT_TABLES:
        for index, row in rows(tables, table, "fact_id", *(column.name for column in meaning(table))):
            spelled = fact_id(table, row)
            if row["fact_id"] != spelled:
                yield Violation(table, index, "fact_id", str(row["fact_id"]), f"but the row claims {spelled}", "build again")


def facts_and_statements_match(tables: Tables) -> Iterator[Violation]:
    """Every fact has the statements it counts, and their wording and documents; each stands in `facts` with its table."""
    if "statements" not in tables or "facts" not in tables:
        return
    behind: dict[str, list[dict]] = {}
    for _, row in rows(tables, "statements", "fact_id", "wording", "document_id"):
        behind.setdefault(row["fact_id"], []).append(row)
    listed = {row["fact_id"]: row["table"] for _, row in rows(tables, "facts", "fact_id", "table")}
    for table in FACT_TABLES:
        for index, row in rows(tables, table, "fact_id", "wording", "wording_varies", "n_statements", "document_ids", "n_documents"):
            for name, value in _told_by(behind.get(row["fact_id"], [])).items():
                if row[name] != value:
                    yield Violation(table, index, name, str(row[name]), f"but the statements give {value}", "build again")
            if listed.get(row["fact_id"]) != table:
                yield Violation(table, index, "fact_id", row["fact_id"], f"is not in facts as one of {table}", "build again")


def _told_by(statements: list[dict]) -> dict[str, object]:
    """Return what the statements behind a fact say of it, by column."""
    said, documents = {row["wording"] for row in statements}, sorted({row["document_id"] for row in statements})
    return {
        "n_statements": len(statements),
        "wording": next((word for word in codes.WORDING if word in said), None),
        "wording_varies": len(said) > 1,
        "document_ids": documents,
        "n_documents": len(documents),
    }


def facts_carry_their_doubts(tables: Tables) -> Iterator[Violation]:
    """A fact says so where a conflict names it, and has the gravest caution that names it."""
    if not {"conflicts", "cautions"} <= set(tables):
        return
    conflicting = {fact for _, row in rows(tables, "conflicts", "fact_ids") for fact in row["fact_ids"]}
    named: dict[str, set[str]] = {}
    for _, row in rows(tables, "cautions", "subject_ids", "severity"):
        for subject in row["subject_ids"]:
            named.setdefault(subject, set()).add(row["severity"])
    for table in FACT_TABLES:
        for index, row in rows(tables, table, "fact_id", "in_conflict", "caution"):
            gravest = [code for code in codes.CAUTION if code in named.get(row["fact_id"], {"unflagged"})][-1:]
            if row["in_conflict"] != (row["fact_id"] in conflicting):
                yield Violation(table, index, "in_conflict", str(row["in_conflict"]), "does not fit conflicts", "build again")
            if [row["caution"]] != gravest:
                yield Violation(table, index, "caution", str(row["caution"]), "does not fit cautions", "build again")


def dispositions_fit_statements(tables: Tables) -> Iterator[Violation]:
    """A passage is `curated` if, and only if, a statement stands in it."""
    count = _statements_in(tables)
    if count is None:
        return
    for index, row in rows(tables, "passages", "disposition", "document_id", "start", "end"):
        stated = count(row)
        if (row["disposition"] == "curated") != (stated > 0):
            yield Violation(
                "passages",
                index,
                "disposition",
                row["disposition"],
                f"does not fit {stated} statements",
                "`curated` with statements, a reason without",
            )
        if row.get("n_statements", stated) != stated:
            yield Violation(
                "passages", index, "n_statements", str(row["n_statements"]), f"but {stated} statements stand in it", "build again"
            )


def _statements_in(tables: Tables) -> Callable[[Mapping], int] | None:
    """Return a function that counts the statements in a passage; None if not all statements are at hand."""
    holders = ["statements"] if "statements" in tables else [table for table in FACT_TABLES if table in tables and "start" in tables[table]]
    if holders != ["statements"] and len(holders) < len(FACT_TABLES):
        return None
    spans: dict[str, list[tuple[int, int]]] = {}
    for table in holders:
        for _, row in rows(tables, table, "document_id", "start", "end"):
            spans.setdefault(row["document_id"], []).append((row["start"], row["end"]))
    return lambda row: sum(row["start"] <= start and end <= row["end"] for start, end in spans.get(row["document_id"], ()))


def edges_have_their_sign(tables: Tables) -> Iterator[Violation]:
    """An edge's sign is that of its relation."""
    for index, row in rows(tables, "pathway_edges", "relation", "sign"):
        if codes.SIGNS.get(row["relation"]) != row["sign"]:
            yield Violation(
                "pathway_edges",
                index,
                "sign",
                str(row["sign"]),
                f"is not the sign of {row['relation']}",
                f"{codes.SIGNS.get(row['relation'])}",
            )


def si_values_equal_the_conversion(tables: Tables) -> Iterator[Violation]:
    """Values in SI units follow from the value, the unit and the molar mass, and a computed factor from the two units."""
    analytes = {row["analyte_id"]: row for _, row in rows(tables, "analytes", "si_unit", "molar_mass_g_per_mol")}
    if not analytes:
        return
    for index, row in rows(tables, "lab_targets", "low_si", "high_si", "si_unit"):
        analyte = analytes.get(row["analyte_id"], {})
        for name in ("low", "high"):
            expected = None
            if row[name] is not None and analyte.get("si_unit") and row["unit"]:
                expected = si_value(row[name], row["unit"], analyte["si_unit"], analyte.get("molar_mass_g_per_mol"))
            found = row[f"{name}_si"]
            if (expected is None) != (found is None) or (expected is not None and abs(expected - found) > 1e-6 * max(1, abs(expected))):
                yield Violation("lab_targets", index, f"{name}_si", str(found), f"is not {expected}", "build again")


def structures_have_a_formula_and_an_inchikey(tables: Tables) -> Iterator[Violation]:
    """A structure has a formula and an InChIKey, which is exact where the row is a substance; without a structure there is neither."""
    named = {"entity_id", "curie", "relation"} <= set(tables.get("cross_references", ()))
    relations: dict[str, set[str]] = {}
    for _, row in rows(tables, "cross_references", "entity_id", "curie", "relation"):
        if row["curie"].startswith("inchikey:"):
            relations.setdefault(row["entity_id"], set()).add(row["relation"])
    for table in VOCABULARY_TABLES:
        is_substance = any(column.xref == "inchikey" for column in columns(table))
        for index, row in rows(tables, table, *key(table), "formula", "smiles"):
            if (row["formula"] is None) != (row["smiles"] is None):
                yield Violation(table, index, "formula", row["formula"] or "", "does not go with the structure", "give both or neither")
            found = relations.get(row[key(table)[0]], set())
            if row["smiles"] is None and "exact" in found:
                yield Violation(table, index, "smiles", "", "is empty beside an exact InChIKey", "give the structure")
            if row["smiles"] is not None and named and not (found & {"exact"} if is_substance else found):
                yield Violation(table, index, "smiles", row["smiles"], "has no InChIKey", "add it to cross_references")


def molar_masses_follow_from_formulas(tables: Tables) -> Iterator[Violation]:
    """A formula can be read, and a molar mass is the formula's; a laboratory value without a formula has its hormone's."""
    masses: dict[str, float | None] = {}
    for table in VOCABULARY_TABLES:
        (name,) = key(table)
        for index, row in rows(tables, table, name, "formula"):
            try:
                masses[row[name]] = molar_mass(row["formula"])
            except ValueError as error:
                yield Violation(table, index, "formula", row["formula"], str(error), "write it as C18H24O2")
        for index, row in rows(tables, table, name, "formula", "molar_mass_g_per_mol"):
            whose = row[name] if row["formula"] else row.get("hormone_id") or row[name]
            if whose in masses and row["molar_mass_g_per_mol"] != masses[whose]:
                yield Violation(
                    table, index, "molar_mass_g_per_mol", str(row["molar_mass_g_per_mol"]), f"is not {masses[whose]}", "build again"
                )


def matrix_is_complete(tables: Tables) -> Iterator[Violation]:
    """The matrix has every agent by every tissue, and a cell has just the facts and effects that `effects` holds for it."""
    if not {"effect_matrix", "effects", "drugs", "drug_classes", "tissues"} <= set(tables):
        return
    own: dict[tuple, set] = {}
    changed: dict[tuple, set] = {}
    for _, row in rows(tables, "effects", "fact_id", "agent_id", "tissue_id", "wording"):
        if row["wording"] != "illustrative":
            own.setdefault((row["agent_id"], row["tissue_id"]), set()).add(row["fact_id"])
            changed.setdefault((row["agent_id"], row["tissue_id"]), set()).add(f"{row['endpoint_id']}:{row['effect']}")
    agents = [*tables["drugs"]["drug_id"], *tables["drug_classes"]["class_id"]]
    wanted = {(agent, tissue) for agent in agents for tissue in tables["tissues"]["tissue_id"]}
    found = set()
    for index, row in rows(tables, "effect_matrix", "agent_id", "tissue_id", "basis", "fact_ids", "class_id"):
        cell = (row["agent_id"], row["tissue_id"])
        found.add(cell)
        source = cell if row["basis"] != "class_only" else (row["class_id"], row["tissue_id"])
        basis = "stated" if own.get(cell) else "class_only" if row["class_id"] else "not_stated"
        if row["basis"] != basis or set(row["fact_ids"]) != own.get(source, set()):
            yield Violation("effect_matrix", index, "fact_ids", "/".join(cell), "does not hold what effects say", "build again")
        for action, effects, (agent, tissue) in (
            ("action", "effects", cell),
            ("class_action", "class_effects", (row["class_id"], cell[1])),
        ):
            said = changed.get((agent, tissue), set())
            if set(row[effects]) != said:
                yield Violation("effect_matrix", index, effects, "/".join(cell), "are not what effects say", "build again")
            if agent and row[action] not in _actions(said):
                yield Violation("effect_matrix", index, action, str(row[action]), f"does not follow from the {effects}", "build again")
    for agent, tissue in sorted(wanted - found):
        yield Violation("effect_matrix", -1, "agent_id", f"{agent}/{tissue}", "is missing", "build again")


def _actions(effects: set[str]) -> set[str]:
    """Return the actions that a cell with these effects may have: one that is said, or that those said disagree."""
    said = {effect.partition(":")[2] for effect in effects if effect.startswith("estrogen_receptor_activity:")}
    if not said:
        return {"other_effects" if effects else "not_stated"}
    return said | ({"conflicting"} if len(said) > 1 else set())


def conflicts_name_several_facts(tables: Tables) -> Iterator[Violation]:
    """A conflict names two or more different facts."""
    for index, row in rows(tables, "conflicts", "fact_ids"):
        if len(set(row["fact_ids"])) < 2 or len(set(row["fact_ids"])) < len(row["fact_ids"]):
            yield Violation(
                "conflicts", index, "fact_ids", "|".join(row["fact_ids"]), "are not two or more different facts", "name each fact once"
            )


def cautions_name_what_they_are_about(tables: Tables) -> Iterator[Violation]:
    """A caution names facts; an omission names drugs or classes."""
    kinds = vocabulary_kinds(tables)
    facts = set(tables["facts"]["fact_id"]) if "facts" in tables else None
    agents = (
        {entity for entity, table in kinds.items() if table in ("drugs", "drug_classes")}
        if {"drugs", "drug_classes"} <= set(tables)
        else None
    )
    for index, row in rows(tables, "cautions", "kind", "subject_ids"):
        known = agents if row["kind"] == "omission" else facts
        if not row["subject_ids"]:
            yield Violation("cautions", index, "subject_ids", "", "is empty", "name what it is about")
        for subject in row["subject_ids"]:
            if known is not None and subject not in known:
                yield Violation(
                    "cautions",
                    index,
                    "subject_ids",
                    subject,
                    "is no drug or class" if row["kind"] == "omission" else "is no fact",
                    nearest(subject, known),
                )


def agreement_follows_from_its_counts(tables: Tables) -> Iterator[Violation]:
    """Agreement is twice the rows in common over the rows of both; kappa follows from it and chance."""
    for index, row in rows(tables, "agreement", "rows_a", "rows_b", "rows_in_common", "share"):
        total = row["rows_a"] + row["rows_b"]
        expected = round(2 * row["rows_in_common"] / total, 4) if total else None
        if row["share"] != expected or row["rows_in_common"] > min(row["rows_a"], row["rows_b"]):
            yield Violation(
                "agreement", index, "share", str(row["share"]), f"does not follow from the counts ({expected})", "compute it again"
            )
        kappa = (
            None
            if row["chance"] is None or row["chance"] == 1 or expected is None
            else round((expected - row["chance"]) / (1 - row["chance"]), 4)
        )
        if (row["column_name"] == "rows") != (row["chance"] is None) or row["kappa"] != kappa:
            yield Violation(
                "agreement", index, "kappa", str(row["kappa"]), f"does not follow from agreement and chance ({kappa})", "compute it again"
            )


def references_are_cited(tables: Tables) -> Iterator[Violation]:
    """A reference is cited by an entry."""
    if "citations" not in tables:
        return
    cited = set(tables["citations"]["reference_id"])
    for index, row in rows(tables, "references", "reference_id"):
        if row["reference_id"] not in cited:
            yield Violation("references", index, "reference_id", row["reference_id"], "is cited by nothing", "take it away, or cite it")


def the_latest_year_is_cited(tables: Tables) -> Iterator[Violation]:
    """The latest year a document is said to cite is the latest in its bibliography."""
    years: dict[str, int] = {}
    for _, row in rows(tables, "citations", "document_id", "year"):
        if row["year"] is not None:
            years[row["document_id"]] = max(row["year"], years.get(row["document_id"], 0))
    for index, row in rows(tables, "documents", "document_id", "latest_year_cited"):
        latest = years.get(row["document_id"])
        if years and row["latest_year_cited"] != latest:
            found = str(row["latest_year_cited"])
            yield Violation("documents", index, "latest_year_cited", found, f"but the latest year cited is {latest}", "correct it")


def what_was_not_seen_has_no_identifier(tables: Tables) -> Iterator[Violation]:
    """A work that was not found, or is known from memory only, has no DOI, PMID or PMCID; nor is an identifier recalled."""
    for index, row in rows(tables, "references", "record_basis", "recalled_fields"):
        for name in ("doi", "pmid", "pmcid"):
            if row[name] is not None and (row["record_basis"] in ("not_found", "recalled") or name in row["recalled_fields"]):
                yield Violation("references", index, name, str(row[name]), "was not seen", "leave it empty")
    for index, row in rows(tables, "cross_references", "record_basis"):
        if row["record_basis"] not in ("seen", "computed"):
            yield Violation("cross_references", index, "record_basis", row["record_basis"], "was not seen", "leave the identifier out")


def identifiers_are_unique(tables: Tables) -> Iterator[Violation]:
    """A DOI, a PMID and a PMCID belong to one work; an exact identifier belongs to one entry of a kind; no id is obsolete."""
    for name in ("doi", "pmid", "pmcid"):
        owner: dict[object, str] = {}
        for index, row in rows(tables, "references", name):
            if row[name] is not None and owner.setdefault(row[name], row["reference_id"]) != row["reference_id"]:
                yield Violation("references", index, name, str(row[name]), f"belongs to {owner[row[name]]} too", "one work, one reference")
    kinds = vocabulary_kinds(tables)
    holder: dict[tuple, str] = {}
    for index, row in rows(tables, "cross_references", "entity_id", "curie", "relation", "status"):
        mark = (kinds.get(row["entity_id"]), row["curie"])
        if mark[0] and row["relation"] == "exact" and holder.setdefault(mark, row["entity_id"]) != row["entity_id"]:
            yield Violation(
                "cross_references",
                index,
                "curie",
                row["curie"],
                f"is exact for {holder[mark]} too",
                "an isomer, a salt and a mixture have their own identifiers",
            )
        if row["status"] == "obsolete":
            yield Violation("cross_references", index, "curie", row["curie"], "is obsolete", "take the id that replaced it")


RULES: tuple[Rule, ...] = (
    keys_are_unique, ids_are_unique_over_vocabularies, keys_resolve, retired_ids_stay_retired, trees_have_no_cycle,
    ranges_are_in_order, laboratory_bounds_fit_their_kind, units_are_known_and_fit, numbers_have_a_unit, doses_fit_their_kind,
    effects_fit_their_endpoint, illustrative_values_are_no_targets, made_up_schemes_are_worded_so, spans_lie_in_a_passage,
    passages_do_not_overlap, a_claim_stands_once_on_a_span, fact_ids_spell_their_claim, facts_and_statements_match, facts_carry_their_doubts,
    dispositions_fit_statements, edges_have_their_sign, si_values_equal_the_conversion, matrix_is_complete, conflicts_name_several_facts,
    cautions_name_what_they_are_about, agreement_follows_from_its_counts, references_are_cited, the_latest_year_is_cited,
    what_was_not_seen_has_no_identifier, identifiers_are_unique, structures_have_a_formula_and_an_inchikey,
    molar_masses_follow_from_formulas,
)  # fmt: skip
