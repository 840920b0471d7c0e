"""The effect matrix: complete, from `effects` alone, a drug's own column only from what is stated of that drug."""

from __future__ import annotations

import pytest

from estromod_build.derive.logic import ancestors, opposed, overlap
from estromod_build.derive.matrix import effect_matrix
from estromod_schemas.codes import DIRECTION_OF
from estromod_schemas.dataset import Dataset, Row

RECEPTOR = "estrogen_receptor_activity"
SEEN = {"improve": "for", "worsen": "against"}
Cells = dict[tuple[str, str], Row]


def cells(matrix: list[Row]) -> Cells:
    return {(row["agent_id"], row["tissue_id"]): row for row in matrix}


def stated(data: Dataset) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in data.rows("effects"):
        if row["wording"] != "illustrative":
            found.setdefault((row["agent_id"], row["tissue_id"]), []).append(row)
    return found


# Over the real tables


def test_matrix_has_every_agent_by_every_tissue(data: Dataset) -> None:
    agents = [*data.by_key("drugs"), *data.by_key("drug_classes")]
    wanted = {(agent, tissue) for agent in agents for tissue in data.by_key("tissues")}
    assert set(cells(data.rows("effect_matrix"))) == wanted and len(data.rows("effect_matrix")) == len(wanted)


def test_own_columns_hold_only_what_is_stated_of_the_agent_itself(data: Dataset) -> None:
    own, looked = stated(data), 0
    for cell, row in cells(data.rows("effect_matrix")).items():
        claims = own.get(cell, [])
        receptor = {claim["effect"] for claim in claims if claim["endpoint_id"] == RECEPTOR}
        assert row["effects"] == sorted({f"{claim['endpoint_id']}:{claim['effect']}" for claim in claims})
        if not claims:
            assert row["action"] == "not_stated" and row["cell_basis"] in ("class_only", "not_stated")
        else:
            looked += 1
            assert row["cell_basis"] == "stated" and row["claim_ids"] == sorted(claim["claim_id"] for claim in claims)
            assert row["action"] in (receptor | {"conflicting"} if receptor else {"not_stated"})
    assert looked


def test_class_stands_apart_with_its_name(data: Dataset) -> None:
    own, matrix, looked = stated(data), cells(data.rows("effect_matrix")), 0
    paths = {drug: row["class_path"] for drug, row in data.by_key("drugs").items()} | ancestors(data, "drug_classes", "parent_id")
    for (agent, tissue), row in matrix.items():
        speaker = next((name for name in paths[agent] if own.get((name, tissue))), None)
        assert row["class_id"] == speaker
        if speaker is None:
            assert row["class_action"] is None and row["class_effects"] == []
            continue
        looked += 1
        of_class = matrix[speaker, tissue]
        assert row["class_action"] == of_class["action"] and row["class_effects"] == of_class["effects"]
        if row["cell_basis"] == "class_only":
            assert row["action"] == "not_stated" and row["effects"] == [] and row["claim_ids"] == of_class["claim_ids"]
    assert looked and any(row["cell_basis"] == "class_only" for row in matrix.values())


def test_cell_sums_up_its_claims(data: Dataset) -> None:
    claims, order = data.by_key("effects"), ["asserted", "hedged", "investigational"]
    for row in data.rows("effect_matrix"):
        behind = [claims[name] for name in row["claim_ids"]]
        assert (row["cell_basis"] == "not_stated") == (not behind) == (row["wording"] is None) == (row["agreement"] == "not_stated")
        assert row["n_statements"] == sum(claim["n_statements"] for claim in behind)
        assert row["n_documents"] == len({document for claim in behind for document in claim["document_ids"]})
        assert row["in_conflict"] == any(claim["in_conflict"] for claim in behind)
        assert set(row["population_ids"]) == {claim["population_id"] for claim in behind}
        assert not behind or row["wording"] == min((claim["wording"] for claim in behind), key=order.index)


def test_illustrative_claims_never_enter(data: Dataset) -> None:
    made_up = {row["claim_id"] for row in data.rows("effects") if row["wording"] == "illustrative"}
    for row in data.rows("effect_matrix"):
        assert not made_up & set(row["claim_ids"]) and row["wording"] != "illustrative"


