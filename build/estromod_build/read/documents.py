"""The source documents: reading them strictly, and cutting them into passages.

Offsets are characters of the decoded text, counted from 0; lines are counted from 1.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from estromod_schemas.dataset import Row
from estromod_schemas.failures import Failure

LEVELS = ("Fundamentals", "Intermediate", "Academic", "References", "Reflection", "Glossary")


@dataclass(frozen=True)
class Document:
    """One document at hand, its text as decoded."""

    document_id: str
    file_name: str
    text: str


def span_hash(text: str) -> str:
    """Return `h` and the first 12 hex digits of the text's SHA-256, a form no spreadsheet takes for a number."""
    return "h" + hashlib.sha256(text.encode()).hexdigest()[:12]


def read_documents(folder: Path, listed: list[Row]) -> tuple[dict[str, Document], list[Failure]]:
    """Read the documents that the `documents` table lists, by hash; every departure is a failure."""
    found: dict[str, Document] = {}
    failures: list[Failure] = []
    if not folder.is_dir():
        return found, [Failure(str(folder), "", "", "documents folder", "is no folder", "give the folder that holds the documents")]
    for row in listed:
        if not (row["document_id"] and row["file_name"] and row["sha256"]):
            continue  # what is empty has its own failure
        document, failure = _read(folder / row["file_name"], row["document_id"], row["sha256"])
        if document:
            found[row["document_id"]] = document
        if failure:
            failures.append(failure)
    known = {row["file_name"] for row in listed}
    remedy = "take it away, or add it to dataset/curated/documents.csv"
    failures += [
        Failure(str(path), "", path.name, "unexpected document", "is not in documents.csv", remedy)
        for path in sorted(folder.iterdir())
        if path.suffix == ".txt" and path.name not in known
    ]
    return found, failures


def _read(path: Path, document_id: str, sha256: str) -> tuple[Document | None, Failure | None]:
    remedy = "put the file back as it was; a new version of a document is a new row of documents.csv"
    if path not in set(path.parent.iterdir()):  # asks nothing of a name that no file can have
        return None, Failure(str(path), "", path.name, "missing document", "does not exist", remedy)
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest == sha256:
        return Document(document_id, path.name, data.decode("utf-8")), None
    causes = []
    if b"\r" in data:
        causes.append("it has carriage returns")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        causes.append(f"byte {error.start} is not UTF-8")
    why = f"expected sha256 {sha256}, found {digest}, {len(data)} bytes" + "".join(f"; {cause}" for cause in causes)
    return None, Failure(str(path), "", path.name, "document hash", why, remedy)


def segment(document_id: str, text: str) -> list[Row]:
    """Cut a text into passages and propose a kind for each; a person corrects the kinds in passages.csv.

    Columns: passage_id, document_id, line, start, end, hash, level, section, kind.
    """
    rows, level, section, position = [], "", "", 0
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        start = position + (line.index(bare) if bare else 0)
        position += len(line) + 1
        if not bare:
            continue
        following = lines[number].strip() if number < len(lines) else ""
        kind = _kind(bare, following, level)
        if kind == "level_heading":
            level, section = bare, ""
        elif kind == "heading":
            section = bare
        rows.append(
            {
                "passage_id": f"{document_id}_l{number:03d}", "document_id": document_id, "line": number,
                "start_char": start, "end_char": start + len(bare), "hash": span_hash(bare), "level": level, "section": section, "kind": kind,
            }
        )  # fmt: skip
    return rows


def _kind(line: str, following: str, level: str) -> str:
    """Guess what a line is from its shape; nothing in the documents marks headings, captions or pull quotes."""
    bullet = re.match(r"(•|- )", line)
    if line in LEVELS:
        return "level_heading"
    if line == "Skip to main content":
        return "navigation"
    if re.fullmatch(r"[-|\s]+", line):
        return "table_separator"
    if " | " in line:
        return "table_header" if re.fullmatch(r"[-|\s]+", following) else "table_row"
    if bullet:
        return "reference" if level == "References" else "bullet"
    if level == "Glossary":
        return "glossary_term" if len(line) < 45 else "glossary_definition" if line.endswith(".") else "caption"
    if len(line) < 80 and not line.endswith((".", ":")):
        return "heading"
    if not line.endswith((".", ":", "?", ")")):
        return "caption"
    if len(line) < 220 and len(re.findall(r"[.?](\s|$)", line)) == 1 and not line.endswith(":"):
        return "pull_quote"
    return "paragraph"
