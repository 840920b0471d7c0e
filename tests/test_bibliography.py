"""Rules for `citations` and `references`, each over every real row and with a case that breaks it."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import estromod as em
from estromod_build.read.bibliography import FIELDS, check_citations, entries, field_errors, parse_entry, to_bibtex
from estromod_build.report.summary import table_of
from estromod_build.write import figures

CURATED = Path(__file__).parents[1] / "dataset" / "curated"
IDENTIFIERS = ("doi", "pmid", "pmcid")
WORK = {"type": "article", "record_basis": "seen", "recalled_fields": "", "doi": "", "pmid": "", "pmcid": "", "url": ""}


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(CURATED / f"{name}.csv", dtype="string", keep_default_na=False, encoding="utf-8")


@pytest.fixture
def citations() -> pd.DataFrame:
    return read("citations")


@pytest.fixture
def references() -> pd.DataFrame:
    return read("references")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    folder = os.environ.get("ESTROMOD_DOCUMENTS")
    if not folder:
        pytest.skip("ESTROMOD_DOCUMENTS is not set")
    documents = read("documents")
    return {row.document_id: (Path(folder) / row.file_name).read_bytes().decode("utf-8") for row in documents.itertuples()}


def change(frame: pd.DataFrame, key: str, column: str, value: str) -> pd.DataFrame:
    """Return the frame with one cell changed, in the row whose first column is `key`."""
    changed = frame.copy()
    changed.loc[changed.iloc[:, 0] == key, column] = value
    return changed


def real_work(entry: dict[str, str], references: pd.DataFrame) -> dict[str, str]:
    return references[references["reference_id"] == entry["reference_id"]].to_dict("records")[0]


def errors_by_citation(citations: pd.DataFrame, references: pd.DataFrame, *statuses: str) -> dict[str, list[str]]:
    chosen = citations[citations["status"].isin(statuses)].to_dict("records")
    assert chosen, f"no citation is {' or '.join(statuses)}: nothing would be checked"
    return {entry["citation_id"]: field_errors(entry, real_work(entry, references)) for entry in chosen}


# The entries as printed


def test_curated_citations_are_what_the_documents_print(citations: pd.DataFrame, texts: dict[str, str]) -> None:
    assert check_citations(citations, texts) == []
    line = list(citations["citation_id"]).index("serm_men_r2") + 2
    for column, value, printed in (("volume", "21", "20"), ("passage_id", "serm_men_l001", "serm_men_l")):
        [message] = check_citations(change(citations, "serm_men_r2", column, value), texts)
        assert message.startswith(f"dataset/curated/citations.csv:{line}: {column}: {value!r}, but the document has '{printed}")
    assert "serm_men_r2" in check_citations(citations[citations["citation_id"] != "serm_men_r2"], texts)[0]


def test_every_printed_entry_is_found(citations: pd.DataFrame, texts: dict[str, str]) -> None:
    found = {document: len(entries(text)) for document, text in texts.items()}
    assert found == dict(Counter(citations["document_id"]))
    with pytest.raises(ValueError, match="no entry follows"):
        entries("References\n\nReflection\n")


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Abel, A. B. (2001). On a thing. Journal, 7(1), 1-9.", ["Abel, A. B."]),
        (
            "Abel, A. B. Cole, C. de Dorn, D. E. & Ek, F. (2001). On a thing. Journal, 7(1), 1-9.",
            ["Abel, A. B.", "Cole, C.", "de Dorn, D. E.", "Ek, F."],
        ),
        ("Abel, A. B., Cole, C., & Ek, F. (2001). On a thing. Journal, 7(1), 1-9.", ["Abel, A. B.", "Cole, C.", "Ek, F."]),
        ("Abel, A. B. et al. (2001). On a thing. Journal, 7(1), 1-9.", ["Abel, A. B.", "et al."]),
        ("Abel, Ann Bea, et al. “On a thing.” Journal, vol. 7, no. 1, 2001, pp. 1-9.", ["Abel, Ann Bea", "et al."]),
        ("Abel, Ann B. et al. “On a thing.” Journal, vol. 7, no. 1, 2001, pp. 1-9.", ["Abel, Ann B.", "et al."]),
        ("Abel, Ann and Carl C. Cole. “On a thing.” Journal, vol. 7, no. 1, 2001, pp. 1-9.", ["Abel, Ann", "Carl C. Cole"]),
        ("Abel, A. and Cole, C. “On a thing.” Journal, vol. 7, no. 1, 2001, pp. 1-9.", ["Abel, A.", "Cole, C."]),
    ],
)
def test_authors_are_parted_as_printed(text: str, authors: list[str]) -> None:
    assert parse_entry(text)["authors"] == authors


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        (
            "Abel, A. (2001). Things ∞ a view. Journal of Things, 89-90(1-5), 493 ∞ 503.",
            ("article", "2001", "Things: a view", "Journal of Things", "89-90", "1-5", "493-503"),
        ),
        (
            "Abel, A. (2001). Things. Journal, 9(Suppl 2), S1-S9.",
            ("article", "2001", "Things", "Journal", "9", "Suppl 2", "S1-S9"),
        ),
        ("Abel, A. (2001). Things. Journal, 9, 1-9.", ("article", "2001", "Things", "Journal", "9", "", "1-9")),
        ("Abel, A. (2001). Things. Press.", ("book", "2001", "Things", "Press", "", "", "")),
        (
            "Abel, A. “Things.” Journal, vol. 3, no. 11, 2001, e1234567.",
            ("article", "2001", "Things", "Journal", "3", "11", "e1234567"),
        ),
        ("Abel, A. “Which things?” A.Site & Co, 2001.", ("web_page", "2001", "Which things?", "A.Site & Co", "", "", "")),
    ],
)
def test_fields_are_read_from_either_style(text: str, parsed: tuple[str, ...]) -> None:
    entry = parse_entry(text)
    assert tuple(entry[name] for name in ("type", "year", "title", "container", "volume", "issue", "pages")) == parsed


@pytest.mark.parametrize("text", ["", "Abel, A. 2001. Things. Journal 9:1-9.", "Abel, A. “Things.” Journal, vol. 3, pp. 1-9."])
def test_an_entry_of_neither_style_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="neither an APA nor an MLA entry"):
        parse_entry(text)


# Cited against real


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
    blank = dict.fromkeys(FIELDS, "")
    assert field_errors({**blank, field: cited}, {**WORK, **blank, field: real}) == []


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
    blank = dict.fromkeys(FIELDS, "")
    assert field_errors({**blank, field: cited}, {**WORK, **blank, field: real}) == [field]


def test_published_values_compare_like_curated_text(citations: pd.DataFrame, references: pd.DataFrame) -> None:
    def published(row: dict[str, str]) -> dict[str, object]:
        values = {name: row[name] or pd.NA for name in FIELDS[2:]}
        return {
            **row,
            **values,
            "authors": [name for name in row["authors"].split("|") if name],
            "year": int(row["year"]) if row["year"] else pd.NA,
        }

    for entry in citations.to_dict("records"):
        work = real_work(entry, references)
        assert field_errors(published(entry), published(work)) == field_errors(entry, work), entry["citation_id"]


def test_a_verified_citation_has_no_wrong_field(citations: pd.DataFrame, references: pd.DataFrame) -> None:
    assert not any(errors_by_citation(citations, references, "verified").values())
    wrong = change(references, "nelson_2001_aggression", "pages", "713-720")
    assert errors_by_citation(citations, wrong, "verified")["anastrozole_sensitivity_r8"] == ["pages"]


def test_a_citation_called_wrong_has_a_wrong_field(citations: pd.DataFrame, references: pd.DataFrame) -> None:
    assert all(errors_by_citation(citations, references, "verified_with_errors", "misattributed").values())
    wrong = change(references, "chumsri_2015_aromatase_inhibitors", "pages", "493-503")
    assert errors_by_citation(citations, wrong, "verified_with_errors")["ai_vs_serm_r2"] == []


def test_a_work_not_found_stands_as_cited(citations: pd.DataFrame, references: pd.DataFrame) -> None:
    def departures(references: pd.DataFrame) -> dict[str, list[str]]:
        # As if the work had been found: field_errors compares nothing with a work that was not.
        return errors_by_citation(citations, references.assign(record_basis="seen"), "not_found")

    assert not any(departures(references).values())
    assert departures(change(references, "tan_2014_gynecomastia", "year", "2015"))["anastrozole_men_r8"] == ["year"]


def test_not_found_is_said_of_citation_and_work_alike(citations: pd.DataFrame, references: pd.DataFrame) -> None:
    def disagree(references: pd.DataFrame) -> list[str]:
        rows = citations.merge(references, on="reference_id")
        return list(rows.loc[(rows["status"] == "not_found") != (rows["record_basis"] == "not_found"), "citation_id"])

    assert disagree(references) == []
    assert disagree(change(references, "tan_2014_gynecomastia", "record_basis", "seen")) == ["anastrozole_men_r8"]


# The works


def test_doi_is_lower_case_without_address(references: pd.DataFrame) -> None:
    def wrong(references: pd.DataFrame) -> list[str]:
        return [doi for doi in references["doi"] if doi and not re.fullmatch(r"10\.\d{4,9}/[^A-Z\s]+", doi)]

    assert any(references["doi"])
    assert wrong(references) == []
    for doi in ("10.1093/JNCI/90.18.1371", "https://doi.org/10.1093/jnci/90.18.1371", "doi:10.1093/x"):
        assert wrong(change(references, "fisher_1998_tamoxifen", "doi", doi)) == [doi]


def test_pmid_and_pmcid_are_well_formed(references: pd.DataFrame) -> None:
    def wrong(references: pd.DataFrame) -> list[str]:
        forms = {"pmid": r"[1-9]\d{0,7}", "pmcid": r"PMC[1-9]\d*"}
        return [value for name, form in forms.items() for value in references[name] if value and not re.fullmatch(form, value)]

    assert any(references["pmid"]) and any(references["pmcid"])
    assert wrong(references) == []
    assert wrong(change(references, "fisher_1998_tamoxifen", "pmid", "9747868.0")) == ["9747868.0"]
    assert wrong(change(references, "fisher_1998_tamoxifen", "pmcid", "4427607")) == ["4427607"]


@pytest.mark.parametrize("name", IDENTIFIERS)
def test_an_identifier_belongs_to_one_work(references: pd.DataFrame, name: str) -> None:
    def shared(references: pd.DataFrame) -> list[str]:
        return [value for value, count in Counter(references[name]).items() if value and count > 1]

    assert shared(references) == []
    taken = next(filter(None, references[name]))
    assert shared(references.assign(**{name: taken})) == [taken]


def test_a_work_that_nobody_saw_has_no_identifier(references: pd.DataFrame) -> None:
    def wrong(references: pd.DataFrame) -> list[str]:
        unseen = references[references["record_basis"] != "seen"]
        return list(unseen.loc[(unseen[list(IDENTIFIERS)] != "").any(axis=1), "reference_id"])

    assert set(references["record_basis"]) == {"seen", "recalled", "not_found"}
    assert wrong(references) == []
    for key in ("tan_2014_gynecomastia", "miller_2003_aromatase_inhibitors"):
        assert wrong(change(references, key, "doi", "10.1000/x")) == [key]


def is_place(place: str, pmid: str) -> bool:
    """True for an address, and for a copy of the PubMed record that has the work's own number."""
    return bool(re.fullmatch(r"https?://\S+", place)) or (pmid != "" and place == f"PubMed record (unofficial copy) {pmid}")