def test_mixed_only_where_a_document_says_mixed(data: Dataset) -> None:
    own = stated(data)
    for cell, row in cells(data.rows("effect_matrix")).items():
        if row["action"] == "mixed":
            assert any(claim["effect"] == "mixed" and claim["endpoint_id"] == RECEPTOR for claim in own[cell])


def test_zuclomiphene_stands_apart_from_its_class(data: Dataset) -> None:
    """It is an estrogen among SERMs: nothing of theirs may be read as its own."""
    apart = [row for row in data.rows("effect_matrix") if row["agent_id"] == "zuclomiphene" and row["class_action"] is not None]
    assert apart, "no class speaks where zuclomiphene could be mistaken for it"
    for row in apart:
        assert row["class_id"] and (row["cell_basis"] == "stated") == bool(row["effects"])
        assert row["action"] == "not_stated" or all("/zuclomiphene/" in claim for claim in row["claim_ids"])


# On small invented tables


def made(*effects: Row) -> Cells:
    """Return the matrix of a drug `d` of class `c` below class `top`, and of one tissue `t`, from these effects."""
    base = {
        "agent_id": "d", "tissue_id": "t", "endpoint_id": RECEPTOR, "wording": "asserted", "population_id": "unspecified",
        "in_conflict": False, "caution": "unflagged", "document_ids": ["one"], "n_statements": 1,
    }  # fmt: skip
    people = {"unspecified": None, "people": None, "women": "people", "men": "people"}
    claims = [{**base, "claim_id": f"effects/{number}", **effect} for number, effect in enumerate(effects)]
    flat = {
        claim["claim_id"]: {
            "circumstance": None, "topic": "lipids", **claim, "table_name": "effects", "predicate": claim["effect"],
            "object_id": claim["endpoint_id"], "direction": DIRECTION_OF[claim["effect"]], "trend": SEEN.get(claim["effect"]),
        }
        for claim in claims
    }  # fmt: skip
    return cells(effect_matrix(Dataset({
        "effects": claims,
        "endpoints": [{"endpoint_id": name, "name": name.replace("_", " ")} for name in ("bone_density", "bone_loss", "lipids", "mood", "sleep")],
        "drug_classes": [{"class_id": "c", "parent_id": "top"}, {"class_id": "top", "parent_id": None}],
        "populations": [{"population_id": name, "parent_id": above} for name, above in people.items()],
        "drugs": [{"drug_id": "d", "class_id": "c", "class_path": ["c", "top"]}],
        "tissues": [{"tissue_id": "t"}],
    }), flat))  # fmt: skip


