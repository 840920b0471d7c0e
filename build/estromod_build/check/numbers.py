"""Numbers: every number of a row stands in its own words, with the row's unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Failure
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import meaning
from estromod_schemas.validation import curated_place

from .base import Texts, against_documents
from .spans import own_words, read

NUMBER = r"\d+(?:[.,]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
COUNT = {word: value for value, word in enumerate(NUMBER.split("|")[1:], start=1)} | {"once": 1, "twice": 2, "thrice": 3}
VALUE = re.compile(rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(COUNT)})\b")
UNIT = r"%|percent\b|(?:[mµμnpk]?g|mcg|[mµμnp]?mol|m?IU)(?:/d?m?L)?\b|m?L\b"
SPAN_OF_TIME = {"hour": "h", "day": "d", "week": "wk", "month": "mo", "year": "a", "decade": "10.a"}
PERIOD = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
UCUM = {"percent": "%", "µg": "ug", "μg": "ug", "mcg": "ug"}
QUANTITY = re.compile(
    rf"""(?<![\w.])(?:
      (?P<times>(?:once|twice|thrice)(?:\s+or\s+(?:twice|thrice))?|(?:{NUMBER})(?:(?:\s*[-–]\s*|\s+(?:to|or)\s+)(?:{NUMBER}))?\s*(?:x|×|times))
        (?:\s+(?P<often>{"|".join(PERIOD)})|(?:\s*/\s*|\s+(?:per|a|every)\s+)(?P<per>day|week|month|year))\b
    | (?P<bare>{"|".join(PERIOD)})\b
    | (?P<amount>(?:{NUMBER})(?:(?:\s*[-–∞]\s*|\s+(?:to|or)\s+)(?:{NUMBER}))?)
        (?:\s*(?P<unit>{UNIT})|[\s-](?:(?:or\s+)?[a-z]+\s+)?(?P<time>{"|".join(SPAN_OF_TIME)})s?\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Quantity:
    """A number, or a range, with its unit (UCUM; `week` for a frequency per week) and its offsets in the text."""

    written: str
    values: frozenset[float]
    unit: str
    start: int
    end: int


def quantities(text: str) -> list[Quantity]:
    """Return every number with a unit, percent sign or frequency; offsets are those of the text."""
    found = []
    for match in QUANTITY.finditer(text):
        part = match.groupdict()
        if part["amount"]:
            unit = SPAN_OF_TIME[part["time"].lower()] if part["time"] else UCUM.get(part["unit"].lower(), part["unit"])
        else:
            unit = part["per"].lower() if part["per"] else PERIOD[(part["often"] or part["bare"]).lower()]
        said = (part["amount"] or part["times"] or "once").lower()
        values = frozenset(COUNT.get(word) or float(word.replace(",", "")) for word in VALUE.findall(said))
        found.append(Quantity(" ".join(match.group().split()), values, unit, match.start(), match.end()))
    return found


@against_documents
def numbers_were_read(curated: Dataset, documents: Texts) -> Iterator[Failure]:
    """Span or an antecedent has every number of the row in its unit; none is restored, converted or counted by us."""
    for table, index, row, text in read(curated, documents):
        numbers = [column for column in meaning(table) if column.unit_in and row[column.name] is not None]
        said = [quantity for words in own_words(row, text) for quantity in quantities(words)] if numbers else []
        for column in numbers:
            if not any(row[column.name] in quantity.values and row[column.unit_in] == quantity.unit for quantity in said):
                value, why = f"{text_of(row[column.name])} {row[column.unit_in]}", "stands neither in the span nor in an antecedent"
                yield Failure(curated_place(table, index), column.name, value, "numbers were read", why, "give what is written there")
