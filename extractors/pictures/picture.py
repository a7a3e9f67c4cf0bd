"""A page as pixels, and the way from them to the coordinates of the page as the user sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
#: A box slants where it has a corner so far, in points, from that of the upright box around it.
_SLANTED = 2.0
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
    """From points of the page set upright to the page as the user sees it: a box becomes the box around its corners,
    and keeps these where it slants there."""

    projection: tuple[tuple[float, float, float], ...]

    def __call__(self, box: Box) -> Box:
        """The box around where the corners go."""
        ends = (box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)
        corners = [self._point(x, y) for x, y in ends]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        around = Box(max(0.0, min(xs)), max(0.0, min(ys)), max(xs), max(ys))
        return replace(around, corners=_in_order(corners)) if self._is_slanted(corners, around) else around

    def _is_slanted(self, corners: list[tuple[float, float]], around: Box) -> bool:
        """Whether a corner is far from a side of the box around them, in points of the page set upright."""
        (left, top), (right, foot) = self._point(0.0, 0.0), self._point(1.0, 1.0)
        scale = max(abs(right - left), abs(foot - top))
        off = (
            max(min(abs(x - around.x0), abs(x - around.x1)), min(abs(y - around.y0), abs(y - around.y1)))
            for x, y in corners
        )
        return max(off) > _SLANTED * scale

    def _point(self, x: float, y: float) -> tuple[float, float]:
        first, second, third = (a * x + b * y + c for a, b, c in self.projection)
        return first / third, second / third


def _in_order(corners: list[tuple[float, float]]) -> tuple[float, ...]:
    """The corners of what may have been turned by quarters: the left upper one first, then with the clock."""
    first = min(range(4), key=lambda index: sum(corners[index]))
    return tuple(number for index in range(4) for number in corners[(first + index) % 4])


def way_back(picture: Picture, points: float = POINT) -> WayBack:
    """The way from points, so many a pixel, of the picture."""
    import numpy as np

    matrix = picture.back @ np.diag([1 / points, 1 / points, 1.0])
    rows = [(float(a), float(b), float(c)) for a, b, c in matrix]
    return WayBack((rows[0], rows[1], rows[2]))
