"""The contract of every table, old or new: this file finds them by itself."""

from __future__ import annotations

import csv
import inspect
import io
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from ucumvert import get_ucum_parser

import estromod as em
from estromod_schemas import Invalid, Table, codes, read_csv, validate, validate_dataset
from estromod_schemas.base import REGISTERED
from estromod_schemas.columns import ID
from estromod_schemas.dataset import Dataset
from estromod_schemas.kinds import INTEGER, LIST, NUMBER, TEXT, text_of
from estromod_schemas.registry import (
    CLAIM_TABLES,
    CURATED_TABLES,
    MODELS,
    OPTIONAL_TABLES,
    PUBLISHED_TABLES,
    TRAITS,
    VOCABULARY_TABLES,
    columns,
    curated_columns,
    key,
    meaning,
)  # fmt: skip
from estromod_schemas.units import fits, known_unit, si_value
from estromod_schemas.validation import curated_schema, frame_failures, published_place

Tables = dict[str, pd.DataFrame]
COLUMNS = [pytest.param(table, column, id=f"{table}.{column.name}") for table in MODELS for column in columns(table)]
# Words that pandas.read_csv takes for a missing value.
MISSING = {
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN",
    "None", "n/a", "nan", "null",
}  # fmt: skip
# Names that mean something else in each table: of the design's list, and names two fields both use for their own thing.
PER_TABLE = {"kind", "relation", "action", "standing", "level", "status"}
TWO_FIELDS = {"line"}  # a line of treatment and of a text


@pytest.mark.parametrize("table", MODELS)
def test_model_says_what_a_row_is(table: str) -> None:
    assert MODELS[table].__doc__ is not None
    said = MODELS[table].describe()
    assert said == inspect.cleandoc(said) and said.endswith(".") and said != inspect.cleandoc(Table.__doc__ or "")
    schema = MODELS[table].to_schema()
    assert not schema.coerce and schema.strict and schema.ordered


@pytest.mark.parametrize("table", MODELS)
def test_key_is_declared(table: str) -> None:
    names = key(table)
    assert names and not any(column.optional for column in columns(table) if column.name in names)
    if table in (*VOCABULARY_TABLES, *CLAIM_TABLES):
        assert len(names) == 1 and columns(table)[0].name == names[0]
    if table in VOCABULARY_TABLES:
        assert columns(table)[0].pattern == ID


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_column_is_described(table: str, column) -> None:
    assert column.description and column.description[-1] in ".;", f"{table}.{column.name}"
    assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)


def test_a_code_stands_once_in_its_list_and_has_one_direction() -> None:
    lines = list(csv.DictReader(Path(codes.__file__).with_name("codes.csv").read_text(encoding="utf-8").splitlines()))
    pairs = [(line["list_name"], line["code"]) for line in lines]
    assert len(pairs) == len(set(pairs)) > 300 and all(line["meaning"] for line in lines)
    for what in ("direction", "words"):
        said = {(line["code"], line[what]) for line in lines if line[what]}
        assert len(said) == len({code for code, _ in said}), f"a code has two {what}"


@pytest.mark.parametrize(("table", "column"), [case for case in COLUMNS if case.values[1].codes])
def test_every_code_has_a_meaning_and_survives_read_csv(table: str, column) -> None:
    for code, said in column.codes.items():
        assert said and said.strip() == said, f"{table}.{column.name}: {code} has no meaning"
        assert code not in MISSING, f"{table}.{column.name}: pandas.read_csv takes {code!r} for a missing value"
        assert re.fullmatch(ID, code), f"{table}.{column.name}: {code!r} is no lower_snake_case word"
    read = pd.read_csv(io.StringIO("code\n" + "\n".join(column.codes) + "\n"))["code"]
    assert read.tolist() == list(column.codes)
    assert not column.default or column.default in column.codes


def test_missing_words_are_those_of_pandas() -> None:
    from pandas._libs.parsers import STR_NA_VALUES

    assert set(STR_NA_VALUES) <= MISSING


@pytest.mark.parametrize("name", ["kind", "status", "severity", "wording", "effect", "level", "action", "role"])
def test_columns_that_can_be_coded_are(name: str) -> None:
    coded = [table for table in MODELS for column in columns(table) if column.name == name and column.codes]
    assert coded, f"{name} has codes nowhere"


@pytest.mark.parametrize(("table", "column"), [case for case in COLUMNS if case.values[1].to])
def test_column_that_names_rows_names_a_table(table: str, column) -> None:
    assert column.to in MODELS and len(key(column.to)) == 1
    assert set(column.of) <= set(VOCABULARY_TABLES)
    assert column.kind in (TEXT, LIST)


