"""`build`: check, fold, validate and publish."""

from argparse import Namespace

from ..pipeline import build
from ..report import summary
from ._shared import add_documents, folder, places, say

HELP = "check, fold, validate and publish"
arguments = add_documents


def run(args: Namespace) -> None:
    """Publish, and say what there is now."""
    data, changed = build(places(args), folder(args), say)
    print(summary.table_of(data, with_documents=folder(args) is not None))
    print("published" if changed else "nothing changed: every published byte is as it was")
