"""What a check against the documents is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from estromod_schemas.dataset import Dataset
from estromod_schemas.failures import Failure

from ..read.documents import Document

Texts = Mapping[str, Document]
Check = Callable[[Dataset, Texts], Iterable[Failure]]
CHECKS: list[Check] = []


def against_documents(function: Check) -> Check:
    """Register a check of the curated tables against the documents: what is written runs."""
    CHECKS.append(function)
    return function
