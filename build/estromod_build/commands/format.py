"""`format`: rewrite the curated files in canonical form."""

from argparse import ArgumentParser, Namespace

from estromod_schemas.failures import Invalid

from ..read.curated import canonical, read_curated
from ..write.publish import write_whole
from ._shared import places

HELP = "rewrite the curated files in canonical form"


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(args: Namespace) -> None:
    """Rewrite every file that can be read; raise `Invalid` with what could not."""
    folder = places(args).curated
    curated, failures = read_curated(folder)
    wrong = {failure.where.rpartition(":")[0] for failure in failures}
    for table in curated:
        path, data = folder / f"{table}.csv", canonical(curated.rows(table), table)
        if f"dataset/curated/{path.name}" not in wrong and path.read_bytes() != data:
            write_whole(path, data)
            print(f"rewritten: {path.name}")
    if failures:
        raise Invalid(failures)