@pytest.mark.parametrize(("table", "column"), [case for case in COLUMNS if case.values[1].to in VOCABULARY_TABLES])
def test_column_that_names_one_vocabulary_ends_in_id(table: str, column) -> None:
    links = {"part_of", "isomer_of", "measured_in", "class_path"}
    assert column.name.endswith(("_id", "_ids")) or column.name in links


@pytest.mark.parametrize(("table", "column"), [case for case in COLUMNS if case.values[1].kind in (INTEGER, NUMBER)])
def test_quantity_has_a_unit_or_is_an_identifier(table: str, column) -> None:
    assert column.unit or column.uri or column.unit_in or column.name == "kappa", f"{table}.{column.name} has no unit"
    assert not column.unit_in or column.unit_in in [other.name for other in columns(table)]
    if column.unit not in ("", "1", "a"):
        assert column.name.endswith(("_" + column.unit.replace("/", "_per_"), "_" + column.unit)), "a unit is in the column's name"


@pytest.mark.parametrize(("table", "column"), [case for case in COLUMNS if case.values[1].uri])
def test_identifier_has_a_pattern(table: str, column) -> None:
    assert column.pattern or column.kind is INTEGER


def differing(name: str) -> set[tuple]:
    return {
        (column.kind.name, column.unit, tuple(column.codes.items())) for table in MODELS for column in columns(table) if column.name == name
    }


def test_same_name_same_meaning() -> None:
    names = {column.name for table in MODELS for column in columns(table)}
    assert {name for name in names if len(differing(name)) > 1} == PER_TABLE | TWO_FIELDS, (
        "one name has two types, units or code lists; or an exception is no longer needed: take it from the list"
    )


def test_units_of_columns_and_rows_are_ucum(tables: Tables) -> None:
    units = {column.unit for table in MODELS for column in columns(table)} - {""}
    held = {(table, column.unit_in) for table in MODELS for column in columns(table) if column.unit_in not in ("", "per")}
    for table, name in {*held, ("analytes", "unit"), ("analytes", "si_unit")}:
        found = set(tables[table][name].dropna())
        assert found, f"{table}.{name} holds no unit"
        units |= found
    parser = get_ucum_parser()
    for unit in sorted(units | set(codes.DOSE_UNIT)):
        parser.parse(unit)
        assert known_unit(unit), unit


def test_units_are_told_apart() -> None:
    assert fits("pg/mL", "ng/dL") and not fits("pg/mL", "kg") and not fits("pg/mL", "florins")
    assert not known_unit("florins")
    assert si_value(20, "pg/mL", "pmol/L", 272.388) == pytest.approx(73.424, rel=1e-4)
    assert si_value(1, "pg/mL", "pmol/L", None) is None and si_value(1, "kg", "pmol/L", 272.4) is None
    assert si_value(1, "florins", "pmol/L", 272.4) is None


@pytest.mark.parametrize("table", CLAIM_TABLES)
def test_claim_table_has_meaning_and_the_columns_of_every_one(table: str) -> None:
    assert any(column.means == "required" for column in meaning(table))
    last = ["wording", "wording_varies", "n_statements", "document_ids", "n_documents", "basis", "in_conflict", "caution"]
    assert [column.name for column in columns(table)][-len(last) :] == last
    curated = [column.name for column in curated_columns(table)]
    assert curated[: len(meaning(table))] == [column.name for column in meaning(table)]
    assert not set(curated) & {"claim_id", "n_statements", "in_conflict"}


def test_every_model_is_in_the_registry() -> None:
    """Two models of one name would be one table."""
    assert set(MODELS.values()) == set(REGISTERED) and len(MODELS) == len(REGISTERED) == len(TRAITS)
    assert set(PUBLISHED_TABLES) | set(OPTIONAL_TABLES) | set(CURATED_TABLES) == set(MODELS), "a table nobody sees"
    assert {path.stem for path in (Path(__file__).parents[1] / "dataset" / "estromod" / "tables").glob("*.csv")} - set(
        OPTIONAL_TABLES
    ) == set(PUBLISHED_TABLES)


# Every real table


@pytest.mark.parametrize("table", PUBLISHED_TABLES)
def test_real_table_validates(table: str, tables: Tables) -> None:
    assert len(tables[table]), f"{table} has no rows: nothing would be checked"
    assert validate(tables[table], table) is tables[table]


def test_real_dataset_validates(tables: Tables) -> None:
    validate_dataset(tables)


