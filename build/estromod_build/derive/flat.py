"""Every claim in one shape: subject, predicate, object, what they are about, which way it goes."""

from __future__ import annotations

from collections.abc import Callable

from estromod_schemas.codes import DIRECTION_OF
from estromod_schemas.dataset import Dataset, Row, complete
from estromod_schemas.ids import proposition_id
from estromod_schemas.registry import CLAIM_TABLES, TRAITS, columns, meaning

from .sentences import Speaker

PLACES = ("tissue_id", "site_id")


def claims(data: Dataset) -> list[Row]:
    """Return the rows of `claims`, ordered by id; what a claim table has under the same name is taken over."""
    speaker = Speaker(data)
    rows = [
        _flat(table, claim, data) | {"sentence": speaker.sentence(table, claim)} for table in CLAIM_TABLES for claim in data.rows(table)
    ]
    return complete(sorted(rows, key=lambda row: row["claim_id"]), columns("claims"))


def _flat(table: str, claim: Row, data: Dataset) -> Row:
    roles = {role: claim[column.name] for column in meaning(table) if (role := column.role)}
    same = {column.name: claim[column.name] for column in columns("claims") if column.name in claim}
    things = [claim.get("endpoint_id"), roles.get("object"), roles.get("subject")]
    direction = DIRECTION_OF.get(str(claim.get("effect") or roles.get("predicate")))
    tissue = next(
        (claim[name] for name in PLACES if claim.get(name)),
        roles["object"] if data.kinds.get(roles.get("object") or "") == "tissues" else None,
    )
    return same | {
        "claim_id": claim["claim_id"],
        "table_name": table,
        "subject_id": roles.get("subject"),
        "predicate": roles.get("predicate"),
        "object_id": roles.get("object"),
        "via_id": roles.get("via"),
        "tissue_id": claim.get("tissue_id", tissue),
        **_organ(tissue, things, data),
        "topic": next((topic for thing in things if (topic := entry(thing, data).get("topic"))), None) or TRAITS[table].topic or None,
        "direction": direction,
        "trend": trend(direction, things, data),
        "sex": data.by_key("populations").get(claim.get("population_id") or "", {}).get("sex", "any"),
        "negated": direction == "none" or claim.get("line") == "not_primary" or claim.get("comparison") == "not_in_the_same_way",
        "low": claim.get("low", claim.get("dose_low", claim.get("number"))),
        "high": claim.get("high", claim.get("dose_high", claim.get("number"))),
        "unit": claim.get("unit", claim.get("dose_unit")),
        "proposition_id": _proposition(table, claim, data, str),
        "group_id": _proposition(table, claim, data, lambda thing: rolled_up(thing, data)),
    }


def _proposition(table: str, claim: Row, data: Dataset, as_: Callable[[str], str]) -> str:
    """Return the proposition's id; a use for men is not one for women."""
    found = proposition_id(table, claim, str if TRAITS[table].topic else as_)
    sex = data.by_key("populations").get(claim.get("population_id") or "", {}).get("sex", "any")
    return f"{found}/sex={sex}" if TRAITS[table].by_sex and sex != "any" else found


def rolled_up(thing: str, data: Dataset) -> str:
    """Return estrogen's entry for estradiol's: level, production, ratio, state; a laboratory value stays what is measured."""
    wider = thing.replace("estradiol", "estrogen")
    return wider if data.kinds.get(thing) == data.kinds.get(wider) != "analytes" else thing


def entry(thing: str | None, data: Dataset) -> Row:
    """Return the vocabulary row of an id, or an empty one."""
    return data.by_key(data.kinds[thing])[thing] if thing and thing in data.kinds else {}


def trend(direction: str | None, things: list[str | None], data: Dataset) -> str | None:
    """Return a direction seen by the sense of what it is about, the only thing that may be compared over endpoints."""
    if direction in ("better", "worse"):
        return {"better": "for", "worse": "against"}[direction]
    if direction not in ("up", "down"):
        return direction
    sense = next((row["sense"] for thing in things if "sense" in (row := entry(thing, data))), 0)
    return {1: "for", -1: "against", 0: "unclear"}[sense * (1 if direction == "up" else -1)]


def _organ(tissue: str | None, things: list[str | None], data: Dataset) -> Row:
    """Return the organ of the tissue that is said, or else of the one where the endpoint is measured."""
    tissues = data.by_key("tissues")
    if tissue:
        return {"organ": tissues[tissue]["organ"], "organ_basis": "stated"}
    measured = next((place for thing in things if (place := entry(thing, data).get("measured_in"))), None)
    return {"organ": tissues[measured]["organ"], "organ_basis": "endpoint"} if measured else {}
