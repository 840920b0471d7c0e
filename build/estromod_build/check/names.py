"""Claim fit: does the passage, or an antecedent, name what the claim is about? Every statement, no skip list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from estromod_schemas.frames import records
from estromod_schemas.registry import VOCABULARY_TABLES, columns, key, meaning

FORMS = ("name", "synonyms", "spellings", "brand_names", "cue_words")
NAMELESS = ("populations", "protocols")  # groups and schemes are described in a passage, they have no name to look for


def plain(text: str) -> str:
    """Lower case, straight quotes, single blanks: the form in which names are looked for."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("‘", "'")).lower()


def forms(vocabularies: Mapping[str, pd.DataFrame]) -> dict[str, re.Pattern[str]]:
    """Return, for every vocabulary entry, a pattern that finds any of its names, spellings or cue words."""
    words: dict[str, set[str]] = {}
    for table in (name for name in VOCABULARY_TABLES if name not in NAMELESS):
        frame, (id_column,) = vocabularies[table], key(table)
        present = [column.name for column in columns(table) if column.name in FORMS]
        for row in records(frame):
            cells = [row[name] for name in present]
            words[row[id_column]] = {word for cell in cells for word in (cell if isinstance(cell, list) else [cell])}
    for row in records(vocabularies["hormone_states"]):
        words[row["state_id"]] |= words[row["hormone_id"]]
    return {entity: _pattern(names) for entity, names in words.items()}


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({plain(name) for name in names}, key=lambda name: (-len(name), name))
    body = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"(?<![a-z0-9α-ω])(?:{body})(?:e?s|'s)?(?![a-z0-9α-ω])")


def unnamed(
    table: str, claim: Mapping[str, object], text: str, patterns: Mapping[str, re.Pattern[str]], measured_in: Mapping[str, str]
) -> list[str]:
    """Return the columns of the claim whose entity the text does not name.

    A tissue need not be named where it is understood: where the endpoint is measured (`measured_in`).
    """
    said = plain(text)
    missing = []
    for column in meaning(table):
        entity = claim.get(column.name)
        if not column.named or not isinstance(entity, str) or not entity:
            continue
        if column.to == "tissues" and entity == measured_in.get(str(claim.get("endpoint_id"))):
            continue
        if entity in patterns and not patterns[entity].search(said):
            missing.append(column.name)
    return missing
