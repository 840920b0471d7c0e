"""The curated files: read strictly, written in one form only, and every cell the same after a round trip."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from pandas._libs.parsers import STR_NA_VALUES

from estromod_build.__main__ import main
from estromod_build.pipeline import Places
from estromod_build.read import curated as files
from estromod_schemas import csv_files
from estromod_schemas.dataset import Dataset, rows_of
from estromod_schemas.kinds import KINDS, text_of
from estromod_schemas.registry import CURATED_TABLES, OPTIONAL_TABLES, curated_columns
from estromod_schemas.validation import curated_failures

FOLDER = Places.below().curated
HERE = [table for table in CURATED_TABLES if (FOLDER / f"{table}.csv").exists()]


def test_every_curated_file_is_there() -> None:
    assert set(CURATED_TABLES) - set(HERE) <= set(OPTIONAL_TABLES)
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(HERE)


def uncanonical(folder: Path, data: Dataset) -> list[str]:
    """Return the tables whose files are not in canonical form."""
    return [failure.where.split("/")[-1].partition(".")[0] for failure in files.uncanonical(folder, data)]


@pytest.mark.parametrize("table", HERE)
def test_file_is_read_strictly(table: str) -> None:
    rows, failures = files.read_table(FOLDER / f"{table}.csv", table)
    assert rows and failures == []
    assert curated_failures(Dataset({table: rows})) == []


def test_file_is_in_canonical_form(curated: Dataset) -> None:
    assert uncanonical(FOLDER, curated) == [], "run: python -m estromod_build format"


def test_another_form_is_found_and_mended(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = checkout / "dataset" / "curated"
    file = folder / "drugs.csv"
    good = file.read_bytes()
    head, *rows = good.decode().splitlines()
    file.write_text("\n".join([head, *reversed(rows)]), "utf-8")
    found, failures = files.read_curated(folder)
    assert failures == [] and uncanonical(folder, found) == ["drugs"]
    assert main(["--root", str(checkout), "format"]) == 0 and capsys.readouterr().out == "rewritten: drugs.csv\n"
    assert file.read_bytes() == good
    assert main(["--root", str(checkout), "format"]) == 0 and capsys.readouterr().out == ""


def test_a_file_that_cannot_be_read_is_not_rewritten(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = checkout / "dataset" / "curated"
    file = folder / "lab_targets.csv"
    head, first, *rows = file.read_text("utf-8").splitlines()
    cells = first.split(",")
    cells[3] = "20-30"
    bad = "\n".join([head, *rows, ",".join(cells)]) + "\n"
    file.write_text(bad, "utf-8")
    assert main(["--root", str(checkout), "format"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and "low: '20-30' is no number" in said.err
    assert file.read_text("utf-8") == bad


@pytest.mark.parametrize("table", HERE)
def test_every_cell_comes_back_from_its_text(table: str, curated: Dataset) -> None:
    assert curated.rows(table)
    for row in curated.rows(table):
        assert row == {column.name: csv_files.convert(text_of(row[column.name]), column)[0] for column in curated_columns(table)}


OF_KIND = {kind.name: SimpleNamespace(kind=kind) for kind in KINDS.values()}
GOOD = [
    ("number", "0"), ("number", "20"), ("number", "0.5"), ("number", "1000000"), ("number", "0.0001"), ("number", "272.388"), ("number", ""),
    ("integer", "0"), ("integer", "9223372036854775807"), ("integer", ""), ("boolean", "true"), ("boolean", "false"), ("text", ""),
    ("text", "5α-reductase, \"type 2\""), ("text", "NA"), ("list", ""), ("list", "a"), ("list", "a|b c|d, e"),
    ("date", "2024-02-29"), ("date", ""),
]  # fmt: skip
BAD = [
    ("number", "20-30"), ("number", "inf"), ("number", "nan"), ("number", "1e3"), ("number", "1,5"), ("number", ".5"),
    ("number", " 5"), ("number", "5 "), ("number", "5%"), ("number", "٣"), ("number", "9" * 400), ("integer", "1.0"),
    ("integer", "0x10"), ("integer", "1_000"), ("integer", str(2**63)), ("boolean", ""), ("boolean", "True"), ("boolean", "1"),
    ("text", " a"), ("list", "a|"), ("list", "a| b"), ("list", "|"),
    ("date", "2023-02-29"), ("date", "20240229"), ("date", "2024-02-29 "), ("date", "29.2.2024"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), GOOD)
def test_text_comes_back_from_its_value(kind: str, text: str) -> None:
    value, why = csv_files.convert(text, OF_KIND[kind])
    assert why == "" and text_of(value) == text
    series = KINDS[kind].series([value])
    [row] = rows_of(series.to_frame("x"))
    assert str(series.dtype) == KINDS[kind].dtype and text_of(row["x"]) == text


@pytest.mark.parametrize(("kind", "text"), BAD)
def test_text_that_is_no_value_says_why(kind: str, text: str) -> None:
    value, why = csv_files.convert(text, OF_KIND[kind])
    assert why and value == KINDS[kind].blank()
    KINDS[kind].series([value])  # and still makes a column, so that the other mistakes can be looked for


@pytest.mark.parametrize(("table", "name", "value"), [("lab_targets", "low", -1.0), ("effects", "start_char", -3)])
def test_a_number_below_its_least_is_refused(table: str, name: str, value: float, curated: Dataset) -> None:
    first, *rest = curated.rows(table)
    [failure] = curated_failures(Dataset({table: [first | {name: value}, *rest]}))
    assert (failure.where, failure.column, failure.value) == (f"dataset/curated/{table}.csv:2", name, text_of(value))


def test_statements_are_sorted_by_place_and_things_by_key() -> None:
    assert files.sort_columns("effects") == ("document_id", "start_char", "end_char")
    assert files.sort_columns("drugs") == ("drug_id",)
    assert files.sort_columns("passages") == ("document_id", "line")


def test_no_cell_is_a_word_that_stands_for_missing(curated: Dataset) -> None:
    words = set(STR_NA_VALUES) - {""}
    for table in curated:
        for row in curated.rows(table):
            assert not words & set(map(text_of, row.values())), table
