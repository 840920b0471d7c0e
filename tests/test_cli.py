"""The two command lines: `estromod`, the verbs of the package, and `python -m estromod_build`."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import estromod as em
from estromod.__main__ import main
from estromod_build.__main__ import main as build
from estromod_schemas.registry import CLAIM_TABLES, PUBLISHED_TABLES
from estromod_schemas.rules import RULES

Tables = dict[str, pd.DataFrame]
Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[1]


def said(capsys: Capture, *arguments: str) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def refused(capsys: Capture, *arguments: str) -> str:
    assert main(list(arguments)) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.startswith("estromod: ") and "Traceback" not in captured.err
    return captured.err


# estromod


def test_tables(capsys: Capture) -> None:
    shown = said(capsys, "tables")
    assert all(f" {table} " in shown for table in PUBLISHED_TABLES)


@pytest.mark.parametrize("table", PUBLISHED_TABLES)
def test_show_as_csv_is_the_published_file(table: str, capsys: Capture) -> None:
    shown = said(capsys, "--format", "csv", "show", table)
    assert shown == em.path(table).with_suffix(".csv").read_text("utf-8")


def test_show_as_json(capsys: Capture, tables: Tables) -> None:
    rows = json.loads(said(capsys, "--format", "json", "show", "drugs"))
    assert [row["drug_id"] for row in rows] == tables["drugs"]["drug_id"].tolist()
    assert isinstance(rows[0]["synonyms"], list)


def test_format_may_stand_behind_the_verb(capsys: Capture) -> None:
    assert said(capsys, "show", "drugs", "--format", "csv") == said(capsys, "--format", "csv", "show", "drugs")


def test_matrix_keeps_its_agents(capsys: Capture) -> None:
    frame = pd.read_csv(io.StringIO(said(capsys, "--format", "csv", "matrix")), index_col="agent_id")
    assert frame.loc["tamoxifen", "breast"] == "antagonist" and frame.loc["tamoxifen", "bone"] == "agonist"
    assert "endometrium" in said(capsys, "matrix", "--values", "action", "--by", "tissue")


def test_find(capsys: Capture) -> None:
    shown = pd.read_csv(io.StringIO(said(capsys, "find", "--agent", "Nolvadex", "--organ", "uterus", "--format", "csv")))
    assert shown["claim_id"].tolist() == em.find(agent="Nolvadex", organ="uterus")["claim_id"].tolist() != []


def test_evidence_and_about(capsys: Capture, tables: Tables) -> None:
    claims = tables["claims"]["claim_id"].tolist()[:2]
    shown = pd.read_csv(io.StringIO(said(capsys, "--format", "csv", "evidence", *claims)))
    assert set(shown["claim_id"]) == set(claims) and shown["link"].notna().all()
    assert "tamoxifen" in said(capsys, "about", "tamoxifen")


def test_evidence_with_documents(capsys: Capture, documents: Path, tables: Tables) -> None:
    shown = said(capsys, "--format", "csv", "evidence", tables["claims"]["claim_id"][0], "--documents", str(documents))
    assert pd.read_csv(io.StringIO(shown))["words"].notna().all()


def test_describe_resolve_cite_verify(capsys: Capture) -> None:
    assert "endpoint_id" in said(capsys, "describe", "effects")
    assert "tamoxifen" in said(capsys, "resolve", "Tamoxifen")
    assert em.cite() in said(capsys, "cite") and em.cite("bibtex") in said(capsys, "cite", "bibtex")
    assert "drugs.parquet: as released" in said(capsys, "verify")


@pytest.mark.parametrize("ending", ["csv", "parquet", "json"])
def test_export(ending: str, tmp_path: Path, capsys: Capture, tables: Tables) -> None:
    file = tmp_path / f"drugs.{ending}"
    assert str(file) in said(capsys, "export", "drugs", str(file))
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "json": pd.read_json}[ending]
    assert read(file)["drug_id"].tolist() == tables["drugs"]["drug_id"].tolist()


def test_mistakes_are_messages(capsys: Capture, tmp_path: Path) -> None:
    assert "'drugs'" in refused(capsys, "show", "drug")
    assert "did you mean 'tamoxifen'" in refused(capsys, "about", "tamoxifn")
    assert "is no claim" in refused(capsys, "evidence", "effects/nobody")
    assert "bibtex" in refused(capsys, "cite", "apa")
    assert ".csv, .parquet, .json" in refused(capsys, "export", "drugs", str(tmp_path / "drugs.xlsx"))
    assert "missing" in refused(capsys, "verify", str(tmp_path / "nothing.zip"))
    assert "missing" in refused(capsys, "changes", str(tmp_path / "nothing.zip"))
    assert "nowhere" in refused(capsys, "export", "drugs", str(tmp_path / "nowhere" / "drugs.csv"))


@pytest.mark.parametrize("arguments", [[], ["dance"], ["show"]])
def test_usage(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2 and "usage: estromod" in capsys.readouterr().err


def test_module_runs_as_a_command() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in ("dataset", "schemas"))}
    done = subprocess.run([sys.executable, "-m", "estromod", "--version"], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0 and done.stdout == f"estromod {em.__version__}\n"


# python -m estromod_build


@pytest.fixture(autouse=True)
def no_documents(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The commands find the documents only where a test names their folder."""
    if "documents" in request.fixturenames:
        request.getfixturevalue("documents")
    monkeypatch.delenv("ESTROMOD_DOCUMENTS", raising=False)


