"""Published tables as bytes: Arrow with descriptions, Parquet with pinned options, canonical CSV, a hash of the content."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from estromod_schemas.frames import text_of
from estromod_schemas.registry import MODELS, columns

from ..read.curated import canonical_csv

ARROW = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "list": pa.list_(pa.string())}
FRICTIONLESS = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean", "list": "list"}


def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table; description, unit and term of each column are field metadata."""
    fields = []
    for column in columns(table):
        notes = {"description": column.description, "unit": column.unit, "uri": column.uri}
        metadata = {name: value for name, value in notes.items() if value}
        fields.append(pa.field(column.name, ARROW[column.kind], nullable=column.optional, metadata=metadata))
    return pa.schema(fields, metadata={"name": table, "description": MODELS[table].describe()})


def arrow_table(frame: pd.DataFrame, table: str) -> pa.Table:
    """Return the frame as an Arrow table without pandas' own metadata."""
    arrays = []
    for field in arrow_schema(table):
        values = [None if not isinstance(value, list) and value is pd.NA else value for value in frame[field.name].tolist()]
        arrays.append(pa.array(values, type=field.type))
    return pa.Table.from_arrays(arrays, schema=arrow_schema(table))


def parquet_bytes(frame: pd.DataFrame, table: str) -> bytes:
    """Return the table as Parquet; the options are pinned so that the same rows give the same bytes."""
    sink = io.BytesIO()
    pq.write_table(
        arrow_table(frame, table), sink, version="2.6", compression="zstd", compression_level=9, use_dictionary=True,
        write_statistics=True, data_page_version="1.0", row_group_size=100_000, store_schema=True,
    )  # fmt: skip
    return sink.getvalue()


def csv_bytes(frame: pd.DataFrame, table: str) -> bytes:
    """Return the table as canonical CSV."""
    names = [column.name for column in columns(table)]
    return canonical_csv(([text_of(value) for value in row] for row in frame[names].itertuples(index=False)), names)


def content_hash(frame: pd.DataFrame, table: str) -> str:
    """Return the SHA-256 of names, types, nullability and values as canonical JSON lines.

    Unlike the hash of the Parquet file it is the same for every platform and library version.
    """
    head = [[column.name, FRICTIONLESS[column.kind], column.optional] for column in columns(table)]
    digest = hashlib.sha256(_json(head))
    for row in frame[[column.name for column in columns(table)]].itertuples(index=False):
        digest.update(_json([_plain(value) for value in row]))
    return digest.hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return value
    if value is pd.NA or value is None or value != value:
        return None
    return value.item() if hasattr(value, "item") else value


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"
