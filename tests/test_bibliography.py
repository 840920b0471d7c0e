"""Rules for `citations` and `references`, each over every real row and with a case that breaks it."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from conftest import changed, is_

from estromod_build.check.citations import citations_agree
from estromod_build.derive.citations import FIELDS, field_errors
from estromod_build.read.bibliography import entries, parse_entry
from estromod_build.read.documents import Document
from estromod_build.report.summary import table_of
from estromod_build.write import figures
from estromod_build.write.bibtex import to_bibtex
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.failures import Refused
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import key

IDENTIFIERS = ("doi", "pmid", "pmcid")


def change(data: Dataset, table: str, identifier: str, **cells: object) -> Dataset:
    """Return the dataset with cells changed in the row of that key."""
    return changed(data, table, is_(**{key(table)[0]: identifier}), **cells)


def pairs(data: Dataset) -> list[tuple[Row, Row]]:
    """Return every citation with the work it means."""
    works = data.by_key("references")
    return [(row, works[row["reference_id"]]) for row in data.rows("citations")]


# The entries as printed


def test_curated_citations_are_what_the_documents_print(curated: Dataset, texts: dict[str, Document]) -> None:
    assert list(citations_agree(curated, texts)) == []
    line = list(curated.by_key("citations")).index("serm_men_r2") + 2
    for column, value, printed in (("volume", "21", "20"), ("passage_id", "serm_men_l001", "serm_men_l")):
        (failure,) = citations_agree(change(curated, "citations", "serm_men_r2", **{column: value}), texts)
        assert str(failure).startswith(f"dataset/curated/citations.csv:{line}: {column}: {value!r} but the document has '{printed}")
    rows = [row for row in curated.rows("citations") if row["citation_id"] != "serm_men_r2"]
    (failure,) = citations_agree(curated.with_tables({"citations": rows}), texts)
    assert failure.value == "serm_men_r2"
    (failure,) = citations_agree(curated.with_tables({"citations": curated.rows("citations")[::-1]}), texts)
    assert failure.value == "the order differs"
    printed = {name: len(entries(document.text)) for name, document in texts.items()}
    assert printed == Counter(row["document_id"] for row in curated.rows("citations"))


def test_a_bibliography_without_entries_is_an_error() -> None:
    with pytest.raises(Refused, match="no entry follows"):
        entries("References\n\nReflection\n")


APA, MLA = " (2001). On a thing. Journal, 7(1), 1-9.", " “On a thing.” Journal, vol. 7, no. 1, 2001, pp. 1-9."


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Abel, A. B." + APA, ["Abel, A. B."]),
        ("Abel, A. B. Cole, C. de Dorn, D. E. & Ek, F." + APA, ["Abel, A. B.", "Cole, C.", "de Dorn, D. E.", "Ek, F."]),
        ("Abel, A. B., Cole, C., & Ek, F." + APA, ["Abel, A. B.", "Cole, C.", "Ek, F."]),
        ("Abel, A. B. et al." + APA, ["Abel, A. B.", "et al."]),
        ("Abel, Ann Bea, et al." + MLA, ["Abel, Ann Bea", "et al."]),
        ("Abel, Ann B. et al." + MLA, ["Abel, Ann B.", "et al."]),
        ("Abel, Ann and Carl C. Cole." + MLA, ["Abel, Ann", "Carl C. Cole"]),
        ("Abel, A. and Cole, C." + MLA, ["Abel, A.", "Cole, C."]),
    ],
)
def test_authors_are_parted_as_printed(text: str, authors: list[str]) -> None:
    assert parse_entry(text)["authors"] == authors


FORMS = {
    "(2001). Things ∞ a view. Journal of Things, 89-90(1-5), 493 ∞ 503.": "article|2001|Things: a view|Journal of Things|89-90|1-5|493-503",
    "(2001). Things. Journal, 9(Suppl 2), S1-S9.": "article|2001|Things|Journal|9|Suppl 2|S1-S9",
    "(2001). Things. Journal, 9, 1-9.": "article|2001|Things|Journal|9||1-9",
    "(2001). Things. Press.": "book|2001|Things|Press|||",
    "“Things.” Journal, vol. 3, no. 11, 2001, e1234567.": "article|2001|Things|Journal|3|11|e1234567",
    "“Which things?” A.Site & Co, 2001.": "web_page|2001|Which things?|A.Site & Co|||",
}


@pytest.mark.parametrize(("text", "parsed"), FORMS.items())
def test_fields_are_read_from_either_style(text: str, parsed: str) -> None:
    entry = parse_entry(f"Abel, A. {text}")
    assert "|".join(entry[name] for name in ("type", "year", "title", "container", "volume", "issue", "pages")) == parsed


@pytest.mark.parametrize("text", ["", "Abel, A. 2001. Things. Journal 9:1-9.", "Abel, A. “Things.” Journal, vol. 3, pp. 1-9."])
def test_an_entry_of_neither_style_is_an_error(text: str) -> None:
    with pytest.raises(Refused, match="neither an APA nor an MLA entry"):
        parse_entry(text)


# Cited against real


def compared(field: str, cited: str, real: str) -> list[str]:
    """Return the wrong fields where one is cited; authors are parted by `|`."""
    blank: Row = {**dict.fromkeys(FIELDS), "authors": [], "record_basis": "seen"}
    return field_errors(*({**blank, field: cell.split("|") if field == "authors" else cell} for cell in (cited, real)))


@pytest.mark.parametrize(
    ("field", "cited", "real"),
    [
        ("authors", "Hess, Rex A.", "Hess RA"),
        ("authors", "O’Neill, L. A.|Rex A. Hess", "O'Neill LA|Hess RA"),
        ("authors", "de Ronde, W.|et al.", "de Ronde W|Smit DL"),
        ("title", "Things: The ‘Good’ One", "Things — the 'good' one"),
        ("container", "The Journal of Clinical Endocrinology & Metabolism", "Journal of Clinical Endocrinology and Metabolism"),
        ("container", "J Natl Cancer Inst", "Journal of the National Cancer Institute"),
        (
            "container",
            "Proceedings of the National Academy of Sciences",
            "Proceedings of the National Academy of Sciences of the United States of America",
        ),
        ("pages", "e1234567", "E1234567"),
    ],
)
def test_form_is_no_error(field: str, cited: str, real: str) -> None:
    assert compared(field, cited, real) == []


@pytest.mark.parametrize(
    ("field", "cited", "real"),
    [
        ("authors", "Hess, R. A.", "Cooke PS|Hess RA"),
        ("authors", "Hess, R. A.|et al.", "Cooke PS|Hess RA"),
        ("authors", "Cooke, P. S.|Hess, R. A.", "Hess RA|Cooke PS"),
        ("year", "2006", "2016"),
        ("title", "Things in women", "Things in healthy women"),
        ("container", "Cancer", "Cancers"),
        ("container", "Neuroscience", "Journal of Neuroscience"),
        ("container", "Journal of Neurology", "Journal of Neurophysiology"),
        ("volume", "", "24"),
        ("issue", "11", "1"),
        ("pages", "S170-S180", "S160-S170"),
    ],
)
def test_substance_is_an_error(field: str, cited: str, real: str) -> None:
    assert compared(field, cited, real) == [field]


def test_published_rows_compare_like_curated_ones(curated: Dataset, data: Dataset) -> None:
    for (cited, work), (row, real) in zip(pairs(curated), pairs(data), strict=True):
        assert row["field_errors"] == field_errors(row, real) == field_errors(cited, work), row["citation_id"]


def test_a_work_is_one_row(curated: Dataset) -> None:
    def twice(works: list[Row]) -> list[str]:
        titles = Counter(re.sub(r"\W+", " ", row["title"].casefold()) for row in works)
        return [title for title, count in titles.items() if count > 1]

    works, cited = curated.rows("references"), curated.rows("citations")
    assert len(curated.by_key("references")) == len(works)
    assert twice(works) == []
    times = Counter(row["reference_id"] for row in cited)
    shared = {(row["document_id"], row["reference_id"]) for row in cited if times[row["reference_id"]] > 1}
    assert shared == {("ai_vs_serm", "riggs_2003_serm"), ("serm_women", "riggs_2003_serm")}
    assert len(twice([*works, curated.by_key("references")["riggs_2003_serm"] | {"reference_id": "riggs_2003_again"}])) == 1


# The counts


def test_entries_by_status_and_works_by_basis_are_printed_and_in_the_dictionary(data: Dataset) -> None:
    printed, dictionary = table_of(data, False), figures.bibliography(data)
    for title, table, name in (("citations by status", "citations", "status"), ("references by basis", "references", "record_basis")):
        counts = Counter(row[name] for row in data.rows(table))
        assert counts
        [line] = [line for line in printed.splitlines() if line.startswith(title)]
        assert dict(re.findall(r"(\w+) (\d+)", line.removeprefix(f"{title}: "))) == {code: str(count) for code, count in counts.items()}
        for code, count in counts.items():
            assert re.search(rf"^\| *`{code}` *\| *{count} *\|$", dictionary, re.MULTILINE), code


# BibTeX


@pytest.fixture(scope="module")
def works(curated: Dataset) -> list[Row]:
    """The works that exist."""
    return [row for row in curated.rows("references") if row["record_basis"] != "not_found"]


def read_bibtex(text: str) -> dict[str, dict[str, str]]:
    """Read the plain form `to_bibtex` writes: an entry's braces on lines of their own, one field a line."""
    found = {}
    for entry in text.split("\n\n"):
        match = re.fullmatch(r"@[a-z]+\{(\w+),\n((?:  [a-z]+ = \{.+\},\n)+)\}\n?", entry)
        assert match, entry
        assert re.sub(r"\\[{}]", "", entry).count("{") == re.sub(r"\\[{}]", "", entry).count("}")
        found[match[1]] = dict(re.findall(r"  ([a-z]+) = \{(.+)\},\n", match[2]))
    return found


