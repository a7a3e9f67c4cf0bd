"""What made a record: the versions that every filing is stamped with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

#: The packages whose code and data decide what a filing becomes.
_PACKAGES = ("schema", "normalizers", "extractors", "pipeline")
_SUFFIXES = (".py", ".toml", ".csv", ".txt", ".json")


@dataclass(frozen=True, slots=True)
class Versions:
    """The three stamps of a filing, equal wherever the same code and data run."""

    schema: str
    code: str
    taxonomy: str


@cache
def versions() -> Versions:
    """The versions of the running program: found out once."""
    from normalizers.names.taxonomy import Taxonomy
    from schema.records import SCHEMA_VERSION

    return Versions(SCHEMA_VERSION, code_version(), Taxonomy.load().version)


@cache
def code_version() -> str:
    """`0.1.0+` and a hash of all code and data that decide a result, whatever the machine."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parents[2]
    for name in sorted(_files(root)):
        content = (root / name).read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return f"{metadata.version('jixiao')}+{digest.hexdigest()[:10]}"


def _files(root: Path) -> list[str]:
    found = (path for package in _PACKAGES for path in (root / package).rglob("*"))
    return [path.relative_to(root).as_posix() for path in found if path.suffix in _SUFFIXES]
