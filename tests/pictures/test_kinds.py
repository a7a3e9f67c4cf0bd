"""Pages told apart by their pixels before an engine reads them."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from extractors.ocr.seen import Line
from extractors.pictures.kinds import BLANK, FORM, PHOTO, PROSE, kind_of
from extractors.pictures.pages import read_sheet
from extractors.pictures.picture import POINT, Picture
from tests.pictures.drawn import Knowing, grid, paper, write

_HIGH, _WIDE = 2339, 1654


def prose(page: Any, lines: int = 30) -> Any:
    """Lines of text from the left margin on."""
    for number in range(lines):
        write(page, 150, 200 + 60 * number, "本年度预算安排用于下列各项支出具体情况如下所示")
    return page


def scenery(seed: int, coarse: int = 12) -> Any:
    """Areas of every brightness that run into one another, as in a photograph of things."""
    chance = np.random.default_rng(seed)
    small = chance.integers(0, 255, (coarse, coarse, 3), np.uint8)
    return cv2.resize(small, (_WIDE, _HIGH), interpolation=cv2.INTER_CUBIC)


def dusty(page: Any, specks: int) -> Any:
    chance = np.random.default_rng(1)
    for x, y in chance.integers(50, 1600, (specks, 2)):
        page[y : y + 3, x : x + 3] = 60
    return page


def skewed(page: Any, degrees: float) -> Any:
    turn = cv2.getRotationMatrix2D((_WIDE / 2, _HIGH / 2), degrees, 1.0)
    return cv2.warpAffine(page, turn, (_WIDE, _HIGH), borderValue=(255, 255, 255))


def beside_a_form(page: Any) -> Any:
    """The lower half of the page a photograph."""
    page[_HIGH // 2 :] = scenery(3)[_HIGH // 2 :]
    return page


def lit_badly(page: Any) -> Any:
    light = np.linspace(0.45, 1.0, _WIDE)[None, :, None]
    return (page * light).astype(np.uint8)


def form(ink: int = 0) -> Any:
    page = grid(paper(_HIGH, _WIDE), ink=ink)
    for y in range(160, 960, 60):
        write(page, 130, y, "数量指标完成")
    return page


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (form(), FORM),
        (form(ink=150), FORM),
        (skewed(form(), 1.5), FORM),
        (lit_badly(form()), FORM),
        (beside_a_form(form()), FORM),
        (beside_a_form(prose(paper(_HIGH, _WIDE))), FORM),
        (prose(paper(_HIGH, _WIDE)), PROSE),
        (prose(paper(_HIGH, _WIDE), 2), PROSE),
        (skewed(prose(paper(_HIGH, _WIDE)), 2), PROSE),
        (lit_badly(prose(paper(_HIGH, _WIDE))), PROSE),
        (scenery(1), PHOTO),
        (scenery(2, 40), PHOTO),
        (cv2.GaussianBlur(scenery(4, 100), (0, 0), 3), PHOTO),
        (paper(_HIGH, _WIDE), BLANK),
        (dusty(paper(_HIGH, _WIDE), 40), BLANK),
        (lit_badly(paper(_HIGH, _WIDE)), BLANK),
    ],
)
def test_kinds(page: Any, kind: str) -> None:
    assert kind_of(page) == kind


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (3, 5000), (17, 17)])
def test_odd_shapes_have_a_kind(shape: tuple[int, int]) -> None:
    assert kind_of(paper(*shape)) in (FORM, PROSE, PHOTO, BLANK)


@pytest.mark.parametrize(
    ("page", "times"), [(scenery(5), 0), (paper(_HIGH, _WIDE), 0), (prose(paper(_HIGH, _WIDE)), 1)]
)
def test_an_engine_reads_what_there_is_to_read(page: Any, times: int) -> None:
    class Counting(Knowing):
        def page(self, image: Any) -> tuple[Line, ...]:
            self.asked += 1
            return ()

    engine = Counting([])
    (read,) = read_sheet(Picture(page, np.diag([POINT, POINT, 1.0])), 4, engine)
    assert (engine.asked, read.number, read.lines, read.tables) == (times, 4, (), ())
