"""The effect matrix: complete, from `effects` alone, a drug's own column only from what is stated of that drug."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from estromod_build.derive.fold import frame_of
from estromod_build.derive.matrix import ancestors, effect_matrix, opposed, overlap
from estromod_schemas.frames import records

Tables = dict[str, pd.DataFrame]
RECEPTOR = "estrogen_receptor_activity"
OWN_WORDS = {"agonist", "weak_agonist", "antagonist", "modulate", "mixed"}


def cells(frame: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["agent_id"], row["tissue_id"]): row for row in records(frame)}


def stated(tables: Tables) -> dict[tuple[str, str], list[dict]]:
    found: dict[tuple[str, str], list[dict]] = {}
    for row in records(tables["effects"]):
        if row["wording"] != "illustrative":
            found.setdefault((row["agent_id"], row["tissue_id"]), []).append(row)
    return found


# Over the real tables


def test_matrix_has_every_agent_by_every_tissue(tables: Tables) -> None:
    agents = [*tables["drugs"]["drug_id"], *tables["drug_classes"]["class_id"]]
    wanted = {(agent, tissue) for agent in agents for tissue in tables["tissues"]["tissue_id"]}
    assert set(cells(tables["effect_matrix"])) == wanted and len(tables["effect_matrix"]) == len(wanted)


def test_own_columns_hold_only_what_is_stated_of_the_agent_itself(tables: Tables) -> None:
    own, looked = stated(tables), 0
    for cell, row in cells(tables["effect_matrix"]).items():
        facts = own.get(cell, [])
        receptor = {fact["effect"] for fact in facts if fact["endpoint_id"] == RECEPTOR}
        assert row["effects"] == sorted({f"{fact['endpoint_id']}:{fact['effect']}" for fact in facts})
        if not facts:
            assert row["action"] == "not_stated" and row["basis"] in ("class_only", "not_stated")
        else:
            looked += 1
            assert row["basis"] == "stated" and row["fact_ids"] == sorted(fact["fact_id"] for fact in facts)
            assert row["action"] in (receptor | {"conflicting"} if receptor else {"other_effects"})
    assert looked


def test_class_stands_apart_with_its_name(tables: Tables) -> None:
    own, matrix, looked = stated(tables), cells(tables["effect_matrix"]), 0
    above = ancestors(tables["drug_classes"], "class_id", "parent_id")
    paths = {row["drug_id"]: row["class_path"] for row in records(tables["drugs"])} | above
    for (agent, tissue), row in matrix.items():
        speaker = next((name for name in paths[agent] if own.get((name, tissue))), None)
        assert row["class_id"] == speaker
        if speaker is None:
            assert row["class_action"] is None and row["class_effects"] == []
            continue
        looked += 1
        assert row["class_action"] == matrix[speaker, tissue]["action"] and row["class_effects"] == matrix[speaker, tissue]["effects"]
        if row["basis"] == "class_only":
            assert row["action"] == "not_stated" and row["effects"] == []
            assert row["fact_ids"] == matrix[speaker, tissue]["fact_ids"]
    assert looked and (tables["effect_matrix"]["basis"] == "class_only").any()


def test_cell_sums_up_its_facts(tables: Tables) -> None:
    facts = {row["fact_id"]: row for row in records(tables["effects"])}
    order = ["asserted", "hedged", "investigational"]
    for row in records(tables["effect_matrix"]):
        behind = [facts[name] for name in row["fact_ids"]]
        assert (row["basis"] == "not_stated") == (not behind) == (row["wording"] is None) == (row["agreement"] == "not_stated")
        assert row["n_statements"] == sum(fact["n_statements"] for fact in behind)
        assert row["n_documents"] == len({document for fact in behind for document in fact["document_ids"]})
        assert row["in_conflict"] == any(fact["in_conflict"] for fact in behind)
        assert set(row["population_ids"]) == {fact["population_id"] for fact in behind}
        assert not behind or row["wording"] == min((fact["wording"] for fact in behind), key=order.index)


def test_illustrative_facts_never_enter(tables: Tables) -> None:
    made_up = set(tables["effects"].loc[tables["effects"]["wording"] == "illustrative", "fact_id"])
    assert not made_up & {fact for cell in tables["effect_matrix"]["fact_ids"] for fact in cell}
    assert "illustrative" not in set(tables["effect_matrix"]["wording"].dropna())


def test_mixed_only_where_a_document_says_mixed(tables: Tables) -> None:
    own = stated(tables)
    for cell, row in cells(tables["effect_matrix"]).items():
        if row["action"] == "mixed":
            assert any(fact["effect"] == "mixed" and fact["endpoint_id"] == RECEPTOR for fact in own[cell])


def test_zuclomiphene_stands_apart_from_its_class(tables: Tables) -> None:
    """It is an estrogen among SERMs: nothing of theirs may be read as its own."""
    rows = [row for row in records(tables["effect_matrix"]) if row["agent_id"] == "zuclomiphene"]
    apart = [row for row in rows if row["class_action"] is not None]
    assert apart, "no class speaks where zuclomiphene could be mistaken for it"
    for row in apart:
        assert row["class_id"] and (row["basis"] == "stated") == (row["action"] != "not_stated")
        assert row["action"] == "not_stated" or all("/zuclomiphene/" in fact for fact in row["fact_ids"])


# On small invented tables


def made(*effects: dict[str, Any], agents: int = 1) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the matrix of a drug `d` of class `c` below class `top`, and of one tissue `t`, from these effects."""
    base = {
        "tissue_id": "t",
        "endpoint_id": RECEPTOR,
        "wording": "asserted",
        "population_id": "unspecified",
        "caution": "unflagged",
        "document_ids": ["one"],
        "n_statements": 1,
    }
    rows = [{**base, "agent_id": "d", "fact_id": f"effects/{number}", **effect} for number, effect in enumerate(effects)]
    tables = {
        "effects": frame_of(rows, "effects"),
        "drug_classes": frame_of([{"class_id": "c", "parent_id": "top"}, {"class_id": "top"}], "drug_classes"),
        "populations": frame_of(
            [
                {"population_id": "unspecified"},
                {"population_id": "people"},
                {"population_id": "women", "parent_id": "people"},
                {"population_id": "men", "parent_id": "people"},
            ],
            "populations",
        ),
        "drugs": frame_of([{"drug_id": "d", "class_id": "c", "class_path": ["c", "top"]}], "drugs"),
        "tissues": frame_of([{"tissue_id": "t"}], "tissues"),
    }
    return cells(effect_matrix(tables))


