"""`release`: pack the release archive."""

from argparse import Namespace

from ..release import archive
from ._shared import add_documents, folder, places, say

HELP = "pack the release archive into dist/"
arguments = add_documents


def run(args: Namespace) -> None:
    """Pack it, and say its size and hash."""
    print(archive.summary(archive.release(places(args), folder(args), say)))
