"""The package people import: what it loads, what it leads to, and what it says of a damaged file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

import estromod as em
from estromod import _files
from estromod_schemas.registry import CLAIM_TABLES, GROUPS, PUBLISHED_TABLES, columns

Tables = dict[str, pd.DataFrame]
ROOT = Path(__file__).parents[1]
DTYPES = {"text": "string", "integer": "Int64", "number": "Float64", "boolean": "bool", "list": "object", "date": "datetime64[s]"}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The accessor with a copy of its tables folder, to be damaged."""
    folder = tmp_path / "tables"
    shutil.copytree(_files.TABLES, folder)
    monkeypatch.setattr(_files, "TABLES", folder)
    return folder


def test_tables_lists_every_table(tables: Tables) -> None:
    listed = em.tables()
    assert list(listed.columns) == ["name", "group", "title", "rows", "columns"]
    assert set(PUBLISHED_TABLES) <= set(listed["name"])
    for row in listed.itertuples():
        assert (row.rows, row.columns) == tables[row.name].shape and row.title.endswith(".")
    first = listed[listed["group"] == "start here"]["name"].tolist()
    assert first == ["claims", "effect_matrix", "drugs", "tissues", "lab_targets", "side_effects", "references"]
    assert first == listed["name"].tolist()[: len(first)] and tuple(listed["group"].unique()) == GROUPS
    assert set(listed[listed["group"] == "claims by kind"]["name"]) == set(CLAIM_TABLES) - set(first)


@pytest.mark.parametrize("table", PUBLISHED_TABLES)
def test_load_gives_a_plain_frame(table: str) -> None:
    frame = em.load(table)
    assert type(frame) is pd.DataFrame and isinstance(frame.index, pd.RangeIndex)
    assert set(frame.attrs) == {"table", "version"} and frame.attrs == {"table": table, "version": em.__version__}
    for column in columns(table):
        assert str(frame[column.name].dtype) == DTYPES[column.kind.name]
        if column.kind.name == "list":
            assert all(type(cell) is list and all(type(item) is str for item in cell) for cell in frame[column.name])
        elif not column.optional:
            assert not frame[column.name].isna().any()


def test_frames_are_independent() -> None:
    one = em.load("drugs")
    one.loc[0, "name"] = "changed"
    one["synonyms"][0].append("changed")
    other = em.load("drugs")
    assert other.loc[0, "name"] != "changed" and "changed" not in other["synonyms"][0]


@pytest.mark.parametrize(
    ("name", "near"), [("drug", "'drugs'"), ("Effects", "'effects'"), ("effect-matrix", "'effect_matrix'"), ("", "drugs")]
)
@pytest.mark.parametrize("call", [em.load, em.path, em.describe], ids=lambda call: call.__name__)
def test_unknown_table_gets_the_nearest_and_the_list(name: str, near: str, call) -> None:
    with pytest.raises(em.UnknownName) as caught:
        call(name)
    assert near in str(caught.value) and all(table in str(caught.value) for table in PUBLISHED_TABLES)


@pytest.mark.parametrize("table", PUBLISHED_TABLES)
def test_path_and_describe(table: str, tables: Tables) -> None:
    file = em.path(table)
    assert file.suffix == ".parquet" and pq.read_table(file).num_rows == len(tables[table])
    described = em.describe(table)
    assert list(described.columns) == ["name", "type", "unit", "required", "codes", "key", "names", "description"]
    for row, column in zip(described.itertuples(index=False), columns(table), strict=True):
        assert all(getattr(row, what) == getattr(column, what) for what in ("name", "unit", "key", "description", "codes"))
        assert row.type == {"text": "string"}.get(column.kind.name, column.kind.name)
        assert row.required == (not column.optional)
        assert column.kind.name == "list" or row.names == column.to


# The matrix, and from its cells to the words


def test_effect_matrix_shows_what_the_documents_say() -> None:
    grid = em.effect_matrix("action", by="tissue")
    assert grid.loc["tamoxifen", ["breast", "bone", "endometrium"]].tolist() == ["antagonist", "agonist", "agonist"]
    assert grid.loc["raloxifene", ["breast", "uterus", "bone"]].tolist() == ["antagonist", "antagonist", "agonist"]
    assert not (grid == "not_stated").any(axis=None)
    assert em.effect_matrix().loc["tamoxifen", ["breast", "bone", "uterus"]].tolist() == ["antagonist", "agonist", "agonist"]


