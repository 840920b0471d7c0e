"""Statements into claims: ids that spell the claim out, the strongest wording, and counts."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

import pytest

from estromod_build.derive import fold
from estromod_build.derive.tables import publishable
from estromod_schemas import codes
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.ids import claim_id
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import CLAIM_TABLES, VOCABULARY_TABLES, columns, key, meaning

CLAIM = {"agent_id": "tamoxifen", "tissue_id": "breast", "endpoint_id": "estrogen_receptor_activity", "effect": "antagonist"}


def test_claim_id_is_the_required_values_in_order() -> None:
    assert claim_id("effects", CLAIM) == "effects/tamoxifen/breast/estrogen_receptor_activity/antagonist"


def test_defaults_and_empty_cells_are_left_out() -> None:
    silent = {"circumstance": None, "comparator_id": None, **dict.fromkeys(("directness", "population_id", "timing"), "unspecified")}
    assert claim_id("effects", {**CLAIM, **silent}) == claim_id("effects", CLAIM)


def test_optional_values_follow_by_name() -> None:
    said = {"timing": "long_term", "comparator_id": "placebo", "population_id": "women"}
    expected = claim_id("effects", CLAIM) + "/comparator_id=placebo/population_id=women/timing=long_term"
    assert claim_id("effects", {**CLAIM, **said}) == expected


@pytest.mark.parametrize("value", ["pg/mL", "a|b", "a=b", "100%", "two words", "%2F", "α-actin", "m[IU]/mL"])
def test_separators_in_a_value_are_encoded(value: str) -> None:
    name = claim_id("lab_targets", {"analyte_id": "serum_estradiol", "kind": "target", "unit": value})
    *_, last = name.split("/")
    assert unquote(last) == value and not set("/|= ") & set(last)
    assert name.count("/") == 3


def test_numbers_in_an_id_are_written_one_way() -> None:
    claim = {"analyte_id": "serum_estradiol", "kind": "target", "unit": "pg/mL", "low": 20.0, "high": 30}
    assert claim_id("lab_targets", claim) == "lab_targets/serum_estradiol/target/pg%2FmL/high=30/low=20"


@pytest.mark.parametrize("table", CLAIM_TABLES)
def test_every_id_follows_from_its_claim(table: str, data: Dataset) -> None:
    assert data.rows(table)
    for row in data.rows(table):
        assert row["claim_id"] == claim_id(table, row)
        first, *values = row["claim_id"].split("/")
        required = [column.name for column in meaning(table) if column.means == "required"]
        plain = [unquote(value) for value in values[: len(required)]]
        assert first == table and plain == [text_of(row[name]) for name in required]
        optional = dict(value.split("=") for value in values[len(required) :])
        assert list(optional) == sorted(optional)
        for column in meaning(table):
            if column.means == "optional":
                default = text_of(row[column.name]) in ("", column.default)
                assert (column.name in optional) != default
                assert default or unquote(optional[column.name]) == text_of(row[column.name])


def test_ids_are_unique_over_all_tables(data: Dataset) -> None:
    every = sorted(row["claim_id"] for table in CLAIM_TABLES for row in data.rows(table))
    assert len(every) == len(set(every))
    assert every == [row["claim_id"] for row in data.rows("claims")]


@pytest.mark.parametrize("table", CLAIM_TABLES)
def test_wording_and_counts_are_those_of_the_statements(table: str, data: Dataset) -> None:
    order = list(codes.WORDING)
    stated: dict[str, list[Row]] = {}
    for row in data.rows("statements"):
        stated.setdefault(row["claim_id"], []).append(row)
    for row in data.rows(table):
        group = stated[row["claim_id"]]
        said = {statement["wording"] for statement in group}
        assert row["wording"] == min(said, key=order.index) and row["wording_varies"] == (len(said) > 1)
        assert row["n_statements"] == len(group)
        assert row["document_ids"] == sorted({statement["document_id"] for statement in group})
        assert row["n_documents"] == len(row["document_ids"])
        assert {statement["table_name"] for statement in group} == {table}


def test_wording_is_graded() -> None:
    assert list(codes.WORDING) == ["asserted", "hedged", "investigational", "illustrative"]


def test_statement_ids_follow_from_document_span_and_claim(data: Dataset) -> None:
    stated = data.rows("statements")
    for row in stated:
        assert row["statement_id"] == fold.statement_id(row["document_id"], row["start_char"], row["end_char"], row["claim_id"])
        assert re.fullmatch(r"s_[0-9a-f]{10}", row["statement_id"])
    assert len({row["statement_id"] for row in stated}) == len(stated)


def test_statement_stands_in_its_passage(data: Dataset) -> None:
    for row in data.rows("statements"):
        passage = data.by_key("passages")[row["passage_id"]]
        assert (
            passage["document_id"] == row["document_id"]
            and passage["start_char"] <= row["start_char"] < row["end_char"] <= passage["end_char"]
        )
        assert (passage["kind"], passage["section"]) == (row["passage_kind"], row["section"])


def test_statement_lists_every_entity_of_its_claim(data: Dataset) -> None:
    for row in data.rows("statements"):
        claim = data.by_key(row["table_name"])[row["claim_id"]]
        named = {claim[column.name] for column in meaning(row["table_name"]) if column.to} - {None, "unspecified"}
        assert set(row["entity_ids"]) == named and named <= set(data.by_key("entities"))


def test_every_curated_row_is_a_statement(data: Dataset, curated: Dataset) -> None:
    stated = Counter(row["table_name"] for row in data.rows("statements"))
    assert stated == {table: len(curated.rows(table)) for table in CLAIM_TABLES}


def test_statements_that_agree_are_one_claim(curated: Dataset) -> None:
    row = curated.rows("effects")[0]
    changes = (
        {"wording": "hedged"},
        {"wording": "asserted", "start_char": row["start_char"] + 1},
        {"timing": "long_term", "wording": "hedged"},
    )
    stated = fold.statements(
        curated.with_tables({**{table: [] for table in CLAIM_TABLES}, "effects": [row | change for change in changes]})
    )
    one, other = fold.claims(stated)["effects"]
    assert (one["n_statements"], one["wording"], one["wording_varies"], one["n_documents"]) == (2, "asserted", True, 1)
    assert (other["n_statements"], other["wording"], other["wording_varies"], other["n_documents"]) == (1, "hedged", False, 1)


def test_order_of_curated_rows_does_not_matter(curated: Dataset, data: Dataset) -> None:
    again = publishable(
        Dataset({table: reversed(curated.rows(table)) if table in CLAIM_TABLES else curated.rows(table) for table in curated})
    )
    assert {table: again.rows(table) for table in again} == {table: data.rows(table) for table in data}


def test_entities_are_those_of_the_vocabularies(data: Dataset) -> None:
    every = {row[key(table)[0]]: table for table in VOCABULARY_TABLES for row in data.rows(table)}
    assert {row["entity_id"]: row["table_name"] for row in data.rows("entities")} == every
    assert len(data.rows("entities")) == len(every)


def test_codes_are_those_of_the_models(data: Dataset) -> None:
    published = {(row["table_name"], row["column_name"], row["code"]): row["meaning"] for row in data.rows("codes")}
    known = {(table, column.name, code): said for table in data for column in columns(table) for code, said in column.codes.items()}
    assert published == known and known
