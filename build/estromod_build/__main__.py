"""Command line of the build: `python -m estromod_build COMMAND`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from estromod_schemas.failures import Invalid
from estromod_schemas.frames import records
from estromod_schemas.registry import FACT_TABLES

from . import pipeline
from .derive import tables as derive
from .read import anchors, curated
from .read.documents import read_documents, segment
from .release import archive as release
from .release import versions
from .report import agreement, audit, summary, walk
from .write.publish import Busy


def main(argv: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 with every error on standard error."""
    arguments = _parser().parse_args(argv)
    try:
        return arguments.run(arguments) or 0
    except Invalid as error:
        print(error, file=sys.stderr)
    except (KeyError, IndexError):
        raise  # no refusal but a mistake of this program; its trace tells where
    except (Busy, LookupError) as error:
        print(error.args[0], file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or 'writing'}: {error.strerror or error}; nothing was published by halves", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m estromod_build", description="Build EstroMod from its curated files.")
    parser.add_argument("--root", type=Path, default=pipeline.ROOT, help="the checkout to work in (default: this one)")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run, text in (
        ("build", _build, "check, fold, validate and publish"),
        ("check", _check, "check the curated files, and the documents if they are at hand; publish nothing"),
        ("format", _format, "rewrite the curated files in canonical form"),
        ("locate", _locate, "print the anchor of exact words"),
        ("show", _show, "print the words of a statement"),
        ("segment", _segment, "propose passages for a document"),
        ("audit", _audit, "account for every passage, name and number of the documents, and walk the HPG axis"),
        ("release", _release, "pack the release archive into dist/"),
        ("version", _version, "set the version everywhere it stands"),
        ("agreement", _agreement, "print how far two readings agree, as the rows of agreement.csv"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        if name in ("build", "check", "locate", "show", "audit", "release"):
            command.add_argument(
                "--documents",
                type=Path,
                default=os.environ.get("ESTROMOD_DOCUMENTS") or None,
                help="the folder with the documents (default: $ESTROMOD_DOCUMENTS)",
            )
        if name == "locate":
            command.add_argument("document", help="document id")
            command.add_argument("words", help="the exact words")
        if name == "show":
            command.add_argument("statement", help="statement id")
        if name == "segment":
            command.add_argument("file", type=Path)
        if name == "version":
            command.add_argument("version", help="three numbers: major (names, codes, types), minor (content), patch (form)")
        if name == "agreement":
            command.add_argument("one", type=Path, help="the folder with one reading's statement files")
            command.add_argument("other", type=Path, help="the folder with the other's")
    return parser


def _places(arguments: argparse.Namespace) -> pipeline.Places:
    return pipeline.Places.below(arguments.root.resolve())


def _folder(arguments: argparse.Namespace) -> Path | None:
    return Path(arguments.documents) if arguments.documents else None


def _progress(line: str) -> None:
    print(f"{line} ...", file=sys.stderr)


def _build(arguments: argparse.Namespace) -> None:
    folder = _folder(arguments)
    tables, changed = pipeline.build(_places(arguments), folder, _progress)
    print(summary.table_of(tables, with_documents=folder is not None))
    print("published" if changed else "nothing changed: every published byte is as it was")


def _check(arguments: argparse.Namespace) -> None:
    checked = pipeline.check(_places(arguments), _folder(arguments), _progress)
    print(summary.spans_line(folder_at_hand=bool(checked.documents)))


def _format(arguments: argparse.Namespace) -> int:
    changed, failures = curated.format_curated(_places(arguments).curated)
    for path in changed:
        print(f"rewritten: {path.name}")
    if failures:
        raise Invalid(failures)
    return 0


def _documents(arguments: argparse.Namespace) -> tuple[dict, dict]:
    folder = _folder(arguments)
    if folder is None:
        raise LookupError("no documents: give --documents DIR or set ESTROMOD_DOCUMENTS")
    frames, failures = curated.read_curated(_places(arguments).curated)
    if "documents" not in frames:
        raise Invalid(failures)
    documents, failures = read_documents(folder, frames["documents"])
    if failures:
        raise Invalid(failures)
    return frames, documents


def _locate(arguments: argparse.Namespace) -> int:
    _, documents = _documents(arguments)
    if arguments.document not in documents:
        raise LookupError(f"{arguments.document!r} is no document; there are: {', '.join(documents)}")
    if not arguments.words.strip():
        raise LookupError("no words to look for")
    document = documents[arguments.document]
    places = anchors.locate(document.text, arguments.words)
    if not places:
        raise LookupError(f"{arguments.words!r} does not stand in {arguments.document}")
    if len(places) > 1:
        print(f"{len(places)} places; choose one:", file=sys.stderr)
    for start, end in places:
        anchor = anchors.anchor(document, start, end)
        line = document.text.count("\n", 0, start) + 1
        print(
            f"line {line}: document_id={anchor.document_id},start={start},end={end},hash={anchor.hash},first_words={anchor.first_words!r},last_words={anchor.last_words!r}"
        )
    return 0 if len(places) == 1 else 1


def _show(arguments: argparse.Namespace) -> None:
    frames, documents = _documents(arguments)
    for line in summary.words_of_statement(arguments.statement, frames, documents):
        print(line)


def _audit(arguments: argparse.Namespace) -> None:
    folder = _folder(arguments)
    if folder is None:
        raise LookupError("no documents: give --documents DIR or set ESTROMOD_DOCUMENTS")
    checked = pipeline.check(_places(arguments), folder, _progress)
    found, tables = audit.audit(checked.curated, checked.documents), derive.publishable(checked.curated)
    for line in (*audit.lines(found), "", *walk.lines(walk.walk(tables), walk.set_aside(tables))):
        print(line)
    if found.failures:
        raise Invalid(found.failures)


def _segment(arguments: argparse.Namespace) -> None:
    try:
        text = arguments.file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise LookupError(f"{arguments.file}: byte {error.start} is not UTF-8; save the document as UTF-8") from None
    frames, _ = curated.read_curated(_places(arguments).curated)
    listed = records(frames["documents"]) if "documents" in frames else []
    ids = {row["file_name"]: row["document_id"] for row in listed}
    frame = segment(ids.get(arguments.file.name) or arguments.file.stem, text)
    sys.stdout.write(curated.canonical_csv(frame.astype(str).to_numpy().tolist(), list(frame.columns)).decode())


def _agreement(arguments: argparse.Namespace) -> None:
    readings, failures = [], []
    for folder in (arguments.one, arguments.other):
        frames = {}
        for table in FACT_TABLES:
            frames[table], found = curated.read_table(folder / f"{table}.csv", table)
            failures += found
        readings.append(frames)
    if failures:
        raise Invalid(failures)
    sys.stdout.write(curated.canonical(agreement.agreement(*readings), "agreement").decode())


def _release(arguments: argparse.Namespace) -> None:
    print(release.summary(release.release(_places(arguments), _folder(arguments), _progress)))


def _version(arguments: argparse.Namespace) -> None:
    for name in versions.set_version(arguments.root.resolve(), arguments.version):
        print(f"rewritten: {name}")
    print("now run `make dataset`, which writes it to the descriptions, and set `released` in dataset/dataset.toml")


if __name__ == "__main__":
    sys.exit(main())
