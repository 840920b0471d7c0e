"""croissant.json: the dataset as Croissant 1.1, so that machine-learning tools list it and read its records."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from estromod_schemas.base import Column
from estromod_schemas.dataset import Dataset
from estromod_schemas.registry import MODELS, columns, key

# The context the standard prescribes, word for word; a tool warns where it differs.
CONTEXT = {
    "@language": "en", "@vocab": "https://schema.org/", "arrayShape": "cr:arrayShape", "citeAs": "cr:citeAs", "column": "cr:column",
    "conformsTo": "dct:conformsTo", "containedIn": "cr:containedIn", "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/", "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "dct": "http://purl.org/dc/terms/", "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty", "examples": {"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract",
    "field": "cr:field", "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject", "fileSet": "cr:fileSet", "format": "cr:format",
    "includes": "cr:includes", "isArray": "cr:isArray", "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key",
    "md5": "cr:md5", "name": {"@container": "@language"}, "parentField": "cr:parentField", "path": "cr:path", "recordSet": "cr:recordSet",
    "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace",
    "samplingRate": "cr:samplingRate", "sc": "https://schema.org/", "separator": "cr:separator", "source": "cr:source",
    "subField": "cr:subField", "transform": "cr:transform",
}  # fmt: skip
FORMATS = {"parquet": "application/x-parquet", "csv": "text/csv"}  # the tool knows Parquet by no other name


def croissant(data: Dataset, files: Mapping[str, bytes], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the Croissant description.

    Records are read from Parquet: read from CSV, a text of digits such as an RxNorm id would come back as `72965.0`, and
    an installed package holds no CSV.
    """
    who = " and ".join(about["authors"])
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": about["name"],
        "description": f"{about['description']} {about['warning']}",
        "alternateName": about["title"],
        "version": about["version"],
        "license": about["data_license_url"],
        "creator": [{"@type": "sc:Organization", "name": author} for author in about["authors"]],
        "datePublished": str(about["released"]),
        "keywords": about["keywords"],
        "inLanguage": "en",
        "isLiveDataset": False,
        "citeAs": f"{who} ({about['released'].year}). {about['title']} (version {about['version']}) [data set].",
        "rai:dataUseCases": "Studying what popular health texts claim, tracing claims to their places, testing methods of curation.",
        "rai:dataLimitations": f"{about['warning']} All claims are of five pages of one website, so that repetition is no independent support.",
        "distribution": [_file(f"{table}.{ending}", files, FORMATS[ending]) for table in data for ending in FORMATS],
        "recordSet": [_record_set(table) for table in data],
    }


def _file(name: str, files: Mapping[str, bytes], encoding: str) -> dict[str, Any]:
    data = files[name]
    return {
        "@type": "cr:FileObject", "@id": name, "name": name, "contentUrl": name, "contentSize": f"{len(data)} B",
        "encodingFormat": encoding, "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip


def _record_set(table: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": MODELS[table].describe(),
        "key": [{"@id": f"{table}/{name}"} for name in key(table)],
        "field": [_field(table, column) for column in columns(table)],
    }


def _field(table: str, column: Column) -> dict[str, Any]:
    points = column.to not in ("", table) and column.kind.name != "list" and points_nowhere(column.to)
    unit = f" Unit: {column.unit}." if column.unit not in ("", "1") else ""
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": f"{column.description}{unit}",
        "dataType": column.kind.croissant,
        **({"repeated": True} if column.kind.name == "list" else {}),
        **({"equivalentProperty": column.uri} if column.uri else {}),
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": column.name}},
        **({"references": {"field": {"@id": f"{column.to}/{key(column.to)[0]}"}}} if points else {}),
    }


def points_nowhere(table: str) -> bool:
    """True for a table whose columns name no other table.

    Only keys to such tables are given here, and datapackage.json has all: mlcroissant accepts circles and chains, but
    cannot read a circle, and of a chain only the first record set that is asked for.
    """
    return not any(column.to not in ("", table) for column in columns(table) if column.kind.name != "list")
