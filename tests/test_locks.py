"""Each lock is closed: on every Python and platform, all that a package requires is in the lock itself, at a version that fits."""

from __future__ import annotations

import contextlib
import csv
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
LOCKS = ("build", "test", "ontologies", "validators", "floors")
MACHINES = {
    "linux_x86_64": ("posix", "linux", "Linux", "x86_64"),
    "linux_arm64": ("posix", "linux", "Linux", "aarch64"),
    "macos_arm64": ("posix", "darwin", "Darwin", "arm64"),
    "windows": ("nt", "win32", "Windows", "AMD64"),
}
PLACES = [(lock, python, machine) for lock in LOCKS for python in PYTHONS for machine in MACHINES if lock != "floors" or python == "3.11"]


class Pin(NamedTuple):
    """A line of a lock."""

    name: str
    version: str
    marker: str


Row = dict[str, str]


@cache
def pins_of(lock: str) -> tuple[Pin, ...]:
    text = (FOLDER / f"{lock}.lock").read_text("utf-8")
    return tuple(Pin(*found) for found in re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)(?: ; (.*?))? \\$", text, re.MULTILINE))


@cache
def rows_of(lock: str) -> dict[str, Row]:
    with (FOLDER / "packages.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file) if row["lock"] == lock}


@cache
def exceptions() -> list[Row]:
    with (FOLDER / "exceptions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wanted_of(lock: str) -> list[str]:
    """Return what a lock is made from: its .in file, or for the lowest versions what the wheel depends on."""
    if lock == "floors":
        return list(PROJECT["project"]["dependencies"])
    lines = [line.partition(" #")[0] for line in (FOLDER / f"{lock}.in").read_text("utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def seen_at(python: str, machine: str) -> dict[str, str]:
    """Return what markers see there."""
    names = dict(zip(("os_name", "sys_platform", "platform_system", "platform_machine"), MACHINES[machine], strict=True))
    versions = {"python_version": python, "python_full_version": f"{python}.1", "implementation_version": f"{python}.1"}
    return names | versions | {
        "implementation_name": "cpython", "platform_python_implementation": "CPython", "platform_release": "", "platform_version": "",
    }  # fmt: skip


def gaps(
    pins: tuple[Pin, ...], rows: dict[str, Row], wanted: list[str], excused: set[tuple[str, str]], place: tuple[str, str]
) -> Iterator[str]:
    """Yield what a lock lacks at a place, and which excuses were used as `excused: package about`."""
    here = seen_at(*place)
    pinned: dict[str, str] = {}
    for pin in pins:
        if pin.marker and not Marker(pin.marker).evaluate({**here, "extra": ""}):
            continue
        if pin.name in pinned:
            yield f"{pin.name} is pinned twice"
        pinned[pin.name] = pin.version
        if pin.name not in rows or rows[pin.name]["version"] != pin.version:
            yield f"{pin.name} {pin.version} is not in packages.csv"
        elif refusing := [
            f"{place[0]}.{patch}" for patch in range(40) if f"{place[0]}.{patch}" not in SpecifierSet(rows[pin.name]["requires_python"])
        ]:
            yield f"{pin.name} {pin.version} does not run on Python {refusing[0]}"
    # A requirement may ask for an extra of a package, and that for more: so the extras are followed until none is new.
    queue = [("the .in file", Requirement(line)) for line in wanted] + [(name, Requirement(name)) for name in pinned]
    done: set[tuple[str, str]] = set()
    while queue:
        by, asked = queue.pop()
        name = canonicalize_name(asked.name)
        if (by, name) in excused:
            yield f"excused: {by} {name}"
        elif name not in pinned:
            yield f"{by} requires {asked}, which is not pinned"
        elif not asked.specifier.contains(pinned[name], prereleases=True):
            yield f"{by} requires {asked}, but {pinned[name]} is pinned"
        for extra in ({""} | asked.extras) if name in rows else ():
            if (name, extra) in done:
                continue
            done.add((name, extra))
            for text in filter(None, rows[name]["requires"].split(" | ")):
                further = Requirement(text)
                if not further.marker or further.marker.evaluate({**here, "extra": extra}):
                    queue.append((name, further))


def excused(lock: str) -> set[tuple[str, str]]:
    return {(row["package"], row["about"]) for row in exceptions() if row["lock"] == lock and row["kind"] == "requirement"}


CLOSED = [place for place in PLACES if not any(row["lock"] == place[0] and row["kind"] == "files" for row in exceptions())]


@pytest.mark.parametrize("lock", dict.fromkeys(place[0] for place in CLOSED))
def test_each_lock_is_closed_everywhere(lock: str) -> None:
    found, places = [], [place for place in CLOSED if place[0] == lock]
    assert len(places) in (len(MACHINES), len(MACHINES) * len(PYTHONS)) and len(pins_of(lock)) > 20
    used = set()
    for _, python, machine in places:
        for gap in gaps(pins_of(lock), rows_of(lock), wanted_of(lock), excused(lock), (python, machine)):
            if gap.startswith("excused: "):
                used.add(tuple(gap.split()[1:]))
            else:
                found.append(f"{lock}.lock, Python {python}, {machine}: {gap}")
    assert not found, "run `make lock`:\n" + "\n".join(found)
    assert used == excused(lock), "take the rows out of requirements/exceptions.csv that nothing needs"


def change(name: str, **changes: str) -> tuple[Pin, ...]:
    found = tuple(pin._replace(**changes) if pin.name == name else pin for pin in pins_of("test"))
    assert found != pins_of("test")
    return found


BROKEN: dict[str, tuple[Callable[[], tuple[Pin, ...]], str, str, str]] = {
    "a pin is taken out": (lambda: tuple(pin for pin in pins_of("test") if pin.name != "numpy"), "3.12", "linux_x86_64", "numpy.* not pinned"),
    "a pin that only Windows needs is taken out": (lambda: tuple(pin for pin in pins_of("test") if pin.name != "colorama"), "3.12", "windows", "colorama.*not pinned"),
    "what an extra asks for is taken out": (lambda: tuple(pin for pin in pins_of("test") if pin.name != "email-validator"), "3.12", "linux_arm64", "email-validator.*not pinned"),
    "a version is too low": (lambda: change("pydantic", version="1.0"), "3.13", "macos_arm64", "requires pydantic.*but 1.0 is pinned"),
    "a version is not the described one": (lambda: change("pandas", version="99"), "3.13", "macos_arm64", "pandas 99 is not in packages.csv"),
    "a marker leaves a Python out": (lambda: change("numpy", marker="python_version < '3.14'"), "3.14", "linux_x86_64", "numpy.*not pinned"),
    "a marker is lost": (lambda: change("backports-zstd", marker=""), "3.14", "linux_x86_64", "backports-zstd .* does not run on Python 3.14"),
    "a package is pinned twice": (lambda: (*pins_of("test"), Pin("numpy", "2.0", "")), "3.11", "windows", "numpy is pinned twice"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_lock_that_is_not_closed_is_found(case: str) -> None:
    pins, python, machine, message = BROKEN[case]
    assert not list(gaps(pins_of("test"), rows_of("test"), wanted_of("test"), set(), (python, machine)))
    found = list(gaps(pins(), rows_of("test"), wanted_of("test"), set(), (python, machine)))
    assert any(re.search(message, gap) for gap in found), found


def test_a_wish_that_no_lock_fulfils_is_found() -> None:
    found = list(gaps(pins_of("build"), rows_of("build"), ["pandas[excel]", "torch", "pandas<2"], set(), ("3.11", "windows")))
    assert any("requires openpyxl" in gap for gap in found) and any("requires torch, which" in gap for gap in found)
    assert any("requires pandas<2, but" in gap for gap in found)


@pytest.mark.parametrize("lock", LOCKS)
def test_packages_are_described_as_locked(lock: str) -> None:
    """Where a marker takes a package in, and nowhere else, packages.csv knows the size of its file: so a file for that place exists."""
    assert {pin.name: pin.version for pin in pins_of(lock)} == {name: row["version"] for name, row in rows_of(lock).items()}
    for _, python, machine in (place for place in PLACES if place[0] == lock):
        here = {**seen_at(python, machine), "extra": ""}
        taken = {pin.name for pin in pins_of(lock) if not pin.marker or Marker(pin.marker).evaluate(here)}
        assert taken == {name for name, row in rows_of(lock).items() if python in row["pythons"].split() and row[machine]}, (
            python,
            machine,
        )
    assert all(int(row[machine]) > 500 for row in rows_of(lock).values() for machine in MACHINES if row[machine])


def test_locks_that_share_an_environment_share_versions() -> None:
    assert set(pins_of("build")) <= set(pins_of("test"))


def test_locks_hold_names_versions_markers_and_hashes_only() -> None:
    for lock in LOCKS:
        text = (FOLDER / f"{lock}.lock").read_text("utf-8")
        assert not [
            line
            for line in text.splitlines()
            if not re.fullmatch(r"[a-z0-9-]+==[^\s;]+( ; [a-z_<>='.0-9A-Z! ]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line)
        ]
        assert len(re.findall(r"^\S", text, re.MULTILINE)) == len(pins_of(lock))
    for file in FOLDER.iterdir():
        assert file.is_dir() or "://" not in file.read_text("utf-8"), f"{file.name} names an address"


def test_supported_pythons_are_the_same_everywhere() -> None:
    """Classifiers, `requires-python`, locks and hosted checks name the same Pythons."""
    project = PROJECT["project"]
    assert tuple(re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))) == PYTHONS
    assert project["requires-python"] == f">={PYTHONS[0]}"
    assert {python for lock in LOCKS for row in rows_of(lock).values() for python in row["pythons"].split()} == set(PYTHONS)
    assert {python for row in rows_of("floors").values() for python in row["pythons"].split()} == {PYTHONS[0]}
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + PYTHONS[0].replace(".", "")
    assert PROJECT["tool"]["mypy"]["python_version"] == PYTHONS[0]
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    matrices = re.findall(r"^ +python: \[(.*)\]$", workflow, re.MULTILINE)
    assert matrices and all(re.findall(r'"(.*?)"', matrix) == list(PYTHONS) for matrix in matrices)


def test_declared_floors_are_the_tested_ones() -> None:
    """Each lowest version that the wheel allows is the one that `make floors` runs on."""
    for line in PROJECT["project"]["dependencies"]:
        name, _, floor = re.fullmatch(r"([a-z]+)(>=)([\d.]+)", line).groups()  # type: ignore[union-attr]
        tested = rows_of("floors")[name]["version"]
        assert SpecifierSet(f"=={floor}.*").contains(tested) or SpecifierSet(f"=={floor}").contains(tested), (line, tested)


# Setting up: what does not need the network


def install(folder: Path, goal: str = "dataset", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, folder / "requirements" / "install.py", goal],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment or None,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    (tmp_path / "requirements").mkdir()
    for file in FOLDER.iterdir():
        if file.is_file():
            (tmp_path / "requirements" / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_a_lock_edited_by_hand_is_refused(copy: Path) -> None:
    lock = copy / "requirements" / "build.lock"
    lock.write_text(lock.read_text("utf-8").replace("pandas==", "pandas==9"), "utf-8")
    done = install(copy)
    assert done.returncode == 1 and not (copy / ".venv").exists()
    assert "requirements/build.lock was changed by hand" in done.stderr and "git checkout requirements/build.lock" in done.stderr


@pytest.mark.parametrize(("version", "goal", "said"), [("3.10", "dataset", "make PYTHON=python3."), ("3.15", "test", "make PYTHON=python3."), ("3.13", "floors", "FLOORS_PYTHON=python3.11")])  # fmt: skip
def test_another_python_gets_one_sentence_with_the_remedy(version: str, goal: str, said: str, copy: Path) -> None:
    script = copy / "requirements" / "install.py"
    text = script.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("HERE_NOW = "))
    script.write_text(text.replace(line, f'HERE_NOW = "{version}"'), "utf-8")
    done = install(copy, goal)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and not (copy / ".venv").exists()
    assert f"this is {version}: " in done.stderr and said in done.stderr and done.stderr.endswith(f" {goal}\n")


@pytest.fixture
def installer() -> ModuleType:
    """requirements/install.py as a module."""
    described = importlib.util.spec_from_file_location("install", FOLDER / "install.py")
    assert described and described.loader
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


SAID = {  # what pip 23 and 26 say
    "no network": (
        "Collecting numpy==2.4.6\nWARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError'\n"
        "ERROR: Could not find a version that satisfies the requirement numpy==2.4.6 (from versions: none)\n"
        "ERROR: No matching distribution found for numpy==2.4.6\n",
        "numpy==2.4.6 could not be had. Is there a network?",
    ),
    "another file": (
        "Collecting numpy==2.4.6\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated\n"
        "    numpy==2.4.6 from file (from -r build.lock (line 9)):\n        Expected sha256 00\n             Got        11\n",
        "numpy==2.4.6: the file that came is not the one in requirements/build.lock",
    ),
    "cut off while it came": (
        "Collecting pandas==3.1.1\n  Downloading pandas.whl (12 MB)\nReadTimeoutError: Read timed out.\n",
        "pandas==3.1.1 could not be had. Is there a network?",
    ),
    "anything else": ("ERROR: No space left on device\n", "pip's words are above"),
}


@pytest.mark.parametrize("case", SAID)
def test_a_failure_is_told_with_its_package_and_remedy(case: str, installer: ModuleType) -> None:
    said, message = SAID[case]
    assert message in installer.failure(said, "build")


def test_what_was_cut_off_or_is_of_another_lock_is_made_again(installer: ModuleType, tmp_path: Path) -> None:
    assert installer.note_of(tmp_path) == {}
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    for text, kept in (("{", False), ('{"build": "another"}', False), (json.dumps({"build": installer.checksum("build")}), True)):
        (tmp_path / installer.NOTE).write_text(text, "utf-8")
        assert bool(installer.note_of(tmp_path)) is kept


def test_known_exceptions_of_pip_check_are_strict(installer: ModuleType, tmp_path: Path) -> None:
    """What `pip check` finds beyond the rows is an error, and so is a row it no longer finds."""
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    known = "pykwalify 1.8.0 requires docopt, which is not installed.\ncffconvert 2.0.0 has requirement jsonschema<4,>=3.0, but you have jsonschema 4.26.0.\n"
    for said, message in ((known, ""), (known + "pandas 3 requires numpy, which is not installed.\n", "no row for it"), (known.partition("\n")[0] + "\n", "take its row out")):  # fmt: skip
        python.write_text(f"#!/bin/sh\ncat <<'END'\n{said}END\nexit 1\n", "utf-8")
        python.chmod(0o755)
        with pytest.raises(SystemExit, match=message) if message else contextlib.nullcontext():
            installer.check(tmp_path, ["validators"])
