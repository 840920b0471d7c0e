"""`agreement`: how far two readings agree."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from estromod_schemas.failures import Invalid
from estromod_schemas.registry import CLAIM_TABLES

from ..read.curated import canonical, read_table
from ..report.agreement import agreement

HELP = "print how far two readings agree, as the rows of agreement.csv"


def arguments(parser: ArgumentParser) -> None:
    """The folders of the two readings."""
    parser.add_argument("one", type=Path, help="the folder with one reading's statement files")
    parser.add_argument("other", type=Path, help="the folder with the other's")


def run(args: Namespace) -> None:
    """Print the rows; raise `Invalid` with every failure of form of either reading."""
    readings, failures = [], []
    for folder in (args.one, args.other):
        reading = {}
        for table in CLAIM_TABLES:
            rows, found = read_table(folder / f"{table}.csv", table)
            reading[table] = rows or []
            failures += found
        readings.append(reading)
    if failures:
        raise Invalid(failures)
    sys.stdout.write(canonical(agreement(*readings), "agreement").decode())
