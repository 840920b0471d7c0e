"""The rules between tables, over curated rows and the facts they make."""

from __future__ import annotations

from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Failure
from estromod_schemas.ids import fact_id
from estromod_schemas.registry import FACT_TABLES
from estromod_schemas.validation import curated_place, rule_failures


def curated_rule_failures(curated: Dataset) -> list[Failure]:
    """Return every violation of a rule by the curated tables at hand and, if all statements are, the facts they make."""
    if not set(FACT_TABLES) <= set(curated):
        return rule_failures(curated, curated_place)
    origin: dict[str, tuple[str, int]] = {}
    for table in FACT_TABLES:
        for index, row in enumerate(curated.rows(table)):
            origin.setdefault(fact_id(table, row), (table, index))
    facts = sorted(origin)

    def place(table: str, index: int) -> str:
        return curated_place(*origin[facts[index]]) if table == "facts" else curated_place(table, index)

    return rule_failures(curated.with_tables({"facts": [{"fact_id": fact, "table": origin[fact][0]} for fact in facts]}), place)
