"""Frames as plain rows: pandas has three ways to say missing, a row has one."""

from __future__ import annotations

from typing import Any

import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as dictionaries; a missing cell is None, whatever its dtype."""
    return [{name: None if _missing(cell) else cell for name, cell in row.items()} for row in frame.to_dict("records")]


def _missing(cell: Any) -> bool:
    return cell is None or cell is pd.NA or (not isinstance(cell, list) and cell != cell)


def text_of(value: Any) -> str:
    """Return a value as it stands in a CSV cell: lists joined by `|`, missing empty."""
    if isinstance(value, list):
        return "|".join(value)
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(float(value))
    return str(value)