@pytest.mark.parametrize("by", ["organ", "topic", "tissue"])
@pytest.mark.parametrize("values", ["lead", "summary", "action"])
def test_effect_matrix_has_every_cell_something_is_claimed_in(values: str, by: str, tables: Tables) -> None:
    cells = tables["effect_matrix"].query("cell_basis == 'stated'") if by == "tissue" else tables["matrix_views"].query("view == @by")
    grid = em.effect_matrix(values, by=by)
    assert (grid.index.name, grid.columns.name) == ("agent_id", by)
    shown = {cell: value for cell, value in grid.stack().items() if value is not pd.NA}
    place = "tissue_id" if by == "tissue" else "place"
    assert shown == {
        (row["agent_id"], row[place]): row[values]
        for _, row in cells.iterrows()
        if row[values] is not pd.NA and row[values] != "not_stated"
    }
    with pytest.raises(em.UnknownName, match="side of the matrix"):
        em.effect_matrix(values, by="organs")
    with pytest.raises(em.UnknownName, match="did you mean 'lead'"):
        em.effect_matrix("leads", by)


@pytest.mark.parametrize(
    ("asked", "column", "value"),
    [
        ({"agent": "Nolvadex", "table": "effects"}, "subject_id", "tamoxifen"),
        ({"tissue": "bone"}, "tissue_id", "bone"),
        ({"organ": "uterus"}, "organ", "uterus"),
        ({"population": "men"}, "population_id", "men"),
        ({"table": "uses"}, "table_name", "uses"),
        ({"wording": "hedged"}, "wording", "hedged"),
        ({"topic": "fertility"}, "topic", "fertility"),
    ],
)
def test_find_gives_the_claims_that_fit(asked: dict[str, str], column: str, value: str, tables: Tables) -> None:
    found = em.find(**asked)
    assert set(found[column]) == {value} and list(found.columns) == list(tables["claims"].columns)
    rest = tables["claims"][~tables["claims"]["claim_id"].isin(found["claim_id"])]
    assert not (rest[column] == value).any() or len(asked) > 1


def test_find_takes_all_that_is_given_and_names_what_it_does_not_know(tables: Tables) -> None:
    assert len(em.find()) == len(tables["claims"])
    document = tables["documents"]["document_id"][0]
    both = em.find(agent="tamoxifen", document=document)
    assert 0 < len(both) < len(em.find(agent="tamoxifen")) and all(document in ids for ids in both["document_ids"])
    assert set(em.find(topic="bone")["claim_id"]) >= set(em.find(organ="bone")["claim_id"])
    for asked in (
        {"agent": "tamoxifin"},
        {"organ": "bones"},
        {"topic": "bones"},
        {"table": "effect"},
        {"document": "serm"},
        {"wording": "sure"},
    ):
        with pytest.raises(em.UnknownName, match=r"did you mean|There are"):
            em.find(**asked)
    with pytest.raises(em.UnknownName, match="is no name or id"):
        em.find(agent="bone")


CELLS = [("tamoxifen", tissue) for tissue in ("breast", "bone", "endometrium")]
CELLS += [("raloxifene", tissue) for tissue in ("breast", "uterus", "bone")]


@pytest.mark.parametrize(("agent", "tissue"), CELLS)
def test_cell_leads_to_its_passages(agent: str, tissue: str, tables: Tables) -> None:
    matrix = tables["effect_matrix"]
    cell = matrix[(matrix["agent_id"] == agent) & (matrix["tissue_id"] == tissue)].iloc[0]
    assert cell["cell_basis"] == "stated" and cell["claim_ids"]
    found = em.evidence(cell["claim_ids"])
    assert set(found["claim_id"]) == set(cell["claim_ids"]) and len(found) == cell["n_statements"]
    assert set(found["passage_id"]) <= set(tables["passages"]["passage_id"])
    assert found["link"].str.startswith("https://").all() and found["link"].str.contains("#:~:text=").all()
    assert all({agent, tissue} <= set(ids) for ids in found["entity_ids"])


