"""What an error looks like: coordinates, value, rule, remedy. All of them at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Failure:
    """One thing that is wrong: where (file with line, column), which value, which rule, why, and what to do."""

    where: str
    column: str
    value: str
    rule: str
    why: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: {self.column}" if self.column else self.where
        return f"{place}: {self.value!r} {self.why} [{self.rule}]" + (f" ({self.remedy})" if self.remedy else "")


class Refused(Exception):
    """The person has to do something first; the message says what."""


class Invalid(ValueError):
    """Raised with every failure that was found."""

    def __init__(self, failures: Iterable[Failure]) -> None:
        self.failures = sorted(set(failures), key=_by_line)
        super().__init__(report(self.failures))


def _by_line(failure: Failure) -> tuple[list[str | int], Failure]:
    """Order by file or table, then line or row as a number."""
    return [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", failure.where)], failure


def report(failures: Iterable[Failure]) -> str:
    """Return one line per failure, and a count."""
    lines = [str(failure) for failure in failures]
    return "\n".join([*lines, f"{len(lines)} error{'s' * (len(lines) != 1)}"])


def nearest(value: str, known: Iterable[str]) -> str:
    """Return `did you mean 'x'?` for the known values nearest to one that is not known, or nothing."""
    close = difflib.get_close_matches(value, list(known), n=2, cutoff=0.6)
    return f"did you mean {' or '.join(repr(word) for word in close)}?" if close else ""
