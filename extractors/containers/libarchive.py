"""Archives of other kinds (`.rar`, `.7z`, `.tar`, `.tar.gz`), unpacked by `bsdtar` where that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from extractors.containers._limits import LARGEST_MEMBER, MOST_BYTES, MOST_MEMBERS, SPLIT, UNPACK, plain
from schema.errors import LimitError, MissingToolError, UnreadableError
from schema.limits import limited
from schema.parts import Container, Member

_MARKS = {
    b"Rar!\x1a\x07": "RAR archive", b"7z\xbc\xaf\x27\x1c": "7z archive", b"\x1f\x8b": "gzip file",
    b"BZh": "bzip2 file", b"\xfd7zXZ\x00": "xz file",
}  # fmt: skip
_TAR_AT, _TAR = 257, b"ustar"
_HEAD = 300
_SECONDS, _MEMORY = 50.0, 1024**3
_AS_OURS = ("--no-same-owner", "--no-same-permissions")
_PROGRAMS = ("bsdtar", "/usr/local/opt/libarchive/bin/bsdtar", "/opt/homebrew/opt/libarchive/bin/bsdtar")


def accepts(file: BinaryIO) -> bool:
    """Whether it is an archive of one of these kinds."""
    return bool(_kind(file))


def unpacker(kind: str) -> str:
    """The program that unpacks. Raises `MissingToolError` where there is none, for this kind of archive."""
    if found := next((path for name in _PROGRAMS if (path := shutil.which(name))), None):
        return found
    raise MissingToolError(
        f"the {kind} needs bsdtar, which is not installed",
        f"install it (Debian, Ubuntu: apt-get install libarchive-tools), or {UNPACK}",
    )


def members(file: BinaryIO, wanted: Callable[[str], bool]) -> Iterator[Member]:
    """The files that are wanted. Raises `MissingToolError` without bsdtar, `UnreadableError` for a damaged or encrypted
    archive, `LimitError` for too much."""
    kind = _kind(file)
    program = unpacker(kind)
    with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as folder:
        archive, unpacked = Path(folder, "archive"), Path(folder, "files")
        unpacked.mkdir()
        file.seek(0)
        with archive.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        _refuse_too_much(_run(program, ["-tvf", str(archive)], kind))
        said = _run(program, ["-xf", str(archive), "-C", str(unpacked), *_AS_OURS], kind)
        found = sorted(path for path in unpacked.rglob("*") if path.is_file() and not path.is_symlink())
        if not found and said.returncode:
            raise UnreadableError(f"the {kind} can't be unpacked ({_reason(said)})", UNPACK)
        for one in found:
            name = plain(one.relative_to(unpacked).as_posix())
            if wanted(name):
                yield _member(one, name)
        if said.returncode:
            yield Member("…", problem=f"a part can't be unpacked ({_reason(said)})", advice=UNPACK)


def _kind(file: BinaryIO) -> str:
    file.seek(0)
    head = file.read(_HEAD)
    if head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        return "tar archive"
    return next((kind for mark, kind in _MARKS.items() if head.startswith(mark)), "")


def _refuse_too_much(listed: subprocess.CompletedProcess[bytes]) -> None:
    """What the directory of the archive says that it unpacks to: lines as of `ls -l`."""
    lines = listed.stdout.splitlines()
    if len(lines) > MOST_MEMBERS:
        raise LimitError(f"the archive holds more than {MOST_MEMBERS:,} files", UNPACK)
    sizes = [fields[4] for line in lines if len(fields := line.split(None, 5)) > 5]
    if sum(int(size) for size in sizes if size.isdigit()) > MOST_BYTES:
        raise LimitError(f"the archive unpacks to more than {MOST_BYTES:,} bytes", UNPACK)


def _run(program: str, options: list[str], kind: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [program, *options], stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            preexec_fn=limited(seconds=_SECONDS, memory=_MEMORY, file_size=LARGEST_MEMBER),
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise LimitError(f"the {kind} takes longer than {_SECONDS:g} seconds to unpack", UNPACK) from error


def _reason(said: subprocess.CompletedProcess[bytes]) -> str:
    lines = said.stderr.decode("utf-8", "replace").splitlines()
    return next((line.removeprefix("bsdtar: ") for line in lines if line.strip()), f"exit code {said.returncode}")[:100]


def _member(path: Path, name: str) -> Member:
    if path.stat().st_size > LARGEST_MEMBER:
        return Member(name, problem=f"it has more than {LARGEST_MEMBER:,} bytes", advice=SPLIT)
    return Member(name, path.read_bytes())


LIBARCHIVE = Container(name="libarchive", accepts=accepts, members=members)
