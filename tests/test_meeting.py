"""Where claims meet: one shape and one sentence for all, propositions, trends, and finding them."""

from __future__ import annotations

import re
from typing import Any

import pytest

import estromod as em
from estromod_build.derive.flat import rolled_up, trend
from estromod_build.derive.propositions import propositions, subject_topics
from estromod_schemas.codes import DIRECTION, DIRECTION_OF, TREND
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.ids import proposition_id
from estromod_schemas.registry import CLAIM_TABLES, meaning

# Sentences

OWN_HEDGE = ("research_status",)  # that something is being studied is said without a hedge
LEFT_OUT = {"protocol_id", "standing", "tissue_id"}  # a scheme, how a number is introduced, where an endpoint is understood to be measured


def test_a_sentence_is_whole(data: Dataset) -> None:
    assert data.rows("claims")
    for row in data.rows("claims"):
        said = row["sentence"]
        assert not re.search(r"[?_{}\[\]]|unspecified|None|\s\s| [,.;]", said), said
        assert not re.match("[a-z]", said) and said.endswith(".") and 15 < len(said) <= 200, said


def test_a_sentence_is_as_sure_as_its_claim(data: Dataset) -> None:
    for row in data.rows("claims"):
        said, hedged = row["sentence"], row["wording"] in ("hedged", "investigational")
        assert bool(re.search(r"\bmay\b", said)) or not hedged or row["table_name"] in OWN_HEDGE, said
        assert "may" not in said.split() or row["wording"] != "asserted", said
        assert said.startswith("In a made-up example, ") == (row["wording"] == "illustrative"), said
        assert ("elsewhere with a hedge" in said) == row["wording_varies"], said


def test_claims_with_one_sentence_differ_in_what_it_leaves_out(data: Dataset) -> None:
    groups: dict[str, list[Row]] = {}
    for row in data.rows("claims"):
        groups.setdefault(row["sentence"], []).append(data.by_key(row["table_name"])[row["claim_id"]] | {"table": row["table_name"]})
    for said, claims in groups.items():
        table = claims[0]["table"]
        differing = {column.name for column in meaning(table) if len({claim[column.name] for claim in claims}) > 1}
        assert {claim["table"] for claim in claims} == {table} and differing <= LEFT_OUT, said
        assert "tissue_id" not in differing or {claim["tissue_id"] for claim in claims} <= {"whole_body", "blood"}, said


# Propositions

EFFECT = {"agent_id": "anastrozole", "tissue_id": "bone", "endpoint_id": "bone_density", "effect": "decrease"}
SAME: list[tuple[str, Row, Row]] = [
    ("effects", EFFECT, {"population_id": "men", "timing": "long_term", "magnitude": "marked", "quantifier": "some"}),
    ("effects", EFFECT, {"circumstance": "as_monotherapy", "directness": "direct"}),
    ("uses", {"agent_id": "serm", "purpose_id": "fertility", "role": "support"}, {"line": "alternative", "protocol_id": "a_scheme"}),
]
MONITORING = {"measure_id": "serum_hormone_panel", "purpose": "assess_before"}
# Claims that were merged once and must not be: what they share, and what tells them apart.
APART: list[tuple[str, Row, Row]] = [
    ("monitoring", MONITORING | {"agent_id": "anastrozole"}, {"agent_id": "serm"}),
    ("monitoring", MONITORING | {"agent_id": "anastrozole"}, {"purpose": "confirm_effect"}),
    ("regimens", {"drug_id": "anastrozole", "dose_is": "single", "dose_low": 0.25, "dose_high": 0.25, "dose_unit": "mg"}, {"dose_low": 0.5, "dose_high": 0.5}),
    ("regimens", {"drug_id": "anastrozole", "dose_is": "single", "times_low": 1.0, "times_high": 1.0, "per": "week"}, {"times_high": 2.0}),
    ("lab_targets", {"analyte_id": "serum_testosterone", "kind": "expected", "unit": "ng/dL", "low": 700.0, "high": 900.0}, {"low": 800.0, "high": 1000.0}),
    ("pharmacokinetics", {"drug_id": "anastrozole", "property": "metabolism", "value": "occurs", "actor_id": "liver"}, {"actor_id": "glucuronidation"}),
    ("moderators", {"subject_id": "anastrozole", "relation": "depends_on", "moderator_id": "estrogen_sensitivity", "endpoint_id": "memory"}, {"endpoint_id": "mood"}),
    ("physiology", {"subject_id": "estrogen", "relation": "acts_on", "object_id": "bone_cell", "effect": "increase"}, {"effect": "regulate"}),
    ("physiology", {"subject_id": "estrogen", "relation": "acts_on", "object_id": "bone_cell", "subject_is": "more"}, {"subject_is": "less"}),
    ("comparisons", {"subject_id": "raloxifene", "relation": "better_than", "object_id": "tamoxifen", "endpoint_id": "bone_health"}, {"endpoint_id": "lipids"}),
    ("gene_effects", {"gene_id": "aromatase", "endpoint_id": "drug_response", "effect": "alter", "agent_id": "anastrozole"}, {"agent_id": "aromatase_inhibitor"}),
    ("gene_effects", {"gene_id": "aromatase", "endpoint_id": "drug_response", "effect": "alter"}, {"variant": "rs4646"}),
    ("uses", {"agent_id": "aromatase_inhibitor", "purpose_id": "fertility", "role": "support"}, {"line": "not_primary"}),
    ("effects", EFFECT, {"circumstance": "if_overdosed"}),
    ("side_effects", {"cause_id": "serm", "condition_id": "hot_flashes", "risk": "lowers", "comparator_id": "tamoxifen"}, {"comparator_id": "raloxifene"}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "claim", "change"), SAME)
