"""What leads in a cell of the matrix, and what stands in it in short: claims in a few words, the plainest first."""

from __future__ import annotations

from collections import Counter

from estromod_schemas.codes import RECEPTOR_ENDPOINT
from estromod_schemas.dataset import Dataset, Row

from .flat import entry
from .logic import receptor_action, weight

SHOWN, LONGEST = 4, 120
NO_ORGAN = ("whole_body", "blood")  # no place is said, or all hormones and lipids at once: the topics tell these apart
ORDER = ("up", "down", "better", "worse", "keeps", "none", "both", "unclear")  # directed before kept before undirected
SIGN = {"keeps": "kept", "none": "unchanged", "both": "both ways"}
LESS = ("some", "one", "minimal", "slight")  # of fewer, or less, than the words alone would say
OPPOSITE = {"for": "against", "against": "for"}
ORGAN_OF_TOPIC = {
    "bone": "bone", "breast": "breast", "uterus": "uterus", "heart_and_vessels": "heart_and_vessels", "cognition": "brain", "mood": "brain",
    "nervous_system": "brain", "joints_and_muscle": "joints_and_muscle",
}  # fmt: skip


def matrix_views(claims: list[Row], data: Dataset) -> list[Row]:
    """Return the rows of `matrix_views`: effects by organ and by topic; side effects come in by their topic, marked as risks."""
    cells: dict[tuple[str, str, str], list[Row]] = {}
    for claim in claims:
        if claim["table_name"] not in ("effects", "side_effects") or claim["wording"] == "illustrative":
            continue
        if data.kinds[claim["subject_id"]] not in ("drugs", "drug_classes"):
            continue
        organ = claim["organ"] if claim["table_name"] == "effects" else ORGAN_OF_TOPIC.get(claim["topic"])
        for view, place in (("organ", organ), ("topic", claim["topic"])):
            if place and place not in NO_ORGAN:
                cells.setdefault((view, claim["subject_id"], place), []).append(claim)
    return [
        {
            "view": view, "agent_id": agent, "place": place, **headline(found, data, place),
            "action": receptor_action(claim["predicate"] for claim in found if claim["object_id"] == RECEPTOR_ENDPOINT), **weight(found),
        }
        for (view, agent, place), found in sorted(cells.items())
    ]  # fmt: skip


def headline(claims: list[Row], data: Dataset, place: str = "") -> Row:
    """Return `lead` and `summary` of a cell: receptor action first, then directed, kept and undirected effects, most stated first."""
    items: dict[str, list[Row]] = {}
    for claim in sorted(claims, key=lambda claim: claim["claim_id"]):
        items.setdefault(_words(claim, data, place), []).append(claim)
    if not items:
        return {"lead": None, "summary": None}
    ranked = sorted(items.items(), key=lambda item: (*_rank(item[1]), item[0]))
    marked = [_hedged(words, found) for words, found in ranked]
    shown = marked[:SHOWN]
    while len("; ".join(shown)) > LONGEST and len(shown) > 1:
        shown.pop()
    more = f"; +{len(marked) - len(shown)}" if len(marked) > len(shown) else ""
    return {"lead": _lead(ranked, marked), "summary": "; ".join(shown) + more}


def _rank(claims: list[Row]) -> tuple[int, int, int, int, int]:
    first, counted = claims[0], Counter(document for claim in claims for document in claim["document_ids"])
    receptor = first["object_id"] == RECEPTOR_ENDPOINT and first["direction"] != "unclear"
    order = ORDER.index(first["direction"] or "unclear")
    place = 0 if receptor else 1 + (order > 3) + (order > 5) + (order > 6)
    return place, all(claim["circumstance"] for claim in claims), -len(counted), -sum(claim["n_statements"] for claim in claims), order


def _lead(ranked: list[tuple[str, list[Row]]], marked: list[str]) -> str:
    """Return the first item; of two opposite receptor actions or trends that stand in the cell, never one without the other."""
    firsts = [found[0] for _, found in ranked]
    receptor: dict[str, str] = {}
    for words, first in zip(marked, firsts, strict=True):
        if first["object_id"] == RECEPTOR_ENDPOINT and first["direction"] != "unclear":
            receptor.setdefault(first["predicate"], words)
    if receptor:
        return " / ".join(list(receptor.values())[:3])
    first, against = firsts[0], OPPOSITE.get(firsts[0]["trend"] or "")
    if against and any(other["trend"] == against and other["topic"] == first["topic"] for other in firsts):
        return f"{first['topic'].replace('_', ' ')} better or worse?"
    return marked[0]


def _hedged(words: str, claims: list[Row]) -> str:
    """Return the words with a question mark where every claim is hedged."""
    return words + "?" * all(claim["wording"] != "asserted" for claim in claims)


def _words(claim: Row, data: Dataset, place: str) -> str:
    """Return a claim in a few words: what it says of fewer than the whole class, or of a small effect, never without that."""
    less = [claim[column] for column in ("quantifier", "magnitude") if claim.get(column) in LESS]
    return _plain_words(claim, data, place) + f" ({', '.join(less)})" * bool(less)


def _plain_words(claim: Row, data: Dataset, place: str) -> str:
    """Return a claim in two or three words, without the name of the organ it stands under."""
    if claim["object_id"] == RECEPTOR_ENDPOINT:
        return str(claim["predicate"]).replace("_", " ")
    thing, direction = str(entry(claim["object_id"], data)["name"]), claim["direction"]
    if claim["table_name"] == "side_effects":
        return f"{'no risk' if direction in ('none', 'down') else 'risk'}: {thing}"
    if direction == "unclear":
        return f"{'influences' if claim['predicate'] == 'regulate' else 'affects'} {thing}"
    name = thing.removesuffix(" level").removeprefix(f"{place.replace('_', ' ')} ")
    return f"{name} {SIGN.get(direction, direction)}"
