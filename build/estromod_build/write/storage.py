"""Published tables as bytes: Arrow with descriptions, Parquet with pinned options, canonical CSV, a hash of the content."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from estromod_schemas.dataset import Row
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import MODELS, columns
from estromod_schemas.text import canonical_csv


def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table; description, unit and term of each column are field metadata."""
    fields = []
    for column in columns(table):
        notes = {"description": column.description, "unit": column.unit, "uri": column.uri}
        metadata = {name: value for name, value in notes.items() if value}
        fields.append(pa.field(column.name, column.kind.arrow, nullable=column.optional, metadata=metadata))
    return pa.schema(fields, metadata={"name": table, "description": MODELS[table].describe()})


def arrow_table(rows: list[Row], table: str) -> pa.Table:
    """Return the rows as an Arrow table."""
    schema = arrow_schema(table)
    return pa.Table.from_arrays([pa.array([row[field.name] for row in rows], type=field.type) for field in schema], schema=schema)


def parquet_bytes(rows: list[Row], table: str) -> bytes:
    """Return the table as Parquet; the options are pinned so that the same rows give the same bytes."""
    sink = io.BytesIO()
    pq.write_table(
        arrow_table(rows, table), sink, version="2.6", compression="zstd", compression_level=9, use_dictionary=True,
        write_statistics=True, data_page_version="1.0", row_group_size=100_000, store_schema=True,
    )  # fmt: skip
    return sink.getvalue()


def csv_bytes(rows: list[Row], table: str) -> bytes:
    """Return the table as canonical CSV."""
    names = [column.name for column in columns(table)]
    return canonical_csv(([text_of(row[name]) for name in names] for row in rows), names)


def content_hash(rows: list[Row], table: str) -> str:
    """Return the SHA-256 of names, types, nullability and values as canonical JSON lines.

    Unlike the hash of the Parquet file it is the same for every platform and library version.
    """
    head = [[column.name, column.kind.table_schema["type"], column.optional] for column in columns(table)]
    digest = hashlib.sha256(_json(head))
    for row in rows:
        digest.update(_json([row[column.name] for column in columns(table)]))
    return digest.hexdigest()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=text_of).encode() + b"\n"
