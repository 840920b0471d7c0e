"""Bad documents and bad spans: exit code 1, a message that names file, hashes and remedy, published tables as they were."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from estromod_schemas.frames import records

import estromod as em
from estromod_build.__main__ import main
from estromod_build.check import documents as checks
from estromod_build.read import anchors
from estromod_build.read.documents import Document, read_documents, segment, span_hash
from estromod_schemas.validation import curated_place, rule_failures

FOLDER = os.environ.get("ESTROMOD_DOCUMENTS", "")

pytestmark = pytest.mark.skipif(not FOLDER, reason="ESTROMOD_DOCUMENTS does not name the folder with the documents")


@pytest.fixture(scope="module")
def documents(texts: dict[str, Document]) -> dict[str, Document]:
    return texts


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "documents")
    for path in (tmp_path / "documents", *(tmp_path / "documents").iterdir()):
        path.chmod(0o755)
    return tmp_path / "documents"


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def refused(copies: Path, curated: dict[str, pd.DataFrame]) -> str:
    """Return what reading bad documents says of them."""
    _, failures = read_documents(copies, curated["documents"])
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
def test_a_changed_document_is_refused_with_both_hashes(
    change: Callable[[bytes], bytes], copies: Path, curated: dict[str, pd.DataFrame]
) -> None:
    path = sorted(copies.glob("*.txt"))[1]
    expected = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(change(path.read_bytes()))
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found != expected
    message = refused(copies, curated)
    for part in (str(path), f"expected sha256 {expected}", f"found {found}", "put the file back as it was"):
        assert part in message


def test_the_message_says_what_the_bytes_show(copies: Path, curated: dict[str, pd.DataFrame]) -> None:
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


def test_every_missing_document_is_named_at_once(copies: Path, curated: dict[str, pd.DataFrame]) -> None:
    paths = sorted(copies.glob("*.txt"))
    for path in paths:
        path.unlink()
    message = refused(copies, curated)
    assert all(str(path) in message for path in paths)


def test_an_unexpected_text_is_refused(copies: Path, curated: dict[str, pd.DataFrame]) -> None:
    (copies / "005_sixth.txt").write_text("A sixth article.\n", "utf-8")
    message = refused(copies, curated)
    for part in (str(copies / "005_sixth.txt"), "is not in documents.csv", "add it to dataset/curated/documents.csv"):
        assert part in message


def test_a_document_without_a_file_name_is_a_message(checkout: Path, copies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = checkout / "dataset" / "curated" / "documents.csv"
    file.write_text(file.read_text("utf-8").replace("000_9f1664965bc0569d.txt", ""), "utf-8")
    assert main(["--root", str(checkout), "check", "--documents", str(copies)]) == 1
    assert "file_name: '' is empty" in capsys.readouterr().err


def test_a_folder_that_is_none_is_refused(tmp_path: Path, curated: dict[str, pd.DataFrame]) -> None:
    message = refused(tmp_path / "nowhere", curated)
    assert "nowhere" in message
    assert "is no folder" in message


def test_a_file_that_is_no_text_is_left_alone(copies: Path, curated: dict[str, pd.DataFrame]) -> None:
    (copies / "notes.md").write_text("not a document", "utf-8")
    _, failures = read_documents(copies, curated["documents"])
    assert failures == []


# Passages and spans


def test_a_wrong_length_is_named(curated: dict[str, pd.DataFrame], documents: dict[str, Document]) -> None:
    assert list(checks.lengths_agree(curated, documents)) == []
    wrong = {**curated, "documents": curated["documents"].assign(n_chars=curated["documents"]["n_chars"] + 1)}
    assert len(list(checks.lengths_agree(wrong, documents))) == len(documents)


def test_a_document_without_a_bibliography_is_a_failure(curated: dict[str, pd.DataFrame]) -> None:
    (found,) = checks.citations_agree(curated, {"serm_men": Document("serm_men", "a.txt", "Words and no more.")})
    assert found.where == "a.txt" and "References" in found.why


def test_cutting_the_documents_again_gives_the_curated_passages(curated: dict[str, pd.DataFrame], documents: dict[str, Document]) -> None:
    assert list(checks.passages_agree(curated, documents)) == []
    for document_id, document in documents.items():
        fresh = segment(document_id, document.text)
        stored = curated["passages"][curated["passages"]["document_id"] == document_id]
        assert fresh["passage_id"].tolist() == stored["passage_id"].tolist()
        assert fresh["hash"].tolist() == stored["hash"].tolist()
        covered = sum(len(line.strip()) for line in document.text.split("\n"))
        assert (fresh["end"] - fresh["start"]).sum() == covered


@pytest.mark.parametrize(("column", "value"), [("start", 3), ("end", 4), ("line", 900), ("hash", "h000000000000")])
def test_a_passage_that_the_document_does_not_give_is_named(
    column: str, value: object, curated: dict[str, pd.DataFrame], documents: dict[str, Document]
) -> None:
    passages = curated["passages"].copy()
    passages.loc[9, column] = value
    (failure,) = checks.passages_agree({**curated, "passages": passages}, documents)
    assert (failure.where, failure.column) == ("dataset/curated/passages.csv:11", column)


def test_a_passage_left_out_or_made_up_is_named(curated: dict[str, pd.DataFrame], documents: dict[str, Document]) -> None:
    passages = curated["passages"]
    (failure,) = checks.passages_agree({**curated, "passages": passages.drop(index=7)}, documents)
    assert (failure.value, "not in the file" in str(failure)) == (passages.loc[7, "passage_id"], True)
    extra = pd.concat([passages, passages.loc[[7]].assign(passage_id="serm_men_l999")], ignore_index=True)
    failures = list(checks.passages_agree({**curated, "passages": extra}, documents))
    assert any(failure.value == "serm_men_l999" and "is no passage" in str(failure) for failure in failures)


def span_message(curated: dict[str, pd.DataFrame], documents: dict[str, Document], **cells: object) -> str:
    """Return what the checks say when cells of the first row of effects are changed."""
    effects = curated["effects"].copy()
    effects.loc[0, list(cells)] = list(cells.values())
    broken = {**curated, "effects": effects}
    return "\n".join(map(str, [*checks.spans_agree(broken, documents), *rule_failures(broken, curated_place)]))


def test_a_span_outside_its_document_is_named(curated: dict[str, pd.DataFrame], documents: dict[str, Document]) -> None:
    message = span_message(curated, documents, end=900000)
    assert "dataset/curated/effects.csv:2: start: " in message
    assert "lies outside the document of " in message
    assert "run `locate` for the exact words" in message


def test_a_span_outside_its_passage_is_named(curated: dict[str, pd.DataFrame], documents: dict[str, Document]) -> None:
    row = curated["effects"].iloc[0]  # a true span of the document, over the end of its line
    document = documents[row["document_id"]]
    span = anchors.anchor(document, row["start"], document.text.index("\n\n", row["end"]) + 10)
    message = span_message(curated, documents, end=span.end, hash=span.hash, first_words=span.first_words, last_words=span.last_words)
    assert "dataset/curated/effects.csv:2: " in message
    assert "passage" in message


def test_a_build_with_a_wrong_span_hash_leaves_the_published_tables(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, tables = checkout / "dataset" / "curated" / "effects.csv", checkout / "dataset" / "estromod" / "tables"
    before, (header, first, rest) = content(tables), path.read_text("utf-8").split("\n", 2)
    path.write_text("\n".join([header, re.sub(r"\bh[0-9a-f]{12}\b", "h000000000000", first), rest]), "utf-8")
    assert main(["--root", str(checkout), "build", "--documents", FOLDER]) == 1
    assert content(tables) == before
    assert "dataset/curated/effects.csv:2: hash: 'h000000000000' but the characters give 'h" in capsys.readouterr().err


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_span_one_character_off_is_named(shift: int, curated: dict[str, pd.DataFrame], documents: dict[str, Document]) -> None:
    effects = curated["effects"].iloc[[0]].copy()
    effects["start"] += shift
    only = {name: frame for name, frame in curated.items() if not {"says", "antecedents"} <= set(frame.columns)}
    failures = list(checks.spans_agree({**only, "effects": effects}, documents))
    assert "hash" in {failure.column for failure in failures}


def test_every_span_of_every_statement_agrees(curated: dict[str, pd.DataFrame], documents: dict[str, Document]) -> None:
    assert list(checks.spans_agree(curated, documents)) == []


# Commands of a curator


def test_locate_prints_the_anchor(documents: dict[str, Document], capsys: pytest.CaptureFixture[str]) -> None:
    text = documents["ai_vs_serm"].text
    words = max(text.split("\n"), key=len)[:60].strip()
    start = text.index(words)
    assert main(["locate", "ai_vs_serm", words, "--documents", FOLDER]) == 0
    line = capsys.readouterr().out
    assert f"document_id=ai_vs_serm,start={start},end={start + len(words)},hash={span_hash(words)}," in line


def test_locate_says_when_the_words_stand_twice(documents: dict[str, Document], capsys: pytest.CaptureFixture[str]) -> None:
    times = documents["serm_men"].text.count("testosterone")
    assert times > 1
    assert main(["locate", "serm_men", "testosterone", "--documents", FOLDER]) == 1
    captured = capsys.readouterr()
    assert f"{times} places; choose one:" in captured.err
    assert captured.out.count("document_id=serm_men") == times


def test_locate_finds_curly_quotes_by_straight_ones(documents: dict[str, Document]) -> None:
    text = documents["ai_vs_serm"].text
    at = text.index("’")
    curly = text[at - 8 : at + 4]
    assert anchors.locate(text, curly.replace("’", "'")) == anchors.locate(text, curly)


@pytest.mark.parametrize(
    ("document", "message"), [("ai_vs_serm", "does not stand in ai_vs_serm"), ("ai_vs_sermon", "is no document; there are: ")]
)
def test_locate_says_what_it_does_not_find(document: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["locate", document, "zebras graze", "--documents", FOLDER]) == 1
    assert message in capsys.readouterr().err


def test_show_prints_the_words_of_a_statement(documents: dict[str, Document], capsys: pytest.CaptureFixture[str]) -> None:
    row = next(row for row in records(em.load("statements")) if row["antecedents"])
    assert main(["show", row["statement_id"], "--documents", FOLDER]) == 0
    out = capsys.readouterr().out
    assert row["fact_id"] in out
    assert f"words: {documents[row['document_id']].text[row['start'] : row['end']]}" in out
    assert "antecedent: " in out
    assert main(["show", "s_0000000000", "--documents", FOLDER]) == 1
    assert "is no statement" in capsys.readouterr().err


def test_segment_proposes_the_passages_of_a_new_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new.txt"
    path.write_text(
        "Skip to main content\n\nFundamentals\n\nWhat Is New\n\n  A line of text that is long enough to be one: ∞.  \n", "utf-8"
    )
    assert main(["segment", str(path)]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(row["line"], row["kind"]) for row in rows[:3]] == [("1", "navigation"), ("3", "level_heading"), ("5", "heading")]
    text = path.read_text("utf-8")
    assert [span_hash(text[int(row["start"]) : int(row["end"])]) for row in rows] == [row["hash"] for row in rows]
    assert rows[3]["section"] == "What Is New"


def test_a_command_that_reads_documents_says_when_there_are_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ESTROMOD_DOCUMENTS")
    assert main(["locate", "ai_vs_serm", "estrogen"]) == 1
    assert "give --documents DIR or set ESTROMOD_DOCUMENTS" in capsys.readouterr().err
