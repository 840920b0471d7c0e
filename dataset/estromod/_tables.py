"""The tables as plain pandas frames, what they hold, and how to cite them."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ._files import DataError, descriptor, path, resources, unknown, verified_bytes

DTYPES = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}


def tables() -> pd.DataFrame:
    """Return what there is, the tables to start with first. Columns: name, group, title (what one row is), rows, columns."""
    rows = [
        {
            "name": name,
            "group": entry["group"],
            "title": entry["description"],
            "rows": entry["rows"],
            "columns": len(entry["schema"]["fields"]),
        }
        for name, entry in resources("csv").items()
    ]
    return pd.DataFrame(rows)


def load(table: str) -> pd.DataFrame:
    """Return a table as a plain DataFrame.

    Text is `string`, whole numbers `Int64`, numbers `Float64`, booleans `bool`, days `datetime64[s]`, lists Python lists; a
    missing value is `pd.NA` (a day `NaT`), a list is never missing. `attrs` holds the table's name and the dataset's version. Raises `UnknownName`
    for a table that is not there and `DataError` for a file that is damaged.
    """
    data = verified_bytes(table)
    try:
        arrow = pq.read_table(io.BytesIO(data))
    except pa.ArrowException as error:
        raise DataError(f"{path(table)}: cannot be read as Parquet ({error}). Install estromod again.") from None
    return frame_of(arrow, table)


def frame_of(arrow: pa.Table, table: str) -> pd.DataFrame:
    """Return an Arrow table as the frame that `load` gives."""
    frame = arrow.to_pandas(types_mapper=DTYPES.get, date_as_object=False)
    for name, kind in zip(arrow.schema.names, arrow.schema.types, strict=True):
        if pa.types.is_list(kind):
            frame[name] = pd.Series([list(cell) for cell in frame[name]], dtype="object", index=frame.index)
        elif pa.types.is_date(kind):
            frame[name] = frame[name].astype("datetime64[s]")
    frame.attrs = {"table": table, "version": descriptor()["version"]}
    return frame


def text_of(value: Any) -> str:
    """Return a value as it stands in the published CSV: a list joined by `|`, a missing value empty."""
    if isinstance(value, list):
        return "|".join(value)
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def describe(table: str) -> pd.DataFrame:
    """Return a table's columns. Columns: name, type, unit, required, codes (code -> meaning), key, names, description."""
    known = resources("csv")
    if table not in known:
        raise unknown("table", table, known)
    schema = known[table]["schema"]
    names = {key["fields"][0]: key["reference"]["resource"] or table for key in schema.get("foreignKeys", [])}
    rows = [
        {
            "name": field["name"],
            "type": field["type"],
            "unit": field.get("unit", ""),
            "required": field["type"] == "list" or field.get("constraints", {}).get("required", False),
            "codes": field.get("codes", {}),
            "key": field["name"] in schema["primaryKey"],
            "names": names.get(field["name"], field.get("names", "")),
            "description": field["description"],
        }
        for field in schema["fields"]
    ]
    return pd.DataFrame(rows)


def effect_matrix(values: str = "lead", by: str = "organ") -> pd.DataFrame:
    """Return agents by organs, topics or tissues, each cell what is claimed of the agent itself there.

    values: `lead` (what is claimed first, in words), `summary` (the first four things) or `action` (on the estrogen receptor). by:
    `organ`, `topic` or `tissue`. Only rows and columns where something is stated; a missing cell says that no article says such a thing of
    the agent there, which is not the same as no effect. What is said of a drug's class, and the claims behind a cell, are in
    `load("effect_matrix")` and `load("matrix_views")`. Raises `UnknownName` for other values.

    >>> import estromod as em
    >>> em.effect_matrix("action", by="tissue").loc["tamoxifen", "breast"]
    'antagonist'
    """
    for what, value, known in (
        ("value of the matrix", values, ("lead", "summary", "action")),
        ("side of the matrix", by, ("organ", "topic", "tissue")),
    ):
        if value not in known:
            raise unknown(what, value, known)
    if by == "tissue":
        cells = load("effect_matrix").query("cell_basis == 'stated'").rename(columns={"tissue_id": "place"})
    else:
        cells = load("matrix_views").query("view == @by")
    cells = cells[cells[values] != "not_stated"]
    return cells.pivot(index="agent_id", columns="place", values=values).rename_axis(columns=by)


def cite(style: str = "text") -> str:
    """Return how to cite the dataset, as `text` or `bibtex`."""
    about = descriptor()
    who, year = " and ".join(person["title"] for person in about["contributors"]), about["created"][:4]
    if style == "text":
        return f"{who} ({year}). {about['title']} (version {about['version']}) [data set]."
    if style == "bibtex":
        return (
            f"@misc{{{about['name']}_{about['version'].replace('.', '_')},\n  author = {{{{{who}}}}},\n  title = {{{{{about['title']}}}}},\n"
            f"  year = {{{year}}},\n  version = {{{about['version']}}},\n  note = {{Data set. A record of claims, not medical advice}},\n}}"
        )
    raise unknown("citation style", style, ("text", "bibtex"))
