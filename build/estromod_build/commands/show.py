"""`show`: the words of a statement."""

from argparse import ArgumentParser, Namespace

from ..report import summary
from ._shared import add_documents, read_both

HELP = "print the words of a statement"


def arguments(parser: ArgumentParser) -> None:
    """The statement."""
    add_documents(parser)
    parser.add_argument("statement", help="statement id")


def run(args: Namespace) -> None:
    """Print what it claims and the words it rests on."""
    for line in summary.words_of_statement(args.statement, *read_both(args)):
        print(line)
