"""`release`: pack the release archive."""

from argparse import ArgumentParser, Namespace

from ..release import archive
from ._shared import add_documents, folder, places, say

HELP = "pack the release archive into dist/"


def arguments(parser: ArgumentParser) -> None:
    """The documents, or that it may be packed without them."""
    add_documents(parser)
    parser.add_argument("--unread", action="store_true", help="pack it without the documents, marked as unread")


def run(args: Namespace) -> None:
    """Pack it, and say its size and hash."""
    print(archive.summary(archive.release(places(args), folder(args), say, unread=args.unread)))
