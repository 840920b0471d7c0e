"""Rules for `citations` and `references`, each over every real row and with a case that breaks it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

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


def errors_by_citation(data: Dataset, *statuses: str) -> dict[str, list[str]]:
    chosen = [(row, work) for row, work in pairs(data) if row["status"] in statuses]
    assert chosen, f"no citation is {' or '.join(statuses)}: nothing would be checked"
    return {row["citation_id"]: field_errors(row, work) for row, work in chosen}


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


def test_a_verified_citation_has_no_wrong_field(curated: Dataset) -> None:
    assert not any(errors_by_citation(curated, "verified").values())
    wrong = change(curated, "references", "nelson_2001_aggression", pages="713-720")
    assert errors_by_citation(wrong, "verified")["anastrozole_sensitivity_r8"] == ["pages"]


def test_a_citation_called_wrong_has_a_wrong_field(curated: Dataset) -> None:
    assert all(errors_by_citation(curated, "verified_with_errors", "misattributed").values())
    wrong = change(curated, "references", "chumsri_2015_aromatase_inhibitors", pages="493-503")
    assert errors_by_citation(wrong, "verified_with_errors")["ai_vs_serm_r2"] == []


def test_a_work_not_found_stands_as_cited(curated: Dataset) -> None:
    # As if the works had been found: field_errors compares nothing with a work that was not.
    found = changed(curated, "references", lambda row: True, record_basis="seen")
    assert not any(errors_by_citation(found, "not_found").values())
    wrong = change(found, "references", "tan_2014_gynecomastia", year=2015)
    assert errors_by_citation(wrong, "not_found")["anastrozole_men_r8"] == ["year"]


def test_not_found_is_said_of_citation_and_work_alike(curated: Dataset) -> None:
    def disagree(data: Dataset) -> list[str]:
        return [row["citation_id"] for row, work in pairs(data) if (row["status"] == "not_found") != (work["record_basis"] == "not_found")]

    assert disagree(curated) == []
    assert disagree(change(curated, "references", "tan_2014_gynecomastia", record_basis="seen")) == ["anastrozole_men_r8"]


# The rows: what is wrong with one by itself, and cells that make it so


def departs(name: str, form: str) -> Callable[[Row], bool]:
    return lambda row: row[name] is not None and not re.fullmatch(form, text_of(row[name]))


def is_place(place: str, pmid: int | None) -> bool:
    """True for an address, and for a copy of the PubMed record that has the work's own number."""
    return bool(re.fullmatch(r"https?://\S+", place)) or (pmid is not None and place == f"PubMed record (unofficial copy) {pmid}")


def recalls_wrongly(row: Row) -> bool:
    return any(row["record_basis"] != "seen" or name not in FIELDS or not row[name] for name in row["recalled_fields"])


FISHER, TAN, CHUMSRI = "fisher_1998_tamoxifen", "tan_2014_gynecomastia", "chumsri_2015_aromatase_inhibitors"
ROWS: dict[str, tuple[str, Callable[[Row], Any], list[tuple[str, dict[str, Any]]]]] = {
    "a DOI is lower case without address": (
        "references",
        departs("doi", r"10\.\d{4,9}/[^A-Z\s]+"),
        [(FISHER, {"doi": doi}) for doi in ("10.1093/JNCI/90.18.1371", "https://doi.org/10.1093/jnci/90.18.1371", "doi:10.1093/x")],
    ),
    "a PMID is well formed": ("references", departs("pmid", r"[1-9]\d{0,7}"), [(FISHER, {"pmid": 0}), (FISHER, {"pmid": 123456789})]),
    "a PMCID is well formed": ("references", departs("pmcid", r"PMC[1-9]\d*"), [(FISHER, {"pmcid": "4427607"})]),
    "a work that nobody saw has no identifier": (
        "references",
        lambda row: row["record_basis"] != "seen" and any(row[name] is not None for name in IDENTIFIERS),
        [(name, {"doi": "10.1000/x"}) for name in (TAN, "miller_2003_aromatase_inhibitors")],
    ),
    "a seen record says where, and only that": (
        "references",
        lambda row: (row["record_basis"] == "seen") != (row["seen_at"] != [] and all(is_place(at, row["pmid"]) for at in row["seen_at"])),
        [(FISHER, {"seen_at": []}), (TAN, {"seen_at": ["https://a.example"]}), (CHUMSRI, {"pmid": 1})],
    ),
    "recalled fields are filled fields of a mixed record": (
        "references",
        recalls_wrongly,
        [(FISHER, {"recalled_fields": ["doi"]}), (CHUMSRI, {"recalled_fields": ["issue"]}), ("wang_2010_cyp19", {"recalled_fields": ["year"]})],
    ),
    "only a web page has an address": (
        "references", lambda row: (row["type"] == "web_page") != (row["url"] is not None), [(FISHER, {"url": "https://a.example"})],
    ),
    "a note is short": ("references", lambda row: len(row["note"] or "") > 200, [(FISHER, {"note": "x" * 201})]),
}  # fmt: skip


@pytest.mark.parametrize("rule", ROWS)
def test_every_row_follows_the_rule_and_a_broken_one_is_named(rule: str, curated: Dataset) -> None:
    table, wrong, broken = ROWS[rule]

    def named(data: Dataset) -> list[str]:
        return [row[key(table)[0]] for row in data.rows(table) if wrong(row)]

    assert named(curated) == []
    for identifier, cells in broken:
        assert named(change(curated, table, identifier, **cells)) == [identifier]


def test_the_rules_have_something_to_look_at(curated: Dataset) -> None:
    works = curated.rows("references")
    assert {row["record_basis"] for row in works} == {"seen", "recalled", "not_found"}
    assert all(any(row[name] for row in works) for name in (*IDENTIFIERS, "recalled_fields", "note", "url"))


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


def test_citation_ids_are_document_and_position(curated: Dataset) -> None:
    def wrong(rows: list[Row]) -> list[str]:
        place: Counter[str] = Counter()
        found = []
        for row in rows:
            place[row["document_id"]] += 1
            if (row["citation_id"], row["position"]) != (f"{row['document_id']}_r{place[row['document_id']]}", place[row["document_id"]]):
                found.append(row["citation_id"])
        return found

    rows = curated.rows("citations")
    assert len(rows) == 45
    assert wrong(rows) == []
    assert wrong(change(curated, "citations", "serm_men_r1", position=3).rows("citations")) == ["serm_men_r1"]
    assert "serm_men_r2" in wrong([row for row in rows if row["citation_id"] != "serm_men_r1"])


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
    text = to_bibtex(change(curated, "references", FISHER, title=r"50 % of {a_b} & c\d ~ ñ #1 $2 x^2").rows("references"))
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
