"""How far two independent readings of the documents agree: rows in common, and Cohen's kappa of each coded column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from estromod_schemas.frames import records, text_of
from estromod_schemas.registry import FACT_TABLES, meaning

from ..derive.fold import frame_of


def agreement(one: Mapping[str, pd.DataFrame], other: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the table `agreement` of two readings, each a statement frame per fact table.

    Two rows agree when all columns of meaning are equal and their spans overlap by half of the shorter. A column's
    kappa is over pairs of rows of one table matched by span, those most alike first.
    """
    rows = []
    for table in FACT_TABLES:
        for document in sorted({*one[table]["document_id"], *other[table]["document_id"]}):
            a, b = (records(frame[table][frame[table]["document_id"] == document]) for frame in (one, other))
            same = len(matched(a, b, table, len(meaning(table))))
            rows.append(_row(document, table, "rows", len(a), len(b), same, None))
            pairs = matched(a, b, table, 0)
            for column in meaning(table):
                if column.codes and pairs:
                    codes = [(text_of(x[column.name]), text_of(y[column.name])) for x, y in pairs]
                    equal = sum(x == y for x, y in codes)
                    rows.append(_row(document, table, column.name, len(pairs), len(pairs), equal, chance(codes)))
    return frame_of(sorted(rows, key=lambda row: (row["document_id"], row["table"], row["column_name"])), "agreement")


def _row(document: str, table: str, column: str, a: int, b: int, common: int, by_chance: float | None) -> dict[str, Any]:
    share = round(2 * common / (a + b), 4)
    kappa = None if by_chance in (None, 1) else round((share - by_chance) / (1 - by_chance), 4)  # type: ignore[operator]
    row = {"document_id": document, "table": table, "column_name": column, "rows_a": a, "rows_b": b, "rows_in_common": common}
    found = {"share": share, "chance": by_chance, "kappa": kappa}
    return row | {name: value for name, value in found.items() if value is not None}


def chance(codes: Iterable[tuple[str, str]]) -> float:
    """Return the agreement that two readers with these habits would reach by chance."""
    pairs = list(codes)
    first, second = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    return round(sum(first[code] * second[code] for code in first) / len(pairs) ** 2, 4)


def matched(a: list[dict], b: list[dict], table: str, at_least: int) -> list[tuple[dict, dict]]:
    """Return pairs of rows whose spans overlap by half of the shorter, most equal columns first, each row once."""
    names = [column.name for column in meaning(table)]
    candidates = []
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            shared = min(x["end"], y["end"]) - max(x["start"], y["start"])
            if shared * 2 >= min(x["end"] - x["start"], y["end"] - y["start"]):
                equal = sum(text_of(x[name]) == text_of(y[name]) for name in names)
                if equal >= at_least:
                    candidates.append((-equal, -shared, i, j))
    used_a, used_b, pairs = set(), set(), []
    for _, _, i, j in sorted(candidates):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((a[i], b[j]))
    return pairs
