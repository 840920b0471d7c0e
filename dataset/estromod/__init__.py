"""EstroMod: what five popular articles claim about drugs that change estrogen signalling, as pandas tables.

A row says what an article claims, not what is true; none of it is medical advice. Nothing is read at import, and
nothing ever from the network.
"""

from ._evidence import about, evidence
from ._files import DataError, UnknownName, path, verify
from ._find import find
from ._names import resolve
from ._releases import changes
from ._tables import cite, describe, effect_matrix, load, tables

__version__ = "0.1.0"
__all__ = [
    "DataError", "UnknownName", "about", "changes", "cite", "describe", "effect_matrix", "evidence", "find", "load", "path",
    "resolve", "tables", "verify",
]  # fmt: skip