def test_a_seen_record_says_where_and_only_that(references: pd.DataFrame) -> None:
    def wrong(references: pd.DataFrame) -> list[str]:
        return [
            row["reference_id"]
            for row in references.to_dict("records")
            if (row["record_basis"] == "seen") != all(is_place(place, row["pmid"]) for place in row["seen_at"].split("|"))
        ]

    assert wrong(references) == []
    assert wrong(change(references, "fisher_1998_tamoxifen", "seen_at", "")) == ["fisher_1998_tamoxifen"]
    assert wrong(change(references, "tan_2014_gynecomastia", "seen_at", "https://a.example")) == ["tan_2014_gynecomastia"]
    assert wrong(change(references, "chumsri_2015_aromatase_inhibitors", "pmid", "1")) == ["chumsri_2015_aromatase_inhibitors"]


def test_recalled_fields_are_filled_fields_of_a_mixed_record(references: pd.DataFrame) -> None:
    def wrong(references: pd.DataFrame) -> list[str]:
        return [
            row["reference_id"]
            for row in references.to_dict("records")
            for name in filter(None, row["recalled_fields"].split("|"))
            if row["record_basis"] != "seen" or name not in FIELDS or not row[name]
        ]

    assert any(references["recalled_fields"])
    assert wrong(references) == []
    assert wrong(change(references, "fisher_1998_tamoxifen", "recalled_fields", "doi")) == ["fisher_1998_tamoxifen"]
    assert wrong(change(references, "chumsri_2015_aromatase_inhibitors", "recalled_fields", "issue")) == [
        "chumsri_2015_aromatase_inhibitors"
    ]
    assert wrong(change(references, "wang_2010_cyp19", "recalled_fields", "year")) == ["wang_2010_cyp19"]


