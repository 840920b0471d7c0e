"""Checking tables: one frame against its model, or the whole dataset against its models and the rules between tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from .failures import Failure, Invalid, nearest
from .registry import MODELS, PUBLISHED_TABLES, curated_columns
from .rules import RULES, Violation

Place = Callable[[str, int], str]
FORM = ("data frame", "rows", "column_in_schema", "column_in_dataframe", "column_ordered", "one column a name", "type", "list of text")
RULE_OF = {
    "codes: ": "known code",
    "the pattern ": "pattern",
    "a list of text": "list of text",
    "greater_than_or_equal_to": "smallest value",
}


def published_place(table: str, index: int) -> str:
    """Return the coordinates of a row of a published table: file and line."""
    return f"dataset/estromod/tables/{table}.csv:{index + 2}"


def curated_place(table: str, index: int) -> str:
    """Return the coordinates of a row of a curated table: file and line."""
    return f"dataset/curated/{table}.csv:{index + 2}"


@cache
def curated_schema(table: str) -> pa.DataFrameSchema:
    """Return the pandera schema of a curated file, put together from the models' own columns."""
    own, anchor = MODELS[table].to_schema().columns, MODELS["statements"].to_schema().columns
    parts = {column.name: own.get(column.name, anchor.get(column.name)) for column in curated_columns(table)}
    return pa.DataFrameSchema(parts, strict=True, ordered=True, name=table)


def validate(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the frame if it is a valid table of that name; else raise `Invalid` with every failure.

    Rules that need other tables are for `validate_dataset`; those that one table can break alone, as a key twice, are held here.
    """
    if table not in MODELS:
        raise Invalid([Failure(table, "", table, "known table", "is no table", nearest(table, MODELS))])
    failures = frame_failures(frame, table, MODELS[table].to_schema(), published_place)
    if not any(failure.rule in FORM for failure in failures):
        failures += rule_failures({table: frame.reset_index(drop=True)}, published_place)
    if failures:
        raise Invalid(failures)
    return frame


def validate_dataset(tables: Mapping[str, pd.DataFrame]) -> None:
    """Raise `Invalid` with every failure of any table against its model and of any rule between tables."""
    failures = [
        Failure(f"{table}.csv", "", table, "complete dataset", "is missing", "build the dataset again")
        for table in PUBLISHED_TABLES
        if table not in tables
    ]
    whole = {}
    for table, frame in tables.items():
        if table not in MODELS:
            failures.append(Failure(table, "", table, "known table", "is no table", nearest(table, MODELS)))
            continue
        found = frame_failures(frame, table, MODELS[table].to_schema(), published_place)
        failures += found
        if not any(failure.rule in FORM for failure in found):
            whole[table] = frame.reset_index(drop=True)
    failures += rule_failures(whole, published_place)
    if failures:
        raise Invalid(failures)


def frame_failures(frame: pd.DataFrame, table: str, schema: pa.DataFrameSchema, place: Place) -> list[Failure]:
    """Return every failure of one frame, once per cell and check; an empty frame is one."""
    if not isinstance(frame, pd.DataFrame):
        return [Failure(table, "", type(frame).__name__, "data frame", "is no pandas DataFrame", "pass a DataFrame in memory")]
    if frame.empty:
        return [Failure(place(table, -1), "", table, "rows", "has no rows", "a table that checked nothing is an error")]
    twice = sorted({str(name) for name in frame.columns[frame.columns.duplicated()]})
    if twice:
        return [Failure(place(table, -1), "", name, "one column a name", "stands there twice", "take one away") for name in twice]
    frame = frame.reset_index(drop=True)
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        found = [_failure(case, table, schema, place) for case in error.failure_cases.to_dict("records")]
        wrong = {failure.column for failure in found if failure.rule.startswith("dtype")}
        typed = [
            Failure(place(table, -1), name, str(frame[name].dtype), "type", "is the column's type", f"needs {schema.columns[name].dtype}")
            for name in sorted(wrong)
        ]
        return [*typed, *dict.fromkeys(failure for failure in found if failure.column not in wrong)]
    return []


def _failure(case: Mapping[str, object], table: str, schema: pa.DataFrameSchema, place: Place) -> Failure:
    """Turn one of pandera's failure cases into coordinates."""
    column, check, value = str(case["column"]), str(case["check"]), case["failure_case"]
    in_row = isinstance(case["index"], int | float) and not pd.isna(case["index"])
    where = place(table, int(case["index"])) if in_row else place(table, -1)  # type: ignore[call-overload]
    known = [name for name in schema.columns if name != value]
    if check in ("column_in_schema", "column_in_dataframe", "column_ordered"):
        why = {"column_in_schema": "is an extra column", "column_in_dataframe": "is missing", "column_ordered": "is out of order"}[check]
        return Failure(
            where,
            "",
            str(value),
            check,
            why,
            f"columns in order: {', '.join(schema.columns)}" if check != "column_in_schema" else nearest(str(value), known),
        )
    if check == "not_nullable":
        return Failure(where, column, "", "required", "is empty", "every row needs it")
    codes = schema.columns[column].metadata["codes"] if column in schema.columns else {}
    remedy = nearest(str(value), codes) if codes else ""
    rule = next((name for start, name in RULE_OF.items() if check.startswith(start)), check)
    return Failure(where, column, str(value), rule, "does not fit", remedy or f"needs {check}")


def rule_failures(tables: Mapping[str, pd.DataFrame], place: Place) -> list[Failure]:
    """Return every violation of every rule between the tables at hand."""
    return [
        Failure(place(found.table, found.row), found.column, found.value, rule.__name__.replace("_", " "), found.why, found.remedy)
        for rule in RULES
        for found in rule(tables)
    ]


__all__ = ["Violation", "curated_place", "curated_schema", "published_place", "rule_failures", "validate", "validate_dataset"]
