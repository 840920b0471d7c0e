"""No run of eight words of the documents in any file git would commit; no run of six in our own sentences."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from conftest import changed

from estromod_build.check.words import OWN_WORDS, runs, words_are_own
from estromod_build.read.documents import Document
from estromod_schemas.dataset import Dataset
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import curated_columns

Documents = dict[str, Document]
Run = tuple[str, ...]
ROOT = Path(__file__).parents[1]
EIGHT = 8
EXCEPTED = {"reference", "heading", "level_heading"}  # bibliography entries and headings may be named


@pytest.fixture(scope="module")
def theirs(curated: Dataset, texts: Documents) -> set[Run]:
    """Every run of eight words of the documents, over line ends too, without bibliography, headings and titles."""
    found: set[Run] = set()
    excepted: set[Run] = set()
    for document_id, document in texts.items():
        lines = document.text.split("\n")
        for row in curated.rows("passages"):
            if row["document_id"] == document_id and row["kind"] in EXCEPTED:
                excepted |= runs(lines[row["line"] - 1], EIGHT)
                lines[row["line"] - 1] = "\0"
        for part in "\n".join(lines).split("\0"):
            found |= runs(part, EIGHT)
    for row in curated.rows("documents"):
        excepted |= runs(row["title"], EIGHT)
    return found - excepted


def committed() -> list[Path]:
    """Every file git would commit: tracked, or new and not ignored."""
    listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def texts_of(path: Path) -> Iterator[str]:
    """Yield the text of a file; of a Parquet file every cell and the notes of every column. Unknown binary is an error."""
    if path.suffix != ".parquet":
        yield path.read_text("utf-8")
        return
    table = pq.read_table(path)
    yield from (value.decode() for holder in (table.schema, *table.schema) for value in (holder.metadata or {}).values())
    for column in table.columns:
        yield from (text_of(value) for value in column.to_pylist())


def copied(paths: Iterable[Path], theirs: set[Run]) -> list[str]:
    """Return file and words of the first run that each file holds."""
    found = []
    for path in paths:
        run = next((run for text in texts_of(path) for run in sorted(runs(text, EIGHT) & theirs)), None)
        if run:
            found.append(f"{path.name}: {' '.join(run)}")
    return found


def test_no_committed_file_holds_eight_words_of_a_document_in_a_row(theirs: set[Run]) -> None:
    files = committed()
    assert {path.suffix for path in files} >= {".csv", ".parquet", ".py", ".md"}
    assert len(theirs) > EIGHT
    assert copied(files, theirs) == []


def test_eight_words_are_found_in_text_and_in_parquet(texts: Documents, theirs: set[Run], tmp_path: Path) -> None:
    paragraph = max(texts["serm_men"].text.split("\n"), key=len)
    eight = next(list(run) for run in sorted(runs(paragraph, EIGHT)) if run in theirs)
    for name, length in (("seven", EIGHT - 1), ("eight", EIGHT)):
        text = "Zebra; " + "\n".join(eight[:length]).upper()
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
        pd.DataFrame({"cell": ["nothing", text]}).to_parquet(tmp_path / f"{name}.parquet")
    caught = copied(sorted(tmp_path.iterdir()), theirs)
    assert [line.partition(":")[0] for line in caught] == ["eight.md", "eight.parquet"]


def test_a_heading_or_bibliography_entry_may_be_named(curated: Dataset, texts: Documents, theirs: set[Run], tmp_path: Path) -> None:
    for row in curated.rows("passages"):
        if row["kind"] in EXCEPTED:
            (tmp_path / f"{row['passage_id']}.txt").write_text(texts[row["document_id"]].text[row["start_char"] : row["end_char"]], "utf-8")
    assert copied(sorted(tmp_path.iterdir()), theirs) == []


def test_a_file_that_cannot_be_read_is_no_silent_pass(theirs: set[Run], tmp_path: Path) -> None:
    (tmp_path / "picture.bin").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnicodeDecodeError):
        copied([tmp_path / "picture.bin"], theirs)


def test_our_own_sentences_hold_no_run_of_six_words(curated: Dataset, texts: Documents) -> None:
    assert list(words_are_own(curated, texts)) == []


def test_six_words_in_any_sentence_of_ours_are_an_error(curated: Dataset, texts: Documents) -> None:
    words = max(texts["ai_vs_serm"].text.split("\n"), key=len).replace("-", " ").split()
    ours = [(table, column.name) for table in curated for column in curated_columns(table) if column.ours]
    assert {("effects", "says"), ("endpoints", "definition"), ("audit_reasons", "reason"), ("conflicts", "says")} < set(ours)
    for length, found in ((OWN_WORDS - 1, []), (OWN_WORDS, ours)):
        said = curated
        for table, column in ours:
            said = changed(said, table, 0, **{column: f"Zebra {' '.join(words[:length])} zebra"})
        wrong = [(failure.where, failure.column) for failure in words_are_own(said, texts)]
        assert wrong == [(f"dataset/curated/{table}.csv:2", column) for table, column in found]