@pytest.mark.parametrize("table", PUBLISHED_TABLES)
def test_plain_read_csv_reads_the_published_values(table: str, tables: Tables) -> None:
    file = Path(__file__).parents[1] / "dataset" / "estromod" / "tables" / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        cells = list(csv.reader(lines))
    assert cells[0] == [column.name for column in columns(table)]
    assert cells[1:] == [[text_of(value) for value in row] for row in tables[table].itertuples(index=False)]
    plain = pd.read_csv(file, dtype="string")
    for column in columns(table):
        lost = plain[column.name].isna() & pd.Series([row[cells[0].index(column.name)] != "" for row in cells[1:]])
        assert not lost.any(), f"{table}.{column.name}: read_csv takes a value for missing"


# What is no table


def failures_of(frame: object, table: str) -> list:
    with pytest.raises(Invalid) as caught:
        validate(frame, table)  # type: ignore[arg-type]
    return caught.value.failures


@pytest.mark.parametrize("table", PUBLISHED_TABLES)
def test_empty_table_is_an_error(table: str, tables: Tables) -> None:
    (failure,) = failures_of(tables[table].head(0), table)
    assert failure.rule == "rows" and table in failure.where


@pytest.mark.parametrize("frame", [[1], None, "drugs.csv"], ids=lambda frame: type(frame).__name__)
def test_what_is_no_frame_in_memory_is_an_error(frame: object) -> None:
    (failure,) = failures_of(frame, "drugs")
    assert failure.why == "is no table in memory" and "DataFrame" in failure.remedy


@pytest.mark.parametrize("table", PUBLISHED_TABLES)
def test_a_table_is_taken_as_any_reader_gives_it(table: str, tables: Tables) -> None:
    """Lists as arrays, text and numbers in any storage, gaps as NaN: the values decide, the frame comes back as it was."""
    file = em.path(table)
    given = [pd.read_parquet(file, dtype_backend=backend) for backend in ("numpy_nullable", "pyarrow")]
    for frame in (pd.read_parquet(file), *given, tables[table].astype(object), tables[table].iloc[::-1]):
        before = [str(dtype) for dtype in frame.dtypes]
        assert validate(frame, table) is frame and [str(dtype) for dtype in frame.dtypes] == before


@pytest.mark.checkout
@pytest.mark.parametrize("table", PUBLISHED_TABLES)
def test_a_table_of_another_library_is_taken(table: str) -> None:
    import polars as pl
    import pyarrow.parquet as pq

    assert validate(pl.read_parquet(em.path(table)), table) is not None and validate(pq.read_table(em.path(table)), table) is not None
    (failure,) = failures_of(pl.scan_parquet(em.path(table)), table)
    assert failure.remedy == "collect it first"


@pytest.mark.checkout
@pytest.mark.parametrize("table", PUBLISHED_TABLES)
def test_csv_is_read_with_the_types_of_the_model(table: str, tables: Tables) -> None:
    path = Path(em.path(table)).with_suffix(".csv")
    pd.testing.assert_frame_equal(read_csv(path, table), tables[table], check_dtype=False)
    try:
        validate(pd.read_csv(path), table)
    except Invalid as error:
        assert {failure.rule for failure in error.failures} == {"type"}, "a plain reader's types are named, nothing else"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("entity_id;table_name;name\na;b;c\n", "a semicolon"), ("entity_id\ttable_name\tname\n", "a tab"), ("\ufeffentity_id\n", "byte order mark"),
        ("entity_id,table_name,name\r\na,b,c\r\n", "Windows line ends"), ("entity_id,table_name\na,b\n", "'name' is missing"), ("", "'entity_id' is missing"),
        ("entity_id,table_name,name\na,b,c,d\n", ":2: '4' cells"), ("entity_id,table_name,name\n", "no rows"), ('entity_id,table_name,name\na,"b\nc",d\n', "line break"),
    ],
)  # fmt: skip
def test_a_csv_of_another_form_is_named(text: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "entities.csv").write_bytes(text.encode())
    with pytest.raises(Invalid, match=re.escape(why)):
        read_csv(tmp_path / "entities.csv", "entities")
    with pytest.raises(Invalid, match="is no table"):
        read_csv(tmp_path / "entities.csv", "entitys")
    with pytest.raises(Invalid, match="is missing"):
        read_csv(tmp_path / "nowhere.csv", "entities")


