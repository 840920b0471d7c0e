"""The HPG axis walked: does what the documents say of hormone signalling lead from an agent's mechanism to its effects?

`pathway_edges` are a signed graph. For each stated effect of an agent on a hormone the walk starts where the documents say
the agent acts, follows stated edges only, and compares the sign it arrives with. A report, not a table: inference does not
stand beside testimony.

The axis is a loop: going round it, every hormone is reached with both signs. So the shortest path decides, a longer one of
the other sign is printed beside it, and `both` is a tie. Where documents give one edge both signs, the walk takes the
one stated more often and prints what it set aside.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from estromod_schemas.frames import records

from ..derive.matrix import ancestors

Tables = Mapping[str, pd.DataFrame]

HALTS = {"inhibits": -1, "inactivates": -1, "blocks": -1, "activates": 1}  # actions with a sign; to bind or modulate has none
RECEPTOR = {"agonist": 1, "weak_agonist": 1, "antagonist": -1}
DIRECTION = {"increase": 1, "decrease": -1, "no_change": 0}
FEEDS_BACK = {"feeds_back_negatively_on", "feeds_back_positively_on"}
RECEPTOR_ENDPOINT, FEEDBACK_ENDPOINT = "estrogen_receptor_activity", "estrogen_negative_feedback"
LIGANDS = {"estrogen", "estradiol"}  # whose feedback a blocked or activated estrogen receptor takes away or feigns
SEXED = {"testis": "male", "leydig_cell": "male", "sertoli_cell": "male", "ovary": "female"}
FOLLOWS_HORMONE = ("_level", "_production", "_secretion")  # endpoints that rise and fall with the hormone they measure


@dataclass(frozen=True)
class Step:
    """One stated step of a path: to which node, with which sign, said by which fact, of which sex."""

    source: str
    target: str
    sign: int
    fact_id: str
    sex: str = "any"


@dataclass(frozen=True)
class Verdict:
    """What walking says of one stated effect; `paths` are the shortest for each sign, as fact ids, by `+` and `-`."""

    fact_id: str
    verdict: str  # agrees, disagrees, both, does_not_reach, no_direction
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""


def walk(tables: Tables) -> list[Verdict]:
    """Walk to every stated effect on a hormone; a `ValueError` where there is none.

    An endpoint stands for the hormone it measures: `endpoints.measures` is a hormone, or an analyte with a `hormone_id`.
    """
    hormones = hormone_of(tables)
    steps = edges(tables)
    stated = [row for row in records(tables["effects"]) if row["endpoint_id"] in hormones]
    if not stated or not steps:
        raise ValueError("the walk ran over nothing: it needs pathway_edges and effects on hormones")
    return [_verdict(row, hormones[row["endpoint_id"]], steps, tables) for row in stated]


def hormone_of(tables: Tables) -> dict[str, str]:
    """Return the hormone of every endpoint that rises and falls with one, and of the negative feedback."""
    measured = {row["analyte_id"]: row["hormone_id"] for row in records(tables["analytes"])} | {
        name: name for name in tables["hormones"]["hormone_id"]
    }
    return {
        row["endpoint_id"]: hormone
        for row in records(tables["endpoints"])
        if (row["endpoint_id"].endswith(FOLLOWS_HORMONE) or row["endpoint_id"] == FEEDBACK_ENDPOINT)
        and (hormone := measured.get(row["measures"]))
    }


def edges(tables: Tables) -> list[Step]:
    """Return the stated edges as steps, those stated most often first.

    What an edge goes through acts on its target with the edge's sign. A feedback is a node of its own between hormone
    and tissue, so that it can be blocked without the hormone changing.
    """
    sexes = _sexes(tables)
    steps = []
    for row in sorted(_one_sign(tables), key=lambda row: (-row["n_statements"], row["fact_id"])):
        places = {SEXED[row[name]] for name in ("source_id", "target_id", "site_id") if row[name] in SEXED}
        sex = next(iter(places), sexes.get(row["population_id"], "any"))
        if row["relation"] in FEEDS_BACK:
            node = feedback(row["source_id"], row["relation"], row["target_id"])
            steps += [
                Step(row["source_id"], node, 1, row["fact_id"], sex),
                Step(node, row["target_id"], int(row["sign"]), row["fact_id"], sex),
            ]
        elif row["sign"]:
            actors = [row["source_id"]] + ([row["via_id"]] if row["via_id"] else [])
            steps += [Step(actor, row["target_id"], int(row["sign"]), row["fact_id"], sex) for actor in actors if actor != row["target_id"]]
    return steps


def set_aside(tables: Tables) -> list[str]:
    """Return the edges the walk leaves out: the documents give the same source and target the other sign more often."""
    kept = {row["fact_id"] for row in _one_sign(tables)}
    return [fact for fact in tables["pathway_edges"]["fact_id"] if fact not in kept]


def _one_sign(tables: Tables) -> list[dict]:
    rows = records(tables["pathway_edges"])
    stated: Counter[tuple[str, str, int]] = Counter()
    for row in rows:
        stated[row["source_id"], row["target_id"], int(row["sign"])] += row["n_statements"]
    return [
        row
        for row in rows
        if stated[row["source_id"], row["target_id"], int(row["sign"])] >= stated[row["source_id"], row["target_id"], -int(row["sign"])]
    ]


def feedback(hormone: str, relation: str, tissue: str) -> str:
    """Return the name of the node that stands for a hormone's feedback on a tissue."""
    return f"{hormone} {relation} {tissue}"