AGONIST, ANTAGONIST = {"effect": "agonist"}, {"effect": "antagonist"}
CASES = {
    "nothing": ([], "not_stated", "not_stated"),
    "one": ([AGONIST], "agonist", "single"),
    "two places": ([{**AGONIST, "n_statements": 2}], "agonist", "repeated"),
    "two facts": ([{**AGONIST, "timing": "long_term"}, AGONIST], "agonist", "repeated"),
    "opposite": ([AGONIST, ANTAGONIST], "conflicting", "conflicting"),
    "weak against blocking": ([{"effect": "weak_agonist"}, ANTAGONIST], "conflicting", "conflicting"),
    "weak and strong": ([{"effect": "weak_agonist"}, AGONIST], "agonist", None),
    "said mixed": ([{"effect": "mixed"}], "mixed", "single"),
    "modulate and more": ([{"effect": "modulate"}, ANTAGONIST], "antagonist", None),
    "another endpoint": ([{"endpoint_id": "bone_density", "effect": "increase"}], "other_effects", "single"),
    "another endpoint, opposite": (
        [{"endpoint_id": "bone_density", "effect": "increase"}, {"endpoint_id": "bone_density", "effect": "decrease"}], "other_effects", "conflicting",
    ),
    "two endpoints": ([{"endpoint_id": "bone_density", "effect": "increase"}, {"endpoint_id": "bone_loss", "effect": "decrease"}], "other_effects", "single"),
    "opposite, women and men": (
        [{"endpoint_id": "lipids", "effect": "improve", "population_id": "women"}, {"endpoint_id": "lipids", "effect": "worsen", "population_id": "men"}],
        "other_effects", "by_population",
    ),
    "opposite, women and people": (
        [{"endpoint_id": "lipids", "effect": "improve", "population_id": "women"}, {"endpoint_id": "lipids", "effect": "worsen", "population_id": "people"}],
        "other_effects", "conflicting",
    ),
    "made up": ([{**AGONIST, "wording": "illustrative"}], "not_stated", "not_stated"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_action_and_agreement(case: str) -> None:
    effects, action, agreement = CASES[case]
    row = made(*effects)["d", "t"]
    assert row["action"] == action
    assert agreement is None or row["agreement"] == agreement


def test_order_of_effects_does_not_matter() -> None:
    for effects, _, _ in CASES.values():
        one, other = made(*effects)["d", "t"], made(*reversed(effects))["d", "t"]
        assert {name: one[name] for name in ("action", "agreement", "effects")} == {
            name: other[name] for name in ("action", "agreement", "effects")
        }


def test_class_is_never_copied_into_the_drug() -> None:
    of_class = {"agent_id": "c", "effect": "antagonist"}
    row = made(of_class)["d", "t"]
    assert (row["action"], row["effects"], row["basis"]) == ("not_stated", [], "class_only")
    assert (row["class_id"], row["class_action"], row["class_effects"]) == ("c", "antagonist", [f"{RECEPTOR}:antagonist"])
    both = made(of_class, AGONIST)["d", "t"]
    assert (both["action"], both["class_action"], both["basis"], both["agreement"]) == ("agonist", "antagonist", "stated", "single")
    assert both["fact_ids"] == ["effects/1"]


def test_nearest_class_speaks() -> None:
    far, near = {"agent_id": "top", "effect": "modulate"}, {"agent_id": "c", "effect": "antagonist"}
    assert made(far)["d", "t"]["class_id"] == "top"
    assert made(far, near)["d", "t"]["class_id"] == "c"
    assert made(far, near)["c", "t"]["class_id"] == "top"
    assert made(far)["top", "t"]["class_id"] is None


def test_opposites_and_overlap() -> None:
    wider = {"women": ["people"], "men": ["people"], "people": [], "unspecified": []}
    assert (
        overlap("women", "people", wider)
        and overlap("people", "men", wider)
        and overlap("men", "unspecified", wider)
        and not overlap("men", "women", wider)
    )
    say = lambda effect, endpoint="x": {"endpoint_id": endpoint, "effect": effect}  # noqa: E731
    assert (
        opposed(say("increase"), say("decrease"))
        and opposed(say("no_change"), say("worsen"))
        and opposed(say("antagonist"), say("weak_agonist"))
    )
    assert (
        not opposed(say("increase"), say("improve"))
        and not opposed(say("increase"), say("decrease", "y"))
        and not opposed(say("mixed"), say("increase"))
    )
