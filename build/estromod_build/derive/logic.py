"""What deriving rests on: ranks, trees, opposition, overlap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from estromod_schemas import codes
from estromod_schemas.dataset import Dataset, Row

RANK = {code: rank for rank, code in enumerate(codes.WORDING)}  # the strongest first
BY_STRENGTH = ("mixed", "agonist", "weak_agonist", "antagonist", "neutral_or_weak_agonist", "modulate")
assert set(BY_STRENGTH) == set(codes.RECEPTOR_EFFECT)
GRAVITY = {code: rank for rank, code in enumerate(codes.CAUTION)}  # the gravest last


def strongest(wordings: Iterable[str]) -> str | None:
    """Return the strongest wording; None without one."""
    return min(wordings, key=RANK.__getitem__, default=None)


def gravest(cautions: Iterable[str]) -> str:
    """Return the gravest caution."""
    return max(cautions, key=GRAVITY.__getitem__, default="unflagged")


def weight(claims: list[Row]) -> Row:
    """Return the columns that say how much stands behind a cell: wording, doubts, counts and the claims themselves."""
    return {
        "wording": strongest(claim["wording"] for claim in claims),
        "in_conflict": any(claim["in_conflict"] for claim in claims),
        "caution": gravest(claim["caution"] for claim in claims),
        "n_statements": sum(claim["n_statements"] for claim in claims),
        "n_documents": len({document for claim in claims for document in claim["document_ids"]}),
        "claim_ids": sorted(claim["claim_id"] for claim in claims),
    }


def ancestors(data: Dataset, table: str, up: str) -> dict[str, list[str]]:
    """Return, for each id of a tree, the ids above it, nearest first."""
    parent = {name: row[up] for name, row in data.by_key(table).items()}
    result = {}
    for start in parent:
        path: list[str] = []
        here = parent[start]
        while here is not None and here not in path:
            path.append(here)
            here = parent.get(here)
        result[start] = path
    return result


def opposite(one: str, other: str) -> bool:
    """True if two effects on one endpoint cannot both be all that happens."""
    return any((one in left and other in right) or (other in left and one in right) for left, right in codes.OPPOSITES)


def opposed(a: Row, b: Row) -> bool:
    """True if two claims on one endpoint say opposite things of it."""
    return a["endpoint_id"] == b["endpoint_id"] and opposite(a["effect"], b["effect"])


def receptor_action(effects: Iterable[str]) -> str:
    """Return what receptor effects come to: opposite ones are conflicting, a specific word outranks `modulate`."""
    said = set(effects)
    if any(opposite(a, b) for a, b in combinations(said, 2)):
        return "conflicting"
    return next((code for code in BY_STRENGTH if code in said), "not_stated")


def overlap(a: str, b: str, wider: Mapping[str, list[str]]) -> bool:
    """True if two populations share people: one is the other, or above it, or one is not said."""
    return a == b or "unspecified" in (a, b) or a in wider[b] or b in wider[a]