def test_bibtex_has_every_work_that_exists_and_says_what_is_from_memory(curated: Dataset, works: list[Row]) -> None:
    found = read_bibtex(to_bibtex(curated.rows("references")))
    assert list(found) == sorted(work["reference_id"] for work in works)
    for work in works:
        fields = found[work["reference_id"]]
        assert fields["title"].replace("\\", "") == f"{{{work['title']}}}"
        for name in ("year", "doi", "pmid", "url"):
            assert fields.get(name, "") == text_of(work[name])
        note = fields.get("note", "")
        if work["record_basis"] == "recalled":
            assert note == "Record from memory, not seen"
        else:
            assert [name for name in FIELDS if name in note] == [name for name in FIELDS if name in work["recalled_fields"]]


def test_bibtex_does_not_depend_on_row_order(works: list[Row]) -> None:
    assert to_bibtex(works) == to_bibtex(works[::-1])


def test_bibtex_escapes_what_latex_would_read(curated: Dataset) -> None:
    text = to_bibtex(change(curated, "references", "fisher_1998_tamoxifen", title=r"50 % of {a_b} & c\d ~ ñ #1 $2 x^2").rows("references"))
    expected = r"50 \% of \{a\_b\} \& c\textbackslash{}d \textasciitilde{} ñ \#1 \$2 x\textasciicircum{}2"
    assert f"  title = {{{{{expected}}}}},\n" in text


def test_bibtex_is_read_by_pybtex(works: list[Row]) -> None:
    database = pytest.importorskip("pybtex.database")
    read = database.parse_string(to_bibtex(works), "bibtex").entries
    assert list(read) == sorted(work["reference_id"] for work in works)
    for work in works:
        people = [
            " ".join([*person.prelast_names, *person.last_names, "".join(person.first_names + person.middle_names)]).strip()
            for person in read[work["reference_id"]].persons.get("author", [])
        ]
        assert [name.replace(".", "") for name in people] == [name.replace("et al.", "others") for name in work["authors"]]
