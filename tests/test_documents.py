"""Bad documents and bad spans: exit code 1, a message that names file, hashes and remedy, published tables as they were."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import changed, has, is_

from estromod_build.__main__ import main
from estromod_build.check import document_failures
from estromod_build.check.base import CHECKS
from estromod_build.check.citations import citations_agree
from estromod_build.check.spans import lengths_agree, passages_agree, spans_agree, spans_are_of_words
from estromod_build.read import anchors
from estromod_build.read.documents import Document, read_documents, segment, span_hash
from estromod_schemas.dataset import Dataset, Row
from estromod_schemas.validation import curated_place, rule_failures

Documents = dict[str, Document]


@pytest.fixture
def copies(documents: Path, tmp_path: Path) -> Path:
    """The folder with the documents, to be damaged."""
    folder = Path(shutil.copytree(documents, tmp_path / "documents", copy_function=shutil.copyfile))
    folder.chmod(0o755)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def refused(copies: Path, curated: Dataset) -> str:
    """Return what reading bad documents says of them."""
    _, failures = read_documents(copies, curated.rows("documents"))
    assert failures
    return "\n".join(map(str, failures))


def one_character(data: bytes) -> bytes:
    return data.replace(b"estrogen", b"estrogem", 1)


CHANGES = {
    "changed by one character": one_character,
    "cut short": lambda data: data[:-100],
    "empty": lambda data: b"",
    "grown by a line end": lambda data: data + b"\n",
    "in another encoding": lambda data: data.decode().encode("utf-16"),
    "with carriage returns": lambda data: data.replace(b"\n", b"\r\n"),
    "with a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_document_is_refused_with_both_hashes(change: Callable[[bytes], bytes], copies: Path, curated: Dataset) -> None:
    path = sorted(copies.glob("*.txt"))[1]
    expected = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(change(path.read_bytes()))
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found != expected
    message = refused(copies, curated)
    for part in (str(path), f"expected sha256 {expected}", f"found {found}", "put the file back as it was"):
        assert part in message


def test_the_message_says_what_the_bytes_show(copies: Path, curated: Dataset) -> None:
    first, second = sorted(copies.glob("*.txt"))[:2]
    first.write_bytes(CHANGES["with carriage returns"](first.read_bytes()))
    second.write_bytes(CHANGES["in another encoding"](second.read_bytes()))
    message = refused(copies, curated)
    assert "it has carriage returns" in message
    assert "byte 0 is not UTF-8" in message


def test_a_build_with_a_missing_document_leaves_the_published_tables(
    checkout: Path, copies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sorted(copies.glob("*.txt"))[2]
    path.unlink()
    before = content(checkout / "dataset" / "estromod" / "tables")
    assert main(["--root", str(checkout), "build", "--documents", str(copies)]) == 1
    assert content(checkout / "dataset" / "estromod" / "tables") == before != {}
    message = capsys.readouterr().err
    for part in (str(path), "does not exist", "put the file back as it was"):
        assert part in message


def test_every_missing_document_is_named_at_once(copies: Path, curated: Dataset) -> None:
    paths = sorted(copies.glob("*.txt"))
    for path in paths:
        path.unlink()
    message = refused(copies, curated)
    assert all(str(path) in message for path in paths)


def test_an_unexpected_text_is_refused(copies: Path, curated: Dataset) -> None:
    (copies / "005_sixth.txt").write_text("A sixth article.\n", "utf-8")
    message = refused(copies, curated)
    for part in (str(copies / "005_sixth.txt"), "is not in documents.csv", "add it to dataset/curated/documents.csv"):
        assert part in message


def test_a_document_without_a_file_name_is_a_message(checkout: Path, copies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = checkout / "dataset" / "curated" / "documents.csv"
    file.write_text(file.read_text("utf-8").replace("000_9f1664965bc0569d.txt", ""), "utf-8")
    assert main(["--root", str(checkout), "check", "--documents", str(copies)]) == 1
    assert "file_name: '' is empty" in capsys.readouterr().err


def test_a_folder_that_is_none_is_refused(tmp_path: Path, curated: Dataset) -> None:
    message = refused(tmp_path / "nowhere", curated)
    assert "nowhere" in message
    assert "is no folder" in message


def test_a_file_that_is_no_text_is_left_alone(copies: Path, curated: Dataset) -> None:
    (copies / "notes.md").write_text("not a document", "utf-8")
    _, failures = read_documents(copies, curated.rows("documents"))
    assert failures == []


# Passages and spans


def test_a_wrong_length_is_named(curated: Dataset, texts: Documents) -> None:
    assert list(lengths_agree(curated, texts)) == []
    assert len(list(lengths_agree(changed(curated, "documents", lambda row: True, n_chars=1), texts))) == len(texts)


def test_a_document_without_a_bibliography_is_a_failure(curated: Dataset) -> None:
    (found,) = citations_agree(curated, {"serm_men": Document("serm_men", "a.txt", "Words and no more.")})
    assert found.where == "a.txt" and "References" in found.why


def test_cutting_the_documents_again_gives_the_curated_passages(curated: Dataset, texts: Documents) -> None:
    assert list(passages_agree(curated, texts)) == []
    for document_id, document in texts.items():
        fresh = segment(document_id, document.text)
        stored = [row for row in curated.rows("passages") if row["document_id"] == document_id]
        assert [(row["passage_id"], row["hash"]) for row in fresh] == [(row["passage_id"], row["hash"]) for row in stored]
        assert sum(row["end_char"] - row["start_char"] for row in fresh) == sum(len(line.strip()) for line in document.text.split("\n"))


@pytest.mark.parametrize(("column", "value"), [("start_char", 3), ("end_char", 4), ("line", 900), ("hash", "h000000000000")])
def test_a_passage_that_the_document_does_not_give_is_named(column: str, value: object, curated: Dataset, texts: Documents) -> None:
    (failure,) = passages_agree(changed(curated, "passages", 9, **{column: value}), texts)
    assert (failure.where, failure.column) == ("dataset/curated/passages.csv:11", column)


def test_a_passage_left_out_or_made_up_is_named(curated: Dataset, texts: Documents) -> None:
    passages = curated.rows("passages")
    (failure,) = passages_agree(curated.with_tables({"passages": passages[:7] + passages[8:]}), texts)
    assert (failure.value, "not in the file" in str(failure)) == (passages[7]["passage_id"], True)
    extra = curated.with_tables({"passages": [*passages, passages[7] | {"passage_id": "serm_men_l999"}]})
    failures = list(passages_agree(extra, texts))
    assert any(failure.value == "serm_men_l999" and "is no passage" in str(failure) for failure in failures)


def span_message(curated: Dataset, texts: Documents, **cells: object) -> str:
    """Return what the checks say when cells of the first row of effects are changed."""
    broken = changed(curated, "effects", 0, **cells)
    return "\n".join(map(str, [*spans_agree(broken, texts), *rule_failures(broken, curated_place)]))


def test_a_span_outside_its_document_is_named(curated: Dataset, texts: Documents) -> None:
    message = span_message(curated, texts, end_char=900000)
    assert "dataset/curated/effects.csv:2: start_char: " in message
    assert "lies outside the document of " in message
    assert "run `locate` for the exact words" in message


def test_a_span_outside_its_passage_is_named(curated: Dataset, texts: Documents) -> None:
    row = curated.rows("effects")[0]  # a true span of the document, over the end of its line
    document = texts[row["document_id"]]
    span = anchors.anchor(document, row["start_char"], document.text.index("\n\n", row["end_char"]) + 10)
    message = span_message(curated, texts, end_char=span.end, hash=span.hash, first_words=span.first_words, last_words=span.last_words)
    assert "dataset/curated/effects.csv:2: " in message
    assert "passage" in message


def test_a_build_with_a_wrong_span_hash_leaves_the_published_tables(
    documents: Path, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, tables = checkout / "dataset" / "curated" / "effects.csv", checkout / "dataset" / "estromod" / "tables"
    before, (header, first, rest) = content(tables), path.read_text("utf-8").split("\n", 2)
    path.write_text("\n".join([header, re.sub(r"\bh[0-9a-f]{12}\b", "h000000000000", first), rest]), "utf-8")
    assert main(["--root", str(checkout), "build", "--documents", str(documents)]) == 1
    assert content(tables) == before
    assert "dataset/curated/effects.csv:2: hash: 'h000000000000' but the characters give 'h" in capsys.readouterr().err


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_span_one_character_off_is_named(shift: int, curated: Dataset, texts: Documents) -> None:
    first = curated.rows("effects")[0]
    assert "hash" in {
        failure.column for failure in spans_agree(changed(curated, "effects", 0, start_char=first["start_char"] + shift), texts)
    }


def test_every_check_runs_and_finds_nothing(curated: Dataset, texts: Documents) -> None:
    """Every row of every table against the documents, as a build does it."""
    assert document_failures(curated, texts) == []
    assert {check.__module__.rpartition(".")[2] for check in CHECKS} == {"citations", "names", "numbers", "spans", "words"}


Where = Callable[[Row], bool]
RESTORED: Where = lambda row: bool(row["restored_columns"])  # noqa: E731
# One line a case: the check, the table, the rows that are meant, and the cells that break it there.
BROKEN: list[tuple[str, str, int | Where, Row]] = [
    ("statements_stand_alone", "effects", 0, {"agent_id": "zuclomiphene"}),
    ("restored_names_were_read", "effects", RESTORED, {"restored_from": ["0..4"]}),
    ("restored_names_were_read", "effects", RESTORED, {"restored_from": []}),
    ("the_brain_is_named", "effects", is_(tissue_id="hypothalamus"), {"tissue_id": "brain"}),
    ("the_brain_is_named", "pathway_edges", is_(target_id="pituitary"), {"site_id": "brain"}),
    ("vocabulary_is_named", "drugs", 0, {"drug_id": "nobody", "name": "nobody", "synonyms": [], "brand_names": []}),
    ("attested_names_stand_there", "drugs", 0, {"attested": ["nobody"]}),
    ("numbers_were_read", "lab_targets", 0, {"low": 21.0}),
    ("numbers_were_read", "lab_targets", 0, {"unit": "pmol/L"}),
    ("numbers_were_read", "regimens", has("times_low"), {"times_low": 9.0}),
    ("numbers_were_read", "findings", has("number"), {"number": 81.0}),
]


@pytest.mark.parametrize(("check", "table", "where", "cells"), BROKEN, ids=[f"{check}: {table}" for check, table, *_ in BROKEN])
def test_check_can_fail(check: str, table: str, where: int | Where, cells: Row, curated: Dataset, texts: Documents) -> None:
    [run] = [run for run in CHECKS if run.__name__ == check]
    failures = list(run(changed(curated, table, where, **cells), texts))
    assert {failure.where.rpartition(":")[0] for failure in failures} >= {f"dataset/curated/{table}.csv"}
    assert all(failure.column and failure.why and failure.remedy for failure in failures)


def test_a_span_that_cuts_a_word_or_adds_none_is_named(curated: Dataset, texts: Documents) -> None:
    row = curated.rows("effects")[0]
    inside, cut = f"{row['start_char']}..{row['end_char']}", f"{row['start_char'] + 1}..{row['end_char']}"
    for cells, whys in (({"antecedents": [inside]}, ["lies inside the span"]), ({"restored_from": [cut]}, ["cuts a word"])):
        assert [failure.why for failure in spans_are_of_words(changed(curated, "effects", 0, **cells), texts)] == whys


# Commands of a curator


def test_check_says_that_it_read_the_documents(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--documents", str(documents)]) == 0
    assert "every span was re-read" in capsys.readouterr().out


def test_locate_prints_the_anchor(documents: Path, texts: Documents, capsys: pytest.CaptureFixture[str]) -> None:
    text = texts["ai_vs_serm"].text
    words = max(text.split("\n"), key=len)[:60].strip()
    start = text.index(words)
    assert main(["locate", "ai_vs_serm", words, "--documents", str(documents)]) == 0
    line = capsys.readouterr().out
    assert f"document_id=ai_vs_serm,start_char={start},end_char={start + len(words)},hash={span_hash(words)}," in line


def test_locate_says_when_the_words_stand_twice(documents: Path, texts: Documents, capsys: pytest.CaptureFixture[str]) -> None:
    times = texts["serm_men"].text.count("testosterone")
    assert times > 1
    assert main(["locate", "serm_men", "testosterone", "--documents", str(documents)]) == 1
    captured = capsys.readouterr()
    assert f"{times} places; choose one:" in captured.err
    assert captured.out.count("document_id=serm_men") == times


def test_locate_finds_curly_quotes_by_straight_ones(texts: Documents) -> None:
    text = texts["ai_vs_serm"].text
    at = text.index("’")
    curly = text[at - 8 : at + 4]
    assert anchors.locate(text, curly.replace("’", "'")) == anchors.locate(text, curly)


def test_show_prints_the_words_of_a_statement(documents: Path, data: Dataset, texts: Documents, capsys: pytest.CaptureFixture[str]) -> None:
    row = next(row for row in data.rows("statements") if row["antecedents"])
    assert main(["show", row["statement_id"], "--documents", str(documents)]) == 0
    out = capsys.readouterr().out
    assert row["claim_id"] in out and f"says: {row['says']}" in out
    assert f"words: {texts[row['document_id']].text[row['start_char'] : row['end_char']]}" in out
    assert "antecedent: " in out


def test_segment_proposes_the_passages_of_a_new_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new.txt"
    path.write_text(
        "Skip to main content\n\nFundamentals\n\nWhat Is New\n\n  A line of text that is long enough to be one: ∞.  \n", "utf-8"
    )
    assert main(["segment", str(path)]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(row["line"], row["kind"]) for row in rows[:3]] == [("1", "navigation"), ("3", "level_heading"), ("5", "heading")]
    text = path.read_text("utf-8")
    assert [span_hash(text[int(row["start_char"]) : int(row["end_char"])]) for row in rows] == [row["hash"] for row in rows]
    assert rows[3]["section"] == "What Is New"
