"""The whole build: curated files and, where they are at hand, documents -> checked tables -> published files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from estromod_schemas.failures import Failure, Invalid
from estromod_schemas.frames import records
from estromod_schemas.registry import FACT_TABLES, PUBLISHED_TABLES
from estromod_schemas.validation import curated_place, curated_schema, frame_failures, rule_failures, validate_dataset

from .check import documents as checks
from .check import identifiers
from .derive import fold
from .derive import tables as derive
from .read.curated import CURATED_TABLES, MAY_BE_ABSENT, read_curated
from .read.documents import Document, read_documents
from .write import datapackage as metadata
from .write import publish, storage

ROOT = Path(__file__).resolve().parents[2]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Places:
    """Where the build reads and writes."""

    root: Path
    curated: Path
    tables: Path
    work: Path

    @classmethod
    def below(cls, root: Path = ROOT) -> Places:
        """Return the places of a checkout, this one unless told."""
        return cls(root, root / "dataset" / "curated", root / "dataset" / "estromod" / "tables", root / ".build")


@dataclass(frozen=True)
class Checked:
    """Curated frames that passed every check, and the documents they were checked against."""

    curated: dict[str, pd.DataFrame]
    documents: dict[str, Document]


def check(places: Places, folder: Path | None, say: Say = lambda line: None) -> Checked:
    """Read and check everything that is typed in; raise `Invalid` with every failure of every kind."""
    say("reading the curated files")
    curated, failures = read_curated(places.curated)
    for table, frame in curated.items():
        failures += frame_failures(frame, table, curated_schema(table), curated_place)
    documents: dict[str, Document] = {}
    if folder is not None and "documents" in curated:
        say("reading the documents")
        documents, found = read_documents(folder, curated["documents"])
        failures += found
    say("checking the rules between tables")
    seen = {(failure.where, failure.column) for failure in failures}  # a cell without a value breaks rules for that reason alone
    failures += [failure for failure in _rules(curated) if (failure.where, failure.column) not in seen]
    missing = [table for table in CURATED_TABLES if table not in curated and table not in MAY_BE_ABSENT]
    if missing or _unusable(failures):
        raise Invalid(failures)
    failures += identifiers.identifier_failures(curated)
    if documents:
        say("checking every span, claim and word against the documents")
        failures += checks.document_failures(curated, documents)
    if failures:
        raise Invalid(failures)
    return Checked(curated, documents)


def _unusable(failures: list[Failure]) -> bool:
    """True if a cell that everything else needs is missing or has no value, so that the rest cannot be told."""
    return any(failure.rule in ("required", "integer", "number", "boolean", "list", "column_in_dataframe") for failure in failures)


def _rules(curated: Mapping[str, pd.DataFrame]) -> list[Failure]:
    """Return every violation of a rule by the curated tables at hand and, if all statements are, the facts they make."""
    if not set(FACT_TABLES) <= set(curated):
        return rule_failures(curated, curated_place)
    origin: dict[str, tuple[str, int]] = {}
    for table in FACT_TABLES:
        for index, row in enumerate(records(curated[table])):
            origin.setdefault(fold.fact_id(table, row), (table, index))
    facts = sorted(origin)
    listed = fold.frame_of([{"fact_id": fact, "table": origin[fact][0]} for fact in facts], "facts")

    def place(table: str, index: int) -> str:
        return curated_place(*origin[facts[index]]) if table == "facts" else curated_place(table, index)

    return rule_failures({**curated, "facts": listed}, place)


def build(places: Places, folder: Path | None, say: Say = lambda line: None) -> tuple[dict[str, pd.DataFrame], bool]:
    """Check, fold, derive, validate and publish; return the tables and whether any published byte changed."""
    with publish.locked(places.work):
        publish.roll_forward(places.tables, places.work)
        checked = check(places, folder, say)
        say("folding statements into facts")
        tables = derive.publishable(checked.curated)
        say("validating the tables")
        validate_dataset(tables)
        say("writing")
        files = published_files(tables, places)
        changed = publish.publish(files, places.tables, places.work, lambda staged: verify_staged(staged, tables))
        changed |= metadata.write_pages(tables, places.root)
    return tables, changed


def published_files(tables: Mapping[str, pd.DataFrame], places: Places) -> dict[str, bytes]:
    """Return every file of the tables folder, by name."""
    files: dict[str, bytes] = {}
    for table in PUBLISHED_TABLES + tuple(table for table in MAY_BE_ABSENT if table in tables):
        files[f"{table}.csv"] = storage.csv_bytes(tables[table], table)
        files[f"{table}.parquet"] = storage.parquet_bytes(tables[table], table)
    return {**files, **metadata.descriptors(tables, files, places.root)}


def verify_staged(staged: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Read the written files back; raise `Invalid` if one does not hold what was meant to be written."""
    import pyarrow.parquet as pq

    failures = []
    for table, frame in tables.items():
        back = pq.read_table(staged / f"{table}.parquet")
        if not back.equals(storage.arrow_table(frame, table)) or (staged / f"{table}.csv").read_bytes() != storage.csv_bytes(frame, table):
            failures.append(
                Failure(f"{table}.parquet", "", table, "read back", "differs from what was written", "check the disk and build again")
            )
    if failures:
        raise Invalid(failures)
