"""The rules between tables: each holds over every real row, and each can fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import has, is_

from estromod_schemas.codes import MUTUAL
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.registry import CLAIM_TABLES
from estromod_schemas.rules import RULES

NAMES = {rule.__name__: rule for rule in RULES}
Where = Callable[[Row], bool]


def put(data: Dataset, table: str, column: str, value: Any, where: Where = lambda row: True) -> Dataset:
    """Return the dataset with one cell changed, in the first row that fits; a value that is a function gets the row."""
    index, row = next(((index, row) for index, row in enumerate(data.rows(table)) if where(row)), (None, {}))
    assert index is not None, f"no row of {table} fits: the case would break nothing"
    changed = list(data.rows(table))
    assert column in row, f"{table} has no column {column}"
    changed[index] = row | {column: value(row) if callable(value) else value}
    assert changed[index] != row, "the case changes nothing"
    return data.with_tables({table: changed})


def repeat_first(data: Dataset, table: str, **changes: Any) -> Dataset:
    """Return the dataset with a table's first row once more, some cells changed."""
    rows = data.rows(table)
    return data.with_tables({table: [*rows, rows[0] | changes]})


def drop_first(data: Dataset, table: str) -> Dataset:
    return data.with_tables({table: data.rows(table)[1:]})


def first(data: Dataset, table: str, where: Where = lambda row: True) -> Row:
    return next(row for row in data.rows(table) if where(row))


def retire(data: Dataset, retired: str, successor: str | None = None) -> Dataset:
    row = {"id": retired, "table_name": "drugs", "reason": "a case", "replaced_by": successor, "version": "0.1.0"}
    return data.with_tables({"retired_ids": [row]})


def a_cycle(data: Dataset) -> Dataset:
    below = first(data, "drug_classes", has("parent_id"))
    return put(data, "drug_classes", "parent_id", below["class_id"], is_(class_id=below["parent_id"]))


def an_isomer_of_its_isomer(data: Dataset) -> Dataset:
    isomer = first(data, "drugs", has("isomer_of"))
    return put(data, "drugs", "isomer_of", isomer["drug_id"], is_(drug_id=isomer["isomer_of"]))


def an_effect(data: Dataset, effect: str, *, on_receptor: bool) -> Dataset:
    kinds = data.by_key("endpoints")
    return put(data, "effects", "effect", effect, lambda row: (kinds[row["endpoint_id"]]["kind"] == "receptor_activity") == on_receptor)


def an_asserted_example(data: Dataset) -> Dataset:
    made_up = {row["protocol_id"] for row in data.rows("protocols") if row["standing"] == "illustrative"}
    table = next(table for table in CLAIM_TABLES if made_up & {row.get("protocol_id") for row in data.rows(table)})
    return put(data, table, "wording", "asserted", lambda row: row["protocol_id"] in made_up)


def a_target_of_an_example(data: Dataset) -> Dataset:
    made_up = first(data, "protocols", is_(standing="illustrative"))
    return put(data, "lab_targets", "protocol_id", made_up["protocol_id"], is_(kind="target"))


def turned_round(data: Dataset) -> Dataset:
    mutual = first(data, "comparisons", lambda row: row["relation"] in MUTUAL)
    data = put(data, "comparisons", "subject_id", mutual["object_id"], is_(claim_id=mutual["claim_id"]))
    return put(data, "comparisons", "object_id", mutual["subject_id"], is_(claim_id=mutual["claim_id"]))


def with_a_statement(data: Dataset, table: str, cells: Row, where: Where) -> Dataset:
    """Return the dataset with one claim as its curated row, a statement's columns beside its own, some cells changed."""
    claim = first(data, table, where)
    return data.with_tables({table: [claim | first(data, "statements", is_(claim_id=claim["claim_id"])) | cells]})


def a_scheme_of_another_document(data: Dataset) -> Dataset:
    home = data.by_key("protocols")
    return with_a_statement(data, "uses", {"document_id": "nowhere"}, lambda row: row["protocol_id"] in home)


def a_restoration(data: Dataset, table: str, names: list[str], places: list[str], where: Where = lambda row: True) -> Dataset:
    return with_a_statement(data, table, {"restored_columns": names, "restored_from": places}, where)


def a_doi_of_two_works(data: Dataset) -> Dataset:
    one = first(data, "references", has("doi"))
    return put(data, "references", "doi", one["doi"], lambda row: row["doi"] and row["doi"] != one["doi"])


