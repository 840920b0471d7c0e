"""The tables of EstroMod as pandera models, and the rules between them.

`validate(frame, "drugs")` checks one table, `validate_dataset(tables)` all of them; `read_csv(path, "drugs")` reads a CSV
file with the right types; `MODELS["drugs"]` is a model by itself.
"""

from .base import Column, Table
from .csv_files import read_csv
from .failures import Failure, Invalid
from .registry import MODELS
from .validation import validate, validate_dataset

__all__ = ["MODELS", "Column", "Failure", "Invalid", "Table", "read_csv", "validate", "validate_dataset"]