def test_works_and_citations_need_each_other(citations: pd.DataFrame, references: pd.DataFrame) -> None:
    def alone(citations: pd.DataFrame) -> set[str]:
        return set(citations["reference_id"]) ^ set(references["reference_id"])

    assert alone(citations) == set()
    assert alone(change(citations, "serm_men_r1", "reference_id", "wrong_1999")) == {"wrong_1999", "wong_2019_serm_bone"}


def test_a_work_is_one_row(citations: pd.DataFrame, references: pd.DataFrame) -> None:
    def twice(references: pd.DataFrame) -> list[str]:
        titles = Counter(re.sub(r"\W+", " ", title.casefold()) for title in references["title"])
        return [title for title, count in titles.items() if count > 1]

    assert references["reference_id"].is_unique
    assert twice(references) == []
    shared = citations[citations["reference_id"].duplicated(keep=False)]
    assert set(shared["document_id"]) == {"ai_vs_serm", "serm_women"}
    assert set(shared["reference_id"]) == {"riggs_2003_serm"}
    copy = references[references["reference_id"] == "riggs_2003_serm"].assign(reference_id="riggs_2003_again")
    assert len(twice(pd.concat([references, copy]))) == 1


def test_only_a_web_page_has_an_address(references: pd.DataFrame) -> None:
    def wrong(references: pd.DataFrame) -> list[str]:
        return list(references.loc[(references["type"] == "web_page") != (references["url"] != ""), "reference_id"])

    assert wrong(references) == []
    assert wrong(change(references, "fisher_1998_tamoxifen", "url", "https://a.example")) == ["fisher_1998_tamoxifen"]


