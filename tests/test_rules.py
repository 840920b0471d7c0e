"""The rules between tables: each holds over every real row, and each can fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from conftest import has, is_
from estromod_schemas.frames import records

from estromod_schemas.registry import FACT_TABLES
from estromod_schemas.rules import RULES

Tables = dict[str, pd.DataFrame]
NAMES = {rule.__name__: rule for rule in RULES}


def put(tables: Tables, table: str, column: str, value: Any, where: Callable[[dict], bool] = lambda row: True) -> str:
    """Set one cell of a copy, in the first row that fits; a value that is a function gets the row. Return the table's name."""
    fitting = [(index, row) for index, row in enumerate(records(tables[table])) if where(row)]
    assert fitting, f"no row of {table} fits: the case would break nothing"
    index, row = fitting[0]
    frame = tables[table].copy()
    frame.at[frame.index[index], column] = value(row) if callable(value) else value
    tables[table] = frame
    return table


def repeat_first(tables: Tables, table: str, **changes: Any) -> str:
    """Append the first row once more, with some cells changed."""
    extra = tables[table].head(1).copy()
    for name, value in changes.items():
        extra[name] = value
    tables[table] = pd.concat([tables[table], extra], ignore_index=True)
    return table


def drop_first(tables: Tables, table: str) -> str:
    tables[table] = tables[table].iloc[1:]
    return table


def first(tables: Tables, table: str, where: Callable[[dict], bool] = lambda row: True) -> dict:
    return next(row for row in records(tables[table]) if where(row))


def kind_of_endpoint(tables: Tables) -> dict[str, str]:
    return dict(zip(tables["endpoints"]["endpoint_id"], tables["endpoints"]["kind"], strict=True))


def a_cycle(tables: Tables) -> str:
    below = first(tables, "drug_classes", lambda row: row["parent_id"])
    return put(tables, "drug_classes", "parent_id", below["class_id"], lambda row: row["class_id"] == below["parent_id"])


def a_retired_drug(tables: Tables) -> str:
    drug = tables["drugs"]["drug_id"].iloc[0]
    row = {"id": drug, "table": "drugs", "reason": "a case", "replaced_by": pd.NA, "version": "0.1.0"}
    tables["retired_ids"] = pd.DataFrame([row], dtype="string")
    return "drugs"


def a_retired_id_without_successor(tables: Tables) -> str:
    row = {"id": "gone", "table": "drugs", "reason": "a case", "replaced_by": "nobody", "version": "0.1.0"}
    tables["retired_ids"] = pd.DataFrame([row], dtype="string")
    return "retired_ids"


def an_effect_on_a_receptor_that_is_none(tables: Tables) -> str:
    kinds = kind_of_endpoint(tables)
    return put(tables, "effects", "effect", "increase", lambda row: kinds[row["endpoint_id"]] == "receptor_activity")


def a_receptor_effect_elsewhere(tables: Tables) -> str:
    kinds = kind_of_endpoint(tables)
    return put(tables, "effects", "effect", "agonist", lambda row: kinds[row["endpoint_id"]] != "receptor_activity")


def an_asserted_example(tables: Tables) -> str:
    made_up = {row["protocol_id"] for row in records(tables["protocols"]) if row["standing"] == "illustrative"}
    table = next(t for t in FACT_TABLES if "protocol_id" in tables[t] and set(tables[t]["protocol_id"].dropna()) & made_up)
    return put(tables, table, "wording", "asserted", lambda row: row["protocol_id"] in made_up)


def a_target_of_an_example(tables: Tables) -> str:
    made_up = next(row["protocol_id"] for row in records(tables["protocols"]) if row["standing"] == "illustrative")
    return put(tables, "lab_targets", "protocol_id", made_up, lambda row: row["kind"] == "target")


def a_doi_of_two_works(tables: Tables) -> str:
    one = first(tables, "references", lambda row: row["doi"])
    return put(tables, "references", "doi", one["doi"], lambda row: row["doi"] and row["doi"] != one["doi"])


def an_identifier_of_two_drugs(tables: Tables) -> str:
    drugs = set(tables["drugs"]["drug_id"])
    one = first(tables, "cross_references", lambda row: row["relation"] == "exact" and row["entity_id"] in drugs)
    others = drugs - {one["entity_id"]}
    return put(tables, "cross_references", "curie", one["curie"], lambda row: row["relation"] == "exact" and row["entity_id"] in others)


