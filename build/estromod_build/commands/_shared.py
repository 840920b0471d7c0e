"""What several commands need: the places of a checkout, the folder with the documents, progress."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Invalid, Refused

from ..pipeline import Places
from ..read.curated import read_curated
from ..read.documents import Document, read_documents


def add_documents(parser: ArgumentParser) -> None:
    """Let a command take the folder with the documents."""
    folder = os.environ.get("ESTROMOD_DOCUMENTS") or None
    parser.add_argument("--documents", type=Path, default=folder, help="the folder with the documents (default: $ESTROMOD_DOCUMENTS)")


def places(args: Namespace) -> Places:
    """Return where the build reads and writes."""
    return Places.below(args.root.resolve())


def folder(args: Namespace) -> Path | None:
    """Return the folder with the documents, if one is given."""
    return Path(args.documents) if args.documents else None


def folder_needed(args: Namespace) -> Path:
    """Return the folder with the documents; `Refused` without one."""
    found = folder(args)
    if found is None:
        raise Refused("no documents: give --documents DIR or set ESTROMOD_DOCUMENTS")
    return found


def read_both(args: Namespace) -> tuple[Dataset, dict[str, Document]]:
    """Return the curated tables that can be read, and the documents; raise `Invalid` for documents that cannot."""
    needed = folder_needed(args)
    curated, failures = read_curated(places(args).curated)
    if "documents" not in curated:
        raise Invalid(failures)
    documents, failures = read_documents(needed, curated.rows("documents"))
    if failures:
        raise Invalid(failures)
    return curated, documents


def say(line: str) -> None:
    """Tell on standard error what is being done."""
    print(f"{line} ...", file=sys.stderr)
