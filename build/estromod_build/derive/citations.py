"""Citations against the real works: the fields in which an entry departs from the work it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from estromod_schemas.rules.bibliography import FIELDS

from ..read.bibliography import ET_AL


def field_errors(cited: Mapping[str, Any], real: Mapping[str, Any]) -> list[str]:
    """Return the fields, in the order of `FIELDS`, in which a citation departs from the real work in substance.

    Case, punctuation, dashes, accents, a leading `The`, `&` and abbreviated journal words are no departure; leaving a
    known field out is one. Fields unknown of the real work are not compared; of a work not found, none is known.
    """
    if real["record_basis"] == "not_found":
        return []
    return [name for name in FIELDS if _known(real[name]) and not COMPARE.get(name, _same_text)(cited[name], real[name])]


def _same_text(cited: Any, real: Any) -> bool:
    return _plain(cited) == _plain(real)


def _same_people(cited: list[str], real: list[str]) -> bool:
    """With `et al.` on either side the first author decides; otherwise all have to be there, in order."""
    if ET_AL in cited or ET_AL in real:
        cited, real = cited[:1], real[:1]
    return [_person(name) for name in cited] == [_person(name) for name in real]


def _same_container(cited: Any, real: Any) -> bool:
    words, known = _journal_words(cited), _journal_words(real)
    return len(words) == len(known) and all(_same_word(*pair) for pair in zip(words, known, strict=True))


COMPARE = {"authors": _same_people, "container": _same_container}


def _known(value: Any) -> bool:
    return bool(value) if isinstance(value, list) else _plain(value) != ""


def _plain(value: Any) -> str:
    """Return lower-case words parted by one blank; "" for a missing value."""
    if value is None:
        return ""
    letters = unicodedata.normalize("NFKD", str(value).casefold().replace("&", " and "))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", letters).strip().removeprefix("the ")


def _person(name: str) -> tuple[str, str]:
    """Return family name and first initial of `Hess, Rex A.`, `Rex A. Hess` or `Hess RA`."""
    family, comma, given = name.partition(", ")
    if not comma:
        first, _, last = name.rpartition(" ")
        family, given = (first, last) if last.isupper() else (last, first)
    return _plain(family), _plain(given)[:1]


def _journal_words(value: Any) -> list[str]:
    # Catalogues write the country behind the name of this one academy's journal, bibliographies leave it out.
    name = _plain(value).removesuffix(" of the united states of america")
    return [word for word in name.split() if word not in ("of", "the", "and", "in", "for")]


def _same_word(one: str, other: str) -> bool:
    """`metab` abbreviates `metabolism`; `cancer` and `cancers` are two journals, so three letters at least must be left out."""
    short, long = sorted((one, other), key=len)
    return short == long or (long.startswith(short) and len(long) - len(short) >= 3) or (short, long) == ("natl", "national")