# One line a case: the rule, and what breaks it in a copy of the real tables.
CASES: list[tuple[str, str, Callable[[Tables], str]]] = [
    ("keys_are_unique", "a row twice", lambda t: repeat_first(t, "drugs")),
    ("ids_are_unique_over_vocabularies", "a tissue named as a drug", lambda t: put(t, "tissues", "tissue_id", t["drugs"]["drug_id"].iloc[0])),
    ("keys_resolve", "an unknown tissue", lambda t: put(t, "effects", "tissue_id", "boen")),
    ("keys_resolve", "an edge to nowhere", lambda t: put(t, "pathway_edges", "target_id", "nowhere")),
    ("keys_resolve", "an entry of another vocabulary", lambda t: put(t, "effects", "agent_id", "bone")),
    ("keys_resolve", "an unknown item of a list", lambda t: put(t, "effect_matrix", "population_ids", lambda row: ["martians"])),
    ("retired_ids_stay_retired", "a retired drug", a_retired_drug),
    ("retired_ids_stay_retired", "a successor that is nothing", a_retired_id_without_successor),
    ("trees_have_no_cycle", "a class below itself", a_cycle),
    ("ranges_are_in_order", "low above high", lambda t: put(t, "lab_targets", "low", lambda row: row["high"] + 1, has("high"))),
    ("ranges_are_in_order", "a dose", lambda t: put(t, "regimens", "dose_low", lambda row: row["dose_high"] + 1, has("dose_high"))),
    ("laboratory_bounds_fit_their_kind", "a target without high", lambda t: put(t, "lab_targets", "high", pd.NA, is_(kind="target"))),
    ("laboratory_bounds_fit_their_kind", "a bound without word", lambda t: put(t, "lab_targets", "high_bound", pd.NA, has("high"))),
    ("units_are_known_and_fit", "no unit", lambda t: put(t, "lab_targets", "unit", "florins")),
    ("units_are_known_and_fit", "a unit of something else", lambda t: put(t, "lab_targets", "unit", "kg")),
    ("units_are_known_and_fit", "an analyte's unit", lambda t: put(t, "analytes", "unit", "florins", has("unit"))),
    ("units_are_known_and_fit", "an SI unit of something else", lambda t: put(t, "analytes", "si_unit", "kg", lambda row: row["unit"] and row["si_unit"])),
    ("units_are_known_and_fit", "a finding's unit", lambda t: put(t, "findings", "unit", "florins", has("unit"))),
    ("numbers_have_a_unit", "a dose without unit", lambda t: put(t, "regimens", "dose_unit", pd.NA, has("dose_low"))),
    ("numbers_have_a_unit", "a number without unit", lambda t: put(t, "findings", "unit", pd.NA, has("number"))),
    ("doses_fit_their_kind", "one dose, two numbers", lambda t: put(t, "regimens", "dose_high", lambda row: row["dose_low"] + 1, is_(dose_is="single"))),
    ("effects_fit_their_endpoint", "increase of a receptor activity", an_effect_on_a_receptor_that_is_none),
    ("effects_fit_their_endpoint", "agonist on another endpoint", a_receptor_effect_elsewhere),
    ("illustrative_values_are_no_targets", "by its standing", lambda t: put(t, "lab_targets", "standing", "illustrative", is_(kind="target"))),
    ("illustrative_values_are_no_targets", "by its wording", lambda t: put(t, "lab_targets", "wording", "illustrative", is_(kind="target"))),
    ("illustrative_values_are_no_targets", "by its scheme", a_target_of_an_example),
    ("made_up_schemes_are_worded_so", "an asserted example", an_asserted_example),
    ("spans_lie_in_a_passage", "a span too long", lambda t: put(t, "statements", "end", lambda row: row["end"] + 100_000)),
    ("spans_lie_in_a_passage", "a span that ends before it starts", lambda t: put(t, "statements", "end", lambda row: row["start"])),
    ("passages_do_not_overlap", "two in one place", lambda t: put(t, "passages", "end", lambda row: row["end"] + 100)),
    ("passages_do_not_overlap", "outside its document", lambda t: put(t, "documents", "n_chars", 10)),
    ("a_claim_stands_once_on_a_span", "said twice", lambda t: repeat_first(t, "statements", statement_id="s_0000000000")),
    ("facts_and_statements_match", "a wrong count", lambda t: put(t, "effects", "n_statements", lambda row: row["n_statements"] + 1)),
    ("facts_and_statements_match", "a fact that is not listed", lambda t: drop_first(t, "facts")),
    ("facts_and_statements_match", "a statement of no fact", lambda t: put(t, "statements", "fact_id", "effects/nobody/nowhere")),
    ("facts_and_statements_match", "a wording nobody used", lambda t: put(t, "effects", "wording", "investigational", is_(wording="asserted"))),
    ("facts_and_statements_match", "a document that is silent", lambda t: put(t, "effects", "document_ids", lambda row: ["nowhere"])),
    ("facts_and_statements_match", "a fact of another table", lambda t: put(t, "facts", "table", "drugs")),
    ("facts_carry_their_doubts", "a conflict kept quiet", lambda t: put(t, "effects", "in_conflict", False, is_(in_conflict=True))),
    ("facts_carry_their_doubts", "a caution made lighter", lambda t: put(t, "effects", "caution", "minor", is_(caution="serious"))),
    ("facts_carry_their_doubts", "a caution from nowhere", lambda t: put(t, "effects", "caution", "minor", is_(caution="unflagged"))),
    ("dispositions_fit_statements", "a reason and a statement", lambda t: put(t, "passages", "disposition", "hollow", is_(disposition="curated"))),
    ("dispositions_fit_statements", "curated without a statement", lambda t: put(t, "passages", "disposition", "curated", is_(disposition="heading"))),
    ("dispositions_fit_statements", "a wrong count", lambda t: put(t, "passages", "n_statements", 99)),
    ("edges_have_their_sign", "turned round", lambda t: put(t, "pathway_edges", "sign", lambda row: -row["sign"], lambda row: row["sign"])),
    ("si_values_equal_the_conversion", "doubled", lambda t: put(t, "lab_targets", "low_si", lambda row: row["low_si"] * 2, has("low_si"))),
    ("si_values_equal_the_conversion", "missing", lambda t: put(t, "lab_targets", "low_si", pd.NA, has("low_si"))),
    ("structures_have_a_formula_and_an_inchikey", "no formula", lambda t: put(t, "hormones", "formula", pd.NA, has("smiles"))),
    ("structures_have_a_formula_and_an_inchikey", "no structure", lambda t: put(t, "drugs", "smiles", pd.NA, has("formula"))),
    ("structures_have_a_formula_and_an_inchikey", "no InChIKey", lambda t: put(t, "analytes", "smiles", "C", lambda row: not row["smiles"])),
    ("structures_have_a_formula_and_an_inchikey", "a salt's InChIKey alone", lambda t: put(t, "cross_references", "relation", "related", lambda row: row["curie"].startswith("inchikey:"))),
    ("molar_masses_follow_from_formulas", "no formula", lambda t: put(t, "drugs", "formula", "C18H24O2 ", has("formula"))),
    ("molar_masses_follow_from_formulas", "an unknown element", lambda t: put(t, "hormones", "formula", "C18H24Xx", has("formula"))),
    ("molar_masses_follow_from_formulas", "one atom more", lambda t: put(t, "analytes", "formula", "C28H46O", has("formula"))),
    ("molar_masses_follow_from_formulas", "a mass of its own", lambda t: put(t, "analytes", "molar_mass_g_per_mol", 272.389, is_(hormone_id="estradiol"))),
    ("molar_masses_follow_from_formulas", "a mass of nothing", lambda t: put(t, "hormones", "molar_mass_g_per_mol", 1.0, lambda row: not row["formula"])),
    ("matrix_is_complete", "a cell missing", lambda t: drop_first(t, "effect_matrix")),
    ("matrix_is_complete", "without its facts", lambda t: put(t, "effect_matrix", "fact_ids", lambda row: [], is_(basis="stated"))),
    ("matrix_is_complete", "a class that speaks for a drug", lambda t: put(t, "effect_matrix", "basis", "stated", is_(basis="class_only"))),
    ("matrix_is_complete", "an action nobody stated", lambda t: put(t, "effect_matrix", "action", "agonist", is_(action="antagonist"))),
    ("matrix_is_complete", "a class's action", lambda t: put(t, "effect_matrix", "class_action", "mixed", is_(class_action="other_effects"))),
    ("matrix_is_complete", "an effect nobody stated", lambda t: put(t, "effect_matrix", "effects", lambda row: ["mood:improve"], is_(basis="stated"))),
    ("conflicts_name_several_facts", "one alone", lambda t: put(t, "conflicts", "fact_ids", lambda row: row["fact_ids"][:1])),
    ("conflicts_name_several_facts", "one twice", lambda t: put(t, "conflicts", "fact_ids", lambda row: [row["fact_ids"][0]] * 2)),
    ("cautions_name_what_they_are_about", "no such fact", lambda t: put(t, "cautions", "subject_ids", lambda row: ["effects/nobody"])),
    ("cautions_name_what_they_are_about", "an omission of a tissue", lambda t: put(t, "cautions", "subject_ids", lambda row: ["bone"], is_(kind="omission"))),
    ("cautions_name_what_they_are_about", "nothing", lambda t: put(t, "cautions", "subject_ids", lambda row: [])),
    ("fact_ids_spell_their_claim", "another wording of a claim", lambda t: put(t, "effects", "effect", lambda row: "decrease" if row["effect"] == "increase" else "increase")),
    ("agreement_follows_from_its_counts", "a finer figure", lambda t: put(t, "agreement", "share", 0.123)),
    ("agreement_follows_from_its_counts", "more in common than there are", lambda t: put(t, "agreement", "rows_in_common", lambda row: row["rows_a"] + 1)),
    ("agreement_follows_from_its_counts", "a finer kappa", lambda t: put(t, "agreement", "kappa", 0.123, has("chance"))),
    ("references_are_cited", "cited by nothing", lambda t: put(t, "references", "reference_id", "nobody_1900_nothing")),
    ("the_latest_year_is_cited", "another year", lambda t: put(t, "documents", "latest_year_cited", lambda row: row["latest_year_cited"] - 1)),
    ("what_was_not_seen_has_no_identifier", "a recalled work", lambda t: put(t, "references", "record_basis", "recalled", has("doi"))),
    ("what_was_not_seen_has_no_identifier", "a recalled field", lambda t: put(t, "references", "recalled_fields", lambda row: ["doi"], has("doi"))),
    ("what_was_not_seen_has_no_identifier", "a recalled id", lambda t: put(t, "cross_references", "record_basis", "recalled")),
    ("identifiers_are_unique", "a DOI of two works", a_doi_of_two_works),
    ("identifiers_are_unique", "an identifier of two drugs", an_identifier_of_two_drugs),
    ("identifiers_are_unique", "an obsolete one", lambda t: put(t, "cross_references", "status", "obsolete")),
]  # fmt: skip


