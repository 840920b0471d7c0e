"""The rules between tables, over curated rows and the claims they make."""

from __future__ import annotations

from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Failure
from estromod_schemas.ids import claim_id
from estromod_schemas.registry import CLAIM_TABLES
from estromod_schemas.validation import curated_place, rule_failures


def curated_rule_failures(curated: Dataset) -> list[Failure]:
    """Return every violation of a rule by the curated tables at hand and, if all statements are, the claims they make."""
    if not set(CLAIM_TABLES) <= set(curated):
        return rule_failures(curated, curated_place)
    origin: dict[str, tuple[str, int]] = {}
    for table in CLAIM_TABLES:
        for index, row in enumerate(curated.rows(table)):
            origin.setdefault(claim_id(table, row), (table, index))
    claims = sorted(origin)

    def place(table: str, index: int) -> str:
        return curated_place(*origin[claims[index]]) if table == "claims" else curated_place(table, index)

    return rule_failures(curated.with_tables({"claims": [{"claim_id": claim, "table_name": origin[claim][0]} for claim in claims]}), place)
