"""A page as pixels, and the way from them to the coordinates of the page as the user sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schema.geometry import Box

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    #: Bytes: rows, columns, and the three colours where it is no mask or grey picture.
    Pixels = NDArray[Any]
    #: Three by three: takes x, y, 1 to multiples of x', y', 1.
    Projection = NDArray[Any]

#: Small print is read at this resolution, and nothing is gained above it.
RESOLUTION = 200
#: Points of the page a pixel at that resolution.
POINT = 72 / RESOLUTION
#: Pixels that a page is worked on with at most: an A3 sheet at 200 to the inch has 7.7 million.
MOST_PIXELS = 10_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of height x width x 3, red, green and blue; `back` leads from them to the page as the user sees it."""

    pixels: Pixels
    back: Projection

    def turned(self, quarters: int) -> Picture:
        """The picture after so many quarter turns against the clock."""
        import numpy as np

        if not quarters % 4:
            return self
        height, width = self.pixels.shape[:2]
        # Where a pixel of the turned picture was before, for one, two and three quarters.
        before = {
            1: ((0, -1, width - 1), (1, 0, 0), (0, 0, 1)),
            2: ((-1, 0, width - 1), (0, -1, height - 1), (0, 0, 1)),
            3: ((0, 1, 0), (-1, 0, height - 1), (0, 0, 1)),
        }[quarters % 4]
        pixels = np.ascontiguousarray(np.rot90(self.pixels, quarters))
        return Picture(pixels, self.back @ np.array(before, dtype=float))


@dataclass(frozen=True, slots=True)
class WayBack:
    """From points of the page set upright to the page as the user sees it: a box becomes the box around its corners."""

    projection: tuple[tuple[float, float, float], ...]

    def __call__(self, box: Box) -> Box:
        """The box around where the corners go."""
        corners = [self._point(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(max(0.0, min(xs)), max(0.0, min(ys)), max(xs), max(ys))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        first, second, third = (a * x + b * y + c for a, b, c in self.projection)
        return first / third, second / third


def way_back(picture: Picture, points: float = POINT) -> WayBack:
    """The way from points, so many a pixel, of the picture."""
    import numpy as np

    matrix = picture.back @ np.diag([1 / points, 1 / points, 1.0])
    rows = [(float(a), float(b), float(c)) for a, b, c in matrix]
    return WayBack((rows[0], rows[1], rows[2]))
