"""What was painted over text after it was printed: an old figure under a white box is not on the paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractors.pdf_objects.looks import Sides
from schema.errors import LimitError

#: Text is looked up by bands of so many points; none is looked for farther down.
_BAND, _LOWEST = 24.0, 10_000.0
#: Comparisons of an area with a text; a full page of cells that are painted one by one takes 20,000.
_MOST = 3_000_000


class Covers:
    """The texts of a page in the order of printing, and for each the areas that were painted over it later."""

    def __init__(self) -> None:
        self._bands: dict[int, list[tuple[Sides, int]]] = defaultdict(list)
        self._printed: list[tuple[Sides, int]] = []  # not yet in their bands: most pages paint over nothing
        self._left = _MOST
        #: The areas by the address of the text object.
        self.over: dict[int, list[Sides]] = defaultdict(list)

    def print(self, address: int, sides: Sides) -> None:
        """Notes a text where it stands."""
        self._printed.append((sides, address))

    def touches(self, sides: Sides) -> bool:
        """Whether any text noted so far stands there, at least in part."""
        return next(self._under(sides), None) is not None

    def paint(self, sides: Sides) -> None:
        """Notes an area that was painted over whatever stands there now."""
        for address in set(self._under(sides)):
            self.over[address].append(sides)

    def _under(self, sides: Sides) -> Iterator[int]:
        """The texts there. Raises `LimitError` where a page takes too long."""
        for text in self._printed:
            for band in _bands(text[0]):
                self._bands[band].append(text)
        self._printed.clear()
        left, top, right, bottom = sides
        for band in _bands(sides):
            texts = self._bands.get(band, ())
            self._left -= len(texts)
            if self._left < 0:
                raise LimitError("a page paints over its text too often", "print it to a new PDF and ingest that")
            for (x0, y0, x1, y1), address in texts:
                if x0 <= right and x1 >= left and y0 <= bottom and y1 >= top:
                    yield address


def _bands(sides: Sides) -> range:
    first, last = (int(min(_LOWEST, max(0.0, side)) / _BAND) for side in (sides[1], sides[3]))
    return range(first, last + 1)
