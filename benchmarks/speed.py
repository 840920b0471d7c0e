"""How fast loading is, as ratios within one run: machines differ and are noisy, ratios of neighbours less so.

Run it with `python benchmarks/speed.py`. Prints the median over rounds of: importing estromod over importing pandas
alone, loading all tables over reading the same Parquet files with pandas, validating them over loading them.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import pandas as pd

import estromod as em
from estromod_schemas import validate

ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def imported(module: str) -> Callable[[], object]:
    """Return a call that imports a module in a fresh interpreter."""
    return lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True)


def ratio(one: Callable[[], object], other: Callable[[], object]) -> float:
    """Return the median ratio of the two, taken in turns."""
    return statistics.median(seconds(one) / seconds(other) for _ in range(ROUNDS))


def main() -> None:
    """Print the ratios."""
    names = list(em.tables()["name"])
    frames = {name: em.load(name) for name in names}
    print(f"import estromod / import pandas and pyarrow: {ratio(imported('estromod'), imported('pandas, pyarrow.parquet')):.2f}")
    print(
        f"em.load of all tables / pandas.read_parquet of the same files: {ratio(lambda: [em.load(n) for n in names], lambda: [pd.read_parquet(em.path(n)) for n in names]):.2f}"
    )
    print(
        f"validating all tables / loading them: {ratio(lambda: [validate(frames[n], n) for n in names], lambda: [em.load(n) for n in names]):.2f}"
    )


if __name__ == "__main__":
    main()
