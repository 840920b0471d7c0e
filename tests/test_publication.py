"""What other tools get: descriptions that the standards' own validators take, and pages that are generated afresh."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import estromod as em
from estromod_build.write import citation, croissant, descriptors, dictionary, figures
from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Refused
from estromod_schemas.registry import CLAIM_TABLES, columns

ROOT = Path(__file__).resolve().parents[1]
PUBLISHED = ROOT / "dataset" / "estromod" / "tables"
TABLES = tuple(em.tables()["name"])


def validator(name: str) -> str:
    """Return a program of the validators' environment; a test without it fails."""
    program = ROOT / ".venv-validators" / "bin" / name
    assert program.exists(), f"{program} is missing: `make test` sets it up"
    return str(program)


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def package() -> dict:
    return json.loads((PUBLISHED / "datapackage.json").read_bytes())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the published tables that a test may damage."""
    for file in PUBLISHED.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_publication_frictionless_accepts_data_and_schema() -> None:
    done = run(validator("frictionless"), "validate", PUBLISHED / "datapackage.json", "--json")
    report = json.loads(done.stdout)
    assert report["valid"], report
    assert report["stats"]["tasks"] == 2 * len(TABLES)


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("effects.csv", b",breast,", b",braest,", "foreign-key"),
        ("effects.csv", b",asserted,", b",sworn,", "constraint-error"),
        ("drugs.csv", b"\nletrozole,", b"\nanastrozole,", "primary-key"),
        ("drugs.parquet", b"PAR1", b"PAR2", "hash-count"),
    ],
)
def test_publication_frictionless_finds_what_is_wrong(copy: Path, file: str, old: bytes, new: bytes, error: str) -> None:
    data = (copy / file).read_bytes()
    assert old in data
    (copy / file).write_bytes(data.replace(old, new, 1))
    report = json.loads(run(validator("frictionless"), "validate", copy / "datapackage.json", "--json").stdout)
    assert not report["valid"]
    assert error in {found["type"] for task in report["tasks"] for found in task["errors"]}


def test_publication_mlcroissant_accepts_the_description() -> None:
    done = run(validator("mlcroissant"), "validate", "--jsonld", PUBLISHED / "croissant.json")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr, done.stderr


RECORDS = """
import pathlib, sys, warnings
warnings.simplefilter("ignore")
import mlcroissant, pyarrow.parquet as pq
def plain(value):
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.decode() if isinstance(value, bytes) else value.date() if hasattr(value, "date") else value
file = pathlib.Path(sys.argv[1])
dataset = mlcroissant.Dataset(jsonld=file)
for one in dataset.metadata.record_sets:
    read = [{name.partition("/")[2]: plain(value) for name, value in record.items()} for record in dataset.records(one.id)]
    assert read == pq.read_table(file.parent / f"{one.id}.parquet").to_pylist(), one.id
    print(one.id, len(read))
"""


def test_publication_croissant_records_load_with_every_value(tables: dict) -> None:
    done = run(validator("python"), "-c", RECORDS, PUBLISHED / "croissant.json")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{name} {len(frame)}" for name, frame in tables.items()]


def test_publication_croissant_points_to_no_table_that_points_on() -> None:
    described = json.loads((PUBLISHED / "croissant.json").read_bytes())
    pairs = {
        (one["@id"], field["references"]["field"]["@id"].partition("/")[0])
        for one in described["recordSet"]
        for field in one["field"]
        if "references" in field
    }
    assert pairs
    assert all(croissant.points_nowhere(to) and table != to for table, to in pairs)
    assert not {table for table, _ in pairs} & {to for _, to in pairs}


def test_publication_cffconvert_accepts_the_citation() -> None:
    done = run(validator("cffconvert"), "--validate", "-i", ROOT / "CITATION.cff")
    assert done.returncode == 0, done.stdout + done.stderr


def test_publication_cffconvert_finds_a_missing_title(tmp_path: Path) -> None:
    broken = tmp_path / "CITATION.cff"
    broken.write_text(re.sub(r"^title: .*\n", "", (ROOT / "CITATION.cff").read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert run(validator("cffconvert"), "--validate", "-i", broken).returncode != 0


DATACITE = "import datacite.schema45 as s, json, sys; e = list(s.validator.iter_errors(json.load(sys.stdin))); sys.exit('; '.join(x.message for x in e) or None)"


@pytest.mark.parametrize("without", ["", "creators", "publicationYear", "types"])
def test_publication_datacite_record_follows_its_schema(data: Dataset, without: str) -> None:
    record = citation.datacite(descriptors.about_dataset(ROOT), data)
    record.pop(without, None)
    done = subprocess.run(
        [validator("python"), "-W", "ignore", "-c", DATACITE], input=json.dumps(record), capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) == (not without), done.stderr


def test_publication_every_generated_file_is_fresh(data: Dataset, curated: Dataset) -> None:
    files = {file.name: file.read_bytes() for file in PUBLISHED.iterdir()}
    made = {PUBLISHED / name: content for name, content in descriptors.descriptors(data, files, ROOT).items()}
    made |= descriptors.pages(data, curated, ROOT)
    assert {path.name for path in made} == {"croissant.json", "datapackage.json", "CITATION.cff", "README.md", "DATASHEET.md"}
    stale = [path.name for path, content in made.items() if path.read_bytes() != content]
    assert not stale, f"{', '.join(stale)}: run `python -m estromod_build build`"


@pytest.mark.parametrize("table", TABLES)
def test_metadata_travels_to_every_description(table: str, package: dict) -> None:
    """Description and unit of each column are the model's in the Parquet footer, the package, Croissant, `describe` and the dictionary."""
    footer = json.loads(pq.read_schema(em.path(table)).metadata[b"columns"])
    (resource,) = (one for one in package["resources"] if one["name"] == table)
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    (record_set,) = (one for one in json.loads((PUBLISHED / "croissant.json").read_bytes())["recordSet"] if one["@id"] == table)
    elsewhere = {field["name"]: field["description"] for field in record_set["field"]}
    described = em.describe(table).set_index("name")
    page = (ROOT / "dataset" / "README.md").read_text("utf-8")
    section = page.split(f"\n### {table}\n", 1)[1].split("\n### ", 1)[0]
    assert list(footer) == list(fields) == list(elsewhere) == list(described.index) == [column.name for column in columns(table)]
    for column in columns(table):
        assert column.description
        for what in ("description", "unit"):
            told = [footer[column.name].get(what, ""), fields[column.name].get(what, ""), described.loc[column.name, what]]
            assert told == [getattr(column, what)] * 3
        assert elsewhere[column.name].startswith(column.description)
        (line,) = (line for line in section.splitlines() if line.startswith(f"| `{column.name}` | "))
        assert line.endswith(f"| {column.description.replace('|', chr(92) + '|')} |")
        assert f"| `{column.unit}` |" in line or not column.unit


