"""Recognised pages kept in a folder by their pixels and the engine's version, so that no page is read twice.

Not even by two processes at once: the second waits until the first is done, or dead.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.ocr._packing import packed, unpacked, write_whole
from extractors.ocr.seen import Line, Recogniser
from schema.parts import Engine

if TYPE_CHECKING:
    from extractors.ocr.seen import Picture


class Late:
    """An engine that is loaded when it is first asked: a rebuild whose pages are all kept never loads it."""

    def __init__(self, engine: Engine, threads: int) -> None:
        self._engine, self._threads = engine, threads

    def page(self, image: Picture) -> tuple[Line, ...]:
        """What the engine sees on the page."""
        return self._loaded().page(image)

    def crops(self, images: Sequence[Picture]) -> tuple[Line, ...]:
        """What the engine sees in each picture."""
        return self._loaded().crops(images)

    def _loaded(self) -> Recogniser:
        loaded: Recogniser = self._engine.load(self._threads)
        return loaded


class Kept:
    """A recogniser that looks into the folder first; without a folder it keeps nothing.

    `version` names the engine and all that its results depend on. Pictures asked for together are kept together. What
    is read now is given back as it will be found the next time, to the last digit.
    """

    def __init__(self, recogniser: Recogniser, version: str, folder: Path | None) -> None:
        self._recogniser, self._version, self._folder = recogniser, version, folder

    def page(self, image: Picture) -> tuple[Line, ...]:
        """Every line of the page, kept or read now."""
        return self._kept("page", [image], lambda: self._recogniser.page(image))

    def crops(self, images: Sequence[Picture]) -> tuple[Line, ...]:
        """One line a picture, kept or read now."""
        return self._kept("crops", images, lambda: self._recogniser.crops(images)) if images else ()

    def _kept(
        self, kind: str, images: Sequence[Picture], read: Callable[[], tuple[Line, ...]]
    ) -> tuple[Line, ...]:  # fmt: skip
        if self._folder is None:
            return _lines(packed(read()))
        key = key_of(f"{kind} {self._version}", images)
        path = self._folder / key[:2] / f"{key}.json.gz"
        found = _found(path)
        if found is None:
            with _alone(path):
                found = _found(path)
                return _written(path, read()) if found is None else found
        return found


def _found(path: Path) -> tuple[Line, ...] | None:
    """The lines of the entry; None where it is not there, or damaged."""
    with contextlib.suppress(OSError, ValueError):
        return _lines(path.read_bytes())
    return None


def _written(path: Path, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines as they were written; a folder that can't be written costs time, not the reading."""
    data = packed(lines)
    with contextlib.suppress(OSError):
        write_whole(path, data)
    return _lines(data)


def _lines(data: bytes) -> tuple[Line, ...]:
    lines: tuple[Line, ...] = unpacked(data)["lines"]
    return lines


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keeps other processes from reading the same; a lock goes with its process, however that ends.

    Where no file can be locked the same may be read twice, and no more than that.
    """
    with ExitStack() as held:
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            path.parent.mkdir(parents=True, exist_ok=True)
            lock = path.with_suffix(".lock")
            file = held.enter_context(lock.open("w"))
            fcntl.flock(file, fcntl.LOCK_EX)
            held.callback(lock.unlink, missing_ok=True)
        yield


def key_of(version: str, images: Sequence[Picture]) -> str:
    """The sha256 of the version, and of the shapes and pixels of the pictures."""
    import numpy as np

    digest = hashlib.sha256(version.encode())
    for image in images:
        digest.update(str(image.shape).encode())
        digest.update(np.ascontiguousarray(image).data)
    return digest.hexdigest()


def kept_engine(engine: Engine, threads: int, folder: Path | None) -> Kept:
    """The engine, loaded when it is needed, with its kept pages. Raises `MissingToolError` where it can't run."""
    return Kept(Late(engine, threads), f"{engine.name} {engine.version()}", folder)
