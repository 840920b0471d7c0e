"""`walk`: do the stated steps of the HPG axis lead from each agent to the effects stated of it?"""

from argparse import ArgumentParser, Namespace

from .. import pipeline
from ..derive.tables import publishable
from ..report import walk
from ._shared import places, say

HELP = "walk the stated steps of the HPG axis to every stated effect on a hormone"


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(args: Namespace) -> None:
    """Print the report."""
    data = publishable(pipeline.check(places(args), None, say).curated)
    for line in walk.lines(walk.walk(data), walk.set_aside(data)):
        print(line)
