"""Frames of other people: what any reader gives, with the types of a model, or what exactly to convert."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from .base import Column
from .failures import Failure


def in_memory(frame: Any) -> tuple[Any, str]:
    """Return a frame of pandas, Polars or Arrow as one of pandas, or why it is none.

    What has `to_pandas` is asked for it; nothing is read from disk and no query is run.
    """
    if hasattr(frame, "collect") and not hasattr(frame, "to_pandas"):
        return None, "collect it first"
    if not isinstance(frame, pd.DataFrame) and hasattr(frame, "to_pandas"):
        frame = frame.to_pandas()
    return (frame, "") if isinstance(frame, pd.DataFrame) else (None, "pass a DataFrame in memory")


def typed(frame: pd.DataFrame, columns: list[Column], head: str) -> tuple[pd.DataFrame, list[Failure]]:
    """Return a copy whose columns have the dtypes of the model, values unchanged, and a failure for each that cannot.

    A column is taken if every value is of its kind, however it is stored: lists as arrays or tuples, text in any storage, whole
    numbers as floats with gaps, days as timestamps. Text is never read as a number, nor a number as text.
    """
    result, failures = frame.reset_index(drop=True), []
    for column in columns:
        if column.name not in result or _is_ours(result[column.name], column):
            continue
        values = [_plain(value) for value in result[column.name]]
        odd = next((value for value in values if value is not None and not FITS[column.kind.name](value)), None)
        if odd is not None or (column.kind.name == "boolean" and None in values):
            found = "missing values" if odd is None else f"{NAMED.get(type(odd).__name__, 'a value')} such as {str(odd)[:40]!r}"
            failures.append(Failure(head, column.name, found, "type", f"is not {column.kind.name}", _convert(column)))
            continue
        result[column.name] = column.kind.series(
            [column.kind.blank() if value is None else TAKE[column.kind.name](value) for value in values]
        )
    return result, failures


def _is_ours(cells: pd.Series, column: Column) -> bool:
    """True if the cells are stored as `estromod.load` stores them: then there is nothing to convert."""
    if column.kind.name == "list":
        return cells.dtype == "object" and all(type(cell) is list for cell in cells)
    return bool(cells.dtype == column.kind.series([]).dtype)


def _plain(value: Any) -> Any:
    """Return a cell as Python has it: an array as a list, a missing value as None, whatever stands for it."""
    value = value.tolist() if hasattr(value, "tolist") else list(value) if isinstance(value, tuple) else value
    if isinstance(value, list):
        return value
    return None if value is None or value is pd.NA or value is pd.NaT or value != value else value


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and (not isinstance(value, pd.Timestamp) or value == value.normalize())


FITS: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "integer": lambda value: not isinstance(value, bool) and (isinstance(value, int) or (isinstance(value, float) and value.is_integer())),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "list": lambda value: isinstance(value, list),
    "date": _is_day,
}
TAKE: dict[str, Callable[[Any], Any]] = {
    "text": str, "integer": int, "number": float, "boolean": bool, "list": list, "date": pd.Timestamp,
}  # fmt: skip
assert FITS.keys() == TAKE.keys()
NAMED = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false", "list": "a list", "Timestamp": "a time"}


def _convert(column: Column) -> str:
    """Return the line that makes a column what it should be."""
    cell, kind = f'frame["{column.name}"]', column.kind
    if kind.name == "list":
        return f'{cell} = {cell}.fillna("").str.split("|").map(lambda items: [i for i in items if i]), or estromod_schemas.read_csv'
    if kind.name == "boolean":
        return f'{cell} = {cell}.map({{"true": True, "false": False}}), every row has one'
    return f"{cell} = pd.to_datetime({cell})" if kind.name == "date" else f'{cell} = {cell}.astype("{kind.dtype}")'


def places(frame: pd.DataFrame, table: str) -> Callable[[str, int], str]:
    """Return what names a row of the user's own frame: its number from 0, and its label where that is another."""
    labels = list(frame.index)

    def place(found: str, index: int) -> str:
        if found != table or not 0 <= index < len(labels):
            return found
        return f"{table}, row {index}" + (f" (index {labels[index]!r})" if labels[index] != index else "")

    return place
