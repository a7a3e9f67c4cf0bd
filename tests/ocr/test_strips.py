"""Lines cut out of pages, batches of them, and the characters that a model saw, each in its place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.ocr._decoding import line_of, placed_by_steps
from extractors.ocr._stacks import with_stacks
from extractors.ocr._strips import DETECTION_AREA, batches, cut, detection_side, padded
from extractors.ocr.seen import Glyph, Line

CHARACTERS = ["blank", "目", "标", "5", " "]


def chances(*steps: int) -> Any:
    """Of each step, nine parts in ten for one character."""
    seen = np.full((len(steps), len(CHARACTERS)), 0.1 / (len(CHARACTERS) - 1))
    seen[range(len(steps)), steps] = 0.9
    return seen


def test_repeated_steps_are_one_character_unless_a_blank_parts_them() -> None:
    line = line_of(chances(1, 1, 0, 1, 2, 0, 3, 3, 0, 0), 80, (48, 80), CHARACTERS)
    assert line.text == "目目标5"
    assert [glyph.confidence for glyph in line.glyphs] == [0.9] * 4
    assert line[:4] == (0, 0, 80, 48)


def test_characters_are_in_the_pixels_of_the_picture() -> None:
    """A picture of 24 pixels' height: a step of eight pixels at the model's height is four of its own."""
    line = line_of(chances(0, 0, 1, 0, 0, 0, 0, 2, 0, 0), 80, (24, 40), CHARACTERS)
    middles = [(glyph.x0 + glyph.x1) / 2 for glyph in line.glyphs]
    assert middles == pytest.approx([4 * 2.25, 4 * 7.25], abs=1.5)
    assert all(0 <= glyph.x0 < glyph.x1 <= 40 and (glyph.y0, glyph.y1) == (0, 24) for glyph in line.glyphs)


def test_what_is_seen_in_the_filling_is_no_character() -> None:
    assert line_of(chances(1, 0, 0, 0, 0, 0, 0, 0, 0, 2), 80, (48, 40), CHARACTERS).text == "目"


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40))
def test_characters_do_not_overlap(steps: list[int]) -> None:
    line = line_of(chances(*steps), 8 * len(steps), (48, 8 * len(steps)), CHARACTERS)
    edges = [edge for glyph in line.glyphs for edge in (glyph.x0, glyph.x1)]
    assert edges == sorted(edges)


def test_characters_by_their_steps() -> None:
    line = placed_by_steps((40, 200), ["1", "2"], [4, 14], 20.0, 0.75)
    assert [round((glyph.x0 + glyph.x1) / 2) for glyph in line.glyphs] == [42, 142]
    assert line.confidence == 0.75


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3000)), max_size=40))
def test_every_picture_is_in_one_batch_of_bounded_width(shapes: list[tuple[int, int]]) -> None:
    images = [np.zeros((*shape, 3), dtype=np.uint8) for shape in shapes]
    seen = []
    for batch, width in batches(images):
        assert len(batch) == 1 or len(batch) * width <= 3200
        assert width <= 6400
        seen += batch
    assert sorted(seen) == [i for i, image in enumerate(images) if image.size]


@given(st.integers(1, 60_000), st.integers(1, 60_000))
def test_lines_are_looked_for_in_a_bounded_picture(high: int, wide: int) -> None:
    side = detection_side(high, wide)
    if high * wide <= DETECTION_AREA:
        assert side == max(high, wide)
    else:
        assert side * max(1, side * min(high, wide) / max(high, wide)) <= DETECTION_AREA * 1.01


def test_pictures_are_filled_up_with_grey() -> None:
    white = np.full((24, 40, 3), 255, dtype=np.uint8)
    block = padded([white, white[:, :10]], 160)
    assert block.shape == (2, 3, 48, 160)
    assert (block[0, :, :, :80] == 1).all()
    assert (block[0, :, :, 80:] == 0).all()
    assert (block[1, :, :, :20] == 1).all()
    assert (block[1, :, :, 20:] == 0).all()


def test_a_slanted_line_is_cut_upright_and_put_back() -> None:
    page = np.zeros((200, 300, 3), dtype=np.uint8)
    quad = np.array([[50, 60], [250, 80], [247, 110], [47, 90]])
    strip = cut(page, quad)
    high, wide = strip.picture.shape[:2]
    assert (high, wide) == (30, 201)
    line = Line(0, 0, wide, high, (Glyph("目", 0, 0, wide / 2, high, 1.0),), 1.0)
    placed = strip.placed(line)
    assert placed[:4] == pytest.approx((47, 60, 250, 110))
    assert placed.glyphs[0][1:5] == pytest.approx((47, 60, 150, 100))


def stacked(count: int, gap: int) -> tuple[Any, Line]:
    """A page with squares one below the other, beside a rule, and the line that a detector sees around them."""
    page = np.full((400, 100, 3), 255, dtype=np.uint8)
    page[:, 12] = 0
    for number in range(count):
        top = 20 + number * (24 + gap)
        page[top : top + 24, 20:44] = 0
        page[top + 6 : top + 18, 26:38] = 255
    return page, Line(10, 15, 50, 20 + count * (24 + gap), (Glyph("二", 10, 15, 50, 200, 0.3),), 0.3)


@pytest.mark.parametrize("gap", [2, 10, 30])
def test_a_stack_is_read_side_by_side_and_put_back(gap: int) -> None:
    page, tall = stacked(4, gap)
    flat = Line(100, 300, 180, 330, (Glyph("甲", 100, 300, 130, 330, 0.9),), 0.9)

    def crops(images: Any) -> tuple[Line, ...]:
        (line,) = images
        side = line.shape[0]
        assert line.shape[1] == 4 * side
        glyphs = tuple(Glyph(c, i * side, 0, (i + 1) * side, side, 0.95) for i, c in enumerate("产出指标"))
        return (Line(0, 0, 4 * side, side, glyphs, 0.95),)

    read, other = with_stacks(page, [tall, flat], crops)
    assert other == flat
    assert read.text == "产出指标"
    assert read[:4] == tall[:4]
    tops = [20 + number * (24 + gap) for number in range(4)]
    assert [glyph[1:5] for glyph in read.glyphs] == [(20, top, 44, top + 24) for top in tops]


def test_a_stack_that_is_no_surer_stays_and_what_has_no_text_goes() -> None:
    page, tall = stacked(3, 8)
    unsure = Line(0, 0, 9, 9, (Glyph("口", 0, 0, 9, 9, 0.2),), 0.2)
    assert with_stacks(page, [tall], lambda _: (unsure,)) == (tall,)
    nothing_there = tall._replace(glyphs=(), confidence=0.0)
    assert with_stacks(page, [nothing_there], lambda _: (unsure._replace(glyphs=(), confidence=0.0),)) == ()


def test_one_tall_character_is_no_stack() -> None:
    page = np.full((100, 100, 3), 255, dtype=np.uint8)
    page[20:60, 30:36] = 0
    line = Line(25, 15, 45, 65, (Glyph("1", 25, 15, 45, 65, 0.4),), 0.4)

    def crops(images: Any) -> tuple[Line, ...]:
        raise AssertionError("nothing to read")

    assert with_stacks(page, [line], crops) == (line,)
