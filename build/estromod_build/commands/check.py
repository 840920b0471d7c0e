"""`check`: hold the curated files against schemas, rules and documents."""

from argparse import Namespace

from .. import pipeline
from ..report import summary
from ._shared import add_documents, folder, places, say

HELP = "check the curated files, and the documents if they are at hand; publish nothing"
arguments = add_documents


def run(args: Namespace) -> None:
    """Check everything, and say whether spans were read."""
    checked = pipeline.check(places(args), folder(args), say)
    print(summary.spans_line(folder_at_hand=bool(checked.documents)))
