"""The files of the package: where they are, what they should hold, and errors that say what to do."""

from __future__ import annotations

import difflib
import hashlib
import io
import json
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

TABLES = Path(__file__).parent / "tables"
DESCRIPTOR = "datapackage.json"
SUMS = "SHA256SUMS"


class DataError(RuntimeError):
    """A file of the dataset is missing, damaged or not what it should be; the message says which and what to do."""


class UnknownName(LookupError):
    """A name that is not there; the message gives the nearest ones."""

    def __str__(self) -> str:
        return str(self.args[0])


def unknown(what: str, name: object, known: Iterable[str]) -> UnknownName:
    """Return the error for a name that is not known, with the names that are near, or all of them if they are few."""
    names = sorted(known)
    near = difflib.get_close_matches(str(name), names, n=5, cutoff=0.5)
    hint = f"did you mean {', '.join(map(repr, near))}? " if near else ""
    listed = f"There are: {', '.join(names)}" if len(names) <= 60 else f"There are {len(names)}"
    return UnknownName(f"{name!r} is no {what}; {hint}{listed}")


def state() -> tuple[Path, int, int]:
    """Return what changes with the installed dataset: what is cached by it is made anew after a build beside a running program."""
    file = TABLES / DESCRIPTOR
    try:
        found = file.stat()
    except FileNotFoundError:
        raise DataError(f"{file}: missing. Install estromod again, or in a checkout run `make dataset`.") from None
    return file, found.st_mtime_ns, found.st_ino


def descriptor() -> dict[str, Any]:
    """Return datapackage.json; it is read again when the file was changed."""
    now = state()
    try:
        return _parsed(*now)
    except (OSError, ValueError) as error:
        raise DataError(f"{now[0]}: damaged ({error}). Install estromod again, or in a checkout run `make dataset`.") from None


@lru_cache(maxsize=2)
def _parsed(file: Path, changed: int, inode: int) -> dict[str, Any]:
    found = json.loads(file.read_bytes())
    if not isinstance(found, dict) or not {"resources", "version"} <= set(found) or not isinstance(found["resources"], list):
        raise ValueError("it describes no dataset")
    return found


def resources(kind: str) -> dict[str, Mapping[str, Any]]:
    """Return the resources of a format (`csv` or `parquet`) by table name."""
    found = [resource for resource in descriptor()["resources"] if resource["format"] == kind]
    return {Path(resource["path"]).stem: resource for resource in found}


def path(table: str) -> Path:
    """Return the Parquet file of a table, for DuckDB, Polars, Spark or R. Raises `UnknownName`, `DataError`."""
    known = resources("parquet")
    if table not in known:
        raise unknown("table", table, known)
    file = TABLES / str(known[table]["path"])
    if not file.is_file():
        raise DataError(f"{file}: missing. Install estromod again, or in a checkout run `make dataset`.")
    return file


def verified_bytes(table: str) -> bytes:
    """Return a table's Parquet file if its hash is the one in datapackage.json."""
    file = path(table)
    data, expected = file.read_bytes(), resources("parquet")[table]["hash"].removeprefix("sha256:")
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise DataError(
            f"{file}: damaged, nothing was loaded. Expected sha256 {expected}, found {found} ({len(data)} bytes). The file was changed, "
            f"cut short, or belongs to another version than {DESCRIPTOR}. Install estromod again, or in a checkout run `make dataset`."
        )
    return data


def verify(place: str | Path | None = None) -> list[str]:
    """Check a release (archive or folder), or the installed package, against its own hashes.

    Returns the names of the files that were checked. Raises `DataError` with every file that is changed, missing or added.
    """
    if place is None:
        return _verify_package()
    members = read_release(place)
    if SUMS not in members:
        raise DataError(f"{place}: has no {SUMS}; it is no release of EstroMod, or the list was taken away")
    lines = [line.partition("  ") for line in members[SUMS].decode(errors="replace").splitlines()]
    expected = {name: digest for digest, _, name in lines}
    if not expected:
        raise DataError(f"{place}: its {SUMS} is empty, so that nothing could be checked. Get the release again.")
    wrong = [f"{name}: missing" for name in expected.keys() - members.keys()]
    wrong += [f"{name}: added" for name in members.keys() - expected.keys() - {SUMS}]
    wrong += [
        f"{name}: changed, expected sha256 {expected[name]}, found {hashlib.sha256(members[name]).hexdigest()}"
        for name in expected.keys() & members.keys()
        if hashlib.sha256(members[name]).hexdigest() != expected[name]
    ]
    if wrong:
        raise DataError(f"{place}: {len(wrong)} files are not as released. Get the release again.\n" + "\n".join(sorted(wrong)))
    return sorted(expected)


def _verify_package() -> list[str]:
    """Check every file of the tables folder; the installed package has no CSV, which then is no file that is missing."""
    from . import __version__

    described, wrong, checked = descriptor(), [], []
    listed = {str(resource["path"]): resource for resource in described["resources"] or () if {"path", "hash", "format"} <= set(resource)}
    here = {file.name for file in TABLES.iterdir() if file.is_file()}
    if not listed or len(listed) != len(described["resources"]):
        wrong.append(f"{DESCRIPTOR}: lists no file, or one without its hash, so that it cannot be checked")
    if described["version"] != __version__:
        wrong.append(f"{DESCRIPTOR}: is of version {described['version']}, the package of {__version__}")
    for name, resource in listed.items():
        if name in here:
            found = f"sha256:{hashlib.sha256((TABLES / name).read_bytes()).hexdigest()}"
            checked.append(name)
            if found != resource["hash"]:
                wrong.append(f"{name}: damaged. Expected {resource['hash']}, found {found}")
        elif resource["format"] == "parquet":
            wrong.append(f"{name}: missing")
    wrong += [f"{name}: added; it is no file of the dataset" for name in here - listed.keys() - {DESCRIPTOR, "croissant.json"}]
    if wrong:
        raise DataError("\n".join([*sorted(wrong), "Install estromod again, or in a checkout run `make dataset`."]))
    return sorted([*checked, DESCRIPTOR])


def read_release(place: str | Path) -> dict[str, bytes]:
    """Return the members of a release archive (.zip, .tar.gz) or folder by name, without its leading folder."""
    place = Path(place)
    try:
        if place.is_dir():
            found = {file.relative_to(place).as_posix(): file.read_bytes() for file in place.rglob("*") if file.is_file()}
        elif zipfile.is_zipfile(place):
            with zipfile.ZipFile(place) as archive:
                names = [name for name in archive.namelist() if not name.endswith("/")]
                twice = sorted({name for name in names if names.count(name) > 1})
                if twice:
                    raise zipfile.BadZipFile(f"it holds {', '.join(twice)} twice")
                found = {name: archive.read(name) for name in names}
        else:
            with tarfile.open(fileobj=io.BytesIO(place.read_bytes())) as archive:
                files = [member for member in archive.getmembers() if member.isfile()]
                found = {member.name: archive.extractfile(member).read() for member in files}  # type: ignore[union-attr]
    except FileNotFoundError:
        raise DataError(f"{place}: missing") from None
    except (OSError, tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        raise DataError(f"{place}: cannot be read as a release ({error}). Get the release again.") from None
    tops = {name.partition("/")[0] for name in found}
    if len(tops) == 1 and all("/" in name for name in found):
        return {name.partition("/")[2]: data for name, data in found.items()}
    return found
