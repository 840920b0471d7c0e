"""Mutants: the curated files changed one thing at a time, to see which changes `check` catches, and for which reason.

`make mutants` tries every operator on every column it fits, `make test` a few. A mutant is decidable if a machine could know that it is
wrong: that follows from the column (required, typed, coded, a key, an anchor, text) and the operator, never from a list of mutants.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from estromod_build.pipeline import Places, check
from estromod_build.read.curated import read_curated
from estromod_schemas.base import Column
from estromod_schemas.failures import Failure, Invalid
from estromod_schemas.kinds import text_of
from estromod_schemas.registry import CLAIM_TABLES, curated_columns
from estromod_schemas.text import canonical_csv

Cells = dict[str, str]
ANCHORS = ("start_char", "end_char", "hash", "first_words", "last_words")


@dataclass(frozen=True)
class Operator:
    """One way to spoil a cell. fits: whether it can be tried on a cell of that column. needs: only the documents can tell."""

    name: str
    change: Callable[[str], str]
    fits: Callable[[Column, str], bool]
    decidable: Callable[[str, Column], bool] = lambda table, column: True
    needs: bool = False


def is_text(column: Column, cell: str) -> bool:
    return column.kind.name in ("text", "list") and bool(cell)


def is_number(column: Column, cell: str) -> bool:
    return column.kind.name in ("integer", "number") and bool(cell)


def of(kind: str) -> Callable[[Column, str], bool]:
    return lambda column, cell: column.kind.name == kind and bool(cell)


def is_anchor(*names: str) -> Callable[[Column, str], bool]:
    return lambda column, cell: column.name in names and bool(cell)


OPERATORS = [
    Operator("emptied", lambda cell: "", lambda column, cell: bool(cell) and not column.optional and column.kind.name != "list"),
    Operator("blank behind", lambda cell: f"{cell} ", is_text),
    Operator("no-break space", lambda cell: f"{cell}\u00a0x", is_text),
    Operator("look-alike letter", lambda cell: cell.replace("a", "\u0430", 1), lambda column, cell: is_text(column, cell) and "a" in cell),
    Operator("unseen letter", lambda cell: f"{cell}\u200b", is_text),
    Operator("read in the wrong encoding", lambda cell: f"{cell}Ã©", is_text),
    Operator("a formula", lambda cell: f"={cell}", is_text),
    Operator("a word for missing", lambda cell: "NA", is_text),
    Operator("markup", lambda cell: f"{cell}<script>", is_text),
    Operator("endless", lambda cell: cell + "x" * 10_000, is_text),
    Operator("an item twice", lambda cell: f"{cell}|{cell.split('|')[0]}", of("list")),
    Operator("no code", lambda cell: "nonsense", lambda column, cell: bool(column.codes and cell)),
    Operator("no id", lambda cell: f"{cell}x", lambda column, cell: bool(column.to and cell)),
    Operator("letters for digits", lambda cell: "many", is_number),
    Operator("below nought", lambda cell: f"-{cell}", lambda column, cell: is_number(column, cell) and float(cell) > 0 and (column.at_least or 0) >= 0),
    Operator("ten times as much", lambda cell: text_of(float(cell) * 10), lambda column, cell: of("number")(column, cell) and float(cell) > 0,
             lambda table, column: table in CLAIM_TABLES, needs=True),
    Operator("perhaps", lambda cell: "perhaps", of("boolean")),
    Operator("no day", lambda cell: "2025-02-30", of("date")),
    Operator("a day to come", lambda cell: "2199-01-01", of("date")),
    Operator("one further", lambda cell: str(int(cell) + 1), is_anchor("start_char", "end_char"), needs=True),
    Operator("another hash", lambda cell: f"h{'0' * 12}", is_anchor("hash"), needs=True),
    Operator("other words", lambda cell: f"{cell}x", is_anchor("first_words", "last_words"), needs=True),
    Operator("an antecedent moved", lambda cell: "|".join(f"{int(a) + 1}..{int(b) + 1}" for a, b in (item.split("..") for item in cell.split("|"))),
             is_anchor("antecedents", "restored_from"), needs=True),
]  # fmt: skip


ROWS: dict[str, Callable[[list[Cells]], list[Cells]]] = {
    "a row twice": lambda rows: [*rows, rows[-1]],
    "rows exchanged": lambda rows: [rows[1], rows[0], *rows[2:]],
    "no rows": lambda rows: [],
}


@dataclass(frozen=True)
class Mutant:
    """One cell spoilt."""

    table: str
    line: int
    column: str
    operator: str
    value: str
    decidable: bool

    def __str__(self) -> str:
        return f"{self.table}.csv:{self.line}: {self.column}: {self.operator} -> {self.value[:40]!r}"


def read(folder: Path) -> dict[str, list[Cells]]:
    """Return the curated files as text."""
    curated, failures = read_curated(folder)
    assert not failures
    return {
        table: [{column.name: text_of(row[column.name]) for column in curated_columns(table)} for row in curated.rows(table)]
        for table in curated
    }


def mutants(tables: dict[str, list[Cells]], each: int, seed: int, documents: bool) -> Iterator[Mutant]:
    """Yield, for every column and every operator that fits it, so many mutants in rows drawn at random."""
    chance = random.Random(seed)
    for table, rows in sorted(tables.items()):
        yield from (Mutant(table, 2, "", name, "", True) for name in ROWS if len(rows) > 1)
        for column in curated_columns(table):
            for operator in OPERATORS:
                lines = [line for line, row in enumerate(rows, start=2) if operator.fits(column, row[column.name])]
                if operator.needs and not documents:
                    continue
                for line in sorted(chance.sample(lines, min(each, len(lines)))):
                    cell = rows[line - 2][column.name]
                    if (value := operator.change(cell)) != cell:
                        yield Mutant(table, line, column.name, operator.name, value, operator.decidable(table, column))


class Trial:
    """A folder of curated files in which mutants are tried."""

    def __init__(self, tables: dict[str, list[Cells]], folder: Path, documents: Path | None) -> None:
        self.tables, self.places, self.documents = tables, Places.below(folder), documents
        self.places.curated.mkdir(parents=True)
        for table in tables:
            self._write(table, tables[table])

    def _write(self, table: str, rows: list[Cells]) -> None:
        header = [column.name for column in curated_columns(table)]
        data = canonical_csv(([row[name] for name in header] for row in rows), header)
        (self.places.curated / f"{table}.csv").write_bytes(data)

    def failures(self, batch: list[Mutant]) -> list[Failure]:
        """Return what `check` says of the files with these mutants; any other exception is the mutants' fault and is raised."""
        changed: dict[str, list[Cells]] = {}
        for mutant in batch:
            rows = changed.setdefault(mutant.table, [dict(row) for row in self.tables[mutant.table]])
            if mutant.operator in ROWS:
                changed[mutant.table] = ROWS[mutant.operator](rows)
            else:
                rows[mutant.line - 2][mutant.column] = mutant.value
        for table, rows in changed.items():
            self._write(table, rows)
        try:
            check(self.places, self.documents)
        except Invalid as error:
            return error.failures
        finally:
            for table in changed:
                self._write(table, self.tables[table])
        return []


