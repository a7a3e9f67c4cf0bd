"""An engine for tests: answers what a real engine once answered for the same picture.

`JIXIAO_RECORDED` names the folder of recordings. A picture is known again by its size and by a coarse likeness of it:
the last bit of a pixel depends on the processor that drew it, the likeness does not.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.ocr._packing import packed, unpacked, write_whole
from extractors.ocr.seen import Line, Recogniser
from schema.errors import MissingToolError, UnreadableError
from schema.parts import Engine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.ocr.seen import Picture

VARIABLE = "JIXIAO_RECORDED"
#: Fields of the likeness a side, and by how many of 255 levels one of them may differ: a changed digit moves a field
#: of a page by about five.
_FIELDS, _TOLERANCE = 64, 2


def likeness(image: Picture) -> NDArray[Any]:
    """The picture as at most 64 x 64 mean levels, whole numbers."""
    import numpy as np

    grey = image.mean(axis=2, dtype=np.float32)
    for axis in (0, 1):
        size = grey.shape[axis]
        starts = np.unique(np.linspace(0, size, min(_FIELDS, size), endpoint=False).astype(int))
        sums = np.add.reduceat(grey, starts, axis=axis)
        counts = np.diff([*starts.tolist(), size])
        grey = sums / (counts[:, None] if axis == 0 else counts[None, :])
    levels: NDArray[Any] = np.rint(grey).astype(np.int16)
    return levels


class _Recorded:
    """The recordings of a folder by kind and size of the picture."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        self._entries: dict[tuple[Any, ...], list[tuple[NDArray[Any], tuple[Line, ...]]]] = {}
        for path in sorted(folder.rglob("*.json.gz")):
            entry = unpacked(path.read_bytes())
            key = (entry["kind"], *entry["shape"])
            self._entries.setdefault(key, []).append((np.asarray(entry["likeness"], dtype=np.int16), entry["lines"]))

    def page(self, image: Picture) -> tuple[Line, ...]:
        """The lines recorded for the page."""
        return self._recalled("page", image)

    def crops(self, images: Sequence[Picture]) -> tuple[Line, ...]:
        """The line recorded for each picture."""
        return tuple(self._recalled("crop", image)[0] for image in images)

    def _recalled(self, kind: str, image: Picture) -> tuple[Line, ...]:
        own = likeness(image)
        known = self._entries.get((kind, *image.shape[:2]), ())
        off, lines = min(((int(abs(own - other).max()), lines) for other, lines in known), default=(255, ()))
        if off > _TOLERANCE:
            raise UnreadableError(f"no recording of this {kind} of {image.shape[1]} x {image.shape[0]} pixels", _ADVICE)
        return lines


class Recorder:
    """A recogniser that asks a real one and writes each answer into the folder, for `recorded` to repeat."""

    def __init__(self, recogniser: Recogniser, folder: Path) -> None:
        self._recogniser, self._folder = recogniser, folder

    def page(self, image: Picture) -> tuple[Line, ...]:
        """The lines of the page, now recorded."""
        lines = self._recogniser.page(image)
        self._write("page", image, lines)
        return lines

    def crops(self, images: Sequence[Picture]) -> tuple[Line, ...]:
        """One line a picture, now recorded."""
        lines = self._recogniser.crops(images)
        for image, line in zip(images, lines, strict=True):
            self._write("crop", image, (line,))
        return lines

    def _write(self, kind: str, image: Picture, lines: Sequence[Line]) -> None:
        from extractors.ocr.kept import key_of

        data = packed(lines, kind=kind, shape=image.shape[:2], likeness=likeness(image).tolist())
        write_whole(self._folder / f"{kind}-{key_of(kind, [image])[:16]}.json.gz", data)


_ADVICE = "record it anew: python -m tests.ocr.record"


def _folder() -> Path:
    named = os.environ.get(VARIABLE, "")
    if not named or not Path(named).is_dir():
        raise MissingToolError(f"the engine recorded is for tests: {VARIABLE} names no folder of recordings", _ADVICE)
    return Path(named)


def engine_version() -> str:
    """The folder of the recordings."""
    return f"recorded {_folder()}"


def load(threads: int) -> Recogniser:
    """The recordings; the number of threads changes nothing."""
    return _loaded(_folder())


@cache
def _loaded(folder: Path) -> Recogniser:
    return _Recorded(folder)


RECORDED = Engine(name="recorded", version=engine_version, load=load)
