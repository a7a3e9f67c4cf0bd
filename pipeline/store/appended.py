"""Files of lines that only grow: a line is there whole and on the disk, or it is not there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from pipeline.store.remote import AnyPath, RemotePath


def append_lines(path: AnyPath, lines: Iterable[str]) -> None:
    """Adds the lines at the end and returns when they are on the disk; writers wait for each other.

    Where a writer died within a line, the rest of that line is cut off by a line break and never taken for one of ours.
    """
    text = "".join(f"{line}\n" for line in lines)
    if not text:
        return
    if isinstance(path, RemotePath):  # what is added there is whole by itself
        path.append(text)
        return
    written = text.encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("ab+") as file, _alone(file.fileno()):
        if not _ends_whole(file):
            written = b"\n" + written
        file.write(written)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        sync_folder(path.parent)


def whole_lines(path: AnyPath) -> Iterator[str]:
    """The lines of the file; none where there is no file, and without a last one that its writer did not finish."""
    if isinstance(path, RemotePath):
        for piece in path.pieces():
            yield from (line for line in piece.split("\n") if line.strip())
        return
    try:
        with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            yield from (line.rstrip("\n") for line in file if line.endswith("\n") and line.strip())
    except FileNotFoundError:
        return


def sync_folder(folder: AnyPath) -> None:
    """Returns when the names in the folder are on the disk, where the system can do that."""
    if isinstance(folder, RemotePath):
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(handle: int) -> Iterator[None]:
    """Waits until no other process writes to the file; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # one write a line has to do on this system
        yield
        return
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _ends_whole(file: BinaryIO) -> bool:
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        return True
    file.seek(size - 1)
    return file.read(1) == b"\n"
