"""Recognised pages kept in a folder by their pixels and the engine's version, so that no page is read twice."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
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

    `version` names the engine and all that its results depend on. Pictures asked for together are kept together.
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
            return read()
        key = key_of(f"{kind} {self._version}", images)
        path = self._folder / key[:2] / f"{key}.json.gz"
        with contextlib.suppress(OSError, ValueError):  # not there, or damaged: read it anew
            lines: tuple[Line, ...] = unpacked(path.read_bytes())["lines"]
            return lines
        lines = read()
        with contextlib.suppress(OSError):  # a folder that can't be written costs time, not the reading
            write_whole(path, packed(lines))
        return lines


def key_of(version: str, images: Sequence[Picture]) -> str:
    """The sha256 of the version, and of the shapes and pixels of the pictures."""
    digest = hashlib.sha256(version.encode())
    for image in images:
        digest.update(str(image.shape).encode())
        digest.update(image.tobytes())
    return digest.hexdigest()


def kept_engine(engine: Engine, threads: int, folder: Path | None) -> Kept:
    """The engine, loaded when it is needed, with its kept pages. Raises `MissingToolError` where it can't run."""
    return Kept(Late(engine, threads), f"{engine.name} {engine.version()}", folder)
