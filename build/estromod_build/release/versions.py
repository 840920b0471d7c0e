"""Versions of the data: where the version stands, and what a change of the data asks of it.

patch: the form changed (descriptions, order, files). minor: the content changed (rows, values). major: names, codes or
types changed (a table, a column, its type, unit, key or codes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from packaging.version import Version

from estromod_schemas.failures import Refused
from estromod_schemas.registry import OPTIONAL_TABLES

LEVELS = ("none", "patch", "minor", "major")
PLACES = {
    "dataset/dataset.toml": re.compile(r'^version = "(?P<version>[^"]*)"$', re.MULTILINE),
    "dataset/estromod/__init__.py": re.compile(r'^__version__ = "(?P<version>[^"]*)"$', re.MULTILINE),
}


def parse(text: str) -> Version:
    """Return `1.2.3` as a version; `Refused` for anything else."""
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", text):
        raise Refused(f"{text!r} is no version; it has three numbers, as in 1.2.3")
    return Version(text)


def versions(root: Path) -> dict[str, str]:
    """Return the version at each place where it stands."""
    found = {}
    for name, pattern in PLACES.items():
        matches = pattern.findall((root / name).read_text("utf-8"))
        if len(matches) != 1:
            raise Refused(f"{name}: has {len(matches)} lines with a version, not one")
        found[name] = matches[0]
    return found


def set_version(root: Path, text: str) -> list[str]:
    """Write the version everywhere it stands; return the files that changed. It may not go back."""
    wanted = parse(text)
    now = versions(root)
    if wanted < max(map(parse, now.values())):
        raise Refused(f"{text} is older than {max(now.values(), key=parse)}; versions do not go back")
    for name, pattern in PLACES.items():
        path = root / name
        path.write_text(pattern.sub(lambda match: match[0].replace(match["version"], text), path.read_text("utf-8")), "utf-8")
    return [name for name, version in now.items() if version != text]


def step(old: Version, new: Version) -> str:
    """Return the level of the step from one version to a later one."""
    if new.major != old.major:
        return "major"
    if new.minor != old.minor:
        return "minor"
    return "patch" if new.micro != old.micro else "none"


def shape(package: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names, codes and types of a datapackage.json: what a program that reads the data relies on."""
    return {
        resource["name"]: {
            "key": resource["schema"]["primaryKey"],
            "fields": {
                field["name"]: [
                    field["type"],
                    field.get("unit", ""),
                    sorted(field.get("codes", {})),
                    field.get("constraints", {}).get("required", False),
                ]
                for field in resource["schema"]["fields"]
            },
        }
        for resource in package["resources"]
        if resource["type"] == "table" and resource["name"] not in OPTIONAL_TABLES  # there from the first retirement on: content
    }


def form(package: Mapping[str, Any]) -> dict[str, Any]:
    """Return a datapackage.json without what changes with the version itself."""
    return {name: value for name, value in package.items() if name not in ("version", "created")}


def needed(old: Mapping[str, Any], new: Mapping[str, Any], rows_changed: bool) -> str:
    """Return the level that the change from one datapackage.json to another asks for."""
    if shape(old) != shape(new):
        return "major"
    if rows_changed:
        return "minor"
    return "patch" if form(old) != form(new) else "none"
