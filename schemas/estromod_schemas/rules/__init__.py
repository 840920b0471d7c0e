"""The rules between tables, and within a row: one file a subject, one function a rule.

A rule takes the tables at hand and yields violations; it works on curated and on published tables alike, and passes over
tables that are not there. The tests see to it that over the real dataset each rule looks at rows, and that each can fail.
"""

from importlib import import_module
from pkgutil import iter_modules

from .base import RULES, Rule, Violation, rule

for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")

__all__ = ["RULES", "Rule", "Violation", "rule"]