AGONIST, ANTAGONIST = {"effect": "agonist"}, {"effect": "antagonist"}
CASES = {
    "nothing": ([], "not_stated", "not_stated"),
    "one": ([AGONIST], "agonist", "single"),
    "two places": ([{**AGONIST, "n_statements": 2}], "agonist", "repeated"),
    "two claims": ([{**AGONIST, "timing": "long_term"}, AGONIST], "agonist", "repeated"),
    "opposite": ([AGONIST, ANTAGONIST], "conflicting", "conflicting"),
    "weak against blocking": ([{"effect": "weak_agonist"}, ANTAGONIST], "conflicting", "conflicting"),
    "weak and strong": ([{"effect": "weak_agonist"}, AGONIST], "agonist", None),
    "said mixed": ([{"effect": "mixed"}], "mixed", "single"),
    "modulate and more": ([{"effect": "modulate"}, ANTAGONIST], "antagonist", None),
    "another endpoint": ([{"endpoint_id": "bone_density", "effect": "increase"}], "not_stated", "single"),
    "another endpoint, opposite": (
        [{"endpoint_id": "bone_density", "effect": "increase"}, {"endpoint_id": "bone_density", "effect": "decrease"}], "not_stated", "conflicting",
    ),
    "two endpoints": ([{"endpoint_id": "bone_density", "effect": "increase"}, {"endpoint_id": "bone_loss", "effect": "decrease"}], "not_stated", "single"),
    "opposite, women and men": (
        [{"endpoint_id": "lipids", "effect": "improve", "population_id": "women"}, {"endpoint_id": "lipids", "effect": "worsen", "population_id": "men"}],
        "not_stated", "by_population",
    ),
    "opposite, women and people": (
        [{"endpoint_id": "lipids", "effect": "improve", "population_id": "women"}, {"endpoint_id": "lipids", "effect": "worsen", "population_id": "people"}],
        "not_stated", "conflicting",
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
        assert [one[name] for name in ("action", "agreement", "effects")] == [other[name] for name in ("action", "agreement", "effects")]


def on(endpoint: str, effect: str, **more: object) -> Row:
    return {"endpoint_id": endpoint, "effect": effect, **more}


@pytest.mark.parametrize(
    ("effects", "lead", "summary"),
    [
        ([], None, None),
        ([on("lipids", "alter"), on("bone_density", "increase"), AGONIST], "agonist", "agonist; bone density up; affects lipids"),
        ([AGONIST, ANTAGONIST], "agonist / antagonist", "agonist; antagonist"),
        ([AGONIST, {**AGONIST, "quantifier": "some"}], "agonist", "agonist; agonist (some)"),
        ([on("bone_loss", "increase", magnitude="minimal")], "bone loss up (minimal)", "bone loss up (minimal)"),
        ([on("lipids", "improve"), on("lipids", "worsen")], "lipids better or worse?", "lipids better; lipids worse"),
        ([on("mood", "improve", wording="hedged")], "mood better?", "mood better?"),
        ([on(name, "decrease") for name in ("bone_density", "bone_loss", "lipids", "mood", "sleep")], "bone density down", "bone density down; bone loss down; lipids down; mood down; +1"),
    ],
)  # fmt: skip
def test_what_leads_and_stands_in_a_cell(effects: list[Row], lead: str | None, summary: str | None) -> None:
    row = made(*effects)["d", "t"]
    assert (row["lead"], row["summary"]) == (lead, summary)
    assert made({**AGONIST, "agent_id": "c"})["d", "t"]["lead"] is None, "a class speaks for a drug"


def test_class_is_never_copied_into_the_drug() -> None:
    of_class = {"agent_id": "c", "effect": "antagonist"}
    row = made(of_class)["d", "t"]
    assert (row["action"], row["effects"], row["cell_basis"]) == ("not_stated", [], "class_only")
    assert (row["class_id"], row["class_action"], row["class_effects"]) == ("c", "antagonist", [f"{RECEPTOR}:antagonist"])
    both = made(of_class, AGONIST)["d", "t"]
    assert (both["action"], both["class_action"], both["cell_basis"], both["agreement"]) == ("agonist", "antagonist", "stated", "single")
    assert both["claim_ids"] == ["effects/1"]


def test_nearest_class_speaks() -> None:
    far, near = {"agent_id": "top", "effect": "modulate"}, {"agent_id": "c", "effect": "antagonist"}
    assert made(far)["d", "t"]["class_id"] == "top"
    assert made(far, near)["d", "t"]["class_id"] == "c"
    assert made(far, near)["c", "t"]["class_id"] == "top"
    assert made(far)["top", "t"]["class_id"] is None


def test_opposites_and_overlap() -> None:
    wider = {"women": ["people"], "men": ["people"], "people": [], "unspecified": []}
    assert all(overlap(*pair, wider) for pair in (("women", "people"), ("people", "men"), ("men", "unspecified")))
    assert not overlap("men", "women", wider)
    say = lambda effect, endpoint="x": {"endpoint_id": endpoint, "effect": effect}  # noqa: E731
    for one, other in (("increase", "decrease"), ("no_change", "worsen"), ("antagonist", "weak_agonist")):
        assert opposed(say(one), say(other)) and opposed(say(other), say(one))
    for one, other in ((say("increase"), say("improve")), (say("increase"), say("decrease", "y")), (say("mixed"), say("increase"))):
        assert not opposed(one, other)
