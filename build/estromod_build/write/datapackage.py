"""Descriptions of the dataset for other tools, all generated from the models and dataset.toml."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from estromod_schemas.base import Column
from estromod_schemas.frames import records
from estromod_schemas.registry import MODELS, columns, key

from . import citation, dictionary, figures, storage
from .croissant import croissant
from .publish import write_whole

Tables = Mapping[str, pd.DataFrame]
ABOUT = "dataset/dataset.toml"
NEEDED = (
    "name", "title", "version", "released", "description", "authors", "keywords", "data_license", "data_license_title",
    "data_license_url", "warning",
)  # fmt: skip


def dataset(root: Path) -> dict[str, Any]:
    """Return the facts of dataset.toml; LookupError where it cannot be read or lacks one."""
    try:
        about = tomllib.loads((root / ABOUT).read_text("utf-8"))
    except ValueError as error:
        raise LookupError(f"{ABOUT}: cannot be read: {error}") from None
    missing = [name for name in NEEDED if not about.get(name)]
    if missing:
        raise LookupError(f"{ABOUT}: {', '.join(missing)}: missing or empty")
    return about


def descriptors(tables: Tables, files: Mapping[str, bytes], root: Path) -> dict[str, bytes]:
    """Return the descriptor files that lie beside the tables, by name."""
    about = dataset(root)
    return {"croissant.json": as_json(croissant(tables, files, about)), "datapackage.json": as_json(datapackage(tables, files, about))}


def datapackage(tables: Tables, files: Mapping[str, bytes], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the Data Package (v2): a table resource per CSV with its Table Schema, a file resource per Parquet."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": about["name"],
        "title": about["title"],
        "description": f"{about['description']} {about['warning']}",
        "version": about["version"],
        "created": f"{about['released']}T00:00:00Z",
        "keywords": about["keywords"],
        "contributors": [{"title": author, "roles": ["creator"]} for author in about["authors"]],
        "licenses": [{"name": about["data_license"], "title": about["data_license_title"], "path": about["data_license_url"]}],
        "sources": [{"title": row["title"], "path": row["url"]} for row in records(tables["documents"])],
        "resources": [resource for table in tables for resource in _resources(table, tables, files)],
    }


def _resources(table: str, tables: Tables, files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    about = {"title": table.replace("_", " "), "description": MODELS[table].describe()}
    content = {"content_hash": storage.content_hash(tables[table], table)}
    return [
        {
            "name": table, "path": f"{table}.csv", "type": "table", "scheme": "file", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8", **_size(files[f"{table}.csv"]), **about, "rows": len(tables[table]), **content,
            "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True, "lineTerminator": "\n"},
            "schema": table_schema(table),
        },
        {   # no `rows` here: of a file that is no table resource, frictionless counts none and calls that an error
            "name": f"{table}_parquet".replace("_", "-"), "path": f"{table}.parquet", "type": "file", "scheme": "file", "format": "parquet",
            "mediatype": "application/vnd.apache.parquet", **_size(files[f"{table}.parquet"]), **about, **content,
        },
    ]  # fmt: skip


def _size(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def table_schema(table: str) -> dict[str, Any]:
    """Return the Table Schema of a table: fields, missing values, primary key, foreign keys of single values."""
    foreign = [
        {"fields": [column.name], "reference": {"resource": "" if column.to == table else column.to, "fields": list(key(column.to))}}
        for column in columns(table)
        if column.to and column.kind != "list"
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column) for column in columns(table)],
        "missingValues": [""],
        "primaryKey": list(key(table)),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    """Return a field; codes and patterns of a list hold for its items, so they stand beside its constraints."""
    constraints: dict[str, Any] = {"required": True} if not column.optional and column.kind != "list" else {}
    if column.kind != "list":
        constraints |= {"enum": list(column.codes)} if column.codes else {}
        constraints |= {"pattern": column.pattern.removeprefix("^").removesuffix("$")} if column.pattern else {}
        constraints |= {"minimum": column.at_least} if column.at_least is not None else {}
    extra = {"unit": column.unit, "rdfType": column.uri, "codes": column.codes, "names": column.to if column.kind == "list" else ""}
    kind: dict[str, dict[str, Any]] = {
        "text": {"type": "string"},
        "list": {"type": "list", "delimiter": "|", "itemType": "string"},
        "boolean": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    }
    return {
        "name": column.name,
        **kind.get(column.kind, {"type": column.kind}),
        "description": column.description,
        **{name: value for name, value in extra.items() if value},
        **({"constraints": constraints} if constraints else {}),
    }


def as_json(value: Any) -> bytes:
    """Return a value as indented JSON, keys in the order given."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def write_pages(tables: Tables, root: Path) -> bool:
    """Write the generated pages outside the tables folder; return whether one changed."""
    changed = False
    for path, data in pages(tables, root).items():
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)
            changed = True
    return changed


def pages(tables: Tables, root: Path) -> dict[Path, bytes]:
    """Return the generated pages by path: the dictionary, the datasheet with fresh figures, CITATION.cff."""
    about, sheet = dataset(root), root / "dataset" / "DATASHEET.md"
    made = {
        root / "CITATION.cff": citation.citation_cff(about),
        root / "dataset" / "README.md": dictionary.page(tables, about),
    }
    if sheet.exists():  # written by hand; only the blocks between its markers are generated
        made[sheet] = figures.filled(sheet.read_text("utf-8"), figures.blocks(tables, root))
    return {path: text.encode() for path, text in made.items()}
