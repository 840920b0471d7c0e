"""The HPG axis walked along the stated edges: signs, feedback, sexes, verdicts. On the real facts and on small ones."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from estromod_build.derive import tables as derive
from estromod_build.read.curated import read_curated
from estromod_build.report import walk

ROOT = Path(__file__).parents[1]
FEEDBACK_FACT = "effects/drug_x/hpg_axis/estrogen_negative_feedback/decrease"


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    frames, failures = read_curated(ROOT / "dataset" / "curated")
    assert not failures
    return derive.publishable(frames)


@pytest.fixture(scope="module")
def verdicts(tables: dict[str, pd.DataFrame]) -> dict[str, walk.Verdict]:
    return {verdict.fact_id: verdict for verdict in walk.walk(tables)}


def facts(table: str, **claim: object) -> dict:
    return {"fact_id": f"{table}/" + "/".join(map(str, claim.values())), "n_statements": 1, "population_id": "unspecified", **claim}


def edge(source: str, relation: str, target: str, sign: int, via: str | None = None, site: str | None = None, **more: object) -> dict:
    return facts("pathway_edges", source_id=source, relation=relation, target_id=target) | {
        "sign": sign,
        "via_id": via,
        "site_id": site,
        **more,
    }


def effect(agent: str, tissue: str, endpoint: str, change: str, **more: object) -> dict:
    return facts("effects", agent_id=agent, tissue_id=tissue, endpoint_id=endpoint, effect=change) | {"directness": "unspecified", **more}


AXIS = [
    edge("hypothalamus", "secretes", "gnrh", 1),
    edge("pituitary", "secretes", "lh", 1, via="gnrh"),
    edge("leydig_cell", "secretes", "testosterone", 1, via="lh"),
    edge("testosterone", "converts_to", "estradiol", 1, via="aromatase"),
    edge("estradiol", "feeds_back_negatively_on", "hypothalamus", -1),
]
BLOCKER = facts("mechanisms", agent_id="drug_x", target_id="aromatase", action="inhibits")


def small(
    tables: dict[str, pd.DataFrame], effects: list[dict], edges: list[dict] = AXIS, mechanisms: tuple[dict, ...] = (BLOCKER,)
) -> dict:
    """The real vocabularies with a few made-up facts."""
    made = {"effects": effects, "pathway_edges": edges, "mechanisms": list(mechanisms)}
    return {**tables, **{name: pd.DataFrame(rows, columns=list(rows[0]) if rows else tables[name].columns) for name, rows in made.items()}}


def test_the_walk_covers_every_effect_on_a_hormone(tables: dict[str, pd.DataFrame], verdicts: dict[str, walk.Verdict]) -> None:
    stated = tables["effects"]
    hormones = {"testosterone", "estradiol", "estrogen", "lh", "fsh", "gnrh", "gonadotropin"}
    spoken = {f"{hormone}_{what}" for hormone in hormones for what in ("level", "production", "secretion")} | {"estrogen_negative_feedback"}
    assert set(stated.loc[stated["endpoint_id"].isin(spoken), "fact_id"]) <= verdicts.keys()


def test_every_path_is_made_of_stated_facts(tables: dict[str, pd.DataFrame], verdicts: dict[str, walk.Verdict]) -> None:
    known = set(tables["facts"]["fact_id"])
    paths = [path for verdict in verdicts.values() for path in verdict.paths.values()]
    assert paths
    assert all(path and set(path) <= known for path in paths)
    assert all(fact not in path for fact, verdict in verdicts.items() for path in verdict.paths.values())


def test_an_aromatase_inhibitor_reaches_lh_through_estrogen_and_feedback(verdicts: dict[str, walk.Verdict]) -> None:
    reached = [verdict for fact, verdict in verdicts.items() if fact.startswith("effects/aromatase_inhibitor/") and "/lh_" in fact]
    assert reached
    for verdict in reached:
        assert verdict.verdict == "agrees"
        assert verdict.paths["+"][0].startswith("mechanisms/aromatase_inhibitor/aromatase/")
        assert any("aromatase" in fact and "/estrogen" in fact for fact in verdict.paths["+"][1:])


def silent_disagreements(tables: dict[str, pd.DataFrame], verdicts: list[walk.Verdict]) -> list[str]:
    effects = tables["effects"].set_index("fact_id")
    flagged = effects["in_conflict"] | (effects["caution"] != "unflagged")
    return [verdict.fact_id for verdict in verdicts if verdict.verdict in ("disagrees", "both") and not flagged[verdict.fact_id]]


def test_a_disagreement_is_a_conflict_or_a_caution(tables: dict[str, pd.DataFrame], verdicts: dict[str, walk.Verdict]) -> None:
    assert silent_disagreements(tables, list(verdicts.values())) == []
    plain = tables["effects"].assign(in_conflict=False, caution="unflagged")
    fact = plain["fact_id"].iloc[0]
    assert silent_disagreements({**tables, "effects": plain}, [walk.Verdict(fact, "disagrees")]) == [fact]


def test_an_endpoint_stands_for_the_hormone_it_measures(tables: dict[str, pd.DataFrame]) -> None:
    hormones = walk.hormone_of(tables)
    assert hormones["lh_level"] == hormones["lh_secretion"] == "lh"  # one through an analyte, one by itself
    assert hormones["estradiol_level"] == "estradiol"
    assert "bone_mineral_density" not in hormones
    assert "estrogen_clearance" not in hormones


@pytest.mark.parametrize(
    ("endpoint", "change", "verdict"),
    [
        ("estradiol_level", "decrease", "agrees"),
        ("estradiol_level", "increase", "disagrees"),
        ("lh_level", "increase", "agrees"),
        ("lh_level", "decrease", "disagrees"),
        ("testosterone_production", "increase", "agrees"),
        ("fsh_level", "increase", "does_not_reach"),
        ("lh_level", "regulate", "no_direction"),
        ("fsh_level", "no_change", "agrees"),
        ("lh_level", "no_change", "disagrees"),
    ],
)
def test_the_sign_of_the_path_is_compared(tables: dict[str, pd.DataFrame], endpoint: str, change: str, verdict: str) -> None:
    (found,) = walk.walk(small(tables, [effect("drug_x", "blood", endpoint, change)]))
    assert found.verdict == verdict


def test_no_direct_change_is_not_contradicted_by_a_path(tables: dict[str, pd.DataFrame]) -> None:
    (found,) = walk.walk(small(tables, [effect("drug_x", "blood", "lh_level", "no_change", directness="direct")]))
    assert (found.verdict, len(found.paths["+"])) == ("agrees", 5)


def test_the_path_is_printed_as_fact_ids_in_order(tables: dict[str, pd.DataFrame]) -> None:
    (found,) = walk.walk(small(tables, [effect("drug_x", "blood", "gnrh_secretion", "increase")]))
    assert found.paths == {"+": (BLOCKER["fact_id"], AXIS[3]["fact_id"], AXIS[4]["fact_id"], AXIS[0]["fact_id"])}
    assert list(walk.lines([found], []))[-1] == "    + " + " -> ".join(found.paths["+"])


def test_an_edge_that_is_taken_away_is_not_walked(tables: dict[str, pd.DataFrame]) -> None:
    for missing in (0, 3, 4):
        edges = [row for number, row in enumerate(AXIS) if number != missing]
        (found,) = walk.walk(small(tables, [effect("drug_x", "blood", "gnrh_secretion", "increase")], edges))
        assert (found.verdict, found.paths) == ("does_not_reach", {})


def test_an_edge_without_sign_is_not_walked(tables: dict[str, pd.DataFrame]) -> None:
    edges = [*AXIS, edge("aromatase", "binds", "fsh", 0)]
    (found,) = walk.walk(small(tables, [effect("drug_x", "blood", "fsh_level", "decrease")], edges))
    assert found.verdict == "does_not_reach"


def test_what_an_edge_goes_through_acts_with_its_sign(tables: dict[str, pd.DataFrame]) -> None:
    edges = [*AXIS, edge("estradiol", "inhibits", "fsh", -1, via="aromatase")]
    (found,) = walk.walk(small(tables, [effect("drug_x", "blood", "fsh_level", "increase")], edges))
    assert (found.verdict, len(found.paths["+"])) == ("agrees", 2)


def test_a_blocked_receptor_takes_the_feedback_away_and_leaves_the_hormone(tables: dict[str, pd.DataFrame]) -> None:
    receptor = effect("drug_x", "hypothalamus", "estrogen_receptor_activity", "antagonist")
    stated = [
        receptor,
        effect("drug_x", "blood", "lh_level", "increase"),
        effect("drug_x", "hypothalamus", "estrogen_negative_feedback", "decrease"),
    ]
    found = walk.walk(small(tables, stated, mechanisms=()))
    assert [verdict.verdict for verdict in found] == ["agrees", "agrees"]
    assert found[0].paths["+"][0] == found[1].paths["-"][0] == receptor["fact_id"]


def test_a_receptor_blocked_elsewhere_is_no_start(tables: dict[str, pd.DataFrame]) -> None:
    stated = [effect("drug_x", "breast", "estrogen_receptor_activity", "antagonist"), effect("drug_x", "blood", "lh_level", "increase")]
    assert [verdict.verdict for verdict in walk.walk(small(tables, stated, mechanisms=()))] == ["does_not_reach"]


def test_an_effect_on_the_feedback_is_a_start_but_never_its_own(tables: dict[str, pd.DataFrame]) -> None:
    stated = [effect("drug_x", "hpg_axis", "estrogen_negative_feedback", "decrease"), effect("drug_x", "blood", "gnrh_level", "increase")]
    feedback, gnrh = walk.walk(small(tables, stated, mechanisms=()))
    assert feedback.verdict == "does_not_reach"
    assert (gnrh.verdict, gnrh.paths["+"][0]) == ("agrees", FEEDBACK_FACT)


def test_a_drug_without_mechanism_walks_by_its_class_and_says_so(tables: dict[str, pd.DataFrame]) -> None:
    mechanism = BLOCKER | {"agent_id": "aromatase_inhibitor"}
    (found,) = walk.walk(small(tables, [effect("anastrozole", "blood", "lh_level", "increase")], mechanisms=(mechanism,)))
    assert found.verdict == "agrees"
    assert "aromatase_inhibitor" in found.note


def test_signs_at_the_same_distance_are_both(tables: dict[str, pd.DataFrame]) -> None:
    edges = [*AXIS, edge("aromatase", "inhibits", "fsh", -1), edge("estradiol", "stimulates", "fsh", 1)]
    (longer,) = walk.walk(small(tables, [effect("drug_x", "blood", "fsh_level", "increase")], edges))
    assert (longer.verdict, list(longer.paths)) == ("agrees", ["+", "-"])
    edges = [*AXIS, edge("aromatase", "inhibits", "fsh", -1), edge("androstenedione", "stimulates", "fsh", 1, via="aromatase")]
    (tie,) = walk.walk(small(tables, [effect("drug_x", "blood", "fsh_level", "increase")], edges))
    assert (tie.verdict, {len(path) for path in tie.paths.values()}) == ("both", {2})


def test_an_edge_stated_with_both_signs_is_walked_with_the_one_stated_more_often(tables: dict[str, pd.DataFrame]) -> None:
    other = edge("estradiol", "feeds_back_positively_on", "hypothalamus", 1)
    often = [*AXIS[:4], AXIS[4] | {"n_statements": 3}, other]
    made = small(tables, [effect("drug_x", "blood", "lh_level", "increase")], often)
    assert walk.set_aside(made) == [other["fact_id"]]
    assert walk.walk(made)[0].verdict == "agrees"
    made = small(tables, [effect("drug_x", "blood", "lh_level", "increase")], [*AXIS, other])
    assert walk.set_aside(made) == []
    assert walk.walk(made)[0].verdict == "both"


def test_steps_of_men_and_women_are_not_mixed(tables: dict[str, pd.DataFrame]) -> None:
    stated = [effect("drug_x", "blood", "testosterone_level", "increase", population_id="women")]
    assert walk.walk(small(tables, stated))[0].verdict == "does_not_reach"
    stated[0]["population_id"] = "men"
    assert walk.walk(small(tables, stated))[0].verdict == "agrees"


def test_a_walk_over_nothing_is_an_error(tables: dict[str, pd.DataFrame]) -> None:
    with pytest.raises(ValueError, match="ran over nothing"):
        walk.walk({**tables, "pathway_edges": tables["pathway_edges"].iloc[:0]})
    with pytest.raises(ValueError, match="ran over nothing"):
        walk.walk({**tables, "effects": tables["effects"].iloc[:0]})
