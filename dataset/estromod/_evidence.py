"""From a claim to the places it was read at, and from a name to every statement about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from ._files import DataError, unknown
from ._tables import load


def evidence(claim_ids: str | Iterable[str], documents: str | Path | None = None) -> pd.DataFrame:
    """Return the statements behind one claim or several, each with `link`, which opens the page at the words.

    With `documents`, the folder that holds the source texts, each file and each span is checked by its hash, and `words`
    holds the words themselves. Raises `UnknownName` for a claim that is not there, `DataError` for a text that differs.
    """
    wanted = [claim_ids] if isinstance(claim_ids, str) else list(claim_ids)
    statements = load("statements")
    known = set(statements["claim_id"])
    for claim in wanted:
        if claim not in known:
            raise unknown("claim", claim, known)
    found = statements[statements["claim_id"].isin(wanted)].reset_index(drop=True)
    return with_places(found, documents)


def about(name: str) -> pd.DataFrame:
    """Return every statement, in any table, that names a vocabulary entry, given by its id. Raises `UnknownName`."""
    entities = set(load("entities")["entity_id"])
    if name not in entities:
        raise unknown("id (see `resolve`)", name, entities)
    statements = load("statements")
    return with_places(statements[[name in ids for ids in statements["entity_ids"]]].reset_index(drop=True), None)


def with_places(statements: pd.DataFrame, documents: str | Path | None) -> pd.DataFrame:
    """Return the statements with `link`, and with `words` where the documents are given."""
    sources = load("documents").set_index("document_id")
    links = [
        fragment_link(sources.loc[row.document_id, "url"], row.first_words, row.last_words) for row in statements.itertuples(index=False)
    ]
    result = statements.assign(link=pd.Series(links, dtype="string", index=statements.index))
    if documents is not None:
        texts = {document: _text(Path(documents), sources.loc[document]) for document in set(statements["document_id"])}
        words = [_words(texts[row.document_id], row) for row in statements.itertuples(index=False)]
        result = result.assign(words=pd.Series(words, dtype="string", index=statements.index))
    result.attrs = statements.attrs
    return result


def fragment_link(url: str, first_words: str, last_words: object) -> str:
    """Return a link that opens the live page at the span in a browser that knows text fragments; best effort."""
    parts = [quote(words, safe="").replace("-", "%2D") for words in (first_words, last_words) if isinstance(words, str) and words]
    return f"{url}#:~:text={','.join(parts)}"


def _text(folder: Path, source: pd.Series) -> str:
    file = folder / str(source["file_name"])
    if not file.is_file():
        raise DataError(f"{file}: missing. `documents` is the folder that holds the five source texts.")
    data = file.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != source["sha256"]:
        raise DataError(f"{file}: is another text. Expected sha256 {source['sha256']}, found {found}.")
    return data.decode("utf-8")


def _words(text: str, row: object) -> str:
    words = text[row.start_char : row.end_char]  # type: ignore[attr-defined]
    if "h" + hashlib.sha256(words.encode()).hexdigest()[:12] != row.hash:  # type: ignore[attr-defined]
        raise DataError(f"{row.statement_id}: the span {row.start_char}..{row.end_char} does not have its hash")  # type: ignore[attr-defined]
    return words