@pytest.mark.parametrize("name", ["citations", "references"])
def test_types_are_known_and_notes_short(name: str, request: pytest.FixtureRequest) -> None:
    frame = request.getfixturevalue(name)

    def wrong(frame: pd.DataFrame) -> list[str]:
        unknown = ~frame["type"].isin(["article", "book", "web_page"])
        return list(frame.loc[unknown | (frame.get("note", frame["type"]).str.len() > 200), frame.columns[0]])

    assert wrong(frame) == []
    key = frame.iloc[0, 0]
    assert wrong(change(frame, key, "type", "artical")) == [key]


# The counts


def test_entries_by_status_and_works_by_basis_are_printed_and_in_the_dictionary(citations: pd.DataFrame, references: pd.DataFrame) -> None:
    tables = {name: em.load(name) for name in em.tables()["name"]}
    printed, dictionary = table_of(tables, False), figures.bibliography(tables)
    for title, counts in (
        ("citations by status", Counter(citations["status"])),
        ("references by basis", Counter(references["record_basis"])),
    ):
        assert counts
        [line] = [line for line in printed.splitlines() if line.startswith(title)]
        assert dict(re.findall(r"(\w+) (\d+)", line.removeprefix(f"{title}: "))) == {code: str(count) for code, count in counts.items()}
        for code, count in counts.items():
            assert re.search(rf"^\| *`{code}` *\| *{count} *\|$", dictionary, re.MULTILINE), code


# The files