def test_who_and_when_is_no_part_of_a_proposition(table: str, claim: Row, change: Row) -> None:
    assert proposition_id(table, claim) == proposition_id(table, claim | change)


@pytest.mark.parametrize(("table", "claim", "change"), APART)
def test_what_is_told_apart_is_no_one_proposition(table: str, claim: Row, change: Row) -> None:
    assert {*claim, *change} <= {column.name for column in meaning(table)}
    assert proposition_id(table, claim) != proposition_id(table, claim | change)


def test_a_use_for_men_is_not_one_for_women(data: Dataset) -> None:
    assert not any(row["mixed_sex"] for row in data.rows("propositions") if row["table_name"] == "uses")


def test_estradiol_and_estrogen_meet_in_the_group_alone(data: Dataset) -> None:
    assert rolled_up("estradiol", data) == "estrogen" and rolled_up("high_estradiol", data) == "high_estrogen"
    assert all(rolled_up(analyte, data) == analyte for analyte in data.by_key("analytes")), "two assays became one"
    groups: dict[str, list[Row]] = {}
    for row in data.rows("propositions"):
        groups.setdefault(row["group_id"], []).append(row)
    met = [found for found in groups.values() if len(found) > 1]
    assert met and all(len({row["proposition_id"].replace("estradiol", "estrogen") for row in found}) == 1 for found in met)
    assert all(row["group_id"] == row["proposition_id"] for row in data.rows("propositions") if row["table_name"] == "classifications")
    parts = [row["group_id"].split("/") for row in data.rows("propositions")]
    assert not any(part[1] in part[2:] for part in parts), "a group that says something of itself"


def told(**cells: Any) -> Row:
    """Return a row of `claims` in which nothing is said that is not given."""
    base = dict.fromkeys(("subject_id", "predicate", "object_id", "topic", "direction", "trend", "circumstance", "population_id"))
    base |= {"proposition_id": "p", "group_id": "p", "table_name": "effects", "claim_id": "c", "sex": "any", "wording": "asserted"}
    return base | {"in_conflict": False, "document_ids": ["one"], **cells}


def test_a_proposition_sums_up_its_claims() -> None:
    [row] = propositions([
        told(claim_id="b", sex="male", circumstance="unmanaged"),
        told(claim_id="a", sex="female", document_ids=["one", "two"], wording="hedged", in_conflict=True),
        told(claim_id="c", document_ids=["three"], wording="illustrative"),
    ])  # fmt: skip
    assert (row["claim_ids"], row["n_claims"], row["document_ids"], row["n_documents"]) == (["a", "b", "c"], 3, ["one", "two"], 2)
    assert row["mixed_sex"] and row["mixed_circumstance"] and row["in_conflict"]
    assert row["wordings"] == ["asserted", "hedged", "illustrative"]


