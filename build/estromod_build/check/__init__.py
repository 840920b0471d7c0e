"""What only the documents can tell of the curated rows: one file a subject. Every row, no skip list."""

from importlib import import_module
from pkgutil import iter_modules

from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Failure

from .base import CHECKS, Texts

__all__ = ["CHECKS", "Texts", "document_failures"]

for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")


def document_failures(curated: Dataset, documents: Texts) -> list[Failure]:
    """Return every failure that reading the documents shows."""
    return [failure for check in CHECKS for failure in check(curated, documents)]
