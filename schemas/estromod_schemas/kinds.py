"""The kinds of cell a table can hold. Each is one object that every reader, writer and check asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa


@dataclass(frozen=True)
class Kind:
    """One kind: how pandas, Arrow, SQLite and the descriptors call it, and how a curated cell of it is read.

    read: from the text of a cell that is not empty to its value; raises ValueError with the reason where it has none.
    """

    name: str
    dtype: str
    arrow: pa.DataType
    sqlite: str
    croissant: str
    table_schema: Mapping[str, Any]
    remedy: str
    read: Callable[[str], Any]
    plain_dtype: str = ""  # what a plain CSV reader is told where it would guess wrong; else as `dtype`
    blank: Callable[[], Any] = field(default=lambda: None)  # what a row without the cell holds
    misread: Callable[[list[str]], bool] = field(default=lambda cells: False)  # if a plain CSV reader takes such cells for another kind

    def series(self, values: list[Any]) -> pd.Series:
        """Return the values as a Series of the kind's dtype."""
        return pd.Series(values, dtype=self.dtype)


def _read_text(cell: str) -> str:
    if cell != cell.strip():
        raise ValueError("has blanks around")
    return cell


def _read_list(cell: str) -> list[str]:
    items = cell.split("|")
    if not all(item and item == item.strip() for item in items):
        raise ValueError("has an empty item or blanks")
    return items


def _read_boolean(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError("is neither true nor false")
    return cell == "true"


def _read_integer(cell: str) -> int:
    if not re.fullmatch(r"-?[0-9]+", _read_text(cell)):
        raise ValueError("is no number")
    if not abs(int(cell)) < 2**63:
        raise ValueError("is too large")
    return int(cell)


def _read_number(cell: str) -> float:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", _read_text(cell)):
        raise ValueError("is no number")
    if abs(float(cell)) == float("inf"):
        raise ValueError("is too large")
    return float(cell)


def _read_date(cell: str) -> date:
    try:
        found = date.fromisoformat(cell)
    except ValueError:
        raise ValueError("is no date") from None
    if found.isoformat() != cell:
        raise ValueError("is no date")
    return found


def _no_text(cells: list[str]) -> bool:
    """True for cells that are all empty, or that a CSV reader takes for numbers or booleans."""
    return all(map(_number_or_boolean, filter(None, cells)))


def _number_or_boolean(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return cell.lower() in ("true", "false")
    return True


TEXT = Kind(
    "text", "string", pa.string(), "TEXT", "sc:Text", {"type": "string"}, "text without blanks around", _read_text, misread=_no_text
)  # fmt: skip
INTEGER = Kind(
    "integer", "Int64", pa.int64(), "INTEGER", "sc:Integer", {"type": "integer"}, "a whole number in digits", _read_integer,
    misread=lambda cells: "" in cells,
)  # fmt: skip
NUMBER = Kind(
    "number", "Float64", pa.float64(), "REAL", "sc:Float", {"type": "number"},
    "one number in digits; a range goes to the low and high columns", _read_number, misread=lambda cells: not any(cells),
)  # fmt: skip
BOOLEAN = Kind(
    "boolean", "bool", pa.bool_(), "INTEGER", "sc:Boolean", {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "true or false", _read_boolean, blank=lambda: False,
)  # fmt: skip
LIST = Kind(
    "list", "object", pa.list_(pa.string()), "TEXT", "sc:Text", {"type": "list", "delimiter": "|", "itemType": "string"},
    "items joined by | without blanks around", _read_list, plain_dtype="string", blank=list,
    misread=_no_text,
)  # fmt: skip
DATE = Kind(
    "date", "datetime64[s]", pa.date32(), "TEXT", "sc:Date", {"type": "date"}, "a day as YYYY-MM-DD", _read_date, plain_dtype="string"
)
KINDS = {kind.name: kind for kind in (TEXT, INTEGER, NUMBER, BOOLEAN, LIST, DATE)}
_BY_DTYPE = {kind.dtype.partition("[")[0]: kind for kind in KINDS.values()}


def kind_of(dtype: object) -> Kind:
    """Return the kind of a pandas or pandera dtype; the storage of a string and the unit of a date do not matter."""
    return _BY_DTYPE[str(dtype).partition("[")[0]]


def text_of(value: Any) -> str:
    """Return a value of any kind as it stands in a CSV cell: a list joined by `|`, a missing value empty."""
    if isinstance(value, list):
        return "|".join(value)
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(float(value))
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)
