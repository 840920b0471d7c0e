"""A few mutants of the curated files: what a machine can know is wrong is caught; `make mutants` tries thousands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mutants import OPERATORS, ROWS, Trial, mutants, outcome, read, run

from estromod_build.pipeline import Places


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_few_mutants_are_caught(seed: int) -> None:
    folder = os.environ.get("ESTROMOD_DOCUMENTS")
    counts, wrong = run(Path(folder) if folder else None, 1, seed, most=120)
    assert not wrong and counts.total() == 120


def test_what_is_not_spoilt_is_not_caught(tmp_path: Path) -> None:
    tables = read(Places.below().curated)
    trial = Trial(tables, tmp_path, None)
    assert trial.failures([]) == []
    one = next(mutants(tables, 1, 1, documents=False))
    assert outcome(one, trial.failures([one])) == "caught" and outcome(one, []) == ""


def test_every_operator_finds_a_cell() -> None:
    found = {mutant.operator for mutant in mutants(read(Places.below().curated), 1, 1, documents=True)}
    assert found == {operator.name for operator in OPERATORS} | set(ROWS)
