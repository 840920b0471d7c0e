"""The effect matrix against `effects`: complete, with the right claims, and an action that follows from them."""

from __future__ import annotations

from collections.abc import Iterator

from .. import codes
from ..dataset import Dataset
from ..registry import columns
from .base import Violation, rows, rule

Told = dict[tuple[str | None, str], dict[str, str]]  # by agent and tissue: claim -> endpoint:effect


def _told(data: Dataset) -> Told:
    told: Told = {}
    for _, row in rows(data, "effects", "claim_id", "agent_id", "tissue_id", "wording"):
        if row["wording"] != "illustrative":
            told.setdefault((row["agent_id"], row["tissue_id"]), {})[row["claim_id"]] = f"{row['endpoint_id']}:{row['effect']}"
    return told


def _at_hand(data: Dataset) -> bool:
    sources = {table for column in columns("effect_matrix") if column.key for table in (column.of or [column.to])}
    return {"effect_matrix", "effects", *sources} <= set(data)


@rule
def matrix_is_complete(data: Dataset) -> Iterator[Violation]:
    """The matrix has every agent by every tissue."""
    if not _at_hand(data):
        return
    found = {(row["agent_id"], row["tissue_id"]) for row in data.rows("effect_matrix")}
    for agent in (*data.by_key("drugs"), *data.by_key("drug_classes")):
        for tissue in data.by_key("tissues"):
            if (agent, tissue) not in found:
                yield Violation("effect_matrix", -1, "agent_id", f"{agent}/{tissue}", "is missing", "build again")


@rule
def matrix_cells_hold_their_claims(data: Dataset) -> Iterator[Violation]:
    """A cell has just the claims that `effects` holds for it; a class speaks only where nothing is said of the agent itself."""
    told = _told(data)
    for index, row in rows(data, "effect_matrix", "agent_id", "tissue_id", "cell_basis", "claim_ids") if _at_hand(data) else ():
        cell = (row["agent_id"], row["tissue_id"])
        basis = "stated" if cell in told else "class_only" if row["class_id"] else "not_stated"
        source = (row["class_id"], cell[1]) if row["cell_basis"] == "class_only" else cell
        if row["cell_basis"] != basis or set(row["claim_ids"]) != set(told.get(source, ())):
            yield Violation("effect_matrix", index, "claim_ids", "/".join(cell), "does not hold what effects say", "build again")


@rule
def matrix_actions_follow_from_effects(data: Dataset) -> Iterator[Violation]:
    """A cell's effects are those of its claims, and its action one that is said, or that those said disagree."""
    told = _told(data)
    for index, row in rows(data, "effect_matrix", "agent_id", "tissue_id", "effects", "class_effects") if _at_hand(data) else ():
        for agent, action, effects in (
            (row["agent_id"], "action", "effects"),
            (row["class_id"], "class_action", "class_effects"),
        ):
            said = set(told.get((agent, row["tissue_id"]), {}).values())
            if set(row[effects]) != said:
                cell = f"{row['agent_id']}/{row['tissue_id']}"
                yield Violation("effect_matrix", index, effects, cell, "are not what effects say", "build again")
            if agent and row[action] not in _actions(said):
                yield Violation("effect_matrix", index, action, str(row[action]), f"does not follow from the {effects}", "build again")


def _actions(effects: set[str]) -> set[str]:
    """Return the actions that a cell with these effects may have."""
    said = {effect.partition(":")[2] for effect in effects if effect.startswith(f"{codes.RECEPTOR_ENDPOINT}:")}
    if not said:
        return {"not_stated"}
    return said | ({"conflicting"} if len(said) > 1 else set())