def test_what_cannot_be_taken_says_what_to_convert(tables: Tables) -> None:
    bad = {"pubchem_cid": "text", "synonyms": "a|b", "name": 3, "molar_mass_g_per_mol": "heavy"}
    found = {failure.column: failure for failure in failures_of(tables["drugs"].astype(object).assign(**bad), "drugs")}
    assert found.keys() == bad.keys() and all(f'frame["{name}"]' in failure.remedy for name, failure in found.items())
    gaps = tables["effects"].astype(object).assign(in_conflict=None)
    assert "missing values" in str(failures_of(gaps, "effects")[0])


def test_a_row_is_named_by_its_number_and_the_users_own_label(tables: Tables) -> None:
    frame = tables["tissues"].set_index(pd.Index([f"r{place}" for place in range(len(tables["tissues"]))]))
    frame.loc["r3", "kind"] = "gland"
    assert [failure.where for failure in failures_of(frame, "tissues")] == ["tissues, row 3 (index 'r3')"]


@pytest.mark.parametrize(
    "call", [lambda frame: validate(frame, None), lambda frame: validate("drugs", frame), lambda frame: validate_dataset([frame])]
)  # type: ignore[arg-type]
def test_a_call_with_the_wrong_things_says_which(call: Callable[[pd.DataFrame], object], tables: Tables) -> None:
    with pytest.raises(Invalid, match=r"is no name of a table|is no mapping"):
        call(tables["drugs"])


def test_unknown_table_gets_the_nearest(tables: Tables) -> None:
    (failure,) = failures_of(tables["drugs"], "drug")
    assert "'drugs'" in failure.remedy
    with pytest.raises(Invalid, match="drugs"):
        validate_dataset({**tables, "drugz": tables["drugs"]})


def test_missing_table_is_an_error(tables: Tables) -> None:
    with pytest.raises(Invalid, match=r"tissues\.csv: 'tissues' is missing"):
        validate_dataset({name: frame for name, frame in tables.items() if name != "tissues"})
    with pytest.raises(Invalid, match=f"{len(PUBLISHED_TABLES)} errors"):
        validate_dataset({})


def test_all_failures_come_at_once_as_coordinates(tables: Tables) -> None:
    bad = tables["effects"].copy()
    bad.loc[0, "effect"] = "agonits"
    bad.loc[3, "wording"] = pd.NA
    bad.loc[5, "tissue_id"] = "two\nlines"
    bad.loc[7, "n_statements"] = 0
    bad.at[9, "document_ids"] = ["a|b"]
    found = {(failure.where, failure.column): failure for failure in failures_of(bad, "effects")}
    assert {where for where, _ in found} >= {f"effects, row {row}" for row in (0, 3, 5, 7, 9)}
    assert "'agonist'" in found["effects, row 0", "effect"].remedy
    assert found["effects, row 3", "wording"].why == "is empty"


def test_foreign_frame_gets_every_departure(tables: Tables) -> None:
    bad = tables["drugs"].drop(columns="inn").rename(columns={"name": "nam"}).assign(isomer_of=1)
    text = str([str(failure) for failure in failures_of(bad, "drugs")])
    for word in ("'inn' is missing", "'name' is missing", "'nam' is an extra column", "isomer_of"):
        assert word in text
    order = tables["drugs"][list(reversed(tables["drugs"].columns))]
    assert "is out of order" in str(failures_of(order, "drugs")[0])
    twice = pd.concat([tables["drugs"], tables["drugs"]["name"]], axis=1)
    assert "'name' stands there twice" in str(failures_of(twice, "drugs")[0])
    wrong_type = tables["effects"].astype({"n_statements": "string"})
    assert any(failure.column == "n_statements" for failure in failures_of(wrong_type, "effects"))


@pytest.mark.parametrize("table", PUBLISHED_TABLES)
def test_a_dataset_with_a_damaged_table_never_stumbles(table: str, tables: Tables) -> None:
    """A missing column gives failures, not the traceback of a rule."""
    for name in tables[table].columns[:3]:
        frames = {table: tables[table].drop(columns=name)}
        assert frame_failures(frames[table], table, MODELS[table].to_schema(), published_place)
        with pytest.raises(Invalid, match=f"'{name}' is missing"):
            validate_dataset(frames)


def test_infinite_number_is_an_error(tables: Tables) -> None:
    bad = tables["lab_targets"].copy()
    bad.loc[0, "low"] = float("inf")
    assert any(failure.column == "low" and "finite" in failure.rule for failure in failures_of(bad, "lab_targets"))


@pytest.mark.checkout
def test_curated_schema_is_the_models_own(curated: Dataset) -> None:
    for table in curated:
        names = [column.name for column in curated_columns(table)]
        assert list(curated_schema(table).columns) == names and all(list(row) == names for row in curated.rows(table))
