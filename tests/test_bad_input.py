"""What is typed in wrongly ends with exit code 1, coordinates and a remedy, and the published tables stay as they were."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, has, is_

from estromod_build.__main__ import main
from estromod_build.read.curated import read_curated
from estromod_schemas.registry import CURATED_TABLES, OPTIONAL_TABLES
from estromod_schemas.text import canonical_csv

Rows = list[dict[str, str]]
Change = Callable[[Path], None]


@pytest.fixture(autouse=True)
def without_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ESTROMOD_DOCUMENTS", raising=False)


def rows_of(folder: Path, table: str) -> Rows:
    return list(csv.DictReader(io.StringIO((folder / f"{table}.csv").read_bytes().decode(), newline="")))


def edit(table: str, change: Callable[[Rows], None]) -> Change:
    """Return what changes the rows of a curated file and writes it back, canonical in form."""

    def apply(folder: Path) -> None:
        rows = rows_of(folder, table)
        change(rows)
        (folder / f"{table}.csv").write_bytes(canonical_csv((list(row.values()) for row in rows), list(rows[0])))

    return apply


def put(
    table: str, column: str, value: str | Callable[[dict[str, str]], str], where: Callable[[dict[str, str]], bool] = lambda row: True
) -> Change:
    """Return what sets one cell, in the first row that fits."""

    def change(rows: Rows) -> None:
        row = next(row for row in rows if where(row))
        new = value(row) if callable(value) else value
        assert row[column] != new, "the case changes nothing"
        row[column] = new

    return edit(table, change)


def bytes_of(table: str, change: Callable[[bytes], bytes]) -> Change:
    """Return what changes the bytes of a curated file."""

    def apply(folder: Path) -> None:
        path = folder / f"{table}.csv"
        before = path.read_bytes()
        path.write_bytes(change(before))
        assert path.read_bytes() != before, "the case changes nothing"

    return apply


def both(*changes: Change) -> Change:
    def apply(folder: Path) -> None:
        for change in changes:
            change(folder)

    return apply


def header(change: Callable[[list[str]], list[str]]) -> Callable[[bytes], bytes]:
    """Return what changes the header and every row alike."""

    def apply(data: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
        return canonical_csv(map(change, rows[1:]), change(rows[0]))

    return apply


def twice(rows: Rows) -> None:
    rows.append(dict(rows[0]))


def retire(folder: Path, *cells: str) -> None:
    (folder / "retired_ids.csv").write_bytes(canonical_csv([cells], ["id", "table_name", "reason", "replaced_by", "version"]))


def a_retired_id(folder: Path) -> None:
    retire(folder, rows_of(folder, "drugs")[0]["drug_id"], "drugs", "a case", "anastrozole", "0.1.0")


def a_retired_claim(folder: Path) -> None:
    row = rows_of(folder, "expression")[0]
    retire(folder, f"expression/{row['gene_id']}/{row['tissue_id']}/{row['level']}", "expression", "a case", "", "0.1.0")


def a_drug_that_is_a_tissue(folder: Path) -> None:
    put("tissues", "tissue_id", rows_of(folder, "drugs")[0]["drug_id"])(folder)


def a_receptor_effect_elsewhere(folder: Path) -> None:
    receptor = {row["endpoint_id"] for row in rows_of(folder, "endpoints") if row["kind"] == "receptor_activity"}
    put("effects", "effect", "agonist", lambda row: row["endpoint_id"] not in receptor)(folder)


LINE = r"dataset/curated/{}\.csv:\d+: "
# What is wrong; what makes it so; the pattern that a line of the message fits: file, line, column, value, why, [rule], (remedy).
CASES: dict[str, tuple[Change, str]] = {
    "an id that is unknown": (put("effects", "tissue_id", "boen"), LINE.format("effects") + r"tissue_id: 'boen' is not in tissues \[keys resolve\] \(did you mean 'bone'.*\?\)"),
    "an id of another vocabulary": (put("effects", "agent_id", "bone"), LINE.format("effects") + r"agent_id: 'bone' is not in drugs or drug_classes"),
    "an id used twice": (edit("drugs", twice), LINE.format("drugs") + r"drug_id: '\w+' stands in line 2 too"),
    "an id in two vocabularies": (a_drug_that_is_a_tissue, LINE.format("tissues") + r"tissue_id: '\w+' is an id of drugs too"),
    "an id that is retired": (a_retired_id, LINE.format("drugs") + r"drug_id: '\w+' was retired \[.*\] \(use 'anastrozole'\)"),
    "a claim that is retired": (a_retired_claim, LINE.format("expression") + r"claim_id: 'expression/\S+' was retired \[.*\] \(use another id\)"),
    "an id that is no id": (put("protocols", "protocol_id", "The Scheme"), LINE.format("protocols") + r"protocol_id: 'The Scheme' does not fit \[pattern\]"),
    "a missing column": (bytes_of("effects", header(lambda row: row[:2] + row[3:])), r"dataset/curated/effects\.csv:1: endpoint_id: .* is missing"),
    "an extra column": (bytes_of("drugs", header(lambda row: [*row, "x"])), r"dataset/curated/drugs\.csv:1: .* is no column of this table"),
    "a renamed column": (
        bytes_of("drugs", lambda data: data.replace(b"drug_id", b"drug_idd", 1)),
        r"dataset/curated/drugs\.csv:1: drug_idd: .* is no column of this table \[header\] \(did you mean 'drug_id'\?\)",
    ),
    "reordered columns": (bytes_of("drugs", header(lambda row: [row[1], row[0], *row[2:]])), r"dataset/curated/drugs\.csv:1: .* is out of order"),
    "a column twice": (bytes_of("drugs", header(lambda row: [*row[:2], *row[1:]])), r"dataset/curated/drugs\.csv:1: .* names a column twice"),
    "a row too short": (bytes_of("drugs", lambda data: data + b"a,b\n"), LINE.format("drugs") + r"'2' cells, the header has \d+"),
    "an empty line": (bytes_of("drugs", lambda data: data + b"\n"), LINE.format("drugs") + r"'0' cells"),
    "an unclosed quote": (bytes_of("effects", lambda data: data.replace(b"\n", b'\n"', 1)), r"dataset/curated/effects\.csv:2: .*(quote|cannot be read)"),
    "a NUL": (bytes_of("effects", lambda data: data.replace(b"\n", b"\n\0", 1)), r"dataset/curated/effects\.csv:2: .*NUL byte. is in the file"),
    "a byte that is not UTF-8": (bytes_of("effects", lambda data: data.replace(b"\n", b"\n\xff", 1)), r"dataset/curated/effects\.csv:2: .*xff.* is no UTF-8"),
    "another encoding": (bytes_of("drugs", lambda data: data.decode().encode("utf-16")), r"dataset/curated/drugs\.csv:1: "),
    "no rows": (bytes_of("effects", lambda data: data.split(b"\n")[0] + b"\n"), r"dataset/curated/effects\.csv:2: .*no rows"),
    "an empty file": (bytes_of("effects", lambda data: b""), r"dataset/curated/effects\.csv:1: agent_id: .* is missing"),
    "CRLF": (bytes_of("effects", lambda data: data.replace(b"\n", b"\r\n")), r"dataset/curated/effects\.csv:1: .*Windows line ends"),
    "a byte order mark": (bytes_of("effects", lambda data: b"\xef\xbb\xbf" + data), r"dataset/curated/effects\.csv:1: .*byte order mark"),
    "a number that is text": (put("lab_targets", "low", "20-30"), LINE.format("lab_targets") + r"low: '20-30' is no number \[number\] \(one number in digits; a range goes to the low"),
    "a negative number": (put("lab_targets", "low", "-5"), LINE.format("lab_targets") + r"low: '-5' does not fit \[smallest value\] \(needs at least 0\)"),
    "an infinite number": (put("lab_targets", "low", "inf"), LINE.format("lab_targets") + r"low: 'inf' is no number"),
    "a number beyond all": (put("lab_targets", "low", "9" * 400), LINE.format("lab_targets") + r"low: '9+' is too large"),
    "a count beyond all": (put("effects", "end_char", "9" * 30), LINE.format("effects") + r"end_char: '9+' is too large"),
    "not a number": (put("lab_targets", "low", "nan"), LINE.format("lab_targets") + r"low: 'nan' is no number"),
    "low above high": (put("lab_targets", "low", lambda row: row["high"] + "0", has("high")), LINE.format("lab_targets") + r"low: '\d+' is above high \d+"),
    "a unit that is not known": (put("lab_targets", "unit", "florins"), LINE.format("lab_targets") + r"unit: 'florins' is no unit"),
    "a unit that does not fit": (put("lab_targets", "unit", "kg"), LINE.format("lab_targets") + r"unit: 'kg' does not fit \w+ \(.*\)"),
    "an effect that does not fit its endpoint": (a_receptor_effect_elsewhere, LINE.format("effects") + r"effect: 'agonist' does not fit \w+ \(\w+\)"),
    "an unknown code": (put("effects", "effect", "agonits", is_(effect="agonist")), LINE.format("effects") + r"effect: 'agonits' does not fit \[known code\] \(did you mean 'agonist'"),
    "an illustrative value marked as target": (
        put("lab_targets", "kind", "target", lambda row: row["standing"] == "illustrative" and row["kind"] == "expected"),
        LINE.format("lab_targets") + r"kind: 'target' is illustrative",
    ),
    "an asserted example": (put("lab_targets", "wording", "asserted", is_(standing="illustrative")), LINE.format("lab_targets") + r"wording: 'asserted' does not fit the made-up"),
    "an edge to nowhere": (put("pathway_edges", "target_id", "nowhere"), LINE.format("pathway_edges") + r"target_id: 'nowhere' is not in entities"),
    "an edge without a relation, so without a sign": (put("pathway_edges", "relation", ""), LINE.format("pathway_edges") + r"relation: '' is empty"),
    "an edge of unknown sign": (put("pathway_edges", "relation", "tickles"), LINE.format("pathway_edges") + r"relation: 'tickles' does not fit \[known code\]"),
    "a reason and a statement": (put("passages", "disposition", "hollow", is_(disposition="curated")), LINE.format("passages") + r"disposition: 'hollow' does not fit \d+ statements"),
    "curated, and nothing said": (put("passages", "disposition", "curated", is_(disposition="heading")), LINE.format("passages") + r"disposition: 'curated' does not fit 0 statements"),
    "an agreement that does not follow": (put("agreement", "share", "0.999", lambda row: row["share"] != "0.999"), LINE.format("agreement") + r"share: '0.999' does not follow from the counts"),
    "a claim twice on a span": (edit("effects", twice), LINE.format("effects") + r"start_char: '\w+ \d+\.\.\d+' states the same claim as line 2"),
    "a span outside its passage": (put("effects", "end_char", lambda row: row["end_char"] + "0"), LINE.format("effects") + r"start_char: '\d+\.\.\d+' lies in no passage of \w+"),
    "a required cell that is empty": (put("effects", "tissue_id", ""), LINE.format("effects") + r"tissue_id: '' is empty \[required\]"),
    "a flag that is neither": (put("effects", "reports_study", "yes"), LINE.format("effects") + r"reports_study: 'yes' is neither true nor false"),
    "blanks around": (put("drugs", "name", lambda row: row["name"] + " "), LINE.format("drugs") + r"name: '.* ' has blanks around"),
    "an empty item of a list": (put("drugs", "synonyms", "a||b"), LINE.format("drugs") + r"synonyms: 'a\|\|b' has an empty item"),
    "a file that belongs to no table": (lambda folder: (folder / "effect.csv").write_text("x\n1\n"), r"dataset/curated/effect\.csv: 'effect\.csv' belongs to no table .*effects\.csv"),
    "a caution about nothing": (put("cautions", "subject_ids", "effects/nobody/nowhere", lambda row: row["kind"] != "omission"), LINE.format("cautions") + r"subject_ids: 'effects/nobody/nowhere' is no claim"),
    "a conflict of a claim with itself": (put("conflicts", "claim_ids", lambda row: row["claim_ids"].split("|")[0]), LINE.format("conflicts") + r"claim_ids: .* are not two or more"),
}  # fmt: skip


def published(root: Path) -> dict[str, bytes]:
    folder = root / "dataset" / "estromod" / "tables"
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "datapackage.json" in found and len(found) > 20
    return found


@pytest.mark.parametrize("case", CASES)
def test_bad_input(case: str, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    breaks, pattern = CASES[case]
    before = published(checkout)
    breaks(checkout / "dataset" / "curated")
    assert main(["--root", str(checkout), "build"]) == 1
    said = capsys.readouterr().err
    lines = [line for line in said.splitlines() if re.match(pattern, line)]
    assert lines, f"no line fits {pattern}\n{said}"
    assert all(re.search(r"\[[^\]]+\] ?(\(.+\))?$", line) for line in lines), f"no rule named: {lines}"
    assert "Traceback" not in said
    assert published(checkout) == before
    assert not (checkout / ".build" / "next").exists()


@pytest.mark.parametrize("table", sorted({*CURATED_TABLES} - {*OPTIONAL_TABLES}))
def test_missing_file(table: str, checkout: Path) -> None:
    (checkout / "dataset" / "curated" / f"{table}.csv").unlink()
    data, failures = read_curated(checkout / "dataset" / "curated")
    assert table not in data
    assert [str(failure) for failure in failures] == [
        f"dataset/curated/{table}.csv:1: '{table}.csv' is missing [file] (take it back from version control, or correct the path)"
    ]


def test_a_missing_file_is_the_only_complaint(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A vocabulary that is not there does not make every row that names it an error of its own."""
    for table in ("tissues", "passages", "documents"):
        (checkout / "dataset" / "curated" / f"{table}.csv").unlink()
    assert main(["--root", str(checkout), "build"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "3 errors"


MANY = (
    put("effects", "tissue_id", "boen"),
    put("effects", "end_char", "20-30", lambda row: row["tissue_id"] != "boen"),
    put("lab_targets", "low", "20-30"),
    put("lab_targets", "unit", "florins", lambda row: row["low"] != "20-30"),
    put("pathway_edges", "target_id", "nowhere"),
    put("agreement", "share", "0.999"),
    put("mechanisms", "action", "tickles"),
    bytes_of("expression", lambda data: data.replace(b"\n", b"\n\0", 1)),
    bytes_of("hormone_states", lambda data: data.replace(b"state_id", b"stateid", 1)),
    put("passages", "disposition", "nonsense"),
)
WANTED = (
    "'boen' is not in tissues", "end_char: '20-30' is no number", "low: '20-30' is no number", "'florins' is no unit", "'nowhere' is not in",
    "'0.999' does not follow", "'tickles' does not fit", "NUL byte", "stateid", "'nonsense' does not fit",
)  # fmt: skip


def test_all_mistakes_are_reported_in_one_run(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also those of rules between tables beside cells that could not be read, in one file and in several."""
    before = published(checkout)
    both(*MANY[:4], *MANY[5:])(checkout / "dataset" / "curated")
    assert main(["--root", str(checkout), "build"]) == 1
    said = capsys.readouterr().err
    for words in (*WANTED[:4], *WANTED[5:]):  # an edge may name a state, and those could not be read
        assert words in said, f"{words} is not in\n{said}"
    assert published(checkout) == before


def test_an_empty_id_and_an_unknown_one(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both(put("tissues", "tissue_id", ""), put("effects", "tissue_id", "boen"))(checkout / "dataset" / "curated")
    assert main(["--root", str(checkout), "build"]) == 1
    said = capsys.readouterr().err
    assert "tissue_id: '' is empty" in said and "'boen' is not in tissues" in said


@pytest.mark.parametrize("count", [2, 5])
def test_real_command_reports_several_mistakes(count: int, checkout: Path) -> None:
    before = published(checkout)
    both(*MANY[:count])(checkout / "dataset" / "curated")
    command = [sys.executable, "-m", "estromod_build", "--root", str(checkout), "build"]
    path = os.pathsep.join(str(ROOT / name) for name in ("build", "schemas", "dataset"))
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}, check=False)
    assert done.returncode == 1 and done.stdout == ""
    for words in WANTED[:count]:
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert published(checkout) == before
