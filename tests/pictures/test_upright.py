from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
import pytest

from extractors.pictures.ink import evened, ink_of
from extractors.pictures.pages import lit
from extractors.pictures.picture import Picture
from extractors.pictures.upright import is_sideways, rectified
from tests.pictures.drawn import HEIGHT, WIDTH, XS, YS, grid, paper, write

Point = tuple[float, float]


def filled() -> Any:
    page = grid(paper())
    for y in range(170, 980, 40):
        if not any(abs(y + 14 - edge) < 30 for edge in YS):
            write(page, 120, y, "目标目标目标")
            write(page, 420, y, "目标目标目标目标")
    return page


def grey(page: Any) -> Any:
    return evened(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY))


def came_from(picture: Picture, point: Point) -> Point:
    """Where a pixel of the picture lies on the page that it was made of."""
    x, y, w = picture.back @ (*point, 1.0)
    return x / w, y / w


def slope_of_rules(picture: Picture) -> float:
    """The steepest of the grid's long lines as it stands now, in pixels over its length."""
    forth = np.linalg.inv(picture.back)
    worst = 0.0
    for ends in [((XS[0], y), (XS[-1], y)) for y in YS] + [((x, YS[0]), (x, YS[-1])) for x in XS]:
        (ax, ay, aw), (bx, by, bw) = (forth @ (*end, 1.0) for end in ends)
        worst = max(worst, min(abs(bx / bw - ax / aw), abs(by / bw - ay / aw)))
    return worst


def bent(page: Any, matrix: Any) -> Picture:
    """The page as a camera sees it; `back` leads to the page."""
    seen = cv2.warpPerspective(page, matrix, (WIDTH, HEIGHT), borderValue=(255, 255, 255))
    return Picture(seen, np.linalg.inv(matrix))


@pytest.mark.parametrize("angle", [-3.0, -0.4, 0.7, 2.5])
def test_a_skewed_page_is_set_level(angle: float) -> None:
    turn = np.vstack([cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), angle, 0.9), [0, 0, 1]])
    picture = bent(filled(), turn)
    assert slope_of_rules(picture) > 5
    assert slope_of_rules(rectified(picture, grey(picture.pixels))) < 4


def test_the_perspective_of_a_camera_is_taken_out() -> None:
    corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
    seen = np.array([[70, 40], [WIDTH - 30, 90], [WIDTH - 90, HEIGHT - 60], [20, HEIGHT - 20]], np.float32)
    picture = bent(filled(), cv2.getPerspectiveTransform(corners, seen))
    assert slope_of_rules(picture) > 40
    assert slope_of_rules(rectified(picture, grey(picture.pixels))) < 6


def test_a_level_page_stays_as_it_is() -> None:
    picture = Picture(filled(), np.eye(3))
    assert rectified(picture, grey(picture.pixels)) is picture


def test_rows_of_text_tell_where_there_are_no_rules() -> None:
    page = paper()
    for y in range(100, 1100, 46):
        write(page, 150, y, "目标完成情况良好" * 5)
    turn = np.vstack([cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 2.0, 1), [0, 0, 1]])
    upright = rectified(bent(page, turn), grey(bent(page, turn).pixels))
    left, right = came_from(upright, (400, 600)), came_from(upright, (1200, 600))
    assert abs(math.degrees(math.atan2(right[1] - left[1], right[0] - left[0]))) < 0.25


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_text_on_its_side_is_told_and_turned_with_the_way_back(quarters: int) -> None:
    page = filled()
    picture = Picture(page, np.eye(3)).turned(quarters)
    assert is_sideways(ink_of(grey(picture.pixels))) == (quarters % 2 == 1)
    lifted, sideways = lit(picture)
    upright = lifted.turned(1 if sideways else 0)
    assert upright.pixels.shape[1] > upright.pixels.shape[0]
    height, width = upright.pixels.shape[:2]
    corners = {tuple(round(side / 20) for side in came_from(upright, corner)) for corner in ((0, 0), (width, height))}
    assert corners in ({(0, 0), (80, 60)}, {(80, 60), (0, 0)})


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_picture_leads_back_to_each_of_its_pixels(quarters: int) -> None:
    dice = np.random.default_rng(3)
    pixels = dice.integers(0, 255, (40, 60, 3)).astype(np.uint8)
    turned = Picture(pixels, np.eye(3)).turned(quarters)
    for x, y in ((0, 0), (5, 17), (30, 39)):
        px, py = came_from(turned, (x, y))
        assert (turned.pixels[y, x] == pixels[round(py), round(px)]).all()
