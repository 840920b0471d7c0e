"""`audit`: account for every passage, name and number of the documents."""

from argparse import Namespace

from estromod_schemas.failures import Invalid

from .. import pipeline
from ..report import audit
from ._shared import add_documents, folder_needed, places, say

HELP = "account for every passage, name and number of the documents"
arguments = add_documents


def run(args: Namespace) -> None:
    """Print the report; raise `Invalid` with what has neither row nor reason."""
    checked = pipeline.check(places(args), folder_needed(args), say)
    found = audit.audit(checked.curated, checked.documents)
    for line in audit.lines(found):
        print(line)
    if found.failures:
        raise Invalid(found.failures)