def of_drug(data: Dataset, prefix: str = "", relation: str = "exact", other_than: str = "") -> Where:
    """Return what tells whether a cross-reference is one of a drug, but not of this one."""
    drugs = set(data.by_key("drugs")) - {other_than}
    return lambda row: row["relation"] == relation and row["entity_id"] in drugs and row["curie"].startswith(prefix)


def an_identifier_of_two_drugs(data: Dataset) -> Dataset:
    one = first(data, "cross_references", of_drug(data))
    return put(data, "cross_references", "curie", one["curie"], of_drug(data, other_than=one["entity_id"]))


# One line a case: the rule, and what breaks it in a copy of the real tables.
CASES: list[tuple[str, str, Callable[[Dataset], Dataset]]] = [
    ("keys_are_unique", "a row twice", lambda t: repeat_first(t, "drugs")),
    ("ids_are_unique_over_vocabularies", "a tissue named as a drug", lambda t: put(t, "tissues", "tissue_id", t.rows("drugs")[0]["drug_id"])),
    ("keys_resolve", "an unknown tissue", lambda t: put(t, "effects", "tissue_id", "boen")),
    ("keys_resolve", "an edge to nowhere", lambda t: put(t, "pathway_edges", "target_id", "nowhere")),
    ("keys_resolve", "an entry of another vocabulary", lambda t: put(t, "effects", "agent_id", "bone")),
    ("keys_resolve", "an unknown item of a list", lambda t: put(t, "effect_matrix", "population_ids", lambda row: ["martians"])),
    ("retired_ids_stay_retired", "a retired drug", lambda t: retire(t, t.rows("drugs")[0]["drug_id"])),
    ("retired_ids_stay_retired", "a successor that is nothing", lambda t: retire(t, "gone", "nobody")),
    ("trees_have_no_cycle", "a class below itself", a_cycle),
    ("trees_have_no_cycle", "an isomer of its isomer", an_isomer_of_its_isomer),
    ("ranges_are_in_order", "low above high", lambda t: put(t, "lab_targets", "low", lambda row: row["high"] + 1, has("high"))),
    ("ranges_are_in_order", "a dose", lambda t: put(t, "regimens", "dose_low", lambda row: row["dose_high"] + 1, has("dose_high"))),
    ("laboratory_bounds_fit_their_kind", "a target without high", lambda t: put(t, "lab_targets", "high", None, is_(kind="target"))),
    ("laboratory_bounds_fit_their_kind", "a bound without word", lambda t: put(t, "lab_targets", "high_bound", None, has("high"))),
    ("units_are_known", "no unit", lambda t: put(t, "lab_targets", "unit", "florins")),
    ("units_fit_their_analyte", "a unit of something else", lambda t: put(t, "lab_targets", "unit", "kg")),
    ("units_are_known", "an analyte's unit", lambda t: put(t, "analytes", "unit", "florins", has("unit"))),
    ("units_are_known", "an SI unit", lambda t: put(t, "analytes", "si_unit", "florins", has("si_unit"))),
    ("units_fit_their_analyte", "an SI unit of something else", lambda t: put(t, "analytes", "si_unit", "kg", lambda row: row["unit"] and row["si_unit"])),
    ("units_are_known", "a finding's unit", lambda t: put(t, "findings", "unit", "florins", has("unit"))),
    ("numbers_have_a_unit", "a dose without unit", lambda t: put(t, "regimens", "dose_unit", None, has("dose_low"))),
    ("numbers_have_a_unit", "a number without unit", lambda t: put(t, "findings", "unit", None, has("number"))),
    ("doses_fit_their_kind", "one dose, two numbers", lambda t: put(t, "regimens", "dose_high", lambda row: row["dose_low"] + 1, is_(dose_is="single"))),
    ("effects_fit_their_endpoint", "increase of a receptor activity", lambda t: an_effect(t, "increase", on_receptor=True)),
    ("effects_fit_their_endpoint", "agonist on another endpoint", lambda t: an_effect(t, "agonist", on_receptor=False)),
    ("effects_fit_their_endpoint", "agonist on what is no endpoint", lambda t: put(t, "physiology", "effect", "agonist", lambda row: row["effect"] and t.kinds[row["object_id"]] != "endpoints")),
    ("effects_fit_their_endpoint", "agonist of an object", lambda t: put(t, "physiology", "effect", "agonist", lambda row: row["effect"] and t.kinds[row["object_id"]] == "endpoints")),
    ("what_acts_has_an_effect", "on the body", lambda t: put(t, "physiology", "effect", None, is_(relation="acts_on"))),
    ("what_acts_has_an_effect", "in a study", lambda t: put(t, "findings", "relation", "acts_on", is_(effect=None))),
    ("subject_is_not_object", "on itself", lambda t: put(t, "physiology", "object_id", lambda row: row["subject_id"])),
    ("subject_is_not_object", "decided by itself", lambda t: put(t, "moderators", "moderator_id", lambda row: row["subject_id"])),
    ("subject_is_not_object", "used for itself", lambda t: put(t, "uses", "purpose_id", lambda row: row["agent_id"])),
    ("quantifiers_are_of_classes", "some of one drug", lambda t: put(t, "effects", "quantifier", "some", lambda row: t.kinds[row["agent_id"]] == "drugs")),
    ("comparisons_have_two_sides", "more than nothing", lambda t: put(t, "effects", "comparator_id", None, has("comparison"))),
    ("comparisons_have_two_sides", "beside another, how is not said", lambda t: put(t, "effects", "comparison", None, has("comparator_id"))),
    ("comparisons_have_two_sides", "less likely than what", lambda t: put(t, "side_effects", "comparator_id", None, is_(risk="lowers"))),
    ("mutual_relations_stand_once", "turned round", turned_round),
    ("protocols_belong_to_their_document", "a scheme of another", a_scheme_of_another_document),
    ("only_identities_are_restored", "a number", lambda t: a_restoration(t, "regimens", ["dose_low"], ["0..9"], has("dose_low"))),
    ("only_identities_are_restored", "a direction", lambda t: a_restoration(t, "effects", ["effect"], ["0..9"])),
    ("only_identities_are_restored", "what the row does not say", lambda t: a_restoration(t, "effects", ["comparator_id"], ["0..9"], is_(comparator_id=None))),
    ("only_identities_are_restored", "read for nothing", lambda t: a_restoration(t, "effects", [], ["0..9"])),
    ("only_identities_are_restored", "read nowhere", lambda t: a_restoration(t, "effects", ["agent_id"], [])),
    ("illustrative_values_are_no_targets", "by its standing", lambda t: put(t, "lab_targets", "standing", "illustrative", is_(kind="target"))),
    ("illustrative_values_are_no_targets", "by its wording", lambda t: put(t, "lab_targets", "wording", "illustrative", is_(kind="target"))),
    ("illustrative_values_are_no_targets", "by its scheme", a_target_of_an_example),
    ("made_up_schemes_are_worded_so", "an asserted example", an_asserted_example),
    ("spans_lie_in_a_passage", "a span too long", lambda t: put(t, "statements", "end_char", lambda row: row["end_char"] + 100_000)),
    ("spans_lie_in_a_passage", "a span that ends before it starts", lambda t: put(t, "statements", "end_char", lambda row: row["start_char"])),
    ("passages_do_not_overlap", "two in one place", lambda t: put(t, "passages", "end_char", lambda row: row["end_char"] + 100)),
    ("passages_do_not_overlap", "outside its document", lambda t: put(t, "documents", "n_chars", 10)),
    ("a_claim_stands_once_on_a_span", "said twice", lambda t: repeat_first(t, "statements", statement_id="s_0000000000")),
    ("claims_and_statements_match", "a wrong count", lambda t: put(t, "effects", "n_statements", lambda row: row["n_statements"] + 1)),
    ("claims_are_those_of_their_tables", "a claim that is not listed", lambda t: drop_first(t, "claims")),
    ("claims_and_statements_match", "a statement of no claim", lambda t: put(t, "statements", "claim_id", "effects/nobody/nowhere")),
    ("claims_and_statements_match", "a wording nobody used", lambda t: put(t, "effects", "wording", "investigational", is_(wording="asserted"))),
    ("claims_and_statements_match", "a document that is silent", lambda t: put(t, "effects", "document_ids", lambda row: ["nowhere"])),
    ("claims_are_those_of_their_tables", "a claim of another table", lambda t: put(t, "claims", "table_name", "drugs")),
    ("claims_are_those_of_their_tables", "other people", lambda t: put(t, "claims", "population_id", "women", is_(population_id="men"))),
    ("claims_are_those_of_their_tables", "a claim of nowhere", lambda t: drop_first(t, "effects")),
    ("propositions_hold_their_claims", "one left out", lambda t: put(t, "propositions", "claim_ids", lambda row: row["claim_ids"][1:])),
    ("propositions_hold_their_claims", "one of another", lambda t: put(t, "claims", "proposition_id", t.rows("propositions")[-1]["proposition_id"])),
    ("conversions_are_those_of_the_analytes", "of a unit to itself", lambda t: put(t, "unit_conversions", "factor", 2.0, lambda row: row["from_unit"] == row["to_unit"])),
    ("conversions_are_those_of_the_analytes", "turned round", lambda t: put(t, "unit_conversions", "factor", lambda row: 1 / row["factor"], lambda row: row["factor"] != 1)),
    ("conversions_are_those_of_the_analytes", "to another unit", lambda t: put(t, "unit_conversions", "to_unit", "kg")),
    ("claims_carry_their_doubts", "a conflict kept quiet", lambda t: put(t, "effects", "in_conflict", False, is_(in_conflict=True))),
    ("claims_carry_their_doubts", "a caution made lighter", lambda t: put(t, "effects", "caution", "minor", is_(caution="serious"))),
    ("claims_carry_their_doubts", "a caution from nowhere", lambda t: put(t, "effects", "caution", "minor", is_(caution="unflagged"))),
    ("dispositions_fit_statements", "a reason and a statement", lambda t: put(t, "passages", "disposition", "hollow", is_(disposition="curated"))),
    ("dispositions_fit_statements", "curated without a statement", lambda t: put(t, "passages", "disposition", "curated", is_(disposition="heading"))),
    ("dispositions_fit_statements", "a wrong count", lambda t: put(t, "passages", "n_statements", 99)),
    ("edges_have_their_sign", "turned round", lambda t: put(t, "pathway_edges", "sign", lambda row: -row["sign"], lambda row: row["sign"])),
    ("si_factors_follow_from_units", "doubled", lambda t: put(t, "analytes", "si_factor", lambda row: row["si_factor"] * 2, has("si_factor"))),
    ("si_values_equal_the_conversion", "doubled", lambda t: put(t, "lab_targets", "low_si", lambda row: row["low_si"] * 2, has("low_si"))),
    ("si_values_equal_the_conversion", "missing", lambda t: put(t, "lab_targets", "low_si", None, has("low_si"))),
    ("structures_have_a_formula", "no formula", lambda t: put(t, "hormones", "formula", None, has("smiles"))),
    ("structures_have_a_formula", "no structure", lambda t: put(t, "drugs", "smiles", None, has("formula"))),
    ("structures_have_an_inchikey", "no InChIKey", lambda t: put(t, "analytes", "smiles", "C", lambda row: not row["smiles"])),
    ("structures_have_an_inchikey", "a salt's InChIKey alone", lambda t: put(t, "cross_references", "relation", "related", lambda row: row["curie"].startswith("inchikey:"))),
    ("structures_have_an_inchikey", "no structure", lambda t: put(t, "drugs", "smiles", None, has("inchikey"))),
    ("molar_masses_follow_from_formulas", "no formula", lambda t: put(t, "drugs", "formula", "C18H24O2 ", has("formula"))),
    ("molar_masses_follow_from_formulas", "an unknown element", lambda t: put(t, "hormones", "formula", "C18H24Xx", has("formula"))),
    ("molar_masses_follow_from_formulas", "one atom more", lambda t: put(t, "analytes", "formula", "C28H46O", has("formula"))),
    ("molar_masses_follow_from_formulas", "a mass of its own", lambda t: put(t, "analytes", "molar_mass_g_per_mol", 272.389, is_(hormone_id="estradiol"))),
    ("molar_masses_follow_from_formulas", "a mass of nothing", lambda t: put(t, "hormones", "molar_mass_g_per_mol", 1.0, lambda row: not row["formula"])),
    ("matrix_is_complete", "a cell missing", lambda t: drop_first(t, "effect_matrix")),
    ("matrix_cells_hold_their_claims", "without its claims", lambda t: put(t, "effect_matrix", "claim_ids", lambda row: [], is_(cell_basis="stated"))),
    ("matrix_cells_hold_their_claims", "a class that speaks for a drug", lambda t: put(t, "effect_matrix", "cell_basis", "stated", is_(cell_basis="class_only"))),
    ("matrix_actions_follow_from_effects", "an action nobody stated", lambda t: put(t, "effect_matrix", "action", "agonist", is_(action="antagonist"))),
    ("matrix_actions_follow_from_effects", "a class's action", lambda t: put(t, "effect_matrix", "class_action", "mixed", is_(class_action="antagonist"))),
    ("matrix_actions_follow_from_effects", "an effect nobody stated", lambda t: put(t, "effect_matrix", "effects", lambda row: ["mood:improve"], is_(cell_basis="stated"))),
    ("conflicts_name_several_claims", "one alone", lambda t: put(t, "conflicts", "claim_ids", lambda row: row["claim_ids"][:1])),
    ("conflicts_name_several_claims", "one twice", lambda t: put(t, "conflicts", "claim_ids", lambda row: [row["claim_ids"][0]] * 2)),
    ("cautions_name_what_they_are_about", "no such claim", lambda t: put(t, "cautions", "subject_ids", lambda row: ["effects/nobody"])),
    ("cautions_name_what_they_are_about", "an omission of a tissue", lambda t: put(t, "cautions", "subject_ids", lambda row: ["bone"], is_(kind="omission"))),
    ("cautions_name_what_they_are_about", "nothing", lambda t: put(t, "cautions", "subject_ids", lambda row: [])),
    ("claim_ids_spell_their_row", "another wording of a claim", lambda t: put(t, "effects", "effect", lambda row: "decrease" if row["effect"] == "increase" else "increase")),
    ("agreement_follows_from_its_counts", "a finer figure", lambda t: put(t, "agreement", "share", 0.123)),
    ("agreement_follows_from_its_counts", "more in common than there are", lambda t: put(t, "agreement", "rows_in_common", lambda row: row["rows_a"] + 1)),
    ("agreement_follows_from_its_counts", "a finer kappa", lambda t: put(t, "agreement", "kappa", 0.123, has("chance"))),
    ("references_are_cited", "cited by nothing", lambda t: put(t, "references", "reference_id", "nobody_1900_nothing")),
    ("the_latest_year_is_cited", "another year", lambda t: put(t, "documents", "latest_year_cited", lambda row: row["latest_year_cited"] - 1)),
    ("works_not_seen_have_no_identifier", "a recalled work", lambda t: put(t, "references", "record_basis", "recalled", has("doi"))),
    ("works_not_seen_have_no_identifier", "a recalled field", lambda t: put(t, "references", "recalled_fields", lambda row: ["doi"], has("doi"))),
    ("records_say_where_they_were_seen", "seen nowhere", lambda t: put(t, "references", "seen_at", lambda row: [], has("seen_at"))),
    ("records_say_where_they_were_seen", "a place of a work not found", lambda t: put(t, "references", "seen_at", lambda row: ["https://a.example"], is_(record_basis="not_found"))),
    ("records_say_where_they_were_seen", "no address", lambda t: put(t, "references", "seen_at", lambda row: ["javascript:alert(1)"], has("seen_at"))),
    ("records_say_where_they_were_seen", "the record of another work", lambda t: put(t, "references", "pmid", 1, lambda row: "copy" in str(row["seen_at"]))),
    ("records_say_where_they_were_seen", "an identifier seen nowhere", lambda t: put(t, "cross_references", "seen_at", lambda row: [], is_(record_basis="seen"))),
    ("recalled_fields_are_filled_fields", "no field", lambda t: put(t, "references", "recalled_fields", lambda row: ["doi"], is_(record_basis="seen"))),
    ("recalled_fields_are_filled_fields", "of a record from memory", lambda t: put(t, "references", "record_basis", "recalled", has("recalled_fields"))),
    ("web_pages_have_an_address", "an article's", lambda t: put(t, "references", "url", "https://a.example", is_(type="article"))),
    ("web_pages_have_an_address", "a script", lambda t: put(t, "references", "url", "javascript:alert(1)", is_(type="web_page"))),
    ("web_pages_have_an_address", "a document's, with markup", lambda t: put(t, "documents", "url", "https://a<script>")),
    ("statuses_follow_from_the_comparison", "verified, with a wrong field", lambda t: put(t, "citations", "status", "verified", has("field_errors"))),
    ("statuses_follow_from_the_comparison", "wrong in nothing", lambda t: put(t, "citations", "field_errors", lambda row: [], is_(status="verified_with_errors"))),
    ("statuses_follow_from_the_comparison", "a work that was found", lambda t: put(t, "references", "record_basis", "seen", is_(record_basis="not_found"))),
    ("citations_are_numbered", "a number left out", lambda t: drop_first(t, "citations")),
    ("citations_are_numbered", "another's place", lambda t: put(t, "citations", "position", 3, is_(position=1))),
    ("days_and_years_are_past", "a year to come", lambda t: put(t, "references", "year", 2155, has("year"))),
    ("days_and_years_are_past", "before printing", lambda t: put(t, "citations", "year", 1066, has("year"))),
    ("pubmed_numbers_have_eight_digits_at_most", "nine", lambda t: put(t, "references", "pmid", 123456789, has("pmid"))),
    ("entities_are_those_of_the_vocabularies", "one left out", lambda t: drop_first(t, "entities")),
    ("entities_are_those_of_the_vocabularies", "another name", lambda t: put(t, "entities", "name", "nobody")),
    ("codes_are_those_of_the_models", "meanings exchanged", lambda t: put(t, "codes", "meaning", "something else")),
    ("codes_are_those_of_the_models", "one left out", lambda t: drop_first(t, "codes")),
    ("identifier_columns_are_those_of_the_cross_references", "another drug's", lambda t: put(t, "drugs", "unii", lambda row: first(t, "drugs", lambda other: other["unii"] != row["unii"])["unii"], has("unii"))),
    ("identifier_columns_are_those_of_the_cross_references", "one of nowhere", lambda t: put(t, "conditions", "hp", "HP:0000001", is_(hp=None))),
    ("vocabularies_are_in_order", "turned round", lambda t: t.with_tables({"drugs": t.rows("drugs")[::-1]})),
    ("identifiers_were_seen", "a recalled id", lambda t: put(t, "cross_references", "record_basis", "recalled")),
    ("an_identifier_belongs_to_one_work", "a DOI of two works", a_doi_of_two_works),
    ("an_exact_identifier_means_one_entry", "an identifier of two drugs", an_identifier_of_two_drugs),
    ("identifiers_are_in_force", "an obsolete one", lambda t: put(t, "cross_references", "status", "obsolete")),
    ("identifiers_are_well_formed", "an unused prefix", lambda t: put(t, "cross_references", "curie", "chebi:41774", is_(curie="CHEBI:41774"))),
    ("identifiers_are_well_formed", "another form", lambda t: put(t, "cross_references", "curie", "HP:771", is_(curie="HP:0000771"))),
    ("identifiers_are_well_formed", "a wrong check digit", lambda t: put(t, "cross_references", "curie", "cas:10540-29-2", is_(curie="cas:10540-29-1"))),
    ("loinc_codes_have_their_name", "no name", lambda t: put(t, "cross_references", "label", None, is_(curie="loinc:2986-8"))),
    ("a_column_of_one_identifier_gets_one", "a second one", lambda t: put(t, "cross_references", "relation", "exact", of_drug(t, "CHEBI:", "related"))),
]  # fmt: skip


