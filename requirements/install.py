"""Make an environment from its lock: `make dataset`, `make test` and `make floors` call this. Plain Python, as nothing is installed yet.

pip gets a complete lock and may not resolve, so what is published later changes nothing. Each environment keeps a note of the locks it
was made from, written last: one without that note was cut off, and is made again.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
GOALS = {  # the locks of a goal, each with its environment
    "dataset": {"build": ".venv"},
    "test": {"build": ".venv", "ontologies": ".venv", "test": ".venv", "validators": ".venv-validators"},
    "floors": {"floors": ".venv-floors"},
}
NOTE = ".made"
HERE_NOW = f"3.{sys.version_info.minor}" if sys.version_info.major == 3 else str(sys.version_info.major)
SYSTEM = {
    ("Linux", "x86_64"): "linux_x86_64", ("Linux", "aarch64"): "linux_arm64",
    ("Darwin", "arm64"): "macos_arm64", ("Windows", "AMD64"): "windows",
}.get((platform.system(), platform.machine()))  # fmt: skip


def rows(file: str, lock: str) -> list[dict[str, str]]:
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["lock"] == lock]


def packages(lock: str) -> dict[str, int]:
    """Return what a lock installs here, with its size; on a platform that we do not know, as on Linux."""
    described = rows("packages.csv", lock)
    known = sorted({python for row in described for python in row["pythons"].split()}, key=lambda name: int(name[2:]))
    if HERE_NOW not in known:
        fitting = [name for name in known if shutil.which(f"python{name}")] or known
        argument = "FLOORS_PYTHON" if lock == "floors" else "PYTHON"
        span = f"{known[0]} to {known[-1]}" if len(known) > 1 else known[0]
        sys.exit(f"Python {span} is needed and this is {HERE_NOW}: make {argument}=python{fitting[-1]} {sys.argv[1]}")
    column = SYSTEM or "linux_x86_64"
    return {row["name"]: int(row[column]) for row in described if HERE_NOW in row["pythons"].split() and row[column]}


def checksum(lock: str) -> str:
    """Return the checksum of a lock; stop if it is not the one that `make lock` wrote down."""
    found = hashlib.sha256((HERE / f"{lock}.lock").read_bytes()).hexdigest()
    if f"{found}  {lock}.lock" not in (HERE / "SHA256SUMS").read_text("utf-8").splitlines():
        sys.exit(
            f"requirements/{lock}.lock was changed by hand: its sha256 is {found}, not the one in requirements/SHA256SUMS. Nothing was installed. "
            f"Take the change back (git checkout requirements/{lock}.lock), or write the wish into a .in file and run `make lock`."
        )
    return found


def interpreter(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def note_of(folder: Path) -> dict[str, str]:
    """Return what an environment was made from; nothing if it is cut off, of another lock, or its Python is gone."""
    try:
        note = json.loads((folder / NOTE).read_text("utf-8"))
        subprocess.run([str(interpreter(folder)), "-c", ""], check=True, capture_output=True)
        stale = [lock for lock in note if lock != "pyproject" and note[lock] != checksum(lock)]
    except (OSError, ValueError, subprocess.CalledProcessError):
        return {}
    return {} if stale else note


def pip(folder: Path, lock: str, wanted: dict[str, int], *arguments: str) -> None:
    """Run pip in an environment: a line for each package that is wanted, and a message with a remedy if it fails."""
    command = [str(interpreter(folder)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    said, begun = [], set()
    with subprocess.Popen(
        [*command, *arguments], cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as running:
        for line in running.stdout or ():
            said.append(line)
            found = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)|Processing \S*/([\w.]+)-", line)
            name = plain(found[1] or found[2]) if found else ""
            if name in wanted and name not in begun:
                begun.add(name)
                print(f"  {len(begun)}/{len(wanted)} {name}, {megabytes(wanted[name])}", flush=True)
            elif wanted and line.startswith("Installing collected"):
                print("  unpacking", flush=True)
            elif line.startswith("WARNING: Retrying"):
                print("  no answer from the package index; trying again", flush=True)
    if running.returncode:
        sys.exit(failure("".join(said), lock))


def failure(said: str, lock: str) -> str:
    """Return what went wrong in words, from what pip said."""
    wrong = re.search(r"DO NOT MATCH THE HASHES.*?\n\s+([A-Za-z0-9._-]+==[^\s;]+)", said, re.DOTALL)
    if wrong:
        return (
            f"{wrong[1]}: the file that came is not the one in requirements/{lock}.lock (its sha256 differs). Nothing was installed. "
            "The package index, or something on the way, sent another file than was locked."
        )
    asked = re.findall(r"(?:No matching distribution found for|Collecting) ([^\s;]+)", said)
    if asked and re.search(r"No matching distribution|Retrying|Connection|timed out", said):
        return f"{asked[-1]} could not be had. Is there a network? Then run the same command again: what has come is kept."
    return f"{said}\nThe packages of requirements/{lock}.lock could not be installed; pip's words are above."


def check(folder: Path, locks: list[str]) -> None:
    """Run `pip check`; what it finds must be the known exceptions, and all of them."""
    known = {(row["package"], row["about"]) for lock in locks for row in rows("exceptions.csv", lock) if row["kind"] == "requirement"}
    command = [str(interpreter(folder)), "-m", "pip", "check", "--disable-pip-version-check"]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    found = set()
    for line in done.stdout.splitlines() if done.returncode else ():
        complaint = re.match(r"(\S+) \S+ (?:requires|has requirement) ([A-Za-z0-9._-]+)", line)
        pair = (plain(complaint[1]), plain(complaint[2])) if complaint else ("", "")
        if pair not in known:
            sys.exit(f"pip check: {line}\nrequirements/exceptions.csv has no row for it.")
        found.add(pair)
    for package, about in sorted(known - found):
        sys.exit(f"{package} no longer asks for another {about}: take its row out of requirements/exceptions.csv")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 50_000 else f"{size / 1e3:.0f} kB"


def install(goal: str) -> None:
    places = GOALS[goal]
    sums = {lock: checksum(lock) for lock in places}
    contents = {lock: packages(lock) for lock in places}
    notes = {name: note_of(ROOT / name) for name in places.values()}
    todo = [lock for lock, name in places.items() if lock not in notes[name]]
    wanted = {lock: contents[lock] for lock in todo}
    if "test" in todo:  # it shares an environment with the build, and adds to it
        wanted["test"] = {name: size for name, size in contents["test"].items() if name not in contents["build"]}
    if todo:
        count, size = sum(map(len, wanted.values())), sum(sum(sizes.values()) for sizes in wanted.values())
        where = f"Python {HERE_NOW}, {SYSTEM or platform.platform() + ', which nobody has tried'}"
        print(f"Setting up {' and '.join(notes)} ({where}): {count} packages, {size / 1e6:.0f} MB to fetch at most", flush=True)
    for name, note in notes.items():
        folder, missing = ROOT / name, [lock for lock in todo if places[lock] == name]
        if not note:
            make(folder)
        for lock in missing:
            if (folder / NOTE).exists():
                (folder / NOTE).unlink()
            print(f"{name}: {lock}.lock", flush=True)
            fill(folder, lock, wanted[lock])
            note[lock] = sums[lock]
        project = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
        if name == ".venv" and note.get("pyproject") != project:
            pip(folder, "build", {}, "--no-deps", "--no-index", "--no-build-isolation", "-e", ".")
            note["pyproject"] = project
        if missing:
            check(folder, missing)
        (folder / NOTE).write_text(json.dumps(note), "utf-8")


def make(folder: Path) -> None:
    """Make an empty environment in place of what may be there."""
    if folder.exists():
        print(f"{folder.name} is half-made or of another lock: it is made again", flush=True)
        shutil.rmtree(str(folder))
    if subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False).returncode:
        sys.exit("Python's venv module does not work here; on Debian and Ubuntu: apt install python3-venv")


def fill(folder: Path, lock: str, wanted: dict[str, int]) -> None:
    """Install a lock: nothing is resolved, and every file has its hash."""
    locked = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    if any(row["kind"] == "files" for row in rows("exceptions.csv", lock)):
        locked += ["--no-compile", "--target", str(folder / lock)]
    sources = [row["package"] for row in rows("exceptions.csv", lock) if row["kind"] == "source"]
    if sources:  # what builds comes first, from the same lock, and builds without fetching anything
        tools = folder / "tools.lock"
        pins = re.split(r"\n(?=\S)", (HERE / f"{lock}.lock").read_text("utf-8"))
        tools.write_text("\n".join(pin for pin in pins if re.match(r"(setuptools|wheel|packaging)==", pin)) + "\n", "utf-8")
        pip(folder, lock, {}, *locked, "-r", str(tools))
        locked += ["--no-build-isolation", "--no-binary", ",".join(sources)]
    pip(folder, lock, wanted, *locked, "-r", str(HERE / f"{lock}.lock"))


if __name__ == "__main__":
    install(sys.argv[1])
