"""Text: what no cell may hold, and the one form in which tables are written."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

LONGEST = 800
GREEK = set("αβγδκμωΔΩ")  # letters of the field's own names; other Greek ones pass for Latin
MISSING = {
    "#N/A",
    "#NA",
    "<NA>",
    "N/A",
    "NA",
    "NULL",
    "NaN",
    "None",
    "n/a",
    "nan",
    "null",
    "-nan",
    "-NaN",
}  # what pandas' CSV reader takes for empty
MOJIBAKE = re.compile("Ã[\\x80-\\xbf\\u0152-\\u2122]|â€|Â[\\xa0-\\xbf]|\ufffd")


def unclean(value: str) -> str:
    """Return why a text cannot stand in a cell; nothing if it can.

    >>> unclean("tamoxifen"), unclean("t\u0430moxifen")
    ('', "has the letter 'а', which passes for another")
    """
    if "|" in value:
        return "holds |, which stands between the items of a list"
    if len(value) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if value in MISSING:
        return "is taken for a missing value by CSV readers"
    if value[:1] in ("=", "+", "-", "@"):
        return "is taken for a formula by spreadsheets"
    if value.isascii():
        odd = next((letter for letter in value if not " " <= letter <= "~"), None)
    else:
        odd = next((letter for letter in value if letter != " " and unicodedata.category(letter)[0] in "CZ"), None)
        strange = next((letter for letter in value if letter.isalpha() and not (_is_latin(letter) or letter in GREEK)), None)
        if strange:
            return f"has the letter {strange!r}, which passes for another"
        if MOJIBAKE.search(value):
            return "was read in the wrong encoding"
        if not unicodedata.is_normalized("NFC", value):
            return "is not in Unicode's form NFC"
    if odd:
        return f"has the character {odd!r}, which cannot be seen"
    if value != value.strip(" ") or "  " in value:
        return "has blanks around, or two in a row"
    return "holds markup" if re.search(r"<[A-Za-z/!]", value) else ""


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER", "MICRO", "FEMININE", "MASCULINE"))


def canonical_csv(rows: Iterable[Sequence[str]], header: Sequence[str]) -> bytes:
    """Return rows as canonical CSV: UTF-8, LF, a quote only where it must be."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
