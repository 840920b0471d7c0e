"""Publication, all or nothing: written beside the target, synced, checked there, then exchanged in one step.

A crash, a full disk or a kill leaves the old files or the new ones, whole. Where the system cannot exchange two folders (Windows, some
file systems), a journal says what is to be moved, and the next build rolls it forward; till then the hashes tell that files are mixed.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from estromod_schemas.failures import Refused

LAST = "datapackage.json"  # moved last: until it is there, the hashes in the old one tell what is not yet new
JOURNAL = "journal.json"


class Busy(Refused):
    """Another build holds the lock."""


@contextmanager
def locked(work: Path) -> Iterator[None]:
    """Hold the build's lock in the work folder; raise `Busy` if another build does."""
    work.mkdir(parents=True, exist_ok=True)
    lock = FileLock(work / "lock", thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise Busy(f"{work / 'lock'}: another build is running; wait for it to end") from None
    try:
        yield
    finally:
        lock.release()


def publish(files: Mapping[str, bytes], target: Path, work: Path, check: Callable[[Path], None]) -> bool:
    """Make `target` hold exactly these files; return whether anything changed.

    `check` gets the finished folder before it takes the target's place and raises if it is not right.
    """
    roll_forward(target, work)
    fresh = work / "next"
    shutil.rmtree(fresh, ignore_errors=True)  # of a build that was cut off
    if _holds(target, files):
        return False
    fresh.mkdir()
    for name, data in files.items():
        _write(fresh / name, data)
    _sync(fresh)
    check(fresh)
    try:
        _swap(fresh, target)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.EXDEV, errno.ENOTSUP, errno.EPERM):
            raise
        _write(work / f"{JOURNAL}.new", json.dumps(sorted(files)).encode())
        os.replace(work / f"{JOURNAL}.new", work / JOURNAL)  # a journal is there whole, or not at all
        _sync(work)
        roll_forward(target, work)
    shutil.rmtree(fresh, ignore_errors=True)
    return True


def roll_forward(target: Path, work: Path) -> None:
    """Finish a publication that was cut off while its files were being moved."""
    journal, fresh = work / JOURNAL, work / "next"
    if not journal.exists():
        return
    names = json.loads(journal.read_bytes())
    target.mkdir(parents=True, exist_ok=True)
    for name in sorted(names, key=lambda name: (name == LAST, name)):
        if (fresh / name).exists():
            os.replace(fresh / name, target / name)
    for path in target.iterdir():
        if path.name not in names:
            path.unlink()
    _sync(target)
    journal.unlink()
    _sync(work)


def _holds(target: Path, files: Mapping[str, bytes]) -> bool:
    if not target.is_dir() or {path.name for path in target.iterdir()} != set(files):
        return False
    return all((target / name).read_bytes() == data for name, data in files.items())


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def write_whole(target: Path, data: bytes) -> None:
    """Write a file so that a full disk or a kill leaves the old one or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    _write(part, data)
    os.replace(part, target)


def _sync(folder: Path) -> None:
    """Have the names in a folder written down; Windows opens no folder, and keeps its names by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(fresh: Path, target: Path) -> None:
    """Exchange two folders in one step, or move the first into place if there is no second."""
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        os.rename(fresh, target)
    else:
        exchange(fresh, target)
    _sync(target.parent)


def exchange(one: Path, other: Path) -> None:
    """Exchange two folders atomically (`renameat2` on Linux, `renamex_np` on macOS); OSError where that cannot be done."""
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, "Windows exchanges no folders")
    import ctypes  # only here: not every Python has it, and nothing else needs it

    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        result = library.renamex_np(*names, 2)
    elif hasattr(library, "renameat2"):
        result = library.renameat2(-100, names[0], -100, names[1], 2)
    else:
        raise OSError(errno.ENOSYS, "no atomic exchange here")
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(one), None, str(other))
