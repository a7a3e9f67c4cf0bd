from __future__ import annotations

import numpy as np

from extractors.pictures.streaks import without_streaks
from tests.pictures.drawn import HEIGHT, WIDTH, grid, paper, write


def test_a_streak_down_the_page_goes_and_the_form_stays() -> None:
    page = grid(paper())
    write(page, 430, 190, "数量指标")
    dirty = page.copy()
    dirty[np.random.default_rng(3).random(HEIGHT) < 0.7, 640] = 0
    dirty[900, np.random.default_rng(4).random(WIDTH) < 0.7] = 0
    off = (without_streaks(dirty) != page).any(axis=2)
    assert off.sum() < 60 < (dirty != page).any(axis=2).sum()


def test_rules_and_the_edge_of_the_glass_are_no_streaks() -> None:
    page = grid(paper(), ys=(60, 500, 1140))
    page[:, -30:] = 0
    assert without_streaks(page) is page


def test_rules_of_a_photographed_sheet_are_no_streaks() -> None:
    page = paper()
    page[:100], page[-100:] = 90, 90
    grid(page, ys=(130, 500, 1070))
    assert without_streaks(page) is page
