"""The tools folder: one set-up at a time, each part put in place whole or not at all."""

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Callable, Iterator

from problem import SetupProblem

STAMP = "installed.json"


@contextlib.contextmanager
def locked(tools: Path) -> Iterator[None]:
    try:
        tools.mkdir(parents=True, exist_ok=True)
        lock = (tools / "setup.lock").open("a")
    except OSError as error:
        raise SetupProblem(
            f"{tools} cannot be written ({error.strerror}). "
            "Run as the owner of that folder, or choose another with DEALSMART_TOOLS_DIR."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  another set-up is at work here; waiting for it …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        _sweep(tools)
        yield


def is_installed(part: Path, wanted: dict) -> bool:
    try:
        return json.loads((part / STAMP).read_text()) == wanted
    except (OSError, ValueError):
        return False


def install(part: Path, wanted: dict, build: Callable[[Path, Path], None]) -> None:
    """Calls `build(new, downloads)` on an empty folder, then swaps it in for `part`."""
    part.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".new-", dir=part.parent))
    try:
        new, downloads = work / "new", work / "downloads"
        new.mkdir()
        build(new, downloads)
        (new / STAMP).write_text(json.dumps(wanted, indent=1, sort_keys=True) + "\n")
        _readable_by_all(new)
        _flush(new)
        if part.exists():
            # The old one is moved aside first: a folder that is not empty cannot be renamed over.
            part.rename(work / "old")
        new.rename(part)
    except OSError as error:
        raise SetupProblem(f"{part} could not be written: {error}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _readable_by_all(folder: Path) -> None:
    # PostgreSQL runs as another user when root starts DealSmart, whatever root's umask is.
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if path.is_symlink():
            continue
        executable = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if executable else 0o644)


def _flush(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _sweep(tools: Path) -> None:
    """Removes what an interrupted set-up left behind; the lock is held, so nobody is using it."""
    for leftover in [*tools.glob(".new-*"), *tools.glob("*/.new-*")]:
        shutil.rmtree(leftover, ignore_errors=True)
