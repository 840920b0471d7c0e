"""The bibliographies of the documents: read an entry, compare it with the real work, write the works as BibTeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

FIELDS = ("authors", "year", "title", "container", "volume", "issue", "pages")
ET_AL = "et al."

# 000 and 002 print APA: Family, I. I. & Family, I. (2004). Title. Journal, 7(1), 1-9.   or   ... Title. Publisher.
APA = re.compile(
    r"""(?P<authors>.+?)\ \((?P<year>\d{4})\)\.\ (?P<title>.+?)\.\ (?P<container>[^.]+?)
        (?:,\ (?P<volume>[\d-]+)(?:\((?P<issue>[^)]+)\))?,\ (?P<pages>[^,]+))?\.""",
    re.VERBOSE,
)
# 001, 003 and 004 print MLA: Family, Given, et al. “Title.” Journal, vol. 7, no. 1, 2004, pp. 1-9.   or   ... Site, 2004.
MLA = re.compile(
    r"""(?P<authors>.+?)\ “(?P<title>.+?)”\ (?P<container>.+?)
        (?:,\ vol\.\ (?P<volume>[^,]+))?(?:,\ no\.\ (?P<issue>[^,]+))?,\ (?P<year>\d{4})(?:,\ (?:pp\.\ )?(?P<pages>[^,]+))?\.""",
    re.VERBOSE,
)
BULLET = re.compile(r"\s*[•-]\s+")


def entries(text: str) -> list[tuple[int, str]]:
    """Return a document's bibliography as (line from 1, entry without its bullet), in the order printed.

    Raises ValueError where no line is `References` or no entry follows it: an empty bibliography would pass every check.
    """
    lines = text.split("\n")
    if "References" not in lines:
        raise ValueError("no line is `References`, the heading of a bibliography")
    heading = lines.index("References")
    found = []
    for line, content in enumerate(lines[heading + 1 :], start=heading + 2):
        bullet = BULLET.match(content)
        if bullet:
            found.append((line, content[bullet.end() :].rstrip()))
        elif content.strip():
            break
    if not found:
        raise ValueError(f"line {heading + 1}: no entry follows the heading `References`")
    return found


def parse_entry(text: str) -> dict[str, Any]:
    """Return type, authors (a list), year, title, container, volume, issue and pages as printed; "" where there is none.

    Authors stand as printed, `et al.` as the last item. Raises ValueError for an entry of neither style.
    """
    style = MLA if "“" in text else APA
    match = style.fullmatch(text)
    if match is None:
        raise ValueError(f"neither an APA nor an MLA entry: {text!r}")
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


def read_citations(document_id: str, text: str) -> list[dict[str, str]]:
    """Return the rows of `curated/citations.csv` that a document yields, as text, without `status` and `reference_id`."""
    rows = []
    for position, (line, entry) in enumerate(entries(text), start=1):
        parsed = parse_entry(entry)
        rows.append(
            {
                "citation_id": f"{document_id}_r{position}",
                "document_id": document_id,
                "position": str(position),
                "passage_id": f"{document_id}_l{line:03d}",
                **parsed,
                "authors": "|".join(parsed["authors"]),
            }
        )
    return rows


def check_citations(citations: pd.DataFrame, texts: Mapping[str, str]) -> list[str]:
    """Compare curated citations (all text) with what the documents print; return one message for each cell that differs.

    texts: document id to decoded text, of all documents.
    """
    curated = citations.to_dict("records")
    printed = [row for document_id, text in sorted(texts.items()) for row in read_citations(document_id, text)]
    ids, expected = [row["citation_id"] for row in curated], [row["citation_id"] for row in printed]
    if ids != expected:
        wrong = sorted(set(ids) ^ set(expected)) or ["the order differs"]
        return [f"dataset/curated/citations.csv: citation_id: not one row for each printed entry, in order: {', '.join(wrong)}"]
    return [
        f"dataset/curated/citations.csv:{line}: {name}: {row[name]!r}, but the document has {value!r}"
        for line, (row, entry) in enumerate(zip(curated, printed, strict=True), start=2)
        for name, value in entry.items()
        if row[name] != value
    ]


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


def _same_people(cited: Any, real: Any) -> bool:
    """With `et al.` on either side the first author decides; otherwise all have to be there, in order."""
    names, known = _people(cited), _people(real)
    if ET_AL in names or ET_AL in known:
        names, known = names[:1], known[:1]
    return [_person(name) for name in names] == [_person(name) for name in known]


def _same_container(cited: Any, real: Any) -> bool:
    words, known = _journal_words(cited), _journal_words(real)
    return len(words) == len(known) and all(_same_word(*pair) for pair in zip(words, known, strict=True))


COMPARE = {"authors": _same_people, "container": _same_container}


def _known(value: Any) -> bool:
    return len(value) > 0 if pd.api.types.is_list_like(value) else _plain(value) != ""


def _plain(value: Any) -> str:
    """Return lower-case words parted by one blank; "" for a missing value."""
    if value is None or value is pd.NA or value != value:
        return ""
    letters = unicodedata.normalize("NFKD", str(value).casefold().replace("&", " and "))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", letters).strip().removeprefix("the ")


def _people(value: Any) -> list[str]:
    """Return a list of names, given the list or its curated text."""
    return [name for name in value.split("|") if name] if isinstance(value, str) else list(value)


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


LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    }
)
BIBTEX = {"article": ("article", "journal"), "book": ("book", "publisher"), "web_page": ("misc", "howpublished")}


def to_bibtex(references: pd.DataFrame) -> str:
    """Return the works that exist as BibTeX in UTF-8, ordered by their key, `reference_id`.

    references: the table `references`, published (lists) or curated (text). A `note` says what was not seen.
    """
    works = references[references["record_basis"] != "not_found"].to_dict("records")
    return "\n".join(_bibtex_entry(work) for work in sorted(works, key=lambda work: work["reference_id"]))


def _bibtex_entry(work: Mapping[str, Any]) -> str:
    kind, container = BIBTEX[work["type"]]
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in _people(work["authors"])),
        "title": f"{{{_latex(work['title'])}}}",  # a second pair of braces keeps the capitals of CYP19
        container: _latex(work["container"]),
        "year": _latex(work["year"]),
        "volume": _latex(work["volume"]),
        "number": _latex(work["issue"]),
        "pages": _latex(work["pages"]).replace("-", "--"),
        # \doi and \url read their argument as it stands: no escapes in these.
        "doi": work["doi"],
        "pmid": work["pmid"],
        "pmcid": work["pmcid"],
        "url": work["url"],
        "note": _latex(_what_was_recalled(work)),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if _known(value)]
    return f"@{kind}{{{work['reference_id']},\n{''.join(lines)}}}\n"


def _bibtex_name(name: str) -> str:
    """Turn `Burnett-Bowie SAM` into `Burnett-Bowie, S. A. M.`."""
    if name == ET_AL:
        return "others"
    family, _, initials = name.rpartition(" ")
    return _latex(f"{family}, {' '.join(f'{letter}.' for letter in initials)}")


def _what_was_recalled(work: Mapping[str, Any]) -> str:
    if work["record_basis"] == "recalled":
        return "Record from memory, not seen"
    recalled = _people(work["recalled_fields"])
    return f"From memory, not seen: {', '.join(recalled)}" if recalled else ""


def _latex(value: Any) -> str:
    return str(value).translate(LATEX) if _known(value) else ""
