"""Checking tables: one frame against its model, or the whole dataset against its models and the rules between tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaError, SchemaErrorReason, SchemaErrors

from .columns import unclean_cell
from .dataset import Dataset, frame_of, rows_of
from .failures import Failure, Invalid, nearest
from .frames import in_memory, places, typed
from .kinds import text_of
from .registry import MODELS, PUBLISHED_TABLES, columns, curated_columns
from .rules import RULES

Place = Callable[[str, int], str]
SHAPE = {
    SchemaErrorReason.COLUMN_NOT_IN_SCHEMA: ("column_in_schema", "is an extra column"),
    SchemaErrorReason.COLUMN_NOT_IN_DATAFRAME: ("column_in_dataframe", "is missing"),
    SchemaErrorReason.COLUMN_NOT_ORDERED: ("column_ordered", "is out of order"),
}
FORM = {"data frame", "rows", "one column a name", "type", "list of text", *(rule for rule, _ in SHAPE.values())}


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
    """Return the frame if it is a valid table of that name; else raise `Invalid` with every failure, by the frame's own rows.

    frame: of pandas, Polars or Arrow, from any reader; it is checked with the types of its model and returned as it came. Strict: no
    column more or less, in order, no value of another kind. Rules that need other tables are for `validate_dataset`; those
    that one table can break alone, as a key twice, are held here.

    >>> import pandas as pd, estromod as em, estromod_schemas as es
    >>> es.validate(pd.read_parquet(em.path("drugs")), "drugs").shape[0] > 0
    True
    """
    if not isinstance(table, str):
        why = 'validate(frame, "drugs"), or validate_dataset(tables)'
        raise Invalid([Failure("validate", "", type(table).__name__, "known table", "is no name of a table", why)])
    failures, data, places = _checked({table: frame})
    failures += rule_failures(data, places)
    if failures:
        raise Invalid(failures)
    return frame


def validate_dataset(tables: Mapping[str, pd.DataFrame]) -> None:
    """Raise `Invalid` with every failure of any table against its model and of any rule between tables."""
    if not isinstance(tables, Mapping):
        raise Invalid([Failure("tables", "", type(tables).__name__, "tables", "is no mapping", "pass {name of the table: frame}")])
    failures, data, places = _checked(tables)
    failures += _absent(tables) + rule_failures(data, places)
    if failures:
        raise Invalid(failures)


def published_failures(data: Dataset) -> list[Failure]:
    """Return every failure of a dataset that the build made, against its models and the rules between tables."""
    found = (failure for table in data for failure in frame_failures(data.frame(table), table, MODELS[table].to_schema(), published_place))
    return [*_absent(data), *found, *rule_failures(data, published_place)]


def curated_failures(data: Dataset) -> list[Failure]:
    """Return every failure of curated tables against their models."""
    return [
        failure
        for table in data
        for failure in frame_failures(frame_of(data.rows(table), curated_columns(table)), table, curated_schema(table), curated_place)
    ]


def _absent(tables: Mapping[str, pd.DataFrame] | Dataset) -> list[Failure]:
    missing = [table for table in PUBLISHED_TABLES if table not in tables]
    return [Failure(f"{table}.csv", "", table, "complete dataset", "is missing", "build the dataset again") for table in missing]


def _checked(frames: Mapping[str, pd.DataFrame]) -> tuple[list[Failure], Dataset, Place]:
    """Return every failure of the frames against their models, the dataset of those whose form is right, and what names a row."""
    failures, whole, named = [], {}, {}
    for table, given in frames.items():
        if table not in MODELS:
            failures.append(Failure(str(table), "", str(table), "known table", "is no table", nearest(str(table), MODELS)))
            continue
        frame, why = in_memory(given)
        if frame is None:
            failures.append(Failure(table, "", type(given).__name__, "data frame", "is no table in memory", why))
            continue
        named[table] = places(frame, table)
        found = frame_failures(frame, table, MODELS[table].to_schema(), named[table])
        failures += found
        if not any(failure.rule in FORM for failure in found):
            whole[table] = rows_of(typed(frame, MODELS[table].columns(), table)[0])
    return failures, Dataset(whole), lambda table, index: named[table](table, index) if table in named else table


def frame_failures(frame: pd.DataFrame, table: str, schema: pa.DataFrameSchema, place: Place) -> list[Failure]:
    """Return every failure of one frame, once per cell and check; an empty frame is one."""
    head = place(table, -1)
    if frame.empty:
        return [Failure(head, "", table, "rows", "has no rows", "a table that checked nothing is an error")]
    twice = sorted({str(name) for name in frame.columns[frame.columns.duplicated()]})
    if twice:
        return [Failure(head, "", name, "one column a name", "stands there twice", "take one away") for name in twice]
    wanted = [column for column in (*columns(table), *curated_columns(table)) if column.name in schema.columns]
    frame, failures = typed(frame, wanted, head)
    untyped = {failure.column for failure in failures}
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        for found in error.schema_errors:
            if found.schema.name not in untyped:
                failures += _failures(found, table, schema, place)
    return list(dict.fromkeys(failures))


def _failures(error: SchemaError, table: str, schema: pa.DataFrameSchema, place: Place) -> Iterator[Failure]:
    """Turn what pandera found of one check into coordinates."""
    if error.reason_code in SHAPE:
        rule, why = SHAPE[error.reason_code]
        name = str(error.failure_cases)
        ordered = f"columns in order: {', '.join(schema.columns)}"
        remedy = nearest(name, schema.columns) if error.reason_code == SchemaErrorReason.COLUMN_NOT_IN_SCHEMA else ordered
        yield Failure(place(table, -1), "", name, rule, why, remedy)
        return
    if not isinstance(error.failure_cases, pd.DataFrame):  # the check itself could not run on such values
        yield Failure(place(table, -1), error.schema.name, "", "type", "holds values of another type", f"needs {error.schema.dtype}")
        return
    for case in error.failure_cases.itertuples(index=False):
        where = place(table, int(case.index)) if not pd.isna(case.index) else place(table, -1)
        if error.reason_code == SchemaErrorReason.SERIES_CONTAINS_NULLS:
            yield Failure(where, error.schema.name, "", "required", "is empty", "every row needs it")
            continue
        rule, value = str(getattr(error.check, "name", error.check)), case.failure_case
        said = text_of(value) if isinstance(value, float) else str(value)
        why = unclean_cell(value) if rule == "clean text" else "does not fit"
        yield Failure(where, error.schema.name, said, rule, why, _remedy(rule, error.schema.metadata, said))


def _remedy(rule: str, about: Mapping[str, Any], value: str) -> str:
    """Return what a cell needs that one of the checks of its column refused."""
    needs = {
        "known code": f"codes: {', '.join(about['codes'])}",
        "pattern": f"the pattern {about['pattern']}",
        "list of text": "a list of texts that are not empty",
        "clean text": "plain text",
        "smallest value": f"at least {about['at_least'] or 0:g}",
        "finite number": "a finite number",
    }
    near = nearest(value, about["codes"]) if rule == "known code" else ""
    return near or f"needs {needs[rule]}"


def rule_failures(data: Dataset, place: Place) -> list[Failure]:
    """Return every violation of every rule between the tables at hand."""
    return [
        Failure(place(found.table, found.row), found.column, found.value, rule.__name__.replace("_", " "), found.why, found.remedy)
        for rule in RULES
        for found in rule(data)
    ]
