"""An engine for tests: answers what a real engine once answered for the same picture.

`JIXIAO_RECORDED` names the folder of recordings. A picture is known again by its size and by a coarse likeness of it:
the last bit of a pixel depends on the processor that drew it, the likeness does not. What the folder does not know is
refused, or asked of the engine that `JIXIAO_RECORDS` names, and recorded.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.ocr._packing import packed, unpacked, write_whole
from extractors.ocr.kept import key_of
from extractors.ocr.seen import Line, Recogniser
from schema.errors import MissingToolError, UnreadableError
from schema.parts import Engine
from schema.registry import discover

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.ocr.seen import Picture

FOLDER, RECORDS = "JIXIAO_RECORDED", "JIXIAO_RECORDS"
#: Fields of the likeness a side, and by how many of 255 levels one of them may differ: a changed digit moves a field
#: of a page by about five.
_FIELDS, _TOLERANCE = 64, 2
_ADVICE = "record it: python -m tests.ocr.record FILE..."


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
    """The recordings of a folder by kind and size of the picture; what is missing is asked of `real`, if given."""

    def __init__(self, folder: Path, real: Recogniser | None) -> None:
        import numpy as np

        self._folder, self._real = folder, real
        self._known: dict[tuple[str, int, int], list[tuple[NDArray[Any], tuple[Line, ...]]]] = {}
        for path in sorted(folder.glob("*.json.gz")):
            entry = unpacked(path.read_bytes())
            high, wide = entry["shape"]
            known = np.asarray(entry["likeness"], dtype=np.int16), entry["lines"]
            self._known.setdefault((entry["kind"], high, wide), []).append(known)

    def page(self, image: Picture) -> tuple[Line, ...]:
        """The lines recorded for the page."""
        return self._recalled("page", image)

    def crops(self, images: Sequence[Picture]) -> tuple[Line, ...]:
        """The line recorded for each picture."""
        return tuple(self._recalled("crop", image)[0] for image in images)

    def _recalled(self, kind: str, image: Picture) -> tuple[Line, ...]:
        own = likeness(image)
        high, wide = image.shape[:2]
        known = self._known.setdefault((kind, high, wide), [])
        off, lines = min(((_apart(own, other), lines) for other, lines in known), key=itemgetter(0), default=(255, ()))
        if off > _TOLERANCE:
            if self._real is None:
                raise UnreadableError(f"no recording of this {kind} of {wide} x {high} pixels", _ADVICE)
            lines = self._real.page(image) if kind == "page" else self._real.crops([image])
            known.append((own, lines))
            data = packed(lines, kind=kind, shape=[high, wide], likeness=own.tolist())
            write_whole(self._folder / f"{kind}-{key_of(kind, [image])[:16]}.json.gz", data)
        return lines


def _apart(one: NDArray[Any], other: NDArray[Any]) -> int:
    """By how many levels two likenesses differ at most."""
    return int(abs(one - other).max(initial=0))


def _folder() -> Path:
    named = os.environ.get(FOLDER, "")
    if not named or not Path(named).is_dir():
        raise MissingToolError(f"the engine recorded is for tests: {FOLDER} names no folder of recordings", _ADVICE)
    return Path(named)


def engine_version() -> str:
    """The folder of the recordings."""
    return f"recorded {_folder()}"


def load(threads: int) -> Recogniser:
    """The recordings, and behind them the engine that records, on so many threads, where one is named."""
    name = os.environ.get(RECORDS, "")
    return _loaded(_folder(), name, threads)


@cache
def _loaded(folder: Path, name: str, threads: int) -> Recogniser:
    found = {engine.name: engine for engine in discover("extractors.ocr", Engine)}
    return _Recorded(folder, found[name].load(threads) if name else None)


RECORDED = Engine(name="recorded", version=engine_version, load=load)