def batches(found: list[Mutant], size: int) -> Iterator[list[Mutant]]:
    """Yield the mutants in batches in which no two share a row; those that need the documents apart from those that stop the reading."""
    group = {operator.name: str(operator.needs) for operator in OPERATORS} | {name: name for name in ROWS}
    waiting: dict[str, list[list[Mutant]]] = defaultdict(list)
    taken: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for mutant in found:
        row, open_ = (mutant.table, mutant.line), waiting[group[mutant.operator]]
        batch = next((batch for batch in open_ if len(batch) < size and row not in taken[id(batch)]), None)
        if batch is None:
            batch = []
            open_.append(batch)
        batch.append(mutant)
        taken[id(batch)].add(row)
    yield from (batch for group in waiting.values() for batch in group)


def outcome(mutant: Mutant, failures: list[Failure]) -> str:
    """Return whether a mutant was caught at its cell, at its row, or not."""
    file = f"dataset/curated/{mutant.table}.csv:"
    if mutant.operator in ROWS:
        return "caught" if any(failure.where.startswith(file) for failure in failures) else ""
    here = [failure for failure in failures if failure.where == f"{file}{mutant.line}"]
    if any(failure.column == mutant.column for failure in here):
        return "caught"
    return "at its row" if here else ""


def tried(trial: Trial, found: list[Mutant], size: int = 60) -> Iterator[tuple[Mutant, str]]:
    """Yield every mutant with what became of it: caught, at its row, elsewhere, missed, or the traceback's name."""
    for batch in batches(found, size):
        try:
            failures = trial.failures(batch)
        except Exception:  # one of them ends in a traceback: each alone tells which
            failures = []
        for mutant in batch:
            result = outcome(mutant, failures)
            if not result:
                try:
                    alone = trial.failures([mutant])
                    result = outcome(mutant, alone) or ("elsewhere" if alone else "missed")
                except Exception as error:
                    result = type(error).__name__
            yield mutant, result


def run(documents: Path | None, each: int, seed: int, most: int = 0) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Try the mutants of this checkout, all or as many as `most` drawn at random; return counts by operator and outcome, and what was missed."""
    counts: Counter[tuple[str, str]] = Counter()
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        tables = read(Places.below().curated)
        trial = Trial(tables, Path(folder), documents)
        found = list(mutants(tables, each, seed, documents is not None))
        for mutant, result in tried(trial, random.Random(seed).sample(found, most) if most else found):
            kind = result if mutant.decidable else f"undecidable, {result}"
            counts[mutant.operator, kind] += 1
            if mutant.decidable and result not in ("caught", "at its row"):
                wrong.append(f"{mutant}: {result}")
    return counts, wrong


def main() -> None:
    """Try the mutants and print what became of them; exit with 1 if one that a machine could know was not caught."""
    each, seed = int(sys.argv[1]), 20261125
    documents = Path(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else None
    start = time.process_time()
    counts, wrong = run(documents, each, seed)
    kinds = sorted({kind for _, kind in counts})
    print(f"{'operator':28s}" + "".join(f"{kind:>24s}" for kind in kinds))
    for name in (*(operator.name for operator in OPERATORS), *ROWS):
        print(f"{name:28s}" + "".join(f"{counts[name, kind]:24d}" for kind in kinds))
    print("\n".join(wrong))
    print(f"{counts.total()} mutants, {len(wrong)} not caught, {time.process_time() - start:.0f} s CPU")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
