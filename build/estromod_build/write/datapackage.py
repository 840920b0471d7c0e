"""datapackage.json: the dataset as a Data Package (v2), generated from the models and dataset.toml."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from estromod_schemas.base import Column
from estromod_schemas.dataset import Dataset
from estromod_schemas.registry import GROUP_OF, MODELS, columns, key

from . import storage


def datapackage(data: Dataset, files: Mapping[str, bytes], about: Mapping[str, Any]) -> dict[str, Any]:
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
        "sources": [{"title": row["title"], "path": row["url"]} for row in data.rows("documents")],
        "resources": [resource for table in data for resource in _resources(table, data, files)],
    }


def _resources(table: str, data: Dataset, files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    about = {"title": table.replace("_", " "), "description": MODELS[table].describe(), "group": GROUP_OF[table]}
    content = {"content_hash": storage.content_hash(data.rows(table), table)}
    return [
        {
            "name": table, "path": f"{table}.csv", "type": "table", "scheme": "file", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8", **_size(files[f"{table}.csv"]), **about, "rows": len(data.rows(table)), **content,
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
        if column.to and column.kind.name != "list"
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
    constraints: dict[str, Any] = {"required": True} if not column.optional and column.kind.name != "list" else {}
    if column.kind.name != "list":
        constraints |= {"enum": list(column.codes)} if column.codes else {}
        constraints |= {"pattern": column.pattern.removeprefix("^").removesuffix("$")} if column.pattern else {}
        constraints |= {"minimum": column.at_least} if column.at_least is not None else {}
    extra = {"unit": column.unit, "rdfType": column.uri, "codes": column.codes, "names": column.to if column.kind.name == "list" else ""}
    return {
        "name": column.name,
        **column.kind.table_schema,
        "description": column.description,
        **{name: value for name, value in extra.items() if value},
        **({"constraints": constraints} if constraints else {}),
    }