def test_every_rule_has_a_case() -> None:
    assert {name for name, _, _ in CASES} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_rule_holds_over_the_published_tables(name: str, tables: Tables) -> None:
    assert list(NAMES[name](tables)) == []


@pytest.mark.checkout
@pytest.mark.parametrize("name", NAMES)
def test_rule_holds_over_the_curated_tables(name: str, curated: Tables) -> None:
    assert list(NAMES[name](curated)) == []


@pytest.mark.parametrize(("name", "breaks"), [(name, case) for name, _, case in CASES], ids=[f"{name}: {what}" for name, what, _ in CASES])
def test_rule_can_fail(name: str, breaks: Callable[[Tables], str], tables: Tables) -> None:
    broken = dict(tables)
    breaks(broken)
    found = list(NAMES[name](broken))
    assert found, "the rule did not look at the row that breaks it"
    for violation in found:
        assert violation.table in broken and violation.column and violation.why
        assert isinstance(violation.value, str)


def test_rules_run_over_what_is_at_hand(tables: Tables) -> None:
    """A table alone, or one that is missing, is no reason to stumble or to call its entries unknown."""
    for missing in tables:
        rest = {name: frame for name, frame in tables.items() if name != missing}
        blamed = {(rule.__name__, found.table) for rule in RULES for found in rule(rest)}
        assert not {pair for pair in blamed if pair[0] == "keys_resolve"}, f"without {missing}"
        alone = {missing: tables[missing]}
        assert [found for rule in RULES for found in rule(alone)] == []


def test_an_unknown_id_gets_the_nearest(tables: Tables) -> None:
    broken = dict(tables)
    put(broken, "effects", "tissue_id", "boen")
    (found,) = NAMES["keys_resolve"](broken)
    assert "'bone'" in found.remedy
