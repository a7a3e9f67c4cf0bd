"""What slants on a page has corners, and so has a row of it; what stands upright has a box alone."""

from __future__ import annotations

import math

import numpy as np
import pytest

from extractors.pictures.picture import Picture, way_back
from schema.geometry import Box, union


def back(degrees: float) -> Picture:
    """A page whose upright picture leads back to one that is turned about its left upper corner."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    matrix = np.array([[cosine, -sine, 400.0], [sine, cosine, 400.0], [0.0, 0.0, 1.0]])
    return Picture(np.zeros((4, 4, 3), np.uint8), matrix)


@pytest.mark.parametrize("degrees", [3.0, -3.0, 10.0])
def test_a_box_of_a_slanting_page_keeps_its_corners(degrees: float) -> None:
    box = way_back(back(degrees), 1.0)(Box(100, 100, 300, 120))
    corners = list(zip(box.corners[::2], box.corners[1::2], strict=True))
    assert math.dist(corners[0], corners[1]) == pytest.approx(200) and math.dist(
        corners[1], corners[2]
    ) == pytest.approx(20)
    assert corners[0][0] < corners[1][0] and corners[0][1] < corners[3][1]
    assert box.x0 == pytest.approx(min(x for x, _ in corners)) and box.y1 == pytest.approx(max(y for _, y in corners))
    assert len(box.polygon.split()) == 8


@pytest.mark.parametrize("degrees", [0.0, 0.1, 90.0, 180.0, 270.0])
def test_an_upright_box_has_none(degrees: float) -> None:
    box = way_back(back(degrees), 1.0)(Box(100, 100, 300, 120))
    assert (box.corners, box.polygon) == ((), "")


@pytest.mark.parametrize("degrees", [3.0, -3.0, 10.0])
def test_a_row_slants_as_its_cells_do(degrees: float) -> None:
    place = way_back(back(degrees), 1.0)
    row = union(place(Box(left, 100, left + 100, 120)) for left in (100, 200, 300))
    assert row is not None
    assert row.corners == pytest.approx(place(Box(100, 100, 400, 120)).corners, abs=0.01)


def test_upright_cells_make_an_upright_row() -> None:
    assert union([Box(0, 0, 1, 1), Box(1, 0, 2, 1)]) == Box(0, 0, 2, 1)
    assert union([]) is None
