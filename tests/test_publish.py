"""Publication is all or nothing, and the same inputs give the same bytes."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import estromod as em
from estromod import _files
from estromod_build import pipeline
from estromod_build.__main__ import main
from estromod_build.write import publish

ROOT = Path(__file__).parents[1]
OLD = {"a.csv": b"old a\n", "b.csv": b"old b\n", "datapackage.json": b"old\n", "gone.csv": b"old only\n"}
NEW = {"a.csv": b"new a\n", "b.csv": b"new b\n", "c.csv": b"new only\n", "datapackage.json": b"new\n"}
# Everything publication does to the disk goes through one of these.
STEPS = (
    (os, "fsync"), (os, "replace"), (os, "rename"), (publish, "exchange"), (shutil, "rmtree"), (Path, "unlink"), (Path, "open"), (Path, "mkdir"),
)  # fmt: skip


def fine(folder: Path) -> None:
    """The check of a finished folder that finds nothing."""


def no_exchange(one: Path, other: Path) -> None:
    raise OSError(errno.EXDEV, "no exchange here")


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """A target that holds the old files, and the work folder beside it."""
    target, work = tmp_path / "package" / "tables", tmp_path / ".build"
    target.mkdir(parents=True)
    for name, data in OLD.items():
        (target / name).write_bytes(data)
    work.mkdir()
    return target, work


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Do something in another process that is killed before its given step on the disk; return whether it was."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    try:
        left = [step]

        def counted(function: Callable) -> Callable:
            def call(*arguments: object, **options: object) -> object:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)
                return function(*arguments, **options)

            return call

        for owner, name in STEPS:
            setattr(owner, name, counted(getattr(owner, name)))
        act()
        os._exit(0)
    finally:
        os._exit(1)


def kills(places: tuple[Path, Path]) -> Iterator[int]:
    """Yield after a kill at each step, the old files being put back in between."""
    target, work = places
    for step in range(200):
        for folder in (target, work):
            shutil.rmtree(folder)
            folder.mkdir()
        for name, data in OLD.items():
            (target / name).write_bytes(data)
        if not killed_at(step, lambda: publish.publish(NEW, target, work, fine)):
            assert content(target) == NEW
            return
        yield step
    pytest.fail("publication does not end")


def test_kill_at_any_step_leaves_the_old_files_or_the_new(places: tuple[Path, Path]) -> None:
    target, work = places
    found = []
    for _ in kills(places):
        found.append(content(target))
        assert found[-1] in (OLD, NEW)
        publish.publish(NEW, target, work, fine)
        assert content(target) == NEW
        assert not (work / "next").exists()
    assert len(found) > 10 and found[0] == OLD and found[-1] == NEW


def test_kill_at_any_step_of_the_journal_is_rolled_forward(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "exchange", no_exchange)
    target, work = places
    half = 0
    for _ in kills(places):
        cut_off = content(target)
        if cut_off.get("datapackage.json") == OLD["datapackage.json"] and cut_off != OLD:
            half += 1  # the descriptor is the old one, so the hashes in it tell which files are not
        elif cut_off["datapackage.json"] == NEW["datapackage.json"]:
            assert cut_off.items() >= NEW.items(), "the descriptor came before its files"
        publish.roll_forward(target, work)
        assert content(target) in (OLD, NEW)
        assert not (work / publish.JOURNAL).exists()
        publish.publish(NEW, target, work, fine)
        assert content(target) == NEW
    assert half > 1, "no kill fell between two files"


def test_a_journal_is_there_whole_or_not_at_all(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "exchange", no_exchange)
    target, work = places
    (work / f"{publish.JOURNAL}.new").write_bytes(b'["a.cs')  # a kill in the middle of writing it
    publish.roll_forward(target, work)
    assert content(target) == OLD
    assert publish.publish(NEW, target, work, fine) and content(target) == NEW


@pytest.mark.parametrize("nth", [0, 2, 3])
def test_full_disk_leaves_the_old_files(nth: int, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    target, work = places
    real, written = publish._write, []

    def full(path: Path, data: bytes) -> None:
        if len(written) == nth:
            path.write_bytes(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        written.append(path)
        real(path, data)

    monkeypatch.setattr(publish, "_write", full)
    with pytest.raises(OSError, match="No space left"):
        publish.publish(NEW, target, work, fine)
    assert content(target) == OLD
    monkeypatch.setattr(publish, "_write", real)
    assert publish.publish(NEW, target, work, fine) and content(target) == NEW


def test_what_does_not_pass_the_check_is_not_published(places: tuple[Path, Path]) -> None:
    target, work = places

    def refuse(folder: Path) -> None:
        assert content(folder) == NEW
        raise ValueError("not right")

    with pytest.raises(ValueError, match="not right"):
        publish.publish(NEW, target, work, refuse)
    assert content(target) == OLD


def test_nothing_is_written_when_nothing_changed(places: tuple[Path, Path]) -> None:
    target, work = places
    assert publish.publish(NEW, target, work, fine)
    before = {path: path.stat().st_mtime_ns for path in [target, *target.iterdir()]}
    assert not publish.publish(NEW, target, work, fine)
    assert before == {path: path.stat().st_mtime_ns for path in [target, *target.iterdir()]}


def test_first_publication_needs_no_old_folder(tmp_path: Path) -> None:
    (tmp_path / ".build").mkdir()
    assert publish.publish(NEW, tmp_path / "new" / "tables", tmp_path / ".build", fine)
    assert content(tmp_path / "new" / "tables") == NEW


def test_a_lock_keeps_a_second_build_out(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with publish.locked(checkout / ".build"):
        assert main(["--root", str(checkout), "build"]) == 1
    assert "another build is running; wait" in capsys.readouterr().err
    with publish.locked(checkout / ".build"), pytest.raises(publish.Busy), publish.locked(checkout / ".build"):
        pass


# The whole build


def rename_a_drug(root: Path) -> None:
    file = root / "dataset" / "curated" / "drugs.csv"
    text = file.read_text("utf-8")
    assert "\nanastrozole,anastrozole," in text
    file.write_text(text.replace("\nanastrozole,anastrozole,", "\nanastrozole,anastrozol,"), "utf-8")


def test_same_inputs_same_bytes(checkout: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Built anew in another place, the tables and pages are those in the package; if not, run `make dataset`."""
    monkeypatch.delenv("ESTROMOD_DOCUMENTS", raising=False)
    places, wanted = pipeline.Places.below(checkout), content(pipeline.Places.below().tables)
    pages = {name: (checkout / name).read_bytes() for name in ("dataset/README.md", "CITATION.cff")}
    shutil.rmtree(places.tables)
    for name in pages:
        (checkout / name).unlink()
    assert main(["--root", str(checkout), "build"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "published"
    built = content(places.tables)
    assert sorted(name for name in wanted | built if wanted.get(name) != built.get(name)) == [], "run `make dataset`"
    assert {name: (checkout / name).read_bytes() for name in pages} == pages, "run `make dataset`"
    assert main(["--root", str(checkout), "build"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("nothing changed")


def test_with_the_documents_the_same_bytes(documents: Path, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(pipeline.Places.below(checkout).tables)
    assert main(["--root", str(checkout), "build", "--documents", str(documents)]) == 0
    said = capsys.readouterr().out
    assert "every span was re-read" in said and said.splitlines()[-1].startswith("nothing changed")
    assert content(pipeline.Places.below(checkout).tables) == before


def test_full_disk_ends_with_a_message(checkout: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    tables = pipeline.Places.below(checkout).tables
    monkeypatch.delenv("ESTROMOD_DOCUMENTS", raising=False)
    before = content(tables)
    rename_a_drug(checkout)

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(publish, "_write", full)
    assert main(["--root", str(checkout), "build"]) == 1
    said = capsys.readouterr().err
    assert "No space left on device" in said and "Traceback" not in said
    assert content(tables) == before


def test_cut_off_journal_is_recognised_and_mended(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two files the accessor gives no row; the next build rolls forward; nothing is left in the package."""
    monkeypatch.delenv("ESTROMOD_DOCUMENTS", raising=False)
    places = pipeline.Places.below(checkout)
    rename_a_drug(checkout)
    monkeypatch.setattr(publish, "exchange", no_exchange)
    real = os.replace

    def killed(source: Path, target: Path) -> None:
        if Path(target).name == "tissues.csv":
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        main(["--root", str(checkout), "build"])
    monkeypatch.setattr(os, "replace", real)
    monkeypatch.setattr(_files, "TABLES", places.tables)
    with pytest.raises(em.DataError, match=r"drugs\.parquet: damaged, nothing was loaded"):
        _files.verified_bytes("drugs")
    assert _files.verified_bytes("tissues")
    with publish.locked(places.work):
        publish.roll_forward(places.tables, places.work)
    assert len(_files.verify()) > 20
    assert b",anastrozol," in (places.tables / "drugs.csv").read_bytes()
    known = {file.name for file in pipeline.Places.below().tables.iterdir()}
    assert {file.name for file in places.tables.iterdir()} == known
    assert {file.name for file in places.tables.parent.iterdir()} == {"tables"}


# Other systems


ELSEWHERE = """
import ctypes, importlib, pkgutil, sys
from pathlib import Path
sys.modules["fcntl"] = None  # as on Windows
ctypes.CDLL = lambda *names, **options: object()  # a C library without an exchange
import estromod_build
names = [found.name for found in pkgutil.walk_packages(estromod_build.__path__, "estromod_build.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
from estromod_build.__main__ import main
from estromod_build.write import publish
target, work = Path("tables"), Path("work")
target.mkdir()
(target / "gone.csv").write_bytes(b"old")
with publish.locked(work):
    assert publish.publish({"a.csv": b"new", "datapackage.json": b"new"}, target, work, lambda folder: None)
    try:
        with publish.locked(work):
            raise SystemExit("two builds at once")
    except publish.Busy:
        pass
assert sorted(path.name for path in target.iterdir()) == ["a.csv", "datapackage.json"]
assert not [path.name for path in work.iterdir() if path.name != "lock"], "something is left over"
for command in ("build", "check", "format", "locate"):
    try:
        main([command, "--help"])
    except SystemExit as end:
        assert end.code == 0
print(len(names))
"""


def test_every_module_starts_and_publishes_without_what_only_unix_has(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in ("dataset", "schemas", "build"))}
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], cwd=tmp_path, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) == len(list((ROOT / "build" / "estromod_build").rglob("*.py"))) - 1


def test_windows_gets_the_ordered_replacement(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    target, work = places
    moved: list[str] = []
    real, real_open = os.replace, os.open

    def no_folder(path: Path, flags: int, *mode: int, **options: int) -> int:
        assert flags != os.O_RDONLY or "dir_fd" in options, "Windows opens no folder"
        return real_open(path, flags, *mode, **options)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "open", no_folder)
    monkeypatch.setattr(os, "replace", lambda source, goal: (moved.append(Path(goal).name), real(source, goal)))
    assert publish.publish(NEW, target, work, fine)
    assert content(target) == NEW
    assert moved == [publish.JOURNAL, "a.csv", "b.csv", "c.csv", publish.LAST]
