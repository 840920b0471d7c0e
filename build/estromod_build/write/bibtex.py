"""The works that the bibliographies mean, as BibTeX."""

from __future__ import annotations

from collections.abc import Iterable

from estromod_schemas.dataset import Row
from estromod_schemas.kinds import text_of

from ..read.bibliography import ET_AL

LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    }
)
BIBTEX = {"article": ("article", "journal"), "book": ("book", "publisher"), "web_page": ("misc", "howpublished")}


def to_bibtex(references: Iterable[Row]) -> str:
    """Return the works that exist as BibTeX in UTF-8, ordered by their key, `reference_id`.

    references: the rows of the table. A `note` says what was not seen.
    """
    works = [work for work in references if work["record_basis"] != "not_found"]
    return "\n".join(_bibtex_entry(work) for work in sorted(works, key=lambda work: work["reference_id"]))


def _bibtex_entry(work: Row) -> str:
    kind, container = BIBTEX[work["type"]]
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in work["authors"]),
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
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value not in ("", None)]
    return f"@{kind}{{{work['reference_id']},\n{''.join(lines)}}}\n"


def _bibtex_name(name: str) -> str:
    """Turn `Burnett-Bowie SAM` into `Burnett-Bowie, S. A. M.`."""
    if name == ET_AL:
        return "others"
    family, _, initials = name.rpartition(" ")
    return _latex(f"{family}, {' '.join(f'{letter}.' for letter in initials)}")


def _what_was_recalled(work: Row) -> str:
    if work["record_basis"] == "recalled":
        return "Record from memory, not seen"
    return f"From memory, not seen: {', '.join(work['recalled_fields'])}" if work["recalled_fields"] else ""


def _latex(value: object) -> str:
    return text_of(value).translate(LATEX)
