"""Command line of the build: `python -m estromod_build COMMAND`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from estromod_schemas.failures import Invalid, Refused

from . import commands
from .pipeline import ROOT


def main(argv: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 with every error on standard error."""
    arguments = parser().parse_args(argv)
    try:
        return arguments.run(arguments) or 0
    except (Invalid, Refused) as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or 'writing'}: {error.strerror or error}; nothing was published by halves", file=sys.stderr)
    return 1


def parser() -> argparse.ArgumentParser:
    """Return the parser with every command there is a file of."""
    made = argparse.ArgumentParser(prog="python -m estromod_build", description="Build EstroMod from its curated files.")
    made.add_argument("--root", type=Path, default=ROOT, help="the checkout to work in (default: this one)")
    subparsers = made.add_subparsers(dest="command", required=True)
    for name in sorted(module.name for module in iter_modules(commands.__path__) if not module.name.startswith("_")):
        command = import_module(f"{commands.__name__}.{name}")
        sub = subparsers.add_parser(name, help=command.HELP, description=command.HELP)
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return made


if __name__ == "__main__":
    sys.exit(main())
