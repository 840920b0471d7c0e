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


def arrow_table(rows: list[Row], table: str) -> pa.Table:
    """Return the rows as an Arrow table."""
    schema = pa.schema([pa.field(column.name, column.kind.arrow, nullable=column.optional) for column in columns(table)])
    return pa.Table.from_arrays([pa.array([row[field.name] for row in rows], type=field.type) for field in schema], schema=schema)


def parquet_bytes(rows: list[Row], table: str) -> bytes:
    """Return the table as Parquet; the options are pinned so that the same rows give the same bytes.

    What the table and its columns are stands in the footer as plain text, `description` and `columns` (JSON): an Arrow schema
    there says the same in half the file. Dictionaries and statistics do not pay for tables of this size.
    """
    sink, made = io.BytesIO(), arrow_table(rows, table)
    about = {
        column.name: {
            name: text for name, text in (("description", column.description), ("unit", column.unit), ("uri", column.uri)) if text
        }
        for column in columns(table)
    }
    with pq.ParquetWriter(
        sink, made.schema, version="2.6", compression="zstd", compression_level=19, use_dictionary=False, write_statistics=False,
        data_page_version="1.0", store_schema=False,
    ) as writer:  # fmt: skip
        writer.write_table(made, row_group_size=100_000)
        writer.add_key_value_metadata({"table": table, "description": MODELS[table].describe(), "columns": _json(about).decode().strip()})
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
