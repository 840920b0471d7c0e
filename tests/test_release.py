"""The release: one archive, the same bytes twice, checked against its own hashes, refused where the version does not fit."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd
import pybtex.database
import pytest
from conftest import changed, is_

import estromod as em
from estromod_build import __main__, pipeline
from estromod_build.release import archive as release
from estromod_build.release import versions
from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Invalid, Refused
from estromod_schemas.kinds import text_of
from estromod_schemas.validation import validate

ROOT = Path(__file__).resolve().parents[1]
TABLES = "dataset/estromod/tables"


def checkout(folder: Path) -> pipeline.Places:
    """Return the places of a copy of what a release is made from."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "dataset", folder / "dataset", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "LICENSE-DATA", "CITATION.cff"):
        shutil.copy(ROOT / name, folder / name)
    return pipeline.Places.below(folder)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release.release(checkout(tmp_path_factory.mktemp("one")), None, unread=True)


@pytest.fixture(scope="module")
def members(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as packed:
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


def test_release_is_the_same_bytes_twice(archive: Path, tmp_path: Path) -> None:
    assert release.release(checkout(tmp_path / "elsewhere"), None, unread=True).read_bytes() == archive.read_bytes()


def test_release_has_one_folder_and_fixed_times_order_and_permissions(archive: Path) -> None:
    with zipfile.ZipFile(archive) as unpacked:
        entries = unpacked.infolist()
    assert {entry.filename.partition("/")[0] for entry in entries} == {archive.stem}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    fixed = ((1980, 1, 1, 0, 0, 0), 0o100644, 3)
    assert {(entry.date_time, entry.external_attr >> 16, entry.create_system) for entry in entries} == {fixed}


def test_release_holds_everything_it_promises(members: dict[str, bytes]) -> None:
    pages = {"README.md", "DATASHEET.md", "CITATION.cff", "LICENSE", "LICENSE-DATA", "CHANGES.csv", "SHA256SUMS"}
    made = {"estromod.sqlite", "references.bib", "datacite.json"}
    published = {f"tables/{file.name}" for file in (ROOT / TABLES).iterdir()}
    assert set(members) == pages | made | published
    assert all(data.strip() for data in members.values())
    described = "tables/datapackage.json"
    assert all(members[f"tables/{file.name}"] == file.read_bytes() for file in (ROOT / TABLES).iterdir() if file.name not in described)
    here = json.loads((ROOT / TABLES / "datapackage.json").read_bytes())
    assert json.loads(members[described]) == {**here, "spans": len(em.load("statements")), "spans_read": 0}


def test_release_that_nobody_read_is_refused_unless_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--unread"):
        release.release(checkout(tmp_path), None)
    assert not (tmp_path / "dist").exists()


def test_release_says_that_every_span_was_read(documents: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(release.release(checkout(tmp_path), documents)) as packed:
        described = json.loads(packed.read(next(name for name in packed.namelist() if name.endswith("datapackage.json"))))
    assert described["spans_read"] == described["spans"] == len(em.load("statements"))


def test_release_bibliography_is_bibtex(members: dict[str, bytes], data: Dataset) -> None:
    entries = pybtex.database.parse_string(members["references.bib"].decode(), "bibtex").entries
    assert set(entries) == {row["reference_id"] for row in data.rows("references") if row["record_basis"] != "not_found"}


def test_release_database_opens_and_is_whole(members: dict[str, bytes], tmp_path: Path, data: Dataset) -> None:
    (tmp_path / "estromod.sqlite").write_bytes(members["estromod.sqlite"])
    with closing(sqlite3.connect(tmp_path / "estromod.sqlite")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for name in data:
            assert database.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (len(data.rows(name)),)


def test_release_agrees_with_its_own_hashes(archive: Path, members: dict[str, bytes], tmp_path: Path) -> None:
    assert em.verify(archive) == sorted(set(members) - {"SHA256SUMS"})
    with zipfile.ZipFile(archive) as unpacked:
        unpacked.extractall(tmp_path)
    assert em.verify(tmp_path / archive.stem) == em.verify(archive)


def flipped(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]


FLIPPED = ["tables/effects.csv", "tables/datapackage.json", "estromod.sqlite", "LICENSE-DATA", "CHANGES.csv"]
WRONG: list[tuple[Callable[[dict[str, bytes]], dict[str, bytes]], str]] = [
    *((lambda whole, name=name: {**whole, name: flipped(whole[name])}, f"{name}: changed") for name in FLIPPED),
    (lambda whole: {name: data for name, data in whole.items() if name != "references.bib"}, r"references\.bib: missing"),
    (lambda whole: {**whole, "tables/extra.csv": b"a\n"}, r"tables/extra\.csv: added"),
    (lambda whole: {name: data for name, data in whole.items() if name != "SHA256SUMS"}, "SHA256SUMS"),
    (lambda whole: {"SHA256SUMS": b""}, "nothing could be checked"),
]


@pytest.mark.parametrize(("change", "message"), WRONG, ids=[message for _, message in WRONG])
def test_release_with_other_members_is_named(change: Callable, message: str, members: dict[str, bytes], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(release.archive(change(members), "estromod"))
    with pytest.raises(em.DataError, match=message):
        em.verify(wrong)


def test_release_that_holds_a_member_twice_is_named(archive: Path, tmp_path: Path) -> None:
    twice = shutil.copy(archive, tmp_path / "twice.zip")
    with zipfile.ZipFile(twice, "a") as unpacked, pytest.warns(UserWarning, match="Duplicate"):
        unpacked.writestr(f"{archive.stem}/LICENSE", b"another")
    with pytest.raises(em.DataError, match="LICENSE twice"):
        em.verify(twice)


def test_release_damaged_anywhere_gives_the_right_files_or_a_data_error(archive: Path, tmp_path: Path) -> None:
    """Whatever bit is flipped, in the content or in the archive's own tables: never another error, never other bytes."""
    whole, chance = archive.read_bytes(), random.Random(5)
    directory = whole.rindex(b"PK\x01\x02", 0, whole.index(b"PK\x01\x02") + 4)
    places = [chance.randrange(len(whole)) for _ in range(20)] + [chance.randrange(directory, len(whole)) for _ in range(60)]
    damaged, named = tmp_path / "damaged.zip", 0
    for place in places:
        data = bytearray(whole)
        data[place] ^= 1 << chance.randrange(8)
        damaged.write_bytes(data)
        try:
            em.verify(damaged)
        except em.DataError:
            named += 1
    assert named > len(places) // 2


def test_release_package_with_a_changed_table_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "dataset" / "estromod", tmp_path / "estromod", ignore=shutil.ignore_patterns("__pycache__"))
    table = tmp_path / "estromod" / "tables" / "drugs.parquet"
    table.write_bytes(table.read_bytes()[:-5] + b"XXXXX")
    done = subprocess.run(
        [sys.executable, "-c", "import estromod; estromod.verify()"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "drugs.parquet: damaged" in done.stderr
    assert "DataError" in done.stderr


def test_release_refuses_tables_that_are_not_fresh(tmp_path: Path) -> None:
    places = checkout(tmp_path)
    (places.tables / "drugs.csv").write_bytes((places.tables / "drugs.csv").read_bytes() + b"\n")
    (places.tables / "leftover.csv").write_bytes(b"")
    with pytest.raises(Invalid, match="make dataset") as refused:
        release.fresh_tables(places, None, lambda line: None)
    assert {failure.value for failure in refused.value.failures} == {"drugs.csv", "leftover.csv"}


def test_release_refuses_a_missing_or_empty_page(tmp_path: Path) -> None:
    places = checkout(tmp_path)
    (tmp_path / "LICENSE-DATA").write_bytes(b"")
    (tmp_path / "CITATION.cff").unlink()
    with pytest.raises(Invalid) as refused:
        release.pages(places.root)
    assert {failure.value for failure in refused.value.failures} == {"LICENSE-DATA", "CITATION.cff"}


# Versions and changes


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def tagged(tmp_path: Path) -> pipeline.Places:
    """A checkout whose tables are tagged as v1.2.3."""
    places = checkout(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "dataset")
    git(tmp_path, "commit", "-qm", "tables")
    git(tmp_path, "tag", "v1.2.3")
    git(tmp_path, "tag", "v1.2.3rc1")  # not three numbers: no release
    return places


def republish(places: pipeline.Places, data: Dataset) -> None:
    for name, content in pipeline.published_files(data, places).items():
        (places.tables / name).write_bytes(content)


def change_content(places: pipeline.Places, data: Dataset) -> None:
    """Publish the tables with one drug renamed and one expression row less."""
    renamed = changed(data, "drugs", is_(drug_id="letrozole"), name="Letrozole, renamed")
    republish(places, renamed.with_tables({"expression": data.rows("expression")[1:]}))


def change_form(package: dict) -> None:
    fields(package)[0]["description"] = "Said in other words."


def change_type(package: dict) -> None:
    fields(package)[1]["type"] = "integer"


def change_codes(package: dict) -> None:
    next(field for field in fields(package) if "codes" in field)["codes"]["another"] = "a code more"


def change_unit(package: dict) -> None:
    next(field for field in fields(package) if "unit" in field)["unit"] = "kg"


def fields(package: dict) -> list[dict]:
    return package["resources"][0]["schema"]["fields"]


def test_release_of_the_same_tables_needs_no_new_version(tagged: pipeline.Places) -> None:
    assert release.changes_since_last(tagged, "1.2.3").empty
    assert list(release.changes_since_last(tagged, "1.2.4").columns) == list(release.CHANGED)


@pytest.mark.parametrize(
    ("change", "level", "enough"),
    [(change_type, "major", "2.0.0"), (change_codes, "major", "2.0.0"), (change_unit, "major", "2.0.0"), (change_form, "patch", "1.2.4")],
)
def test_release_refuses_a_version_that_says_less_than_changed(
    tagged: pipeline.Places, change: Callable[[dict], None], level: str, enough: str
) -> None:
    path = tagged.tables / "datapackage.json"
    package = json.loads(path.read_bytes())
    change(package)
    path.write_text(json.dumps(package), "utf-8")
    for version in (version for version in ("1.2.3", "1.2.4", "1.3.0") if version < enough):
        with pytest.raises(Invalid, match=rf"asks for '{level}'.*version {re.escape(enough)}"):
            release.changes_since_last(tagged, version)
    release.changes_since_last(tagged, enough)


def test_release_refuses_new_content_without_a_minor_version(tagged: pipeline.Places, data: Dataset) -> None:
    change_content(tagged, data)
    for version in ("1.2.3", "1.2.4"):
        with pytest.raises(Invalid, match=r"asks for 'minor'.*version 1\.3\.0"):
            release.changes_since_last(tagged, version)
    found, gone = release.changes_since_last(tagged, "1.3.0"), data.rows("expression")[0]
    assert found.values.tolist() == [
        ["drugs", "letrozole", "changed", "name", data.by_key("drugs")["letrozole"]["name"], "Letrozole, renamed"],
        *(["expression", gone["claim_id"], "removed", name, text_of(value), ""] for name, value in gone.items() if text_of(value)),
    ]


def test_release_refuses_to_lose_a_published_id(tagged: pipeline.Places, data: Dataset) -> None:
    gone, *claims = data.rows("claims")
    republish(tagged, data.with_tables({"claims": claims}))
    with pytest.raises(Invalid, match=r"was published in v1\.2\.3 and is gone"):
        release.changes_since_last(tagged, "1.3.0")
    retired = f"id,table_name,reason,replaced_by,version\n{gone['claim_id']},{gone['table_name']},a case,,1.3.0\n"
    (tagged.curated / "retired_ids.csv").write_text(retired, "utf-8")
    release.changes_since_last(tagged, "1.3.0")


def test_release_with_the_first_retirement_is_a_change_of_content() -> None:
    before = json.loads((ROOT / TABLES / "datapackage.json").read_bytes())
    table = next(resource for resource in before["resources"] if resource["type"] == "table")
    after = {**before, "resources": [*before["resources"], {**table, "name": "retired_ids"}]}
    assert versions.needed(before, after, rows_changed=True) == "minor"


def test_release_refuses_a_version_older_than_a_released_one(tagged: pipeline.Places) -> None:
    with pytest.raises(Invalid, match=r"older than the released v1\.2\.3"):
        release.changes_since_last(tagged, "1.2.2")


def test_release_outside_version_control_has_no_changes(tmp_path: Path, members: dict[str, bytes]) -> None:
    assert release.release_tags(tmp_path) == {}
    assert list(csv.reader(io.StringIO(members["CHANGES.csv"].decode()))) == [list(release.CHANGED)]


def test_release_changes_between_archive_and_folder(archive: Path, tmp_path: Path, data: Dataset) -> None:
    places = checkout(tmp_path)
    assert em.changes(archive).empty
    assert em.changes(archive, places.tables).empty
    change_content(places, data)
    forth, back = em.changes(archive, places.tables), em.changes(places.tables, archive)
    assert forth["change"].unique().tolist() == ["changed", "removed"]
    assert back["change"].unique().tolist() == ["changed", "added"]
    assert forth["old"].tolist() == back["new"].tolist()
    assert (forth.dtypes == pd.StringDtype()).all()


def test_release_changes_of_what_is_no_release_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("nothing", "utf-8")
    for place in (tmp_path, tmp_path / "note.txt", tmp_path / "absent.zip"):
        with pytest.raises(em.DataError):
            em.changes(place)


DAMAGES = [("drugs.parquet", b""), ("datapackage.json", b"{"), ("datapackage.json", b"{}"), ("datapackage.json", b"[]")]


@pytest.mark.parametrize(("name", "data"), DAMAGES)
def test_release_changes_of_a_damaged_folder_are_an_error(name: str, data: bytes, tmp_path: Path) -> None:
    places = checkout(tmp_path)
    (places.tables / name).write_bytes(data)
    with pytest.raises(em.DataError, match="Get the release again"):
        em.changes(places.tables)


def test_release_version_stands_once_and_is_the_same_everywhere() -> None:
    found = versions.versions(ROOT)
    found["datapackage.json"] = json.loads((ROOT / TABLES / "datapackage.json").read_bytes())["version"]
    found["croissant.json"] = json.loads((ROOT / TABLES / "croissant.json").read_bytes())["version"]
    found["package"] = em.__version__
    assert set(found.values()) == {em.__version__}, "run `python -m estromod_build version X.Y.Z`, then `make dataset`"


def test_release_version_command_writes_every_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout(tmp_path)
    assert __main__.main(["--root", str(tmp_path), "version", "9.0.1"]) == 0
    assert set(versions.versions(tmp_path).values()) == {"9.0.1"}
    assert set(capsys.readouterr().out.split()) >= set(versions.PLACES)
    before = {name: (ROOT / name).read_text("utf-8") for name in versions.PLACES}
    assert all((tmp_path / name).read_text("utf-8") == text.replace(em.__version__, "9.0.1") for name, text in before.items())


@pytest.mark.parametrize("version", ["1", "1.2", "v1.2.3", "1.2.3.4", "01.2.3", "1.2.x", "", "0.0.0"])
def test_release_version_command_refuses_what_is_no_newer_version(version: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout(tmp_path)
    assert __main__.main(["--root", str(tmp_path), "version", version]) == 1
    assert "version" in capsys.readouterr().err
    assert versions.versions(tmp_path) == versions.versions(ROOT)


def test_release_readers_get_all_failures_of_their_own_frame_at_once() -> None:
    frame = em.load("tissues")
    frame.loc[0, "kind"] = "perhaps"
    frame["ontology_id"] = pd.Series(["no id"] * len(frame), dtype="string")
    with pytest.raises(Invalid) as refused:
        validate(frame, "tissues")
    assert {failure.column for failure in refused.value.failures} == {"kind", "ontology_id"}
    assert len(refused.value.failures) == 1 + len(frame)


def test_release_readers_learn_of_a_key_that_stands_twice() -> None:
    frame = em.load("drugs")
    with pytest.raises(Invalid, match=r"drug_id: .* stands in line 2 too"):
        validate(pd.concat([frame, frame.head(1)]), "drugs")
