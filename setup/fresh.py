"""`python3 setup/fresh.py <data folder>`: stops what runs on a data folder and removes it."""

import fcntl
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Callable, Optional

sys.dont_write_bytecode = True

from problem import SetupProblem

STOP_SECONDS = 60


def remove(data: Path) -> None:
    if not data.exists():
        return
    lock_path = data / "dealsmart.lock"
    if not lock_path.exists():
        if any(data.iterdir()):
            raise SetupProblem(f"{data} does not look like a data folder of DealSmart, so it is left alone.")
        return
    with lock_path.open("r+") as lock:
        _stop_program(lock)
        _stop_postgres(data / "postgres")
        print(f"→ removing {data}", flush=True)
        # The folder itself stays: it may be a mount, or belong to another user.
        for entry in data.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry != lock_path:
                entry.unlink()
        lock_path.unlink()


def _stop_program(lock) -> None:
    if _locked(lock):
        return
    pid = _number(lock.read())
    if pid is None:
        raise SetupProblem("A DealSmart is running on this data folder. Stop it first.")
    print(f"→ stopping the DealSmart that is running (process {pid})", flush=True)
    _signal(pid, signal.SIGTERM)
    if not _within(STOP_SECONDS, lambda: _locked(lock)):
        raise SetupProblem(f"The DealSmart that is running (process {pid}) does not stop.")


def _stop_postgres(cluster: Path) -> None:
    """A server whose program was killed goes on by itself."""
    try:
        pid = _number((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except OSError:
        return
    if pid is None or not _serves(pid, cluster):
        return
    print(f"→ stopping its PostgreSQL (process {pid})", flush=True)
    _signal(pid, signal.SIGINT)
    if not _within(STOP_SECONDS, lambda: not _serves(pid, cluster)):
        raise SetupProblem(f"PostgreSQL (process {pid}) does not stop.")


def _serves(pid: int, cluster: Path) -> bool:
    # A number in a file proves nothing; a server's working directory is its database's folder.
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", cluster)
    except OSError:
        return False


def _locked(lock) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False


def _number(text: str) -> Optional[int]:
    return int(text) if text.strip().isdigit() else None


def _signal(pid: int, which: signal.Signals) -> None:
    try:
        os.kill(pid, which)
    except ProcessLookupError:
        pass
    except PermissionError as error:
        raise SetupProblem(f"Process {pid} belongs to another user. Stop it as that user or as root.") from error


def _within(seconds: float, done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 setup/fresh.py <data folder>")
    try:
        remove(Path(sys.argv[1]).absolute())
    except (SetupProblem, OSError) as problem:
        sys.exit(f"Not removed: {problem}")
