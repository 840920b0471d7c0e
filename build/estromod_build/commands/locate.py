"""`locate`: from exact words to the anchor of a statement."""

import sys
from argparse import ArgumentParser, Namespace

from estromod_schemas.failures import Refused

from ..read import anchors
from ._shared import add_documents, read_both

HELP = "print the anchor of exact words"


def arguments(parser: ArgumentParser) -> None:
    """Document and words."""
    add_documents(parser)
    parser.add_argument("document", help="document id")
    parser.add_argument("words", help="the exact words")


def run(args: Namespace) -> int:
    """Print every place; return 1 where there are several to choose from."""
    _, documents = read_both(args)
    if args.document not in documents:
        raise Refused(f"{args.document!r} is no document; there are: {', '.join(documents)}")
    if not args.words.strip():
        raise Refused("no words to look for")
    document = documents[args.document]
    places = anchors.locate(document.text, args.words)
    if not places:
        raise Refused(f"{args.words!r} does not stand in {args.document}")
    if len(places) > 1:
        print(f"{len(places)} places; choose one:", file=sys.stderr)
    for start, end in places:
        anchor = anchors.anchor(document, start, end)
        line = document.text.count("\n", 0, start) + 1
        print(
            f"line {line}: document_id={anchor.document_id},start_char={start},end_char={end},hash={anchor.hash},"
            f"first_words={anchor.first_words!r},last_words={anchor.last_words!r}"
        )
    return 0 if len(places) == 1 else 1