@pytest.mark.parametrize(
    ("trends", "agree"),
    [(("for", "for"), "yes"), (("for", "against"), "no"), (("for", "unclear"), "silent"), (("for", None), "silent"), (("unclear", "unclear"), "silent")],
)  # fmt: skip
def test_documents_agree_where_they_say_which_way(trends: tuple[str, str], agree: str) -> None:
    claims = [told(subject_id="s", topic="bone", document_ids=[name], trend=seen) for name, seen in zip("ab", trends, strict=True)]
    made_up = claims[0] | {"trend": "against", "wording": "illustrative", "document_ids": ["c"]}
    [row] = subject_topics([*claims, made_up])
    assert (row["documents_agree"], row["n_documents"], row["trends"]) == (agree, 2, sorted(set(trends) & {"for", "against"}))


# Directions

THINGS = Dataset({"endpoints": [{"endpoint_id": name, "sense": sense} for name, sense in (("good", 1), ("bad", -1), ("neither", 0))]})
FLIPPED = {"for": "against", "against": "for", "unclear": "unclear"}


@pytest.mark.parametrize(("thing", "seen"), [("good", "for"), ("bad", "against"), ("neither", "unclear"), ("nothing", "unclear")])
def test_a_trend_is_direction_by_sense(thing: str, seen: str) -> None:
    assert trend("up", [None, thing], THINGS) == seen
    assert trend("down", [None, thing], THINGS) == FLIPPED[seen]
    assert (trend("better", [thing], THINGS), trend("worse", [thing], THINGS)) == ("for", "against")
    assert all(trend(same, [thing], THINGS) == same for same in ("keeps", "none", "both", "unclear", None))


def test_every_direction_is_given_and_nothing_else(data: Dataset) -> None:
    assert set(DIRECTION_OF.values()) == set(DIRECTION)
    for row in data.rows("claims"):
        assert (row["direction"] is None) == (row["trend"] is None) and row["trend"] in {*TREND, None}
        assert row["negated"] or row["direction"] != "none"


# Finding


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ({"agent": "Nolvadex", "tissue": "breast"}, lambda row: "tamoxifen" in (row["subject_id"], row["object_id"], row["via_id"], row["comparator_id"]) and row["tissue_id"] == "breast"),
        ({"organ": "bone", "wording": "hedged"}, lambda row: row["organ"] == "bone" and row["wording"] == "hedged"),
        ({"topic": "mood"}, lambda row: row["topic"] == "mood"),
        ({"topic": "bone"}, lambda row: "bone" in (row["topic"], row["organ"])),
        ({"population": "men", "table": "uses"}, lambda row: row["population_id"] == "men" and row["table_name"] == "uses"),
        ({"document": "serm_men"}, lambda row: "serm_men" in row["document_ids"]),
    ],
)  # fmt: skip
def test_find_gives_the_claims_that_fit_all_that_is_asked(asked: dict[str, str], meant: Any, data: Dataset) -> None:
    found = list(em.find(**asked)["claim_id"])
    assert found == [row["claim_id"] for row in data.rows("claims") if meant(row)] and 0 < len(found) < len(data.rows("claims"))


def test_find_nothing_and_everything() -> None:
    nothing = em.find(agent="letrozole", topic="uterus", wording="illustrative")
    assert nothing.empty and list(nothing.columns) == list(em.load("claims").columns)
    assert em.find().equals(em.load("claims"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"agent": "tamoxifin"}, "tamoxifen"), ({"agent": "bone"}, "bone"), ({"topic": "bonne"}, "bone"), ({"organ": "brian"}, "brain"),
        ({"table": "effect"}, "effects"), ({"wording": "sure"}, "sure"), ({"document": "serm_man"}, "serm_men"), ({"population": "mem"}, "men"),
    ],
)  # fmt: skip
def test_find_says_what_it_does_not_know(asked: dict[str, str], said: str) -> None:
    with pytest.raises(em.UnknownName, match=said):
        em.find(**asked)


def test_every_claim_table_meets_in_claims(data: Dataset) -> None:
    assert {row["table_name"] for row in data.rows("claims")} == set(CLAIM_TABLES)
    assert all(row["subject_id"] or row["table_name"] == "monitoring" for row in data.rows("claims"))
