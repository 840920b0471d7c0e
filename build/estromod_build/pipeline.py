"""The whole build: curated files and, where they are at hand, documents -> checked rows -> published files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Failure, Invalid
from estromod_schemas.kinds import KINDS
from estromod_schemas.registry import CURATED_TABLES, OPTIONAL_TABLES
from estromod_schemas.validation import curated_failures, published_failures

from .check import Texts, document_failures
from .check.rules import curated_rule_failures
from .derive.tables import publishable
from .read.curated import read_curated, uncanonical
from .read.documents import Document, read_documents
from .write import publish, storage
from .write.descriptors import descriptors, write_pages

ROOT = Path(__file__).resolve().parents[2]
UNUSABLE = {"required", "column_in_dataframe", *KINDS} - {"text"}  # of a cell that everything else needs
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
    """Curated rows that passed every check, and the documents they were checked against."""

    curated: Dataset
    documents: Texts


def check(places: Places, folder: Path | None, say: Say = lambda line: None) -> Checked:
    """Read and check everything that is typed in; raise `Invalid` with every failure of every kind."""
    say("reading the curated files")
    curated, failures = read_curated(places.curated)
    failures += curated_failures(curated)
    wrong = {failure.where.rpartition(":")[0] for failure in failures}
    failures += [failure for failure in uncanonical(places.curated, curated) if failure.where.rpartition(":")[0] not in wrong]
    documents: dict[str, Document] = {}
    if folder is not None and "documents" in curated:
        say("reading the documents")
        documents, found = read_documents(folder, curated.rows("documents"))
        failures += found
    say("checking the rules between tables")
    seen = {(failure.where, failure.column) for failure in failures}  # a cell without a value breaks rules for that reason alone
    failures += [failure for failure in curated_rule_failures(curated) if (failure.where, failure.column) not in seen]
    missing = set(CURATED_TABLES) - set(OPTIONAL_TABLES) - set(curated)
    if missing or any(failure.rule in UNUSABLE for failure in failures):
        raise Invalid(failures)  # the rest cannot be told
    if documents:
        say("checking every span, claim and word against the documents")
        failures += document_failures(curated, documents)
    if failures:
        raise Invalid(failures)
    return Checked(curated, documents)


def build(places: Places, folder: Path | None, say: Say = lambda line: None) -> tuple[Dataset, bool]:
    """Check, fold, derive, validate and publish; return the tables and whether any published byte changed."""
    with publish.locked(places.work):
        publish.roll_forward(places.tables, places.work)
        curated = check(places, folder, say).curated
        data = fresh_tables(curated, say)
        say("writing")
        files = published_files(data, places)
        changed = publish.publish(files, places.tables, places.work, lambda staged: verify_staged(staged, data))
        changed |= write_pages(data, curated, places.root)
    return data, changed


def fresh_tables(curated: Dataset, say: Say = lambda line: None) -> Dataset:
    """Return the tables that the curated ones give; raise `Invalid` with every failure of theirs."""
    say("folding statements into claims")
    data = publishable(curated)
    say("validating the tables")
    failures = published_failures(data)
    if failures:
        raise Invalid(failures)
    return data


def published_files(data: Dataset, places: Places) -> dict[str, bytes]:
    """Return every file of the tables folder, by name."""
    files: dict[str, bytes] = {}
    for table in data:
        files[f"{table}.csv"] = storage.csv_bytes(data.rows(table), table)
        files[f"{table}.parquet"] = storage.parquet_bytes(data.rows(table), table)
    return {**files, **descriptors(data, files, places.root)}


def verify_staged(staged: Path, data: Dataset) -> None:
    """Read the written files back; raise `Invalid` if one does not hold what was meant to be written."""
    failures = []
    for table in data:
        rows, back = data.rows(table), pq.read_table(staged / f"{table}.parquet")
        if not back.equals(storage.arrow_table(rows, table)) or (staged / f"{table}.csv").read_bytes() != storage.csv_bytes(rows, table):
            why = "differs from what was written"
            failures.append(Failure(f"{table}.parquet", "", table, "read back", why, "check the disk and build again"))
    if failures:
        raise Invalid(failures)