@pytest.mark.parametrize("name", ["citations", "references"])
def test_the_curated_file_is_canonical(name: str) -> None:
    def canonical(text: str) -> str:
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        order = (lambda row: (row[1], int(row[2]))) if name == "citations" else (lambda row: row[0])
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows([header, *sorted(rows, key=order)])
        return out.getvalue()

    text = (CURATED / f"{name}.csv").read_bytes().decode("utf-8")
    assert text == canonical(text)
    lines = text.splitlines(keepends=True)
    swapped = "".join([lines[0], lines[2], lines[1], *lines[3:]])
    assert swapped != canonical(swapped)


def test_citation_ids_are_document_and_position(citations: pd.DataFrame) -> None:
    def wrong(citations: pd.DataFrame) -> list[str]:
        position = (citations.groupby("document_id").cumcount() + 1).astype("string")
        expected = citations["document_id"] + "_r" + position
        return list(citations.loc[(citations["citation_id"] != expected) | (citations["position"] != position), "citation_id"])

    assert len(citations) == 45
    assert wrong(citations) == []
    assert wrong(change(citations, "serm_men_r1", "position", "3")) == ["serm_men_r1"]
    assert "serm_men_r2" in wrong(citations[citations["citation_id"] != "serm_men_r1"])


# BibTeX


def read_bibtex(text: str) -> dict[str, dict[str, str]]:
    """Read the plain form `to_bibtex` writes: an entry's braces on lines of their own, one field a line."""
    found = {}
    for entry in text.split("\n\n"):
        match = re.fullmatch(r"@[a-z]+\{(\w+),\n((?:  [a-z]+ = \{.+\},\n)+)\}\n?", entry)
        assert match, entry
        assert re.sub(r"\\[{}]", "", entry).count("{") == re.sub(r"\\[{}]", "", entry).count("}")
        found[match[1]] = dict(re.findall(r"  ([a-z]+) = \{(.+)\},\n", match[2]))
    return found


def test_bibtex_has_every_work_that_exists(references: pd.DataFrame) -> None:
    found = read_bibtex(to_bibtex(references))
    existing = references[references["record_basis"] != "not_found"]
    assert list(found) == sorted(existing["reference_id"])
    for work in existing.to_dict("records"):
        fields = found[work["reference_id"]]
        assert fields["title"].replace("\\", "") == f"{{{work['title']}}}"
        assert [fields.get(name, "") for name in ("year", "doi", "pmid", "url")] == [work[name] for name in ("year", "doi", "pmid", "url")]


def test_bibtex_says_what_is_from_memory(references: pd.DataFrame) -> None:
    found = read_bibtex(to_bibtex(references))
    for work in references[references["record_basis"] != "not_found"].to_dict("records"):
        note = found[work["reference_id"]].get("note", "")
        if work["record_basis"] == "recalled":
            assert note == "Record from memory, not seen"
        else:
            assert [name for name in FIELDS if name in note] == [name for name in FIELDS if name in work["recalled_fields"].split("|")]


def test_bibtex_does_not_depend_on_row_order(references: pd.DataFrame) -> None:
    assert to_bibtex(references) == to_bibtex(references.iloc[::-1])


def test_bibtex_escapes_what_latex_would_read(references: pd.DataFrame) -> None:
    text = to_bibtex(change(references, "fisher_1998_tamoxifen", "title", r"50 % of {a_b} & c\d ~ ñ #1 $2 x^2"))
    expected = r"50 \% of \{a\_b\} \& c\textbackslash{}d \textasciitilde{} ñ \#1 \$2 x\textasciicircum{}2"
    assert f"  title = {{{{{expected}}}}},\n" in text


def test_bibtex_is_read_by_pybtex(references: pd.DataFrame) -> None:
    database = pytest.importorskip("pybtex.database")
    entries_read = database.parse_string(to_bibtex(references), "bibtex").entries
    existing = references[references["record_basis"] != "not_found"]
    assert list(entries_read) == sorted(existing["reference_id"])
    for work in existing.to_dict("records"):
        people = [
            " ".join([*person.prelast_names, *person.last_names, "".join(person.first_names + person.middle_names)]).strip()
            for person in entries_read[work["reference_id"]].persons.get("author", [])
        ]
        names = [name.replace("et al.", "others") for name in work["authors"].split("|") if name]
        assert [name.replace(".", "") for name in people] == names
