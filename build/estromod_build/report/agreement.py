"""How far two independent readings of the documents agree: rows in common, and Cohen's kappa of each coded column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from estromod_schemas.dataset import Row
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import CLAIM_TABLES, meaning


def agreement(one: Mapping[str, list[Row]], other: Mapping[str, list[Row]]) -> list[Row]:
    """Return the rows of `agreement` of two readings, each the statements of every claim table.

    Two rows agree when all columns of meaning are equal and their spans overlap by half of the shorter. A column's
    kappa is over pairs of rows of one table matched by span, those most alike first.
    """
    rows = []
    for table in CLAIM_TABLES:
        for document in sorted({row["document_id"] for row in (*one[table], *other[table])}):
            a, b = ([row for row in reading[table] if row["document_id"] == document] for reading in (one, other))
            same = len(matched(a, b, table, len(meaning(table))))
            rows.append(_row(document, table, "rows", len(a), len(b), same, None))
            pairs = matched(a, b, table, 0)
            for column in meaning(table):
                if column.codes and pairs:
                    codes = [(text_of(x[column.name]), text_of(y[column.name])) for x, y in pairs]
                    equal = sum(x == y for x, y in codes)
                    rows.append(_row(document, table, column.name, len(pairs), len(pairs), equal, chance(codes)))
    return sorted(rows, key=lambda row: (row["document_id"], row["table_name"], row["column_name"]))


def _row(document: str, table: str, column: str, a: int, b: int, common: int, by_chance: float | None) -> Row:
    share = round(2 * common / (a + b), 4)
    kappa = None if by_chance in (None, 1) else round((share - by_chance) / (1 - by_chance), 4)
    return {
        "document_id": document, "table_name": table, "column_name": column, "rows_a": a, "rows_b": b, "rows_in_common": common,
        "share": share, "chance": by_chance, "kappa": kappa,
    }  # fmt: skip


def chance(codes: Iterable[tuple[str, str]]) -> float:
    """Return the agreement that two readers with these habits would reach by chance."""
    pairs = list(codes)
    first, second = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    return round(sum(first[code] * second[code] for code in first) / len(pairs) ** 2, 4)


def matched(a: list[Row], b: list[Row], table: str, at_least: int) -> list[tuple[Row, Row]]:
    """Return pairs of rows whose spans overlap by half of the shorter, most equal columns first, each row once."""
    names = [column.name for column in meaning(table)]
    candidates = []
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            shared = min(x["end_char"], y["end_char"]) - max(x["start_char"], y["start_char"])
            if shared * 2 >= min(x["end_char"] - x["start_char"], y["end_char"] - y["start_char"]):
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
