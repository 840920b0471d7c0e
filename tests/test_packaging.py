"""The wheel holds the two packages and nothing else, and the version is one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import estromod as em
from estromod_schemas.registry import PUBLISHED_TABLES

ROOT = Path(__file__).parents[1]
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA", "dataset", "schemas", "build")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is packed, with a build's leftovers in it."""
    root = tmp_path_factory.mktemp("project")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy2(source, root / name)
    (root / ".gitignore").write_text((ROOT / ".gitignore").read_text("utf-8"), "utf-8")
    (root / ".build" / "next").mkdir(parents=True)
    (root / ".build" / "next" / "drugs.parquet").write_bytes(b"a leftover")
    return root


@pytest.fixture(scope="module")
def wheel(project: Path) -> zipfile.ZipFile:
    """The wheel, built without network and without isolation."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(project / "out")]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (file,) = (project / "out").glob("*.whl")
    return zipfile.ZipFile(file)


def test_wheel_holds_just_the_two_packages(wheel: zipfile.ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert tops == {"estromod", "estromod_schemas", f"estromod-{em.__version__}.dist-info"}
    modules = {name for name in wheel.namelist() if name.endswith(".py")}
    here = {path.relative_to(ROOT / root).as_posix() for root in ("dataset", "schemas") for path in (ROOT / root).rglob("*.py")}
    assert modules == here


def test_wheel_holds_parquet_and_no_csv(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert {f"estromod/tables/{table}.parquet" for table in PUBLISHED_TABLES} <= names
    assert {"estromod/tables/datapackage.json", "estromod/py.typed"} <= names
    assert [name for name in names if name.endswith(".csv")] == ["estromod_schemas/codes.csv"]
    assert not [name for name in names if "curated" in name or "leftover" in name or "/next/" in name]
    assert wheel.read("estromod/tables/drugs.parquet") == (ROOT / "dataset/estromod/tables/drugs.parquet").read_bytes()
    assert {"LICENSE", "LICENSE-DATA"} <= {Path(name).name for name in names}


def test_wheel_leaves_out_what_the_package_never_reads(wheel: zipfile.ZipFile) -> None:
    assert not [name for name in wheel.namelist() if name.endswith("croissant.json") or ("/tables/" in name and name.endswith(".csv"))]


@pytest.mark.xfail(
    strict=True, reason="about 600 kB: 95 of them are the statements, 67 the claims, 47 the propositions, 38 datapackage.json, 69 the code"
)
def test_wheel_is_small(wheel: zipfile.ZipFile) -> None:
    assert Path(str(wheel.filename)).stat().st_size <= 350_000


def test_wheel_works_alone(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    probe = "import estromod as em, estromod_schemas; assert em.__file__.startswith({!r}); em.effect_matrix(); estromod_schemas.validate(em.load('drugs'), 'drugs'); print(len(em.verify()))"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", probe.format(str(tmp_path))], cwd=tmp_path, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(PUBLISHED_TABLES) + 1, "the tables and their description"


def test_tests_run_uninstalled(project: Path, tmp_path: Path) -> None:
    """pytest finds the three packages by pyproject.toml alone, in a checkout that is not the installed one."""
    (project / "tests").mkdir(exist_ok=True)
    probe = "import estromod, estromod_build, estromod_schemas\n\n\ndef test_here():\n    for module in (estromod, estromod_build, estromod_schemas):\n        assert {!r} in str(list(module.__path__))\n"
    (project / "tests" / "test_probe.py").write_text(probe.format(str(project)), "utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONPATH", "PYTEST"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
        cwd=project,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_version_is_one() -> None:
    source = (ROOT / "dataset/estromod/__init__.py").read_text("utf-8")
    (literal,) = re.findall(r'^__version__ = "(.*)"$', source, re.MULTILINE)
    about = tomllib.loads((ROOT / "dataset/dataset.toml").read_text("utf-8"))
    assert literal == em.__version__ == about["version"]
    assert f"version: {literal}" in (ROOT / "CITATION.cff").read_text("utf-8").replace('"', "").replace("'", "")


def test_project_is_set_up_as_designed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["dataset/estromod", "schemas/estromod_schemas"]
    assert project["tool"]["pytest"]["ini_options"]["pythonpath"] == ["dataset", "schemas", "build"]
    assert not (ROOT / "build" / "__init__.py").exists(), "it would hijack `python -m build`"
    for requirement in project["project"]["dependencies"]:
        assert re.fullmatch(r"[a-z]+>=[\d.]+", requirement), "floors, not pins"