def test_check(capsys: Capture) -> None:
    assert build(["check"]) == 0
    assert "spans were not re-read" in capsys.readouterr().out


def test_format_of_what_is_canonical_changes_nothing(checkout: Path, capsys: Capture) -> None:
    assert build(["--root", str(checkout), "format"]) == 0
    assert capsys.readouterr().out == ""


def test_build_ends_with_a_table_of_what_was_made(checkout: Path, capsys: Capture, tables: Tables) -> None:
    assert build(["--root", str(checkout), "build"]) == 0
    captured = capsys.readouterr()
    assert "validating the tables ..." in captured.err
    lines = captured.out.splitlines()
    assert lines[0].split() == ["table", "rows", "statements"]
    counts = tables["statements"]["table_name"].value_counts()
    lines, rest = lines[: len(tables) + 2], lines[len(tables) + 2 :]
    for table, frame in tables.items():
        (cells,) = [line.split() for line in lines if line.split()[:1] == [table]]
        assert cells[1] == str(len(frame))
        assert table not in CLAIM_TABLES or cells[2] == str(counts[table])
    assert f"validated: {len(tables)} tables, each against its model, all against {len(RULES)} rules" in rest
    assert any("spans were not re-read" in line for line in rest)


def test_segment_proposes_passages(documents: Path, capsys: Capture, tables: Tables) -> None:
    row = tables["documents"].iloc[0]
    assert build(["segment", str(documents / row["file_name"])]) == 0
    frame = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert set(frame["document_id"]) == {row["document_id"]}, "a listed file has the id that documents.csv gives it"
    mine = tables["passages"][tables["passages"]["document_id"] == row["document_id"]]
    assert frame["hash"].tolist() == mine["hash"].tolist() and frame["start_char"].tolist() == mine["start_char"].tolist()


def test_mistakes_of_the_build_are_messages(capsys: Capture, tmp_path: Path, documents: Path) -> None:
    for arguments, words in (
        (["locate", "ai_vs_serm", "x"], "give --documents DIR or set ESTROMOD_DOCUMENTS"),
        (["locate", "--documents", str(documents), "ai_vs_sern", "x"], "is no document; there are: "),
        (["locate", "--documents", str(documents), "ai_vs_serm", "no such words here"], "does not stand in ai_vs_serm"),
        (["locate", "--documents", str(documents), "ai_vs_serm", " "], "no words to look for"),
        (["show", "s_0000000000", "--documents", str(documents)], "is no statement"),
        (["check", "--documents", str(tmp_path / "nothing")], "is no folder"),
        (["segment", str(tmp_path / "nothing.txt")], "nothing.txt"),
        (["--root", str(tmp_path), "build"], "drugs.csv' is missing"),
    ):
        assert build(arguments) == 1
        captured = capsys.readouterr()
        assert words in captured.err and "Traceback" not in captured.err


@pytest.mark.parametrize(("data", "message"), [("Östrogen\n".encode("latin-1"), "byte 0 is not UTF-8"), (b" \n", "has no words")])
def test_segment_of_what_is_no_document_is_a_message(data: bytes, message: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "new.txt").write_bytes(data)
    assert build(["segment", str(tmp_path / "new.txt")]) == 1
    assert f"new.txt: {message}" in capsys.readouterr().err


def test_help_names_every_command(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        build(["--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    commands = [file.stem for file in (ROOT / "build" / "estromod_build" / "commands").glob("[a-z]*.py")]
    assert len(commands) > 8
    for name in commands:
        assert f"\n    {name} " in shown, name
