"""The bibliographies of the documents, as printed."""

from __future__ import annotations

import re
from typing import Any

from estromod_schemas.dataset import Row
from estromod_schemas.failures import Refused

ET_AL = "et al."

# APA: Family, I. I. & Family, I. (2004). Title. Journal, 7(1), 1-9.   or   ... Title. Publisher.
APA = re.compile(
    r"""(?P<authors>.+?)\ \((?P<year>\d{4})\)\.\ (?P<title>.+?)\.\ (?P<container>[^.]+?)
        (?:,\ (?P<volume>[\d-]+)(?:\((?P<issue>[^)]+)\))?,\ (?P<pages>[^,]+))?\.""",
    re.VERBOSE,
)
# MLA: Family, Given, et al. “Title.” Journal, vol. 7, no. 1, 2004, pp. 1-9.   or   ... Site, 2004.
MLA = re.compile(
    r"""(?P<authors>.+?)\ “(?P<title>.+?)”\ (?P<container>.+?)
        (?:,\ vol\.\ (?P<volume>[^,]+))?(?:,\ no\.\ (?P<issue>[^,]+))?,\ (?P<year>\d{4})(?:,\ (?:pp\.\ )?(?P<pages>[^,]+))?\.""",
    re.VERBOSE,
)
BULLET = re.compile(r"\s*[•-]\s+")


def entries(text: str) -> list[tuple[int, str]]:
    """Return a document's bibliography as (line from 1, entry without its bullet), in the order printed.

    Raises `Refused` where no line is `References` or no entry follows it: an empty bibliography would pass every check.
    """
    lines = text.split("\n")
    if "References" not in lines:
        raise Refused("no line is `References`, the heading of a bibliography")
    heading = lines.index("References")
    found = []
    for line, content in enumerate(lines[heading + 1 :], start=heading + 2):
        bullet = BULLET.match(content)
        if bullet:
            found.append((line, content[bullet.end() :].rstrip()))
        elif content.strip():
            break
    if not found:
        raise Refused(f"line {heading + 1}: no entry follows the heading `References`")
    return found


def parse_entry(text: str) -> dict[str, Any]:
    """Return type, authors (a list), year, title, container, volume, issue and pages as printed; "" where there is none.

    Authors stand as printed, `et al.` as the last item. Raises `Refused` for an entry of neither style.
    """
    style = MLA if "“" in text else APA
    match = style.fullmatch(text)
    if match is None:
        raise Refused(f"neither an APA nor an MLA entry: {text!r}")
    raw = {name: value or "" for name, value in match.groupdict().items()}
    # Only the form tells what an entry without a volume is cited as: APA names a publisher, MLA a site.
    kind = "article" if raw["volume"] else "book" if style is APA else "web_page"
    return {
        "type": kind,
        "authors": split_authors(raw["authors"]),
        "year": raw["year"],
        "title": raw["title"].removesuffix(".").replace(" ∞ ", ": "),
        "container": raw["container"],
        "volume": raw["volume"],
        "issue": raw["issue"],
        "pages": raw["pages"].replace(" ∞ ", "-"),
    }


def split_authors(text: str) -> list[str]:
    """Split `Family, I. I. Family, I. & Given Family, et al.` into its names as printed."""
    text, others = re.subn(r",? et al\.?$", "", text)
    text = re.sub(r"(?<!\b\w)\.$", "", text)  # MLA's full stop, unless it also ends an initial
    names = []
    for part in re.split(r",? & |,? and ", text):
        # `Bradlow, H. L. Telang, N. T.`: a family name follows an initial, its comma lost, and has a comma of its own.
        names += re.split(r"(?<=\b\w\.),? (?=[^,.]{2,},)", part)
    return names + [ET_AL] * others


def read_citations(document_id: str, text: str) -> list[Row]:
    """Return the rows of `curated/citations.csv` that a document yields, without `status` and `reference_id`."""
    rows = []
    for position, (line, entry) in enumerate(entries(text), start=1):
        place = {"document_id": document_id, "position": position, "passage_id": f"{document_id}_l{line:03d}"}
        rows.append({"citation_id": f"{document_id}_r{position}", **place, **parse_entry(entry)})
    return rows
