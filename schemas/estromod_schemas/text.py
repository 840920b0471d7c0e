"""The one form in which tables are written as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def canonical_csv(rows: Iterable[Sequence[str]], header: Sequence[str]) -> bytes:
    """Return rows as canonical CSV: UTF-8, LF, a quote only where it must be."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
