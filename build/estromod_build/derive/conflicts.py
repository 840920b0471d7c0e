"""Conflicts: those that readers found, and opposite effects that the rule finds."""

from __future__ import annotations

from itertools import combinations

from estromod_schemas.dataset import Dataset, Row

from .logic import ancestors, opposed, overlap

SAME = ("timing", "circumstance", "comparator_id")


def conflicts(read: list[Row], data: Dataset) -> list[Row]:
    """Return the conflicts that readers found, and those of the rule that none of them covers."""
    rows = [row | {"found_by": "reader"} for row in read]
    known = [set(row["claim_ids"]) for row in rows]
    rows += [row for row in opposite_effects(data) if not any(set(row["claim_ids"]) <= claims for claims in known)]
    return sorted(rows, key=lambda row: row["conflict_id"])


def opposite_effects(data: Dataset) -> list[Row]:
    """Return a conflict for each agent, tissue and endpoint of which opposite effects are stated for overlapping people."""
    wider = ancestors(data, "populations", "parent_id")
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for claim in data.rows("effects"):
        if claim["wording"] != "illustrative":
            groups.setdefault((claim["agent_id"], claim["tissue_id"], claim["endpoint_id"]), []).append(claim)
    found = []
    for (agent, tissue, endpoint), claims in sorted(groups.items()):
        pairs = [
            {a["claim_id"], b["claim_id"]}
            for a, b in combinations(claims, 2)
            if opposed(a, b) and overlap(a["population_id"], b["population_id"], wider) and all(a[name] == b[name] for name in SAME)
        ]
        if pairs:
            found.append({
                "conflict_id": f"opposite_{agent}_{tissue}_{endpoint}", "kind": "contradiction", "found_by": "build",
                "claim_ids": sorted(set().union(*pairs)),
                "says": f"Opposite effects of {agent} on {endpoint} in {tissue} are stated, with nothing that tells them apart.",
            })  # fmt: skip
    return found
