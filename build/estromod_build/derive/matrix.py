"""The effect matrix: every agent by every tissue, from `effects` alone; a class never speaks for a drug."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from estromod_schemas.codes import RECEPTOR_ENDPOINT
from estromod_schemas.dataset import Dataset, Row

from .logic import ancestors, opposed, overlap, receptor_action, weight
from .views import headline

Told = dict[tuple[str | None, str], list[Row]]  # by agent and tissue


def effect_matrix(data: Dataset, flat: dict[str, Row]) -> list[Row]:
    """Return the rows of the matrix; illustrative statements do not enter it."""
    told: Told = {}
    for claim in data.rows("effects"):
        if claim["wording"] != "illustrative":
            told.setdefault((claim["agent_id"], claim["tissue_id"]), []).append(claim)
    wider = ancestors(data, "populations", "parent_id")
    agents = [(drug, "drugs", row["class_path"]) for drug, row in data.by_key("drugs").items()]
    agents += [(name, "drug_classes", above) for name, above in ancestors(data, "drug_classes", "parent_id").items()]
    return [
        _cell(agent, kind, path, tissue, told, wider) | headline([flat[claim["claim_id"]] for claim in told.get((agent, tissue), [])], data)
        for agent, kind, path in sorted(agents)
        for tissue in sorted(data.by_key("tissues"))
    ]


def _cell(agent: str, kind: str, path: list[str], tissue: str, told: Told, wider: Mapping[str, list[str]]) -> Row:
    own = told.get((agent, tissue), [])
    speaker = next((name for name in path if (name, tissue) in told), None)
    of_class = told.get((speaker, tissue), [])
    claims = own or of_class
    return {
        "agent_id": agent,
        "agent_kind": kind,
        "tissue_id": tissue,
        "action": _action(own),
        "class_id": speaker,
        "class_action": _action(of_class) if speaker else None,
        "cell_basis": "stated" if own else "class_only" if speaker else "not_stated",
        "effects": _effects(own),
        "class_effects": _effects(of_class),
        "population_ids": sorted({claim["population_id"] for claim in claims}),
        "agreement": _agreement(claims, wider),
        **weight(claims),
    }


def _effects(claims: Iterable[Row]) -> list[str]:
    return sorted({f"{claim['endpoint_id']}:{claim['effect']}" for claim in claims})


def _action(claims: Iterable[Row]) -> str:
    return receptor_action(claim["effect"] for claim in claims if claim["endpoint_id"] == RECEPTOR_ENDPOINT)


def _agreement(claims: list[Row], wider: Mapping[str, list[str]]) -> str:
    if not claims:
        return "not_stated"
    pairs = [(a, b) for a, b in combinations(claims, 2) if opposed(a, b)]
    if any(overlap(a["population_id"], b["population_id"], wider) for a, b in pairs):
        return "conflicting"
    if pairs:
        return "by_population"
    per_effect: dict[tuple[str, str], int] = {}
    for claim in claims:
        mark = (claim["endpoint_id"], claim["effect"])
        per_effect[mark] = per_effect.get(mark, 0) + claim["n_statements"]
    return "repeated" if max(per_effect.values()) > 1 else "single"
