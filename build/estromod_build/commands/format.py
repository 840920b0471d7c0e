"""`format`: rewrite the curated files in canonical form."""

from argparse import ArgumentParser, Namespace

from estromod_schemas.failures import Invalid

from ..read.curated import add_columns, canonical, read_curated
from ..write.publish import write_whole
from ._shared import places

HELP = "rewrite the curated files in canonical form"


def arguments(parser: ArgumentParser) -> None:
    """Whether columns that a file does not have yet are added."""
    parser.add_argument("--add-columns", action="store_true", help="give new columns their place in every file, filled with their default")


def run(args: Namespace) -> None:
    """Rewrite every file that can be read; raise `Invalid` with what could not."""
    folder = places(args).curated
    for path, data in add_columns(folder).items() if args.add_columns else ():
        write_whole(path, data)
        print(f"columns added: {path.name}")
    curated, failures = read_curated(folder)
    wrong = {failure.where.rpartition(":")[0] for failure in failures}
    for table in curated:
        path, data = folder / f"{table}.csv", canonical(curated.rows(table), table)
        if f"dataset/curated/{path.name}" not in wrong and path.read_bytes() != data:
            write_whole(path, data)
            print(f"rewritten: {path.name}")
    if failures:
        raise Invalid(failures)
