"""`em.resolve` over every name there is, and joining through `cross_references`."""

from __future__ import annotations

import pandas as pd
import pytest

import estromod as em
from estromod import _files, _names
from estromod_schemas.registry import VOCABULARY_TABLES

COLUMNS = ["entity_id", "table_name", "name", "matched", "matched_by"]


@pytest.fixture(scope="module")
def index() -> pd.DataFrame:
    forms, _ = _names._index(*_files.state())
    return pd.DataFrame([(*row, form) for form, rows in forms.items() for row in rows], columns=[*COLUMNS, "form"], dtype="string")


def ids(name: object) -> set[str]:
    return set(em.resolve(name)["entity_id"])


@pytest.mark.parametrize(
    ("name", "entity", "by"),
    [
        ("tamoxifen", "tamoxifen", "id"),
        ("Nolvadex", "tamoxifen", "brand"),
        ("clomifene", "clomiphene", "synonym"),
        ("CLOMIFENE ", "clomiphene", "synonym"),
        ("E2", "estradiol", "synonym"),
        ("e2", "estradiol", "synonym"),
        ("chembl.compound:CHEMBL83", "tamoxifen", "curie"),
        ("chebi:41774", "tamoxifen", "curie"),
        ("17β-Estradiol", "estradiol", "synonym"),
        ("follicle–stimulating  hormone", "fsh", "name"),
        ("CYP19A1", "aromatase", "synonym"),
        ("HP:0000771", "gynecomastia", "curie"),
    ],
)
def test_id_name_synonym_brand_and_curie_give_the_entry(name: str, entity: str, by: str) -> None:
    found = em.resolve(name)
    assert list(found.columns) == COLUMNS
    assert found.set_index("entity_id").loc[entity, "matched_by"] == by


def test_every_form_of_every_entry_resolves_to_it(index: pd.DataFrame) -> None:
    assert len(index) > len(em.load("entities"))
    meant = {form: set(entries) for form, entries in index.groupby("form")["entity_id"]}
    for form, entries in index.groupby("matched")["entity_id"]:
        assert ids(form) == ids(form.upper()) == meant[_names._form(form)]
        assert set(entries) <= ids(form)


def test_the_tables_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = ids("E2")
    monkeypatch.setattr(_names, "load", lambda table: pytest.fail(f"{table} was read again"))
    assert ids("E2") == found != set()


def test_every_entry_is_found_and_every_vocabulary_searched(index: pd.DataFrame) -> None:
    assert set(index["entity_id"]) == set(em.load("entities")["entity_id"])
    assert set(index["table_name"]) == set(VOCABULARY_TABLES)


def test_an_ambiguous_name_gives_all() -> None:
    found = em.resolve("testosterone")
    assert dict(zip(found["entity_id"], found["table_name"], strict=True)) == {
        "exogenous_testosterone": "drugs",
        "serum_testosterone": "analytes",
        "testosterone": "hormones",
    }
    assert list(found["entity_id"]) == sorted(found["entity_id"])
    assert ids("CHEBI:17347") == {"exogenous_testosterone", "testosterone"}


def ambiguous(index: pd.DataFrame) -> set[str]:
    """Return the forms that mean two entries of one vocabulary, or entries whose vocabularies do not go together."""
    # A substance is hormone, drug and laboratory value; a laboratory value and the endpoint it measures share a name.
    together = ({"drugs", "hormones", "analytes"}, {"analytes", "endpoints"})
    tables = index.drop_duplicates(["form", "entity_id"]).groupby("form")["table_name"].agg(list)
    return {
        form
        for form, found in tables.items()
        if len(found) > len(set(found)) or (not any(set(found) <= pair for pair in together) and len(found) > 1)
    }


def test_no_name_is_absurdly_ambiguous(index: pd.DataFrame) -> None:
    assert ambiguous(index) == set()
    row = index[index["entity_id"] == "letrozole"].iloc[:1]
    assert ambiguous(pd.concat([index, row.assign(form="nolvadex")])) == {"nolvadex"}
    assert ambiguous(pd.concat([index, row.assign(form="bone")])) == {"bone"}


def test_only_exact_cross_references_resolve() -> None:
    references = em.load("cross_references")
    exact = set(references.loc[references["relation"] == "exact", "curie"])
    near = [curie for curie in references["curie"] if curie not in exact]
    assert near
    for curie in near:
        assert em.resolve(curie).empty, curie
    assert em.resolve("HP:0000772").empty  # near HP:0000771, and another thing


def test_an_unknown_name_gives_the_nearest_first() -> None:
    found = em.resolve("tamoxifin")
    assert (found.loc[0, "entity_id"], found.loc[0, "matched_by"]) == ("tamoxifen", "nearest")
    assert em.resolve("nolvadexx").loc[0, "entity_id"] == "tamoxifen"
    assert set(em.resolve("anastrazole")["matched_by"]) == {"nearest"}


@pytest.mark.parametrize(
    "name", ["", "  ", "qqqqzzzz", None, pd.NA, float("nan"), 3, 2.5, b"E2", ["E2"], "x" * 100_000, "\0", "[", "💊", "\ud800"]
)
def test_what_means_nothing_gives_an_empty_frame(name: object) -> None:
    found = em.resolve(name)
    assert isinstance(found, pd.DataFrame)
    assert list(found.columns) == COLUMNS and found.empty
    assert list(found.dtypes) == list(em.resolve("E2").dtypes)


# Joining: the line the README shows


def test_one_line_merges_with_a_chembl_keyed_frame() -> None:
    mine = pd.DataFrame({"chembl_id": ["CHEMBL83", "CHEMBL1399", "CHEMBL25"], "max_phase": [4, 4, 4]})
    joined = (
        em.load("cross_references")
        .query("relation == 'exact'")
        .merge(mine.assign(curie="chembl.compound:" + mine["chembl_id"]), on="curie")
    )
    assert dict(zip(joined["chembl_id"], joined["entity_id"], strict=True)) == {"CHEMBL83": "tamoxifen", "CHEMBL1399": "anastrozole"}
    assert joined.loc[joined["entity_id"] == "tamoxifen", "max_phase"].item() == 4


def test_one_line_merges_with_a_pubchem_keyed_frame() -> None:
    mine = pd.DataFrame({"cid": [2187, 2733526], "logp": [2.4, 6.3]})
    assert list(em.load("drugs").merge(mine, left_on="pubchem_cid", right_on="cid")["drug_id"]) == ["anastrozole", "tamoxifen"]
    joined = (
        em.load("cross_references")
        .query("relation == 'exact'")
        .merge(mine.assign(curie="pubchem.compound:" + mine["cid"].astype(str)), on="curie")
    )
    assert list(joined["entity_id"]) == ["anastrozole", "tamoxifen"]
