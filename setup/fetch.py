"""Fetching pinned packages with the registries' own clients, npm and pip, and checking what came."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import List, Union

from pins import NpmPackage, PythonWheel
from problem import SetupProblem

ATTEMPTS = 3
FETCH_SECONDS = 900
OFFLINE_SIGNS = (
    "enotfound",
    "econnrefused",
    "eai_again",
    "etimedout",
    "enetunreach",
    "network is unreachable",
    "name or service not known",
    "temporary failure in name resolution",
    "failed to establish a new connection",
    "connection refused",
    "connection timed out",
)


def npm_package(package: NpmPackage, into: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise SetupProblem("npm is needed to fetch PostgreSQL. Install Node.js 20 or newer, which brings npm.")
    # `npm pack` takes the file as published: no scripts run and nothing is written beside it.
    command = [npm, "pack", f"{package.name}@{package.version}", "--ignore-scripts", "--silent"]
    return _fetched(package, command, into, "*.tgz", "npm")


def python_wheel(package: PythonWheel, into: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", "--dest", "."]
    if package.platform:
        abi = "cp" + package.python.replace(".", "")
        command += ["--platform", package.platform, "--python-version", package.python]
        command += ["--implementation", "cp", "--abi", abi]
    command.append(f"{package.name}=={package.version}")
    has_pip = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False)
    if has_pip.returncode != 0:
        raise SetupProblem(
            f"pip is needed to fetch {package.name}, and {sys.executable} has none. "
            "On Debian and Ubuntu: apt install python3-pip"
        )
    return _fetched(package, command, into, "*.whl", "pip")


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def _fetched(
    package: Union[NpmPackage, PythonWheel], command: List[str], into: Path, pattern: str, client: str
) -> Path:
    into.mkdir(parents=True, exist_ok=True)
    print(f"  fetching {package.name} {package.version} ({package.megabytes} MB) …", flush=True)
    began = time.monotonic()
    output = ""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            # Its own folder: a project's .npmrc or package.json must have no say in it.
            done = subprocess.run(
                command,
                cwd=into,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=FETCH_SECONDS,
                check=False,
                env=_environment(),
            )
        except subprocess.TimeoutExpired:
            output = f"no end after {FETCH_SECONDS} s"
            continue
        output = done.stdout
        files = list(into.glob(pattern))
        if done.returncode == 0 and len(files) == 1:
            _check_hash(package, files[0])
            print(f"  fetched in {time.monotonic() - began:.1f} s", flush=True)
            return files[0]
        if attempt < ATTEMPTS:
            print(f"  {client} failed, trying again …", flush=True)
            time.sleep(2 * attempt)
    raise SetupProblem(_why(package, client, output))


def _environment() -> dict:
    # A half-set package configuration (a forced index, a required virtual environment) stays the user's
    # choice; only prompts are ruled out, since nobody may be there to answer them.
    return {**os.environ, "PIP_NO_INPUT": "1", "npm_config_yes": "true", "npm_config_update_notifier": "false"}


def _check_hash(package: Union[NpmPackage, PythonWheel], path: Path) -> None:
    found = sha256_of(path)
    if found != package.sha256:
        path.unlink()
        raise SetupProblem(
            f"{package.name} {package.version} is not the file that DealSmart was tried with.\n"
            f"    expected SHA-256 {package.sha256}\n"
            f"    received SHA-256 {found}\n"
            "  Nothing was installed. Try again; if it stays so, the registry or a proxy on the way serves another file."
        )


def _why(package: Union[NpmPackage, PythonWheel], client: str, output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    said = "\n".join(f"    {line}" for line in lines[-8:]) or "    (it printed nothing)"
    if any(sign in output.lower() for sign in OFFLINE_SIGNS):
        cause = (
            f"the {client} registry cannot be reached. The first start needs the network once; "
            "behind a proxy set HTTPS_PROXY, for a mirror set npm's `registry` and pip's `index-url`."
        )
    else:
        cause = f"{client} failed."
    return f"{package.name} {package.version} could not be fetched: {cause}\n  {client} said:\n{said}"
