from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from extractors.pictures.seals import without_seals
from tests.pictures.drawn import paper, write

RED = (205, 40, 50)


def sealed(page: Any, x: int, y: int, radius: int = 150) -> Any:
    """The page with a ring, a star and a bar printed over it as ink is: what is dark below stays dark."""
    stamp = paper(*page.shape[:2])
    cv2.circle(stamp, (x, y), radius, RED, 8)
    cv2.circle(stamp, (x, y), 40, RED, -1)
    cv2.line(stamp, (x - 90, y + 70), (x + 90, y + 70), RED, 14)
    return np.minimum(page, stamp)


def test_a_seal_goes_and_the_print_under_it_stays() -> None:
    page = paper()
    write(page, 300, 400, "目标完成情况")
    lifted, found = without_seals(sealed(page, 400, 410))
    assert found
    off = np.abs(lifted.astype(int) - page.astype(int)).max(axis=2)
    assert (off > 90).mean() < 0.002
    dark = page.max(axis=2) < 60
    assert (lifted.max(axis=2)[dark] < 130).mean() > 0.97


def test_half_a_seal_over_the_edge_of_the_sheet_goes() -> None:
    lifted, found = without_seals(sealed(paper(), 1600, 500))
    assert found and (lifted.min(axis=2) < 200).mean() < 0.001


def test_red_words_are_no_seal() -> None:
    page = paper()
    cv2.putText(page, "2023", (200, 200), cv2.FONT_HERSHEY_SIMPLEX, 2, RED, 4)
    same, found = without_seals(page)
    assert not found and same is page


def test_a_black_page_has_no_seal() -> None:
    page = paper()
    write(page, 300, 400, "目标")
    assert not without_seals(page)[1]