def test_metadata_of_a_frame_is_its_name_and_version(tables: dict, package: dict) -> None:
    for name, frame in tables.items():
        assert frame.attrs == {"table": name, "version": package["version"]}


def test_metadata_names_every_key_and_code(package: dict) -> None:
    schemas = {one["name"]: one["schema"] for one in package["resources"] if one["type"] == "table"}
    for table, schema in schemas.items():
        assert schema["primaryKey"]
        pointed = {key["fields"][0] for key in schema.get("foreignKeys", [])}
        assert pointed == {column.name for column in columns(table) if column.to and column.kind.name != "list"}
        coded = {field["name"]: list(field["codes"]) for field in schema["fields"] if "codes" in field}
        assert coded == {column.name: list(column.codes) for column in columns(table) if column.codes}


def test_dictionary_links_lead_somewhere(tables: dict) -> None:
    page = (ROOT / "dataset" / "README.md").read_text("utf-8")
    headings = re.findall(r"^#+ (.*)$", page, flags=re.MULTILINE)
    anchors = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
    assert {anchor for anchor in anchors if anchor in tables and anchors.count(anchor) > 1} == set()
    links = set(re.findall(r"\]\(#([^)]*)\)", page))
    assert set(tables) <= links <= set(anchors)
    for file in re.findall(r"\[[\w.]+\]\(([\w./]+)\)", page):
        assert (ROOT / "dataset" / file).exists()


def test_dictionary_diagram_has_every_table_and_key(data: Dataset) -> None:
    lines = dictionary.diagram(data).splitlines()
    assert lines[:2] == ["```mermaid", "flowchart LR"]
    drawn = {
        (m[1], m[3], name) for line in lines if (m := re.fullmatch(r'  (\w+) -- "([\w, ]+)" --> (\w+)', line)) for name in m[2].split(", ")
    }
    keys = {(table, column.to, column.name) for table in data for column in columns(table) if column.to in data}
    assert drawn == {("claim_tables" if table in CLAIM_TABLES else table, to, name) for table, to, name in keys}
    for table in data:
        assert any(table in re.split(r"\W+", line) for line in lines[2:-1]), table


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<!-- generated: sizez -->\n<!-- end -->", "sizez"),
        ("a page without blocks", "no block that can be filled"),
        ("<!-- generated: sizes -->\nno end", "no block that can be filled"),
    ],
)
def test_dictionary_block_of_an_unknown_name_is_an_error(page: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        figures.filled(page, {"sizes": ""})


def test_dictionary_shows_every_reading_round(curated: Dataset) -> None:
    rounds = curated.rows("reading_rounds")
    shown = figures.reading_rounds(curated).splitlines()
    assert len(shown) == len(rounds) + 2 > 2
    for row, line in zip(rounds, shown[2:], strict=True):
        assert line.startswith(f"| {row['round']} | {row['sample']} | {row['seed']} | {row['statements_read']} | {row['errors']} | ")
        assert (row["what"] or "") in line and (row["mended"] or "") in line
