"""The release archive: what a repository such as Zenodo takes, the same bytes from the same inputs."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from packaging.version import Version

from estromod import changes, verify
from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Failure, Invalid, Refused
from estromod_schemas.text import canonical_csv

from .. import pipeline
from ..write import citation, descriptors
from ..write.bibtex import to_bibtex
from ..write.publish import write_whole
from ..write.sqlite import write_sqlite
from . import versions

TABLES = "dataset/estromod/tables"
CURATED = "dataset/curated"
CHANGED = ("table_name", "id", "change", "column_name", "old", "new")
PAGES = {
    "README.md": "dataset/README.md",
    "DATASHEET.md": "dataset/DATASHEET.md",
    "CITATION.cff": "CITATION.cff",
    "LICENSE": "LICENSE",
    "LICENSE-DATA": "LICENSE-DATA",
}


def release(places: pipeline.Places, folder: Path | None, say: pipeline.Say = lambda line: None, *, unread: bool = False) -> Path:
    """Check everything, compare with the last release, and write dist/estromod-VERSION.zip; return its path.

    The archive's datapackage.json says how many spans were read in the documents. Raises `Refused` without them, unless it is asked for a
    release that nobody read, and `Invalid` where a published file is not what the curated files give, the version
    does not fit what changed, or a page is missing.
    """
    if folder is None and not unread:
        raise Refused("no documents, so no span would be read: give --documents DIR, or --unread for a release that says so")
    about = descriptors.about_dataset(places.root)
    data = fresh_tables(places, folder, say)
    say("comparing with the last release")
    changed = changes_since_last(places, about["version"])
    say("packing")
    members = {f"tables/{path.name}": path.read_bytes() for path in sorted(places.tables.iterdir())}
    spans = len(data.rows("statements"))
    described = json.loads(members["tables/datapackage.json"]) | {"spans": spans, "spans_read": spans if folder else 0}
    members["tables/datapackage.json"] = descriptors.as_json(described)
    members |= pages(places.root)
    members["estromod.sqlite"] = sqlite_bytes(data, places.work)
    members["references.bib"] = to_bibtex(data.rows("references")).encode()
    members["datacite.json"] = descriptors.as_json(citation.datacite(about, data))
    members["CHANGES.csv"] = canonical_csv(changed.fillna("").to_numpy().tolist(), CHANGED)
    members["SHA256SUMS"] = sums(members)
    target = places.root / "dist" / f"{about['name']}-{about['version']}.zip"
    write_whole(target, archive(members, target.stem))
    verify(target)
    return target


def fresh_tables(places: pipeline.Places, folder: Path | None, say: pipeline.Say) -> Dataset:
    """Return the tables as the curated files give them; raise `Invalid` if a published file or page differs."""
    curated = pipeline.check(places, folder, say).curated
    data = pipeline.fresh_tables(curated, say)
    expected = {places.tables / name: content for name, content in pipeline.published_files(data, places).items()}
    expected |= descriptors.pages(data, curated, places.root)
    stale = [path for path, content in expected.items() if not path.is_file() or path.read_bytes() != content]
    stale += [path for path in places.tables.iterdir() if path not in expected]
    if stale:
        raise Invalid(
            _refused(path.relative_to(places.root).as_posix(), "fresh", "is not what the curated files give", "run `make dataset`")
            for path in stale
        )
    return data


def _refused(where: str, rule: str, why: str, remedy: str) -> Failure:
    return Failure(where, "", where.rpartition("/")[2], rule, why, remedy)


def pages(root: Path) -> dict[str, bytes]:
    """Return the pages and licences of the archive by name."""
    absent = [path for path in PAGES.values() if not (root / path).is_file() or not (root / path).read_bytes().strip()]
    if absent:
        raise Invalid(_refused(path, "release is whole", "is missing or empty", "write it") for path in absent)
    return {name: (root / path).read_bytes() for name, path in PAGES.items()}


def changes_since_last(places: pipeline.Places, version: str) -> pd.DataFrame:
    """Return the rows of CHANGES.csv, against the newest tag before this version; without one there are none.

    Raises `Invalid` if a tag is newer than the version, if the tag of this very version holds other tables, or if the
    step from the tag before is smaller than what changed.
    """
    tags = release_tags(places.root)
    current = versions.parse(version)
    newer = [tag for number, tag in tags.items() if number > current]
    if newer:
        raise Invalid([_version_failure(version, f"is older than the released {newer[-1]}", "set a newer one")])
    if current in tags:
        _compare(places, tags[current], current)
    before = [tag for number, tag in tags.items() if number < current]
    return _compare(places, before[-1], current) if before else pd.DataFrame(columns=CHANGED, dtype="string")


def _compare(places: pipeline.Places, tag: str, current: Version) -> pd.DataFrame:
    """Return what changed since a tag; raise `Invalid` if the version does not say so."""
    old = tagged_tables(places, tag)
    found = changes(old, places.tables)
    before, now = (json.loads((folder / "datapackage.json").read_bytes()) for folder in (old, places.tables))
    needed = versions.needed(before, now, rows_changed=not found.empty)
    step = versions.step(versions.parse(tag[1:]), current)
    if versions.LEVELS.index(step) < versions.LEVELS.index(needed):
        why = f"is a step of {step!r} from {tag}, but what changed asks for {needed!r} ({len(found)} cells and rows)"
        raise Invalid([_version_failure(str(current), why, f"`python -m estromod_build version {_next(tag, needed)}`")])
    lost = _lost_ids(found, places)
    if lost:
        why = f"was published in {tag} and is gone"
        raise Invalid(
            Failure(f"{CURATED}/retired_ids.csv", "id", name, "ids are retired, never deleted", why, "retire it") for name in lost
        )
    return found


def _lost_ids(found: pd.DataFrame, places: pipeline.Places) -> list[str]:
    """Return the ids of claims and vocabulary entries that were published once and are neither there nor retired."""
    gone = found[(found["change"] == "removed") & found["table_name"].isin(["claims", "entities"])]["id"]
    file = places.curated / "retired_ids.csv"
    with file.open(encoding="utf-8", newline="") if file.exists() else io.StringIO("") as lines:
        retired = {row["id"] for row in csv.DictReader(lines)}
    return sorted(set(gone) - retired)


def _version_failure(version: str, why: str, remedy: str) -> Failure:
    return Failure("dataset/dataset.toml", "version", version, "version fits the change", why, remedy)


def _next(tag: str, level: str) -> str:
    major, minor, patch = versions.parse(tag[1:]).release
    return {"major": f"{major + 1}.0.0", "minor": f"{major}.{minor + 1}.0", "patch": f"{major}.{minor}.{patch + 1}"}[level]


def release_tags(root: Path) -> dict[Version, str]:
    """Return the tags `vX.Y.Z` by version, oldest first; none outside a git checkout."""
    if not (root / ".git").exists():
        return {}
    tags = _git(root, "tag", "--list", "v[0-9]*").decode().split()
    found = {}
    for tag in tags:
        try:
            found[versions.parse(tag[1:])] = tag
        except Refused:
            continue  # v1.0.0rc1 and the like are no releases
    return dict(sorted(found.items()))


def tagged_tables(places: pipeline.Places, tag: str) -> Path:
    """Return a folder with the tables as they were published under a tag."""
    folder = places.work / "released" / tag
    folder.mkdir(parents=True, exist_ok=True)
    names = _git(places.root, "ls-tree", "--name-only", f"{tag}:{TABLES}").decode().splitlines()
    for old in folder.iterdir():
        old.unlink()
    for name in names:
        (folder / name).write_bytes(_git(places.root, "show", f"{tag}:{TABLES}/{name}"))
    return folder


def _git(root: Path, *arguments: str) -> bytes:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    if done.returncode:
        raise Refused(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def sqlite_bytes(data: Dataset, work: Path) -> bytes:
    """Return the SQLite file."""
    work.mkdir(parents=True, exist_ok=True)
    path = work / "estromod.sqlite"
    write_sqlite(data, path)
    content = path.read_bytes()
    path.unlink()
    return content


def sums(members: Mapping[str, bytes]) -> bytes:
    """Return SHA256SUMS as `sha256sum -c` reads it."""
    return "".join(f"{hashlib.sha256(members[name]).hexdigest()}  {name}\n" for name in sorted(members)).encode()


def archive(members: Mapping[str, bytes], top: str) -> bytes:
    """Return a zip with one folder: names sorted, times and permissions fixed, stored (compression differs by library)."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(members):
            entry = zipfile.ZipInfo(f"{top}/{name}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix, whatever packs it
            entry.external_attr = 0o100644 << 16
            packed.writestr(entry, members[name])
    return sink.getvalue()


def summary(target: Path) -> str:
    """Return a line with the archive's name, size and hash."""
    data = target.read_bytes()
    return f"{target}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}"
