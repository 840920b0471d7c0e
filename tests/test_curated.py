"""The curated files: read strictly, written in one form only, and every cell the same after a round trip."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from estromod_build.pipeline import Places
from estromod_build.read import curated as files
from estromod_schemas.registry import MODELS, columns, curated_columns
from estromod_schemas.validation import curated_place, curated_schema, frame_failures

FOLDER = Places.below().curated
HERE = [table for table in files.CURATED_TABLES if (FOLDER / f"{table}.csv").exists()]


def test_every_curated_file_is_there() -> None:
    assert set(files.CURATED_TABLES) - set(HERE) <= set(files.MAY_BE_ABSENT)
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(HERE)


def uncanonical(folder: Path, frames: dict[str, pd.DataFrame]) -> list[str]:
    """Return the tables whose files are not in canonical form."""
    return [table for table, frame in frames.items() if (folder / f"{table}.csv").read_bytes() != files.canonical(frame, table)]


@pytest.mark.parametrize("table", HERE)
def test_file_is_read_strictly(table: str) -> None:
    frame, failures = files.read_table(FOLDER / f"{table}.csv", table)
    assert failures == []
    assert frame is not None and len(frame)
    assert frame_failures(frame, table, curated_schema(table), curated_place) == []


@pytest.mark.parametrize("table", HERE)
def test_file_is_in_canonical_form(table: str, curated: dict[str, pd.DataFrame]) -> None:
    assert uncanonical(FOLDER, {table: curated[table]}) == [], "run: python -m estromod_build format"


def test_another_form_is_found_and_mended(checkout: Path) -> None:
    folder = checkout / "dataset" / "curated"
    file = folder / "drugs.csv"
    good = file.read_bytes()
    head, *rows = good.decode().splitlines()
    file.write_text("\n".join([head, *reversed(rows)]), "utf-8")
    frames, failures = files.read_curated(folder)
    assert failures == [] and uncanonical(folder, frames) == ["drugs"]
    changed, failures = files.format_curated(folder)
    assert [path.name for path in changed] == ["drugs.csv"] and failures == []
    assert file.read_bytes() == good
    assert files.format_curated(folder) == ([], [])


def test_a_file_that_cannot_be_read_is_not_rewritten(checkout: Path) -> None:
    folder = checkout / "dataset" / "curated"
    file = folder / "lab_targets.csv"
    head, first, *rows = file.read_text("utf-8").splitlines()
    cells = first.split(",")
    cells[3] = "20-30"
    bad = "\n".join([head, *rows, ",".join(cells)]) + "\n"
    file.write_text(bad, "utf-8")
    changed, failures = files.format_curated(folder)
    assert changed == [] and any(failure.column == "low" for failure in failures)
    assert file.read_text("utf-8") == bad


@pytest.mark.parametrize("table", HERE)
def test_every_cell_comes_back_from_its_text(table: str, curated: dict[str, pd.DataFrame]) -> None:
    looked = 0
    for column in curated_columns(table):
        for value in curated[table][column.name]:
            again, why = files.convert(files.text_of(value), column)
            assert not why
            assert (again is pd.NA and value is pd.NA) or again == value
            looked += 1
    assert looked


OF_KIND = {column.kind: column for table in MODELS for column in columns(table) if (column.at_least or 0) >= 0}  # kappa may be negative
GOOD = [
    ("number", "0"), ("number", "20"), ("number", "0.5"), ("number", "1000000"), ("number", "0.0001"), ("number", "272.388"), ("number", ""),
    ("integer", "0"), ("integer", "9223372036854775807"), ("integer", ""), ("boolean", "true"), ("boolean", "false"), ("text", ""),
    ("text", "5α-reductase, \"type 2\""), ("text", "NA"), ("list", ""), ("list", "a"), ("list", "a|b c|d, e"),
]  # fmt: skip
BAD = [
    ("number", "20-30"), ("number", "-1"), ("number", "inf"), ("number", "nan"), ("number", "1e3"), ("number", "1,5"), ("number", ".5"),
    ("number", " 5"), ("number", "5 "), ("number", "5%"), ("number", "٣"), ("number", "9" * 400), ("integer", "1.0"), ("integer", "-3"),
    ("integer", "0x10"), ("integer", "1_000"), ("integer", str(2**63)), ("boolean", ""), ("boolean", "True"), ("boolean", "1"),
    ("text", " a"), ("list", "a|"), ("list", "a| b"), ("list", "|"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), GOOD)
def test_text_comes_back_from_its_value(kind: str, text: str) -> None:
    value, why = files.convert(text, OF_KIND[kind])
    assert why == "" and files.text_of(value) == text
    series = files.typed([value], kind)
    assert str(series.dtype) == files.DTYPES[kind] and files.text_of(series.tolist()[0]) == text


@pytest.mark.parametrize(("kind", "text"), BAD)
def test_text_that_is_no_value_says_why(kind: str, text: str) -> None:
    value, why = files.convert(text, OF_KIND[kind])
    assert why
    files.typed([value], kind)  # and still makes a column, so that the other mistakes can be looked for


def test_statements_are_sorted_by_place_and_things_by_key() -> None:
    assert files.sort_columns("effects") == ("document_id", "start", "end")
    assert files.sort_columns("drugs") == ("drug_id",)
    assert files.sort_columns("passages") == ("document_id", "line")


def test_no_cell_is_a_word_that_stands_for_missing(curated: dict[str, pd.DataFrame]) -> None:
    from pandas._libs.parsers import STR_NA_VALUES

    words = set(STR_NA_VALUES) - {""}
    for table, frame in curated.items():
        for column in curated_columns(table):
            cells = [files.text_of(value) for value in frame[column.name]]
            assert not words & set(cells), f"{table}.{column.name}"
