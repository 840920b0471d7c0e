"""Every published table, from the curated ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from estromod_schemas import codes
from estromod_schemas.dataset import Dataset, Row, complete
from estromod_schemas.registry import CLAIM_TABLES, OPTIONAL_TABLES, PUBLISHED_TABLES, VOCABULARY_TABLES, columns
from estromod_schemas.units import si_value

from . import flat, fold
from .citations import field_errors
from .conflicts import conflicts
from .logic import gravest
from .matrix import effect_matrix
from .propositions import propositions, subject_topics, unit_conversions
from .views import matrix_views
from .vocabularies import Vocabularies


def publishable(curated: Dataset) -> Dataset:
    """Return every published table, from the curated ones; a table that needs no deriving is taken as it is."""
    stated, vocabularies = fold.statements(curated), Vocabularies(curated)
    made: dict[str, list[Row]] = {**fold.claims(stated), "statements": stated}
    made |= {table: vocabularies.rows(table) for table in VOCABULARY_TABLES}
    made["passages"] = _passages(curated.rows("passages"), stated)
    made["citations"] = _citations(curated)
    data = curated.with_tables(made)
    data = data.with_tables({"conflicts": conflicts(curated.rows("conflicts"), data)})
    data = data.with_tables({table: _claim_table(table, data) for table in CLAIM_TABLES})
    claims = flat.claims(data)
    by_id = {claim["claim_id"]: claim for claim in claims}
    data = data.with_tables(
        {
            "claims": claims,
            "propositions": propositions(claims),
            "subject_topics": subject_topics(claims),
            "unit_conversions": unit_conversions(data),
            "effect_matrix": effect_matrix(data, by_id),
            "matrix_views": matrix_views(claims, data),
            "entities": _entities(data),
            "codes": _codes(),
        }
    )
    return Dataset({table: complete(data.rows(table), columns(table)) for table in (*PUBLISHED_TABLES, *OPTIONAL_TABLES) if table in data})


def _passages(passages: list[Row], stated: list[Row]) -> list[Row]:
    counts = Counter(row["passage_id"] for row in stated)
    return [row | {"n_statements": counts[row["passage_id"]]} for row in passages]


def _citations(curated: Dataset) -> list[Row]:
    works = curated.by_key("references")
    return [
        row | {"field_errors": field_errors(row, works[row["reference_id"]]) if row["reference_id"] in works else []}
        for row in curated.rows("citations")
    ]


def _claim_table(table: str, data: Dataset) -> list[Row]:
    conflicting = {claim for row in data.rows("conflicts") if row["kind"] in codes.IN_CONFLICT for claim in row["claim_ids"]}
    severities: dict[str, list[str]] = {}
    for caution in data.rows("cautions"):
        for subject in caution["subject_ids"]:
            severities.setdefault(subject, []).append(caution["severity"])
    rows = []
    for row in data.rows(table):
        doubts = {"in_conflict": row["claim_id"] in conflicting, "caution": gravest(severities.get(row["claim_id"], ()))}
        rows.append(row | doubts | (COMPUTE[table](row, data) if table in COMPUTE else {}))
    return rows


def _cause_kind(row: Row, data: Dataset) -> dict[str, Any]:
    return {"cause_kind": data.kinds[row["cause_id"]]}


def _si(row: Row, data: Dataset) -> dict[str, Any]:
    analyte = data.by_key("analytes")[row["analyte_id"]]
    if not analyte["si_unit"]:
        return {}
    mass = analyte["molar_mass_g_per_mol"]
    values = {f"{name}_si": si_value(row[name], row["unit"], analyte["si_unit"], mass) for name in ("low", "high") if row[name] is not None}
    return {**values, "si_unit": analyte["si_unit"]} if all(value is not None for value in values.values()) else {}


def _sign(row: Row, data: Dataset) -> dict[str, Any]:
    return {"sign": codes.SIGN[codes.DIRECTION_OF[row["relation"]]]}


COMPUTE: dict[str, Callable[[Row, Dataset], dict[str, Any]]] = {
    "side_effects": _cause_kind,
    "lab_targets": _si,
    "pathway_edges": _sign,
}


def _entities(data: Dataset) -> list[Row]:
    rows = [
        {"entity_id": entity, "table_name": table, "name": row["name"]}
        for table in VOCABULARY_TABLES
        for entity, row in data.by_key(table).items()
    ]
    return sorted(rows, key=lambda row: row["entity_id"])


def _codes() -> list[Row]:
    return [
        {"table_name": table, "column_name": column.name, "code": code, "meaning": meaning}
        for table in PUBLISHED_TABLES
        for column in columns(table)
        for code, meaning in column.codes.items()
    ]
