"""The tables of EstroMod as pandera models, and the rules between them.

`validate(frame, "drugs")` checks one table, `validate_dataset(tables)` all of them; `MODELS["drugs"]` is a model by itself.
"""

from .base import Column, Table
from .failures import Failure, Invalid
from .registry import MODELS
from .validation import validate, validate_dataset

__all__ = ["MODELS", "Column", "Failure", "Invalid", "Table", "validate", "validate_dataset"]
