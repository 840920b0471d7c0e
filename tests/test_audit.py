"""The audit: every passage, name and number of the documents is accounted for. With the documents at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from estromod_build.__main__ import main
from estromod_build.read.documents import Document
from estromod_build.report import audit

ROOT = Path(__file__).parents[1]
FOLDER = os.environ.get("ESTROMOD_DOCUMENTS", "")
needs_documents = pytest.mark.skipif(not FOLDER, reason="ESTROMOD_DOCUMENTS does not name the folder with the documents")


@pytest.fixture(scope="module")
def documents(texts: dict[str, Document]) -> dict[str, Document]:
    return texts


@pytest.fixture(scope="module")
def found(curated: dict[str, pd.DataFrame], documents: dict) -> audit.Audit:
    return audit.audit(curated, documents)


@needs_documents
def test_every_passage_has_a_disposition(found: audit.Audit) -> None:
    assert found.sections["passages"].sum() > 0
    assert found.without_disposition == []


@needs_documents
def test_every_passage_without_statement_that_names_things_or_numbers_has_a_reason(found: audit.Audit) -> None:
    assert found.without_statement, "nothing was found: the check has not looked"
    assert [item for item in found.without_statement if not item.reason] == []


@needs_documents
def test_every_number_with_a_unit_is_held_by_a_row_or_has_a_reason(found: audit.Audit) -> None:
    assert found.unheld, "nothing was found: the check has not looked"
    assert [item for item in found.unheld if not item.reason] == []


@needs_documents
def test_no_reason_is_stale(found: audit.Audit) -> None:
    assert [str(failure) for failure in found.failures] == []


@needs_documents
def test_the_report_counts_every_passage_and_statement(found: audit.Audit, curated: dict[str, pd.DataFrame]) -> None:
    stated = sum(len(frame) for frame in curated.values() if {"says", "antecedents"} <= set(frame.columns))
    assert found.sections["passages"].sum() == len(curated["passages"])
    assert found.sections["statements"].sum() == stated
    assert sum(sum(counts.values()) for counts in found.sections["dispositions"]) == len(curated["passages"])
    assert any("curated" in line for line in audit.lines(found))


@needs_documents
def test_a_passage_without_disposition_is_listed(curated: dict[str, pd.DataFrame], documents: dict) -> None:
    passages = curated["passages"].copy()
    passages.loc[4, "disposition"] = pd.NA
    broken = audit.audit({**curated, "passages": passages}, documents)
    assert broken.without_disposition == [passages.loc[4, "passage_id"]]
    assert any(failure.value == passages.loc[4, "passage_id"] for failure in broken.failures)


@needs_documents
@pytest.mark.parametrize("table", ["lab_targets", "regimens", "findings"])
def test_a_number_whose_row_is_gone_is_listed(table: str, curated: dict[str, pd.DataFrame], documents: dict) -> None:
    numbers = {"lab_targets": "low", "regimens": "dose_low", "findings": "number"}[table]
    rows = curated[table]
    kept = rows[rows[numbers].isna()]
    broken = audit.audit({**curated, table: kept}, documents)
    assert len(kept) < len(rows)
    assert any(failure.rule == "no row holds it" for failure in broken.failures)


@needs_documents
def test_a_wrong_number_or_unit_does_not_hold_it(curated: dict[str, pd.DataFrame], documents: dict) -> None:
    targets = curated["lab_targets"]
    for column, value in (("low", 21.0), ("unit", "ng/dL")):
        broken = audit.audit(
            {**curated, "lab_targets": targets.assign(**{column: pd.Series([value] * len(targets), dtype=targets[column].dtype)})},
            documents,
        )
        assert any(failure.rule == "no row holds it" for failure in broken.failures), column


@needs_documents
def test_a_missing_reason_and_a_stale_one_are_errors(curated: dict[str, pd.DataFrame], documents: dict, found: audit.Audit) -> None:
    reasons = curated["audit_reasons"]
    cut = audit.audit({**curated, "audit_reasons": reasons.iloc[1:]}, documents)
    assert [failure.value for failure in cut.failures] == [reasons["item"].iloc[0]]
    passage = curated["passages"].loc[curated["passages"]["disposition"] == "curated", "passage_id"].iloc[0]
    extra = pd.DataFrame([{"passage_id": passage, "item": "7 mg", "reason": "none is needed"}], dtype="string")
    (failure,) = audit.audit({**curated, "audit_reasons": pd.concat([reasons, extra], ignore_index=True)}, documents).failures
    assert failure.where == f"dataset/curated/audit_reasons.csv:{len(reasons) + 2}"
    assert "needs no reason" in str(failure)


def test_an_audit_of_nothing_is_an_error(curated: dict[str, pd.DataFrame]) -> None:
    with pytest.raises(ValueError, match="ran over nothing"):
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


def test_one_word_for_several_entries_is_one_thing(curated: dict[str, pd.DataFrame]) -> None:
    patterns = audit.entity_patterns(curated)
    assert len(audit.things_named("testosterone, and Testosterone again", patterns)) == 1
    assert len(audit.things_named("The estrogen receptor.", patterns)) == 1
    assert audit.things_named("tamoxifen in bone", patterns) == ["bone", "tamoxifen"]
    assert audit.things_named("levels respond, and the body answers", patterns) == []


@needs_documents
def test_the_command_reports_both_lists_and_the_walk(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--documents", FOLDER]) == 0
    out = capsys.readouterr().out
    for words in ("Passages without disposition: 0", "have no statement: ", "no row holds: ", "HPG axis walked to "):
        assert words in out


@needs_documents
def test_the_command_fails_on_a_passage_without_disposition(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = checkout / "dataset" / "curated" / "passages.csv"
    path.write_text(path.read_text("utf-8").replace(",navigation,navigation\n", ",navigation,\n", 1), "utf-8")
    assert main(["--root", str(checkout), "audit", "--documents", FOLDER]) == 1
    assert "dataset/curated/passages.csv:2: disposition" in capsys.readouterr().err


@needs_documents
def test_the_command_fails_on_a_missing_reason(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = checkout / "dataset" / "curated" / "audit_reasons.csv"
    header, first, *rest = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([header, *rest]), "utf-8")
    assert main(["--root", str(checkout), "audit", "--documents", FOLDER]) == 1
    error = capsys.readouterr().err
    assert f"passage {first.partition(',')[0]}" in error
    assert "give a reason in dataset/curated/audit_reasons.csv" in error


def test_the_command_needs_the_documents(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("ESTROMOD_DOCUMENTS", raising=False)
    assert main(["audit"]) == 1
    assert "give --documents DIR" in capsys.readouterr().err