def test_every_rule_has_a_case() -> None:
    assert {name for name, _, _ in CASES} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_rule_holds_over_the_published_tables(name: str, data: Dataset) -> None:
    assert list(NAMES[name](data)) == []


@pytest.mark.checkout
@pytest.mark.parametrize("name", NAMES)
def test_rule_holds_over_the_curated_tables(name: str, curated: Dataset) -> None:
    assert list(NAMES[name](curated)) == []


@pytest.mark.parametrize(("name", "breaks"), [(name, case) for name, _, case in CASES], ids=[f"{name}: {what}" for name, what, _ in CASES])
def test_rule_can_fail(name: str, breaks: Callable[[Dataset], Dataset], data: Dataset) -> None:
    broken = breaks(data)
    found = list(NAMES[name](broken))
    assert found, "the rule did not look at the row that breaks it"
    for violation in found:
        assert violation.table in broken and violation.column and violation.why
        assert isinstance(violation.value, str)


def test_rules_run_over_what_is_at_hand(data: Dataset) -> None:
    """A table alone, or one that is missing, is no reason to stumble or to call its entries unknown."""
    for missing in data:
        rest = Dataset({table: data.rows(table) for table in data if table != missing})
        blamed = {(rule.__name__, found.table) for rule in RULES for found in rule(rest)}
        assert not {pair for pair in blamed if pair[0] == "keys_resolve"}, f"without {missing}"
        alone = Dataset({missing: data.rows(missing)})
        assert [found for rule in RULES for found in rule(alone)] == []


def test_an_unknown_id_gets_the_nearest(data: Dataset) -> None:
    (found,) = NAMES["keys_resolve"](put(data, "effects", "tissue_id", "boen"))
    assert "'bone'" in found.remedy