def test_evidence_with_documents_gives_the_verified_words(documents: Path, tables: Tables) -> None:
    found = em.evidence(sorted(tables["claims"]["claim_id"]), documents)
    assert len(found) == len(tables["statements"])
    assert (found["words"].str.len() == found["end_char"] - found["start_char"]).all()
    for words, first in zip(found["words"], found["first_words"], strict=True):
        assert words.replace("|", "").strip().startswith(first.split()[0])
    assert "words" not in em.evidence(found["claim_id"][0])


def test_evidence_of_a_changed_document_is_an_error(documents: Path, tmp_path: Path, tables: Tables) -> None:
    statement = tables["statements"].iloc[0]
    name = tables["documents"].set_index("document_id").loc[statement["document_id"], "file_name"]
    with pytest.raises(em.DataError, match="missing"):
        em.evidence(statement["claim_id"], tmp_path)
    for file in documents.glob("*.txt"):
        shutil.copy(file, tmp_path)
    text = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(text[:-1])
    with pytest.raises(em.DataError, match=f"{name}: is another text. Expected sha256"):
        em.evidence(tables["claims"]["claim_id"].tolist(), tmp_path)


def test_every_claim_has_evidence_and_every_statement_one_claim(tables: Tables) -> None:
    claims = pd.concat([tables[table][["claim_id", "n_statements", "document_ids"]] for table in CLAIM_TABLES])
    assert claims["claim_id"].is_unique and set(claims["claim_id"]) == set(tables["claims"]["claim_id"])
    found = em.evidence(claims["claim_id"])
    assert len(found) == len(tables["statements"]) == claims["n_statements"].sum()
    assert found["statement_id"].is_unique
    counts = found.groupby("claim_id").size()
    assert (counts.loc[claims["claim_id"]].to_numpy() == claims["n_statements"].to_numpy()).all()


def test_evidence_of_an_unknown_claim_gets_the_nearest(tables: Tables) -> None:
    claim = tables["claims"]["claim_id"][0]
    with pytest.raises(em.UnknownName, match="did you mean"):
        em.evidence(claim[:-1])
    with pytest.raises(em.UnknownName):
        em.evidence([claim, "nothing"])
    assert em.evidence([]).empty


def test_about_gives_every_statement_that_names_an_entry(tables: Tables) -> None:
    found = em.about("tamoxifen")
    assert set(found["table_name"]) > {"effects"}
    expected = {row.statement_id for row in tables["statements"].itertuples() if "tamoxifen" in row.entity_ids}
    assert set(found["statement_id"]) == expected and "link" in found
    with pytest.raises(em.UnknownName, match="'tamoxifen'"):
        em.about("tamoxifn")


def test_cite() -> None:
    text, bibtex = em.cite(), em.cite("bibtex")
    for cited in (text, bibtex):
        assert em.__version__ in cited and "EstroMod" in cited
    assert bibtex.startswith("@misc{") and bibtex.count("{") == bibtex.count("}")
    with pytest.raises(em.UnknownName, match="bibtex"):
        em.cite("bibtx")


# A damaged package


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [truncate, flip, lambda file: file.write_bytes(b""), Path.unlink],
    ids=["cut short", "one bit", "empty", "missing"],
)
def test_damaged_parquet_is_named(damage, package: Path) -> None:
    damage(package / "drugs.parquet")
    with pytest.raises(em.DataError) as caught:
        em.load("drugs")
    assert "drugs.parquet" in str(caught.value) and "nstall estromod again" in str(caught.value) and "make dataset" in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert len(em.load("tissues"))
    with pytest.raises(em.DataError, match=r"drugs\.parquet"):
        em.verify()


def described(package: Path, change: Callable[[dict[str, Any]], object]) -> None:
    found = json.loads((package / "datapackage.json").read_bytes())
    change(found)
    (package / "datapackage.json").write_text(json.dumps(found), "utf-8")


NOT_AS_RELEASED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a CSV changed": (lambda package: (package / "drugs.csv").write_bytes(b"x"), r"drugs\.csv: damaged"),
    "a table gone": (lambda package: (package / "drugs.parquet").unlink(), r"drugs\.parquet: missing"),
    "a file added": (lambda package: (package / "more.csv").write_bytes(b"x"), r"more\.csv: added"),
    "a file taken out of the list": (lambda package: described(package, lambda found: found["resources"].pop(0)), "added"),
    "no hash": (lambda package: described(package, lambda found: found["resources"][0].pop("hash")), "without its hash"),
    "an empty list": (lambda package: described(package, lambda found: found.update(resources=[])), "lists no file"),
    "no list": (lambda package: described(package, lambda found: found.update(resources=None)), "damaged"),
    "another version": (lambda package: described(package, lambda found: found.update(version="9.9.9")), r"of version 9\.9\.9"),
}


