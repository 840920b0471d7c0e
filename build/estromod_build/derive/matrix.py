"""The effect matrix: every agent by every tissue, from `effects` alone; a class never speaks for a drug."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from estromod_schemas import codes
from estromod_schemas.frames import records

from .fold import RANK, frame_of

RECEPTOR = "estrogen_receptor_activity"
GRAVITY = {code: rank for rank, code in enumerate(codes.CAUTION)}
Fact = Mapping[str, Any]


def effect_matrix(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the matrix; illustrative statements do not enter it."""
    told: dict[tuple[str, str], list[Fact]] = {}
    for fact in records(tables["effects"]):
        if fact["wording"] != "illustrative":
            told.setdefault((fact["agent_id"], fact["tissue_id"]), []).append(fact)
    above = ancestors(tables["drug_classes"], "class_id", "parent_id")
    wider = ancestors(tables["populations"], "population_id", "parent_id")
    paths = {row["drug_id"]: row["class_path"] for row in records(tables["drugs"])}
    agents = [(drug, "drugs", path) for drug, path in paths.items()]
    agents += [(name, "drug_classes", above[name]) for name in tables["drug_classes"]["class_id"]]
    rows = [
        _cell(agent, kind, path, tissue, told, wider) for agent, kind, path in sorted(agents) for tissue in tables["tissues"]["tissue_id"]
    ]
    return frame_of(rows, "effect_matrix")


def _cell(agent: str, kind: str, path: list[str], tissue: str, told: Mapping, wider: Mapping) -> dict[str, Any]:
    own = told.get((agent, tissue), [])
    speaker = next((name for name in path if (name, tissue) in told), None)
    of_class = told.get((speaker, tissue), [])
    facts = own or of_class
    return {
        "agent_id": agent,
        "agent_kind": kind,
        "tissue_id": tissue,
        "action": _action(own),
        "class_id": speaker,
        "class_action": _action(of_class) if speaker else None,
        "basis": "stated" if own else "class_only" if speaker else "not_stated",
        "effects": _effects(own),
        "class_effects": _effects(of_class),
        "population_ids": sorted({fact["population_id"] for fact in facts}),
        "agreement": _agreement(facts, wider),
        "wording": min((fact["wording"] for fact in facts), key=RANK.__getitem__, default=None),
        "in_conflict": any(fact["in_conflict"] for fact in facts),
        "caution": max((fact["caution"] for fact in facts), key=GRAVITY.__getitem__, default="unflagged"),
        "n_statements": sum(fact["n_statements"] for fact in facts),
        "n_documents": len({document for fact in facts for document in fact["document_ids"]}),
        "fact_ids": sorted(fact["fact_id"] for fact in facts),
    }


def _effects(facts: Iterable[Fact]) -> list[str]:
    return sorted({f"{fact['endpoint_id']}:{fact['effect']}" for fact in facts})


def _action(facts: list[Fact]) -> str:
    """Return what the facts say of receptor activity; a specific word outranks `modulate`, opposite ones are conflicting."""
    if not facts:
        return "not_stated"
    receptor = [fact for fact in facts if fact["endpoint_id"] == RECEPTOR]
    if not receptor:
        return "other_effects"
    if any(opposed(a, b) for a, b in combinations(receptor, 2)):
        return "conflicting"
    said = {fact["effect"] for fact in receptor}
    order = ("mixed", "agonist", "weak_agonist", "antagonist", "modulate")
    return next(code for code in order if code in said)


def _agreement(facts: list[Fact], wider: Mapping) -> str:
    if not facts:
        return "not_stated"
    pairs = [(a, b) for a, b in combinations(facts, 2) if opposed(a, b)]
    if any(overlap(a["population_id"], b["population_id"], wider) for a, b in pairs):
        return "conflicting"
    if pairs:
        return "by_population"
    per_effect: dict[tuple, int] = {}
    for fact in facts:
        mark = (fact["endpoint_id"], fact["effect"])
        per_effect[mark] = per_effect.get(mark, 0) + fact["n_statements"]
    return "repeated" if max(per_effect.values()) > 1 else "single"


def opposed(a: Fact, b: Fact) -> bool:
    """True if two facts on one endpoint say opposite things of it."""
    if a["endpoint_id"] != b["endpoint_id"]:
        return False
    pair = (a["effect"], b["effect"])
    return any((pair[0] in left and pair[1] in right) or (pair[1] in left and pair[0] in right) for left, right in codes.OPPOSITES)


def overlap(a: str, b: str, wider: Mapping[str, list[str]]) -> bool:
    """True if two populations share people: one is the other, or above it, or one is not said."""
    return a == b or "unspecified" in (a, b) or a in wider[b] or b in wider[a]


def ancestors(frame: pd.DataFrame, name: str, up: str) -> dict[str, list[str]]:
    """Return, for each id, the ids above it, nearest first."""
    parent = {row[name]: row[up] for row in records(frame)}
    result = {}
    for start in parent:
        path, here = [], parent[start]
        while here is not None and here not in path:
            path.append(here)
            here = parent.get(here)
        result[start] = path
    return result
