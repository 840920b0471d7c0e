"""`segment`: propose the passages of a document."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from estromod_schemas.failures import Refused
from estromod_schemas.text import canonical_csv

from ..read.curated import read_curated
from ..read.documents import segment
from ._shared import places

HELP = "propose passages for a document"


def arguments(parser: ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", type=Path)


def run(args: Namespace) -> None:
    """Print the passages as rows of passages.csv."""
    try:
        text = args.file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"{args.file}: byte {error.start} is not UTF-8; save the document as UTF-8") from None
    curated, _ = read_curated(places(args).curated)
    ids = {row["file_name"]: row["document_id"] for row in curated.rows("documents")}
    rows = segment(ids.get(args.file.name) or args.file.stem, text)
    sys.stdout.write(canonical_csv((list(map(str, row.values())) for row in rows), list(rows[0]) if rows else []).decode())