@pytest.mark.checkout
@pytest.mark.parametrize("case", NOT_AS_RELEASED)
def test_verify_looks_at_every_file_and_refuses_others(case: str, package: Path) -> None:
    assert {path.name for path in package.iterdir()} - {"croissant.json"} == set(em.verify())
    change, message = NOT_AS_RELEASED[case]
    change(package)
    with pytest.raises(em.DataError, match=message):
        em.verify()


NO_DESCRIPTOR = {"empty": b"", "an empty object": b"{}\n", "a list": b"[]\n", "not UTF-8": b"\xff"}
DAMAGES = [truncate, *(lambda file, data=data: file.write_bytes(data) for data in NO_DESCRIPTOR.values()), Path.unlink]


@pytest.mark.parametrize("damage", DAMAGES, ids=["cut short", *NO_DESCRIPTOR, "missing"])
def test_damaged_descriptor_is_named(damage, package: Path) -> None:
    damage(package / "datapackage.json")
    with pytest.raises(em.DataError, match=r"datapackage\.json.*make dataset"):
        em.load("drugs")


def test_file_that_is_no_parquet_is_named(package: Path) -> None:
    """Even where the descriptor vouches for it."""
    data = b"this is no Parquet file"
    (package / "drugs.parquet").write_bytes(data)
    described = json.loads((package / "datapackage.json").read_bytes())
    for resource in described["resources"]:
        if resource["path"] == "drugs.parquet":
            resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
    (package / "datapackage.json").write_text(json.dumps(described), "utf-8")
    with pytest.raises(em.DataError, match=r"drugs\.parquet: cannot be read as Parquet"):
        em.load("drugs")


@pytest.mark.checkout
def test_tables_that_were_published_anew_are_loaded(package: Path) -> None:
    """A program that runs while `make dataset` does gets the new tables, and no error."""
    from estromod_build.write import publish

    before = em.load("drugs")
    assert em.resolve("Arimidex")["matched_by"].tolist() == ["brand"]
    files = {path.name: path.read_bytes() for path in package.iterdir()}
    other = pq.read_table(package / "drugs.parquet").slice(1)
    pq.write_table(other, package.parent / "new.parquet")
    old, new = files["drugs.parquet"], (package.parent / "new.parquet").read_bytes()
    files["drugs.parquet"] = new
    sums = [hashlib.sha256(data).hexdigest().encode() for data in (old, new)]
    assert sums[0] in files["datapackage.json"]
    files["datapackage.json"] = files["datapackage.json"].replace(*sums)
    work = package.parent / "work"
    work.mkdir()
    assert publish.publish(files, package, work, lambda folder: None)
    assert len(em.load("drugs")) == len(before) - 1
    assert "brand" not in em.resolve("Arimidex")["matched_by"].tolist()


# Import


PROBE = """
import sys
opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
import estromod
loaded = [name for name in ("pandera", "pint", "rdkit", "estromod_build", "estromod_schemas", "requests", "urllib3", "httpx", "aiohttp") if name in sys.modules]
assert not loaded, loaded
assert not [name for name in opened if name.endswith((".parquet", "datapackage.json", ".csv"))], opened
sys.addaudithook(lambda event, arguments: sys.exit(f"network: {event}") if event in ("socket.connect", "socket.getaddrinfo") else None)
estromod.effect_matrix(); estromod.evidence(estromod.load("claims")["claim_id"][0]); estromod.about("tamoxifen"); estromod.cite()
assert "pandera" not in sys.modules and "estromod_build" not in sys.modules
import estromod_schemas
"""


def test_import_reads_nothing_and_needs_neither_pandera_nor_the_build() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in ("dataset", "schemas"))}
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr


def test_package_and_build_import_no_network_module_and_no_rdkit() -> None:
    import ast

    banned = {"rdkit", "rdkit.Chem", "socket", "http", "urllib.request", "urllib3", "requests", "ftplib", "ssl", "asyncio", "httpx"}
    for file in [*(ROOT / "dataset").rglob("*.py"), *(ROOT / "schemas").rglob("*.py"), *(ROOT / "build").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", None)]
            assert not banned & set(names), file
