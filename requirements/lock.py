"""Renew the locks: `make lock`. What is wanted stands in the .in files, exceptions.csv and pyproject.toml; all else here is made from them.

Each lock is complete and universal: one file of names, versions, markers and hashes for every Python and platform we support. Beside
the locks stands packages.csv: what each package requires and how large its wheel is on each platform. It lets a test prove the
locks closed, and lets an installation say what it will fetch, without asking anybody.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import canonicalize_name, parse_wheel_filename

Package = dict[str, Any]  # as pylock.toml has it
HERE = Path(__file__).parent
PROJECT = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]
PYTHONS = [found[1] for line in PROJECT["classifiers"] if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line))]
LOCKS = ("build", "test", "ontologies", "validators", "floors")
FIELDS = ("lock", "name", "version", "requires_python", "linux_x86_64", "linux_arm64", "macos_arm64", "windows", "pythons", "requires")

MANYLINUX = [f"manylinux_2_{minor}" for minor in range(34, 4, -1)] + ["manylinux2014", "manylinux2010", "manylinux1", "linux"]
# What a marker sees there, and the wheels that fit: glibc 2.34 (2021), macOS 14.
PLATFORMS = {
    "linux_x86_64": ({"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"}, [f"{tag}_x86_64" for tag in MANYLINUX]),
    "linux_arm64": ({"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "aarch64"}, [f"{tag}_aarch64" for tag in MANYLINUX]),
    "macos_arm64": ({"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"}, list(mac_platforms((14, 0), "arm64"))),
    "windows": ({"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"}, ["win_amd64"]),
}  # fmt: skip


def environment(platform: str, python: str) -> dict[str, str]:
    """Return what markers see on a platform under a Python."""
    cpython = {
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
    }
    versions = {"python_version": python, "python_full_version": f"{python}.1", "implementation_version": f"{python}.1"}
    return PLATFORMS[platform][0] | cpython | versions | {"extra": ""}


def pythons_of(lock: str) -> list[str]:
    """Return the Pythons a lock is for; the lowest versions are tried on the lowest Python, as later ones have no wheels of them."""
    return PYTHONS[:1] if lock == "floors" else PYTHONS


def exceptions(lock: str, kind: str) -> list[dict[str, str]]:
    """Return the known exceptions of a lock."""
    with (HERE / "exceptions.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if (row["lock"], row["kind"]) == (lock, kind)]


# Resolve


def resolve(lock: str, work: Path) -> None:
    """Write a lock anew."""
    wanted = work / f"{lock}.in"
    options = ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--only-binary", ":all:"]
    options += ["--python-version", PYTHONS[0]]
    if lock == "floors":  # the lowest versions the wheel says it works with, and today's pytest
        tools = re.findall(r"^(pytest(?:-xdist)?==\S+)", (work / "test.lock").read_text("utf-8"), re.MULTILINE)
        wanted.write_text("\n".join([*PROJECT["dependencies"], *tools]) + "\n", "utf-8")
        options += ["--resolution", "lowest-direct"]
    options += ["--no-deps"] if exceptions(lock, "files") else []
    options += [option for row in exceptions(lock, "source") for option in ("--no-binary", row["package"])]
    instead = exceptions(lock, "requirement")
    same = {row["about"]: re.match(r"[a-z0-9-]+", row["instead"])[0] == row["about"] for row in instead}  # type: ignore[index]
    for kind, lines in {
        "overrides": [row["instead"] for row in instead if same[row["about"]]],
        "excludes": [row["about"] for row in instead if not same[row["about"]]],
    }.items():
        if lines:
            (work / f"{lock}.{kind}").write_text("\n".join(lines) + "\n", "utf-8")
            options += [f"--{kind}", str(work / f"{lock}.{kind}")]
    # First for the lowest Python, then for all of them starting from that: so that wherever one version serves all, all get it.
    out = work / f"{lock}.lock"
    out.unlink(missing_ok=True)
    for universal in ([], ["--universal", "--fork-strategy", "fewest"]):
        compiled(wanted, out, *options, *universal)


def compiled(wanted: Path, out: Path, *options: str) -> None:
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv), "pip", "compile", "--quiet", "--no-config", *options, "-o", str(out), str(wanted)]
    done = subprocess.run(command, cwd=out.parent, check=False)
    if done.returncode:
        sys.exit(f"{wanted.name} cannot be resolved; nothing was taken over")


# Describe


def described(lock: str, work: Path) -> list[dict[str, str]]:
    """Return a row for each package of a lock; stop if it cannot be had somewhere."""
    listing = work / f"pylock.{lock}.toml"
    compiled(work / f"{lock}.lock", listing, "--no-deps", "--universal", "--python-version", PYTHONS[0], "--format", "pylock.toml")
    packages = tomllib.loads(listing.read_text("utf-8"))["packages"]
    from_source = {row["package"] for row in exceptions(lock, "source")}
    told = required(lock, packages, work)
    return [row_of(lock, package, package["name"] in from_source, *told[package["name"]]) for package in packages]


def row_of(lock: str, package: Package, from_source: bool, requires_python: str, requires: list[str]) -> dict[str, str]:
    what = f"{lock}.lock: {package['name']} {package['version']}"
    chosen: dict[tuple[str, str], Package] = {}
    for platform in PLATFORMS:
        for python in pythons_of(lock):
            if "marker" in package and not Marker(package["marker"]).evaluate(environment(platform, python)):
                continue
            file = wheel_for(package, platform, python) or (package.get("sdist") if from_source else None)
            if file is None:
                sys.exit(f"{what} has no wheel for {platform}, Python {python}")
            chosen[platform, python] = file
    if not chosen:
        sys.exit(f"{what} is for no Python and platform that we support")
    platforms, pythons = ([name for name in names if any(name in place for place in chosen)] for names in (PLATFORMS, PYTHONS))
    if len(chosen) != len(platforms) * len(pythons):
        sys.exit(f"{what}: its marker mixes Python and platform, which packages.csv cannot say")
    sizes = {platform: str(max(chosen[place]["size"] for place in chosen if place[0] == platform)) for platform in platforms}
    return {
        "lock": lock, "name": package["name"], "version": package["version"], "requires_python": requires_python,
        **sizes, "pythons": " ".join(pythons), "requires": " | ".join(requires),
    }  # fmt: skip


def wheel_for(package: Package, platform: str, python: str) -> Package | None:
    """Return the wheel that an installer takes there."""
    tags = tags_of(platform, python)
    fitting = [
        (min(tags[tag] for tag in found), wheel["url"], wheel)
        for wheel in package.get("wheels", [])
        if (found := wheel_tags(wheel) & tags.keys())
    ]
    return min(fitting)[2] if fitting else None


def wheel_tags(wheel: Package) -> frozenset[Tag]:
    return parse_wheel_filename(wheel["url"].rpartition("/")[2])[3]


@cache
def tags_of(platform: str, python: str) -> dict[Tag, int]:
    version = (3, int(python.partition(".")[2]))
    names = PLATFORMS[platform][1]
    interpreter = f"cp3{version[1]}"
    tags = [*cpython_tags(version, [interpreter], names), *compatible_tags(version, interpreter, names)]
    return {tag: place for place, tag in reversed(list(enumerate(tags)))}


def required(lock: str, packages: list[Package], work: Path) -> dict[str, tuple[str, list[str]]]:
    """Return for each package the Python it requires, and its requirements, as pip reads them without installing anything."""
    pins, report = work / f"{lock}.pins", work / f"{lock}.report"
    pins.write_text("".join(f"{package['name']}=={package['version']}\n" for package in packages), "utf-8")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--dry-run",
        "--ignore-installed",
        "--no-deps",
        "--report",
        str(report),
        "-r",
        str(pins),
    ]
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"{lock}.lock: pip cannot read what its packages require; nothing was taken over")
    told = [item["metadata"] for item in json.loads(report.read_text("utf-8"))["install"]]
    return {canonicalize_name(one["name"]): (one.get("requires_python", ""), one.get("requires_dist", [])) for one in told}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work, rows = Path(folder) / "requirements", []
        shutil.copytree(HERE, work)
        for lock in LOCKS:
            print(f"{lock}.lock", flush=True)
            resolve(lock, work)
            rows += described(lock, work)
        with (work / "packages.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, FIELDS, restval="", lineterminator="\n")
            table.writeheader()
            table.writerows(rows)
        sums = [f"{hashlib.sha256((work / f'{lock}.lock').read_bytes()).hexdigest()}  {lock}.lock\n" for lock in LOCKS]
        (work / "SHA256SUMS").write_text("".join(sums), "utf-8", newline="\n")
        for name in ("packages.csv", "SHA256SUMS", *(f"{lock}.lock" for lock in LOCKS)):  # all of them, or none
            shutil.copy2(work / name, HERE / name)


if __name__ == "__main__":
    main()