def _sexes(tables: Tables) -> dict[str, str]:
    return {row["population_id"]: row["sex"] for row in records(tables["populations"])}


def starts(agent: str, steps: list[Step], tables: Tables) -> list[Step]:
    """Return where an agent is said to act: enzyme, receptor, estrogen receptor at a place of feedback, or itself as a node."""
    sexes = _sexes(tables)
    first = []
    for row in _most_stated(tables["mechanisms"], agent):
        if row["action"] in HALTS:
            first.append(Step(agent, row["target_id"], HALTS[row["action"]], row["fact_id"]))
    for row in _most_stated(tables["effects"], agent):
        if row["endpoint_id"] == RECEPTOR_ENDPOINT and row["effect"] in RECEPTOR:
            nodes = feedbacks(steps, FEEDS_BACK, {row["tissue_id"]})
            first += [Step(agent, node, RECEPTOR[row["effect"]], row["fact_id"], sexes.get(row["population_id"], "any")) for node in nodes]
    return first + [step for step in steps if step.source == agent]  # a drug that is itself a node: giving it is having more of it


def feedback_starts(agent: str, steps: list[Step], tables: Tables) -> list[Step]:
    """Return what is said of the agent's effect on the negative feedback, a start where no mechanism leads anywhere."""
    sexes = _sexes(tables)
    return [
        Step(agent, node, DIRECTION[row["effect"]], row["fact_id"], sexes.get(row["population_id"], "any"))
        for row in _most_stated(tables["effects"], agent)
        if row["endpoint_id"] == FEEDBACK_ENDPOINT and DIRECTION.get(row["effect"])
        for node in feedbacks(steps, {"feeds_back_negatively_on"}, {row["tissue_id"]})
    ]


def _most_stated(frame: pd.DataFrame, agent: str) -> list[dict]:
    rows = [row for row in records(frame) if row["agent_id"] == agent]
    return sorted(rows, key=lambda row: (-row["n_statements"], row["fact_id"]))


def feedbacks(steps: Iterable[Step], relations: set[str], places: set[str]) -> list[str]:
    """Return the nodes of the estrogens' feedback on these places; the axis as a whole is every place."""
    nodes = []
    for node in sorted({step.target for step in steps if step.target.count(" ") == 2}):
        hormone, relation, place = node.split(" ")
        if hormone in LIGANDS and relation in relations and (place in places or "hpg_axis" in places):
            nodes.append(node)
    return nodes


