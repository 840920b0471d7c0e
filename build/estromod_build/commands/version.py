"""`version`: set the version everywhere it stands."""

from argparse import ArgumentParser, Namespace

from ..release import versions

HELP = "set the version everywhere it stands"


def arguments(parser: ArgumentParser) -> None:
    """The new version."""
    parser.add_argument("version", help="three numbers: major (names, codes, types), minor (content), patch (form)")


def run(args: Namespace) -> None:
    """Write it, and say what is to be done next."""
    for name in versions.set_version(args.root.resolve(), args.version):
        print(f"rewritten: {name}")
    print("now run `make dataset`, which writes it to the descriptions, and set `released` in dataset/dataset.toml")
