"""Claims by what they are about: an agent, a place, a topic, a group of people."""

from __future__ import annotations

import pandas as pd

from ._files import UnknownName, unknown
from ._names import resolve
from ._tables import describe, load

NAMED = ("subject_id", "object_id", "via_id", "comparator_id", "endpoint_id")


def find(
    *,
    agent: str | None = None,
    tissue: str | None = None,
    organ: str | None = None,
    topic: str | None = None,
    population: str | None = None,
    table: str | None = None,
    wording: str | None = None,
    document: str | None = None,
) -> pd.DataFrame:
    """Return the claims that fit all that is given, as rows of the table `claims`.

    agent, tissue, population: an id or any name `resolve` knows; an agent counts as subject, object, partner or comparator. topic
    and organ are codes (`describe("claims")`); a topic that is an organ too finds what is said of the organ's tissues. table: a claim
    table. Raises `UnknownName` for what is not known. Nothing found is an empty frame.

    >>> import estromod as em
    >>> len(em.find(agent="Nolvadex", organ="uterus")) > 0
    True
    """
    claims = load("claims")
    keep = pd.Series(True, index=claims.index)
    if agent is not None:
        keep &= claims[list(NAMED)].eq(entity(agent, ("drugs", "drug_classes"))).any(axis="columns")
    if tissue is not None:
        keep &= claims["tissue_id"].eq(entity(tissue, ("tissues",)))
    if population is not None:
        keep &= claims["population_id"].eq(entity(population, ("populations",)))
    if topic is not None:
        keep &= claims["topic"].eq(_code("topic", topic)) | claims["organ"].eq(topic)
    for column, value in (("organ", organ), ("wording", wording)):
        if value is not None:
            keep &= claims[column].eq(_code(column, value))
    if table is not None:
        keep &= claims["table_name"].eq(_known("claim table", table, set(claims["table_name"])))
    if document is not None:
        known = _known("document", document, set(load("documents")["document_id"]))
        keep &= pd.Series([known in ids for ids in claims["document_ids"]], index=claims.index)
    found = claims[keep.fillna(False)].reset_index(drop=True)
    found.attrs = claims.attrs
    return found


def entity(name: str, tables: tuple[str, ...] = ()) -> str:
    """Return the id of the one entry a name means; raise `UnknownName` where it means none, or several."""
    found = resolve(name)
    found = found[found["matched_by"].ne("nearest") & (found["table_name"].isin(tables) if tables else True)]
    if len(found) == 1:
        return str(found["entity_id"].iloc[0])
    entities = load("entities")
    known = entities[entities["table_name"].isin(tables)]["entity_id"] if tables else entities["entity_id"]
    if len(found) > 1:
        raise UnknownName(f"{name!r} means several entries: {', '.join(found['entity_id'])}; give one of these ids")
    raise unknown("name or id", name, known)


def _code(column: str, value: str) -> str:
    described = describe("claims").set_index("name")
    return _known(column, value, described.loc[column, "codes"])


def _known(what: str, value: str, known: object) -> str:
    if value not in known:  # type: ignore[operator]
        raise unknown(what, value, known)  # type: ignore[arg-type]
    return value
