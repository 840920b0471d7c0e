"""Fixtures of several test files: the published tables, the curated ones, the documents, and a copy that may be broken."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import estromod as em
from estromod_schemas.dataset import Dataset

if TYPE_CHECKING:  # the wheel is tested without the build
    from estromod_build.read.documents import Document

ROOT = Path(__file__).parents[1]
COPIED = ("dataset/dataset.toml", "dataset/curated", "dataset/estromod/tables", "dataset/README.md", "dataset/DATASHEET.md", "CITATION.cff")


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    """The published tables as `estromod.load` gives them; copy a frame before changing it."""
    found = {name: em.load(name) for name in em.tables()["name"]}
    assert found, "no table is published: run `make dataset`"
    return found


@pytest.fixture(scope="session")
def data(tables: dict[str, pd.DataFrame]) -> Dataset:
    """The published tables as rows; copy a row before changing it."""
    return Dataset.of_frames(tables)


@pytest.fixture(scope="session")
def curated() -> Dataset:
    """The curated tables as the build reads them; copy a row before changing it."""
    from estromod_build import pipeline
    from estromod_build.read import curated as curated_files

    found, failures = curated_files.read_curated(pipeline.Places.below().curated)
    assert not failures, "\n".join(map(str, failures))
    return found


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder with the five documents, which are not part of the repository."""
    folder = os.environ.get("ESTROMOD_DOCUMENTS")
    if not folder:
        pytest.skip("ESTROMOD_DOCUMENTS is not set")
    assert Path(folder).is_dir(), f"ESTROMOD_DOCUMENTS names no folder: {folder}"
    return Path(folder)


@pytest.fixture(scope="session")
def texts(documents: Path, curated: Dataset) -> dict[str, Document]:
    """The documents as the build reads them."""
    from estromod_build.read.documents import read_documents

    found, failures = read_documents(documents, curated.rows("documents"))
    assert len(found) == len(curated.rows("documents")) and not failures
    return found


def is_(**wanted: object) -> Callable[[dict], bool]:
    """Return what tells whether a row has these values."""
    return lambda row: all(row[name] == value for name, value in wanted.items())


def has(name: str) -> Callable[[dict], bool]:
    """Return what tells whether a row has a value there."""
    return lambda row: row[name] not in (None, "")


def changed(data: Dataset, table: str, which: int | Callable[[dict], bool], **cells: object) -> Dataset:
    """Return the dataset with cells changed in the row at a place, or in every row that is meant, of which there must be one."""
    meant = [place == which if isinstance(which, int) else which(row) for place, row in enumerate(data.rows(table))]
    assert any(meant) and all(cells.keys() <= row.keys() for row in data.rows(table))
    return data.with_tables({table: [row | cells if hit else row for row, hit in zip(data.rows(table), meant, strict=True)]})


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the build reads and writes, for `python -m estromod_build --root` or `pipeline.Places.below`."""
    root = tmp_path / "checkout"
    for name in COPIED:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            shutil.copy2(source, target)
    return root
