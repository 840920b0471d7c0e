"""What changed between two releases, row by row."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ._files import DESCRIPTOR, TABLES, DataError, read_release
from ._tables import text_of

COLUMNS = ["table_name", "id", "change", "column_name", "old", "new"]


def changes(older: str | Path, newer: str | Path | None = None) -> pd.DataFrame:
    """Return what changed from an older release (archive or folder) to a newer one, or to the installed package.

    Columns: table_name, id (key values joined by `/`), change (added, removed, changed), column_name, and old and new value as they
    stand in the CSV. A row that came or went has a line for each cell that is filled, so that the changes can be applied. Raises
    `DataError` for what is no release.
    """
    old, new = _tables(older), _tables(TABLES if newer is None else newer)
    rows = [row for table in sorted(old.keys() | new.keys()) for row in _compare(table, old.get(table, {}), new.get(table, {}))]
    return pd.DataFrame(rows, columns=COLUMNS, dtype="string")


def _compare(table: str, old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]) -> list[tuple[str, ...]]:
    gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    rows: list[tuple[str, ...]] = [(table, key, "removed", name, value, "") for key in gone for name, value in old[key].items() if value]
    rows += [(table, key, "added", name, "", value) for key in come for name, value in new[key].items() if value]
    for key in sorted(old.keys() & new.keys()):
        before, after = old[key], new[key]
        names = [*after, *(name for name in before if name not in after)]
        rows += [
            (table, key, "changed", name, before.get(name, ""), after.get(name, ""))
            for name in names
            if before.get(name, "") != after.get(name, "")
        ]
    return rows


def _tables(place: str | Path) -> dict[str, dict[str, dict[str, str]]]:
    """Return every row of every table of a release, as text, by table and key."""
    try:
        return _read_tables(place)
    except (KeyError, TypeError, ValueError, OSError, pa.ArrowException) as error:
        raise DataError(f"{place}: cannot be read as a release ({error}). Get the release again.") from None


def _read_tables(place: str | Path) -> dict[str, dict[str, dict[str, str]]]:
    members = read_release(place)
    folders = [name.removesuffix(DESCRIPTOR) for name in members if name.endswith(DESCRIPTOR)]
    if not folders:
        raise DataError(f"{place}: has no {DESCRIPTOR}; it is no release of EstroMod")
    folder = min(folders, key=len)
    described = json.loads(members[folder + DESCRIPTOR])
    tables = {}
    for resource in described["resources"]:
        if resource["format"] != "csv":
            continue
        data = members.get(folder + resource["name"] + ".parquet")
        if data is None:
            raise DataError(f"{place}: {resource['name']}.parquet is missing. Get the release again.")
        rows = pq.read_table(io.BytesIO(data)).to_pylist()
        key = resource["schema"]["primaryKey"]
        tables[resource["name"]] = {
            "/".join(str(row[name]) for name in key): {name: text_of(value) for name, value in row.items()} for row in rows
        }
    return tables
