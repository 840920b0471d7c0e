"""Statements into facts: ids that spell the claim out, the strongest wording, and counts."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pandas as pd
import pytest

from estromod_build.derive import fold
from estromod_build.derive import tables as derive
from estromod_schemas import codes
from estromod_schemas.frames import records, text_of
from estromod_schemas.registry import FACT_TABLES, VOCABULARY_TABLES, columns, key, meaning

Tables = dict[str, pd.DataFrame]
CLAIM = {"agent_id": "tamoxifen", "tissue_id": "breast", "endpoint_id": "estrogen_receptor_activity", "effect": "antagonist"}


def test_fact_id_is_the_required_values_in_order() -> None:
    assert fold.fact_id("effects", CLAIM) == "effects/tamoxifen/breast/estrogen_receptor_activity/antagonist"


def test_defaults_and_empty_cells_are_left_out() -> None:
    silent = {
        "directness": "unspecified",
        "population_id": "unspecified",
        "timing": "unspecified",
        "circumstance": pd.NA,
        "comparator_id": None,
    }
    assert fold.fact_id("effects", {**CLAIM, **silent}) == fold.fact_id("effects", CLAIM)


def test_optional_values_follow_by_name() -> None:
    said = {"timing": "long_term", "comparator_id": "placebo", "population_id": "women"}
    expected = fold.fact_id("effects", CLAIM) + "/comparator_id=placebo/population_id=women/timing=long_term"
    assert fold.fact_id("effects", {**CLAIM, **said}) == expected


@pytest.mark.parametrize("value", ["pg/mL", "a|b", "a=b", "100%", "two words", "%2F", "α-actin", "m[IU]/mL"])
def test_separators_in_a_value_are_encoded(value: str) -> None:
    name = fold.fact_id("lab_targets", {"analyte_id": "serum_estradiol", "kind": "target", "unit": value})
    *_, last = name.split("/")
    assert unquote(last) == value and not set("/|= ") & set(last)
    assert name.count("/") == 3


def test_numbers_in_an_id_are_written_one_way() -> None:
    claim = {"analyte_id": "serum_estradiol", "kind": "target", "unit": "pg/mL", "low": 20.0, "high": 30}
    assert fold.fact_id("lab_targets", claim) == "lab_targets/serum_estradiol/target/pg%2FmL/high=30/low=20"


@pytest.mark.parametrize("table", FACT_TABLES)
def test_every_id_follows_from_its_claim(table: str, tables: Tables) -> None:
    assert len(tables[table])
    for row in records(tables[table]):
        assert row["fact_id"] == fold.fact_id(table, row)
        first, *values = row["fact_id"].split("/")
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


def test_ids_are_unique_over_all_tables(tables: Tables) -> None:
    every = [fact for table in FACT_TABLES for fact in tables[table]["fact_id"]]
    assert len(every) == len(set(every)) == len(tables["facts"])
    assert sorted(every) == tables["facts"]["fact_id"].tolist()


@pytest.mark.parametrize("table", FACT_TABLES)
def test_wording_and_counts_are_those_of_the_statements(table: str, tables: Tables) -> None:
    order = list(codes.WORDING)
    stated = tables["statements"].groupby("fact_id")
    for row in records(tables[table]):
        group = stated.get_group(row["fact_id"])
        assert row["wording"] == min(group["wording"], key=order.index)
        assert row["wording_varies"] == (group["wording"].nunique() > 1)
        assert row["n_statements"] == len(group)
        assert row["document_ids"] == sorted(set(group["document_id"])) and row["n_documents"] == len(row["document_ids"])
        assert set(group["table"]) == {table}


def test_wording_is_graded() -> None:
    assert list(codes.WORDING) == ["asserted", "hedged", "investigational", "illustrative"]


def test_statement_ids_follow_from_document_span_and_fact(tables: Tables) -> None:
    for row in records(tables["statements"]):
        assert row["statement_id"] == fold.statement_id(row["document_id"], row["start"], row["end"], row["fact_id"])
        assert re.fullmatch(r"s_[0-9a-f]{10}", row["statement_id"])
    assert tables["statements"]["statement_id"].is_unique


def test_statement_stands_in_its_passage(tables: Tables) -> None:
    passages = {row["passage_id"]: row for row in records(tables["passages"])}
    for row in records(tables["statements"]):
        passage = passages[row["passage_id"]]
        assert passage["document_id"] == row["document_id"] and passage["start"] <= row["start"] < row["end"] <= passage["end"]
        assert (passage["kind"], passage["section"]) == (row["passage_kind"], row["section"])


def test_statement_lists_every_entity_of_its_claim(tables: Tables) -> None:
    known = set(tables["entities"]["entity_id"])
    facts = {row["fact_id"]: (table, row) for table in FACT_TABLES for row in records(tables[table])}
    for row in records(tables["statements"]):
        table, fact = facts[row["fact_id"]]
        named = {
            fact[column.name] for column in meaning(table)
            if column.to and fact[column.name] not in (None, "unspecified")
        }  # fmt: skip
        assert set(row["entity_ids"]) == named and named <= known


def test_every_curated_row_is_a_statement(tables: Tables, curated: Tables) -> None:
    for table in FACT_TABLES:
        assert (tables["statements"]["table"] == table).sum() == len(curated[table])


def small(curated: Tables, table: str, *changes: dict) -> tuple[Tables, pd.DataFrame]:
    """Return curated tables in which one table holds its first row once per change, and their statements."""
    row = records(curated[table])[0]
    rows = [row | change for change in changes]
    frame = pd.DataFrame({name: pd.Series([r[name] for r in rows], dtype=curated[table][name].dtype) for name in curated[table]})
    made = {**curated, **{other: curated[other].head(0) for other in FACT_TABLES}, table: frame}
    return made, fold.statements(made, made["passages"])


def test_statements_that_agree_are_one_fact(curated: Tables) -> None:
    start = records(curated["effects"])[0]["start"]
    made, stated = small(
        curated,
        "effects",
        {"wording": "hedged"},
        {"wording": "asserted", "start": start + 1, "says": "Other words."},
        {"timing": "long_term", "wording": "hedged"},
    )
    facts = fold.facts(made, stated)["effects"]
    assert len(stated) == 3 and facts["n_statements"].tolist() == [2, 1]
    assert facts["wording"].tolist() == ["asserted", "hedged"] and facts["wording_varies"].tolist() == [True, False]
    assert facts["n_documents"].tolist() == [1, 1]


def test_order_of_curated_rows_does_not_matter(curated: Tables, tables: Tables) -> None:
    turned = {**curated, "effects": curated["effects"].iloc[::-1].reset_index(drop=True)}
    again = derive.publishable(turned)
    for table in ("effects", "statements", "facts", "effect_matrix"):
        assert [text_of(value) for value in again[table].to_numpy().ravel()] == [
            text_of(value) for value in tables[table].to_numpy().ravel()
        ]


def test_entities_are_those_of_the_vocabularies(tables: Tables) -> None:
    every = {row[key(table)[0]]: table for table in VOCABULARY_TABLES for row in records(tables[table])}
    assert dict(zip(tables["entities"]["entity_id"], tables["entities"]["table"], strict=True)) == every


def test_codes_are_those_of_the_models(tables: Tables) -> None:
    published = {(row.table, row.column_name, row.code): row.meaning for row in tables["codes"].itertuples()}
    known = {(table, column.name, code): said for table in tables for column in columns(table) for code, said in column.codes.items()}
    assert published == known and known
