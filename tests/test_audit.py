"""The audit: every passage, name and number of the documents is accounted for. With the documents at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import changed, is_

from estromod_build.__main__ import main
from estromod_build.read.documents import Document
from estromod_build.report import audit
from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Refused
from estromod_schemas.registry import CLAIM_TABLES

Documents = dict[str, Document]


@pytest.fixture(scope="module")
def found(curated: Dataset, texts: Documents) -> audit.Audit:
    return audit.audit(curated, texts)


def test_every_passage_has_a_disposition(found: audit.Audit) -> None:
    assert sum(row["passages"] for row in found.sections) > 0
    assert found.without_disposition == []


def test_every_passage_without_statement_that_names_things_or_numbers_has_a_reason(found: audit.Audit) -> None:
    assert found.without_statement, "nothing was found: the check has not looked"
    assert [item for item in found.without_statement if not item.reason] == []


def test_every_number_with_a_unit_is_held_by_a_row_or_has_a_reason(found: audit.Audit) -> None:
    assert found.unheld, "nothing was found: the check has not looked"
    assert [item for item in found.unheld if not item.reason] == []


def test_no_reason_is_stale(found: audit.Audit) -> None:
    assert [str(failure) for failure in found.failures] == []


def test_the_report_counts_every_passage_and_statement(found: audit.Audit, curated: Dataset) -> None:
    passages = len(curated.rows("passages"))
    assert sum(row["passages"] for row in found.sections) == passages
    assert sum(row["statements"] for row in found.sections) == sum(len(curated.rows(table)) for table in CLAIM_TABLES)
    assert sum(sum(row["dispositions"].values()) for row in found.sections) == passages
    assert any("curated" in line for line in audit.lines(found))


def test_a_passage_without_disposition_is_listed(curated: Dataset, texts: Documents) -> None:
    passage = curated.rows("passages")[4]["passage_id"]
    broken = audit.audit(changed(curated, "passages", 4, disposition=None), texts)
    assert broken.without_disposition == [passage]
    assert any(failure.value == passage for failure in broken.failures)


@pytest.mark.parametrize(("table", "number"), [("lab_targets", "low"), ("regimens", "dose_low"), ("findings", "number")])
def test_a_number_whose_row_is_gone_is_listed(table: str, number: str, curated: Dataset, texts: Documents) -> None:
    kept = [row for row in curated.rows(table) if row[number] is None]
    assert len(kept) < len(curated.rows(table))
    broken = audit.audit(curated.with_tables({table: kept}), texts)
    assert any(failure.rule == "no row holds it" for failure in broken.failures)


@pytest.mark.parametrize(("column", "value"), [("low", 21.0), ("unit", "ng/dL")])
def test_a_wrong_number_or_unit_does_not_hold_it(column: str, value: object, curated: Dataset, texts: Documents) -> None:
    broken = audit.audit(changed(curated, "lab_targets", lambda row: True, **{column: value}), texts)
    assert any(failure.rule == "no row holds it" for failure in broken.failures)


def test_a_missing_reason_and_a_stale_one_are_errors(curated: Dataset, texts: Documents) -> None:
    reasons = curated.rows("audit_reasons")
    cut = audit.audit(curated.with_tables({"audit_reasons": reasons[1:]}), texts)
    assert [failure.value for failure in cut.failures] == [reasons[0]["item"]]
    passage = next(filter(is_(disposition="curated"), curated.rows("passages")))["passage_id"]
    extra = {"passage_id": passage, "item": "7 mg", "reason": "none is needed"}
    (failure,) = audit.audit(curated.with_tables({"audit_reasons": [*reasons, extra]}), texts).failures
    assert failure.where == f"dataset/curated/audit_reasons.csv:{len(reasons) + 2}"
    assert "needs no reason" in str(failure)


def test_an_audit_of_nothing_is_an_error(curated: Dataset) -> None:
    with pytest.raises(Refused, match="ran over nothing"):
        audit.audit(curated, {})


QUANTITIES = [
    ("0.25mg twice weekly", [("0.25mg", {0.25}, "mg"), ("twice weekly", {2}, "week")]),
    ("0.5 mg, once or twice a week", [("0.5 mg", {0.5}, "mg"), ("once or twice a week", {1, 2}, "week")]),
    ("2x/week", [("2x/week", {2}, "week")]),
    ("three times per day", [("three times per day", {3}, "day")]),
    ("a weekly shot", [("weekly", {1}, "week")]),
    ("20-30 pg/mL and >1,000 ng/dL", [("20-30 pg/mL", {20, 30}, "pg/mL"), ("1,000 ng/dL", {1000}, "ng/dL")]),
    ("80% or 5 percent", [("80%", {80}, "%"), ("5 percent", {5}, "%")]),
    ("four or more years", [("four or more years", {4}, "a")]),
    ("12 whole months, 3-day", [("12 whole months", {12}, "mo"), ("3-day", {3}, "d")]),
    ("50 µg then 25 mcg", [("50 µg", {50}, "ug"), ("25 mcg", {25}, "ug")]),
    ("CYP19A1, rs4646, 15q21.2, C18, T/E2, ERα, two isomers, P450 genes, in 2015, half-life", []),
]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_quantities_are_read_as_written(text: str, expected: list) -> None:
    assert [(quantity.written, set(quantity.values), quantity.unit) for quantity in audit.quantities(text)] == expected
    assert all(text[quantity.start : quantity.end].split() == quantity.written.split() for quantity in audit.quantities(text))


def test_one_word_for_several_entries_is_one_thing(curated: Dataset) -> None:
    patterns = audit.entity_patterns(curated)
    assert len(audit.things_named("testosterone, and Testosterone again", patterns)) == 1
    assert len(audit.things_named("The estrogen receptor.", patterns)) == 1
    assert audit.things_named("tamoxifen in bone", patterns) == ["bone", "tamoxifen"]
    assert audit.things_named("levels respond, and the body answers", patterns) == []


def test_the_command_reports_both_lists(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--documents", str(documents)]) == 0
    out = capsys.readouterr().out
    for words in ("Passages without disposition: 0", "have no statement: ", "no row holds: "):
        assert words in out


def test_the_command_fails_on_a_passage_without_disposition(documents: Path, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = checkout / "dataset" / "curated" / "passages.csv"
    path.write_text(path.read_text("utf-8").replace(",navigation,navigation,", ",navigation,,", 1), "utf-8")
    assert main(["--root", str(checkout), "audit", "--documents", str(documents)]) == 1
    assert "dataset/curated/passages.csv:2: disposition" in capsys.readouterr().err


def test_the_command_fails_on_a_missing_reason(documents: Path, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = checkout / "dataset" / "curated" / "audit_reasons.csv"
    header, first, *rest = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([header, *rest]), "utf-8")
    assert main(["--root", str(checkout), "audit", "--documents", str(documents)]) == 1
    error = capsys.readouterr().err
    assert f"passage {first.partition(',')[0]}" in error
    assert "give a reason in dataset/curated/audit_reasons.csv" in error


def test_the_command_needs_the_documents(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("ESTROMOD_DOCUMENTS", raising=False)
    assert main(["audit"]) == 1
    assert "give --documents DIR" in capsys.readouterr().err
