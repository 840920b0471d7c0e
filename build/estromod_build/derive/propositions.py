"""Propositions: claims that say the same of different people, circumstances or schemes; and, more loosely, subjects by topic."""

from __future__ import annotations

from collections.abc import Iterable

from estromod_schemas.dataset import Dataset, Row


def propositions(claims: list[Row]) -> list[Row]:
    """Return the rows of `propositions`; made-up examples count for no document."""
    return [_proposition(found) for _, found in sorted(_grouped(claims, "proposition_id").items())]


def _grouped(claims: Iterable[Row], *names: str) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = {}
    for claim in claims:
        groups.setdefault(tuple(str(claim[name]) for name in names), []).append(claim)
    return groups


def _proposition(claims: list[Row]) -> Row:
    first = claims[0]
    shared = ("proposition_id", "group_id", "table_name", "subject_id", "predicate", "object_id", "topic", "direction", "trend")
    documents, sexes = _documents(claims), sorted({claim["sex"] for claim in claims})
    circumstances = sorted({claim["circumstance"] or "" for claim in claims})
    return {name: first[name] for name in shared} | {
        "claim_ids": sorted(claim["claim_id"] for claim in claims),
        "n_claims": len(claims),
        "document_ids": documents,
        "n_documents": len(documents),
        "population_ids": sorted({claim["population_id"] or "unspecified" for claim in claims}),
        "sexes": sexes,
        "mixed_sex": len(set(sexes) - {"any"}) > 1,
        "circumstances": [circumstance for circumstance in circumstances if circumstance],
        "mixed_circumstance": len(circumstances) > 1,
        "wordings": sorted({claim["wording"] for claim in claims}),
        "in_conflict": any(claim["in_conflict"] for claim in claims),
    }


def _documents(claims: Iterable[Row]) -> list[str]:
    return sorted({document for claim in claims if claim["wording"] != "illustrative" for document in claim["document_ids"]})


def subject_topics(claims: list[Row]) -> list[Row]:
    """Return the rows of `subject_topics`: what the documents say of a subject and a topic, to be read, not the same claim."""
    told = [claim for claim in claims if claim["subject_id"] and claim["topic"] and claim["wording"] != "illustrative"]
    rows = []
    for (subject, topic), found in sorted(_grouped(told, "subject_id", "topic").items()):
        by_document = {document: _trends(claim for claim in found if document in claim["document_ids"]) for document in _documents(found)}
        directed = [trends for trends in by_document.values() if trends]
        rows.append({
            "subject_id": subject, "topic": topic, "trends": sorted({trend for trends in directed for trend in trends}),
            "documents_agree": "silent" if len(directed) < 2 else "yes" if all(trends == directed[0] for trends in directed) else "no",
            "n_claims": len(found), "claim_ids": sorted(claim["claim_id"] for claim in found),
            "document_ids": sorted(by_document), "n_documents": len(by_document),
        })  # fmt: skip
    return rows


def _trends(claims: Iterable[Row]) -> set[str]:
    """Return the trends that say which way; what is undirected agrees and disagrees with nothing."""
    return {claim["trend"] for claim in claims} - {None, "unclear"}


def unit_conversions(data: Dataset) -> list[Row]:
    """Return the rows of `unit_conversions`: each unit an analyte is given in, once, to its SI unit."""
    rows: dict[tuple[str, str], Row] = {}
    for name, analyte in data.by_key("analytes").items():
        if analyte["si_unit"]:
            pairs = ((analyte["unit"], analyte["si_factor"]), (analyte["si_unit"], 1.0))
            for unit, factor in pairs:
                rows.setdefault((name, unit), {"analyte_id": name, "from_unit": unit, "to_unit": analyte["si_unit"], "factor": factor})
    return [rows[place] for place in sorted(rows)]
