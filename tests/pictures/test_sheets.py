"""Sheets that hold two pages, and print that is light on a dark ground."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from extractors.pictures.halves import halves
from extractors.pictures.ink import dark_on_light
from extractors.pictures.pages import read_sheet
from extractors.pictures.picture import POINT, Picture
from tests.pictures.drawn import Knowing, grid, paper, write

_HIGH, _WIDE = 1170, 1654
_LEFT, _RIGHT, _ROWS = (100, 300, 500, 740), (920, 1100, 1300, 1540), (200, 300, 400, 500)


def sheet(*columns: tuple[int, ...]) -> Picture:
    page = paper(_HIGH, _WIDE)
    for xs in columns:
        grid(page, xs, _ROWS)
    return Picture(page, np.diag([POINT, POINT, 1.0]))


def test_two_pages_on_a_sheet_are_two_and_lie_where_they_lay() -> None:
    left, right = halves(sheet(_LEFT, _RIGHT))
    assert left.pixels.shape[1] + right.pixels.shape[1] == _WIDE
    corner = right.back @ np.array([0.0, 0.0, 1.0])
    assert corner[0] == pytest.approx(left.pixels.shape[1] * POINT) and corner[1] == 0


@pytest.mark.parametrize(
    "picture",
    [
        sheet((100, 500, 820, 1100, 1540)),
        sheet(_LEFT),
        sheet(_LEFT, _RIGHT).turned(1),
        Picture(paper(_HIGH, _WIDE), np.diag([POINT, POINT, 1.0])),
    ],
    ids=["a wide table", "a table on the left", "an upright sheet", "an empty sheet"],
)
def test_other_sheets_are_one_page(picture: Picture) -> None:
    assert halves(picture) == (picture,)


def test_both_pages_are_read_the_left_one_first() -> None:
    picture = sheet(_LEFT, _RIGHT)

    class Seeing(Knowing):
        def page(self, image: Any) -> tuple[Any, ...]:
            self.asked += 1
            return (write(image.copy(), 120, 220, "左右"[self.asked - 1] * 2),)

    pages = read_sheet(picture, 7, Seeing([]))
    found = [[cell.text for table in page.tables for cell in table.cells if cell.text] for page in pages]
    assert found == [["左左"], ["右右"]] and [page.number for page in pages] == [7, 7]


@pytest.mark.parametrize("ground", [0, 30, 60, 90])
def test_light_print_on_a_dark_ground_is_turned_round(ground: int) -> None:
    page = np.full((400, 600, 3), ground, np.uint8)
    for y in range(40, 400, 60):
        cv2.putText(page, "95.5% of 120", (40, y), cv2.FONT_HERSHEY_SIMPLEX, 1, (240, 240, 240), 2)
    assert dark_on_light(page)[0, 0, 0] == 255 - ground


@pytest.mark.parametrize("ground", [255, 180, 100, 80])
def test_dark_print_stays_as_it_is_in_bad_light_too(ground: int) -> None:
    page = np.full((400, 600, 3), ground, np.uint8)
    for y in range(40, 400, 60):
        cv2.putText(page, "95.5% of 120", (40, y), cv2.FONT_HERSHEY_SIMPLEX, 1, (10, 10, 10), 2)
    assert dark_on_light(page) is page
