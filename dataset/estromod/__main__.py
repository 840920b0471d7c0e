"""Command line: `estromod COMMAND`, the verbs of the package."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

import estromod as em

from ._tables import text_of

FORMATS = ("text", "csv", "json")
FINDS = ("agent", "tissue", "organ", "topic", "population", "table", "wording", "document")


def main(argv: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 with the error on standard error."""
    arguments = _parser().parse_args(argv)
    try:
        result = arguments.run(arguments)
    except (em.UnknownName, em.DataError) as error:
        print(f"estromod: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"estromod: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    if isinstance(result, pd.DataFrame):
        sys.stdout.write(_as_text(result, arguments.format))
    elif result is not None:
        print(result)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="estromod", description=em.__doc__)
    parser.add_argument("--version", action="version", version=f"estromod {em.__version__}")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how tables are printed")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, text: str, run: object, *names: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        sub.add_argument("--format", choices=FORMATS, default=argparse.SUPPRESS, help=argparse.SUPPRESS)  # before the verb or behind it
        for argument in names:
            sub.add_argument(argument, nargs="+" if argument == "claim" else None)
        return sub

    command("tables", "what there is", lambda a: em.tables())
    command("show", "a table", lambda a: em.load(a.table), "table")
    command("describe", "a table's columns", lambda a: em.describe(a.table), "table")
    sub = command("find", "claims by what they are about", lambda a: em.find(**{name: getattr(a, name) for name in FINDS}))
    for name in FINDS:
        sub.add_argument(f"--{name}")
    sub = command("matrix", "agents by organs, topics or tissues", lambda a: em.effect_matrix(a.values, a.by))
    sub.add_argument("--values", default="lead", help="lead, summary or action")
    sub.add_argument("--by", default="organ", help="organ, topic or tissue")
    sub = command("evidence", "the statements behind claims", lambda a: em.evidence(a.claim, a.documents), "claim")
    sub.add_argument("--documents", help="the folder with the source texts")
    command("about", "every statement that names an entry", lambda a: em.about(a.id), "id")
    command("resolve", "the entries a name means", lambda a: em.resolve(a.name), "name")
    sub = command("cite", "how to cite the dataset", lambda a: em.cite(a.style))
    sub.add_argument("style", nargs="?", default="text", help="text or bibtex")
    sub = command("export", "write a table to a file", _export, "table", "file")
    sub.epilog = "The file's ending says the format: .csv, .parquet or .json."
    sub = command(
        "verify", "check a release, or the installed package", lambda a: "\n".join(f"{name}: as released" for name in em.verify(a.place))
    )
    sub.add_argument("place", nargs="?")
    command("changes", "what changed since an older release", lambda a: em.changes(a.older), "older")
    return parser


def _as_text(frame: pd.DataFrame, style: str) -> str:
    if style == "csv":
        return str(frame.map(text_of).to_csv(index=frame.index.name is not None, lineterminator="\n"))
    if style == "json":
        flat = frame.reset_index(drop=frame.index.name is None)
        return f"{flat.to_json(orient='records', force_ascii=False, indent=1, date_format='iso')}\n"
    with pd.option_context("display.max_rows", None, "display.max_columns", None, "display.width", 200, "display.max_colwidth", 60):
        return f"{frame}\n"


def _export(arguments: argparse.Namespace) -> str:
    file, ending = Path(arguments.file), Path(arguments.file).suffix
    if ending == ".parquet":
        em.load(arguments.table)
        file.write_bytes(em.path(arguments.table).read_bytes())
    elif ending in (".csv", ".json"):
        file.write_text(_as_text(em.load(arguments.table), ending[1:]), encoding="utf-8", newline="\n")
    else:
        raise em.UnknownName(f"{ending!r} is no known ending; there are: .csv, .parquet, .json")
    return f"{file}: {arguments.table}"


if __name__ == "__main__":
    sys.exit(main())