def paths(first: Iterable[Step], steps: Iterable[Step], targets: set[str], sexes: set[str]) -> dict[int, tuple[str, ...]]:
    """Return the shortest path of fact ids to a target for each sign it can be reached with; no path visits a node twice."""
    onward: dict[str, list[Step]] = {}
    for step in steps:
        onward.setdefault(step.source, []).append(step)
    found: dict[int, tuple[str, ...]] = {}
    queue: deque[tuple[str, int, tuple[str, ...], frozenset[str]]] = deque(
        (step.target, step.sign, (step.fact_id,), frozenset({step.source, step.target})) for step in first if step.sex in sexes
    )
    expanded: set[tuple[str, int, frozenset[str]]] = set()
    while queue and len(found) < 2:
        node, sign, facts, seen = queue.popleft()
        if node in targets:
            found.setdefault(sign, tuple(dict.fromkeys(facts)))
            continue
        if (node, sign, seen) in expanded:
            continue
        expanded.add((node, sign, seen))
        for step in onward.get(node, ()):
            if step.target not in seen and step.sex in sexes:
                queue.append((step.target, sign * step.sign, (*facts, step.fact_id), seen | {step.target}))
    return found


def _verdict(row: dict, hormone: str, steps: list[Step], tables: Tables) -> Verdict:
    """Compare a stated effect with where the paths lead; men's and women's steps are never mixed in one path."""
    wanted = DIRECTION.get(row["effect"])
    if wanted is None:
        return Verdict(row["fact_id"], "no_direction", note=f"the document says {row['effect']}")
    targets = {hormone}
    if row["endpoint_id"] == FEEDBACK_ENDPOINT:
        above = ancestors(tables["tissues"], "tissue_id", "part_of")
        parts = {row["tissue_id"], *(part for part, whole in above.items() if row["tissue_id"] in whole)}
        targets = set(feedbacks(steps, {"feeds_back_negatively_on"}, parts))
    sex = _sexes(tables).get(row["population_id"], "any")
    sexes = [sex] if sex in ("male", "female") else ["male", "female"]
    for agent in _agent_and_classes(row["agent_id"], tables):
        for kind in (starts, feedback_starts) if row["endpoint_id"] != FEEDBACK_ENDPOINT else (starts,):
            found = _shortest(paths(kind(agent, steps, tables), steps, targets, {one, "any"}) for one in sexes)
            if found:
                shown = {"+" if sign > 0 else "-": found[sign] for sign in sorted(found, key=lambda sign: len(found[sign]))}
                note = "" if agent == row["agent_id"] else f"by what is stated of its class {agent}"
                return Verdict(row["fact_id"], _judge(row, wanted, found), shown, note)
    return Verdict(row["fact_id"], _judge(row, wanted, {}))


def _shortest(several: Iterable[dict[int, tuple[str, ...]]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for one in several:
        for sign, path in one.items():
            found[sign] = min(found.get(sign, path), path, key=len)
    return found


def _judge(row: dict, wanted: int, found: Mapping[int, tuple[str, ...]]) -> str:
    if wanted == 0:  # said to leave the hormone alone: a path contradicts it, unless only direct action is denied
        return "agrees" if not found or row["directness"] == "direct" else "disagrees"
    if not found:
        return "does_not_reach"
    if len(found) == 2 and len(found[1]) == len(found[-1]):
        return "both"
    return "agrees" if wanted == min(found, key=lambda sign: len(found[sign])) else "disagrees"


def _agent_and_classes(agent: str, tables: Tables) -> list[str]:
    """Return the agent and the classes above it, nearest first; a class's mechanism counts where the agent's own leads nowhere."""
    above = ancestors(tables["drug_classes"], "class_id", "parent_id")
    class_of = {drug["drug_id"]: drug["class_id"] for drug in records(tables["drugs"])}
    if agent in class_of:
        return [agent, class_of[agent], *above.get(class_of[agent], [])]
    return [agent, *above.get(agent, [])]


def lines(verdicts: Iterable[Verdict], aside: Iterable[str]) -> Iterator[str]:
    """Yield the report: counts, then every stated effect with its verdict and the paths as fact ids."""
    verdicts = sorted(verdicts, key=lambda verdict: (verdict.verdict, verdict.fact_id))
    counts = Counter(verdict.verdict for verdict in verdicts)
    yield f"The HPG axis walked to {len(verdicts)} stated effects on hormones: " + ", ".join(
        f"{name} {count}" for name, count in counts.items()
    )
    yield from (f"  set aside, the other sign is stated more often: {fact}" for fact in aside)
    for verdict in verdicts:
        yield f"  {verdict.verdict}: {verdict.fact_id}" + (f" ({verdict.note})" if verdict.note else "")
        yield from (f"    {sign} " + " -> ".join(path) for sign, path in verdict.paths.items())
