"""The columns that several claim tables share."""

from __future__ import annotations

from typing import Any

from . import codes
from .columns import column

AGENTS = ("drugs", "drug_classes")
UNSPECIFIED = "unspecified"
WHO = "[ in {population_id}][, {timing}][, {circumstance}]"  # how most sentences end


def thing(description: str, role: str = "", *, of: tuple[str, ...] = (), to: str = "entities", keyed: bool = False) -> Any:
    """A thing the passage names: required as subject or object, else optional."""
    means = "required" if role in ("subject", "object") else "optional"
    return column(description, to=to, of=of, means=means, named=True, role=role, keyed=keyed)


def agent(description: str = "The drug or drug class that acts.", role: str = "subject", keyed: bool = False) -> Any:
    return thing(description, role, of=AGENTS, keyed=keyed)


def about(description: str) -> Any:
    """The endpoint in question, where subject and object are others."""
    return column(description, to="endpoints", means="optional", keyed=True)


def predicate(description: str, allowed: dict[str, str]) -> Any:
    return column(description, codes=allowed, means="required", role="predicate")


def quantifier() -> Any:
    return column("Of which members of a class it is said; empty: of the class.", codes=codes.QUANTIFIER, means="optional")


def magnitude() -> Any:
    return column("How much, as the document calls it; empty: not said.", codes=codes.MAGNITUDE, means="optional")


def emphasis() -> Any:
    return column("Whether it is called the main, the only or the limiting one; empty: not said.", codes=codes.EMPHASIS, means="optional")


def frequency() -> Any:
    return column("How often it is said to be so.", codes=codes.FREQUENCY, means="optional", default=UNSPECIFIED)


def population() -> Any:
    return column("Of whom it is said.", to="populations", means="optional", default=UNSPECIFIED)


def protocol() -> Any:
    return column("The treatment scheme it belongs to.", to="protocols", means="optional")


def timing() -> Any:
    return column("Whether it is said of short or long use.", codes=codes.TIMING, means="optional", default=UNSPECIFIED)


def circumstance() -> Any:
    return column("The condition under which it is said; empty: none.", codes=codes.CIRCUMSTANCE, means="optional", keyed=("if_overdosed",))


def comparison() -> Any:
    return column("How it stands to the comparator; empty: nothing is compared.", codes=codes.COMPARISON, means="optional")


def comparator(keyed: bool = False) -> Any:
    return thing("What it is compared with; empty: nothing.", keyed=keyed)


def effect(description: str = "What happens to the endpoint.", role: str = "predicate") -> Any:
    return column(description, codes=codes.EFFECT, means="required" if role else "optional", role=role, keyed=True)


def subject_is(whose: str = "subject") -> Any:
    return column(f"Which way the {whose} goes; empty: as such.", codes=codes.SUBJECT_IS, means="optional", keyed=True)


def number_is() -> Any:
    return column("How exactly the number is given.", codes=codes.NUMBER_IS, means="optional", default="exact")
