"""Anchors: a span of a document as offsets, hash and edge words; from exact words to an anchor and back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .documents import Document, span_hash

EDGE_WORDS = 3
SHORT = 8  # a span of fewer words shows no last words: they and the first would be most of it


@dataclass(frozen=True)
class Anchor:
    """A span: offsets in characters, hash, and at most the first and last three words."""

    document_id: str
    start: int
    end: int
    hash: str
    first_words: str
    last_words: str


def anchor(document: Document, start: int, end: int) -> Anchor:
    """Return the anchor of the characters from `start` to before `end`."""
    text = document.text[start:end]
    words = text.split()
    last = " ".join(words[-EDGE_WORDS:]) if len(words) >= SHORT else ""
    first = " ".join(words[:EDGE_WORDS]) if len(words) > EDGE_WORDS else text
    return Anchor(document.document_id, start, end, span_hash(text), *(edge.replace("|", "").strip() for edge in (first, last)))


def locate(text: str, words: str, within: tuple[int, int] | None = None) -> list[tuple[int, int]]:
    """Return every place where the exact words stand; straight quotes find curly ones, runs of blanks each other."""
    pattern = re.sub(r"(\\\s|\s)+", r"\\s+", re.escape(words.strip()))
    pattern = pattern.replace("'", "['’‘]").replace('"', '["“”]')
    low, high = within or (0, len(text))
    return [match.span() for match in re.compile(pattern).finditer(text, low, high)]
