"""Every closed list of codes, read from `codes.csv`; `codes.EFFECT` is a list as code and meaning, in the order of the file.

A code's `direction` is which way a claim with it goes; of two that are left open the weaker counts. Its `words` are how it reads in
a sentence, where its own name would read wrong or say more than it means.
"""

from __future__ import annotations

import csv
from pathlib import Path

LISTS: dict[str, dict[str, str]] = {}
DIRECTION_OF: dict[str, str] = {}
WORDS: dict[str, str] = {}

with Path(__file__).with_name("codes.csv").open(encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        LISTS.setdefault(row["list_name"], {})[row["code"]] = row["meaning"]
        DIRECTION_OF |= {row["code"]: row["direction"]} if row["direction"] else {}
        WORDS |= {row["code"]: row["words"]} if row["words"] else {}

LISTS["EFFECT"] = LISTS["RECEPTOR_EFFECT"] | LISTS["CHANGE"]
LISTS["SEVERITY"] = {code: said for code, said in LISTS["CAUTION"].items() if code != "unflagged"}
LISTS["MATRIX_ACTION"] = {code: f"the agent itself: {said}" for code, said in LISTS["RECEPTOR_EFFECT"].items()} | LISTS["NO_ONE_ACTION"]


def __getattr__(name: str) -> dict[str, str]:
    """Return a list by its name."""
    try:
        return LISTS[name]
    except KeyError:
        raise AttributeError(f"codes.csv has no list {name}") from None


IN_CONFLICT = ("contradiction", "tension")  # differing ranges and groups are listed, but no claim is in doubt for them
MUTUAL = ("differs_from", "works_like")  # hold both ways
RECEPTOR_ENDPOINT = "estrogen_receptor_activity"  # the one endpoint that takes receptor effects and makes a cell of the matrix
SIGN = {"up": 1, "down": -1, "unclear": 0}
OPPOSITES = (
    ({"agonist", "weak_agonist"}, {"antagonist"}),
    ({"increase"}, {"decrease"}),
    ({"improve"}, {"worsen"}),
    ({"agonist", "weak_agonist", "antagonist", "increase", "decrease", "improve", "worsen"}, {"no_change"}),
)
