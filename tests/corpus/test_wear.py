"""What each kind of wear does to a page that is drawn here, without any font."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.random import default_rng

from corpus.wear import bending, light, rules, seals, sensing, strokes
from corpus.wear.picture import Picture, cloudy, inked, placed
from corpus.wear.profiles import PROFILES, worn

DPI = 120.0
OFFICE = "云桐市水利局"
HEIGHT, WIDTH = 1404, 992
TOP, BOTTOM, LEFT, RIGHT = 200, 800, 100, 892
#: Where the blocks lie that stand for words.
WORDS = [(y, x) for y in range(TOP + 20, BOTTOM - 30, 60) for x in range(LEFT + 20, RIGHT - 60, 99)]


@pytest.fixture
def page() -> Picture:
    """White, with a table ruled in black and a block of four by twelve pixels in each cell."""
    picture = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    for y in range(TOP, BOTTOM + 1, 60):
        picture[y : y + 2, LEFT : RIGHT + 2] = 0
    for x in range(LEFT, RIGHT + 1, 99):
        picture[TOP : BOTTOM + 2, x : x + 2] = 0
    for y, x in WORDS:
        picture[y : y + 12, x : x + 4] = 0
    return picture


def words_of(picture: Picture) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([picture[y : y + 12, x : x + 4].max() for y, x in WORDS])


def red(picture: Picture) -> np.ndarray:  # type: ignore[type-arg]
    return (picture[:, :, 2] > 140) & (picture[:, :, 0] < 140)


@pytest.mark.parametrize("name", PROFILES)
def test_the_same_chance_wears_the_same_and_another_differently(name: str, page: Picture) -> None:
    one, same, other = (worn([page, page], PROFILES[name], OFFICE, DPI, default_rng(seed)) for seed in (1, 1, 2))
    assert all(np.array_equal(a.picture, b.picture) for a, b in zip(one, same, strict=True))
    assert any(a.picture.shape != b.picture.shape or (a.picture != b.picture).any()
               for a, b in zip(one, other, strict=True))  # fmt: skip


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_gives_each_page_in_a_size_and_a_mode_of_its_way(name: str, page: Picture) -> None:
    profile = PROFILES[name]
    pages = worn([page, page], profile, OFFICE, DPI, default_rng(3))
    assert len(pages) == 2
    for taken in pages:
        inches = [side / dots for side, dots in zip(taken.picture.shape[:2], reversed(taken.dpi), strict=True)]
        sheet = (HEIGHT / DPI, WIDTH / DPI)
        if profile.way == "camera":
            assert all(1 < have / want < 1.2 for have, want in zip(inches, sheet, strict=True))
        else:
            assert inches == pytest.approx(sheet if taken.quarters % 2 == 0 else sheet[::-1], abs=0.02)
        assert taken.mode == {"camera": "colour", "fax": "bilevel"}.get(profile.way, taken.mode)
        assert taken.quarters == 0 or profile.turned
        # Something is on it, and it is not all dark.
        assert taken.picture.std() > 10
        assert np.median(taken.picture) > 60


def test_a_skewed_page_lies_at_that_angle(page: Picture) -> None:
    done = bending.skewed(page, 2.0, (0.0, 0.0), 240)
    top = {x: int(np.argmax(done[:, x, 0] < 100)) for x in (LEFT + 80, RIGHT - 80)}
    slope = (top[RIGHT - 80] - top[LEFT + 80]) / (RIGHT - LEFT - 160)
    assert np.degrees(np.arctan(slope)) == pytest.approx(2.0, abs=0.15)
    assert (done[0, -1] == 240).all()


def test_a_turned_page_turned_on_is_the_page(page: Picture) -> None:
    assert np.array_equal(bending.turned(bending.turned(page, 1), 3), page)
    # The upper left corner goes to the upper right.
    page[:10, :10] = 0
    assert (bending.turned(page, 1)[:10, -10:] == 0).all()


def test_a_photographed_page_lies_within_a_desk(page: Picture) -> None:
    done = bending.photographed(page, default_rng(1), 0.02, (60, 80, 105))
    edges = np.concatenate([done[0], done[-1], done[:, 0], done[:, -1]])
    assert np.abs(edges.astype(int).mean(axis=0) - (60, 80, 105)).max() < 15
    assert (done[done.shape[0] // 2, done.shape[1] // 2] > 100).any()
    assert (done == 255).mean() > 0.6


def test_a_curled_page_moves_no_line_further_than_its_depth(page: Picture) -> None:
    done = bending.curled(page, default_rng(2), 0.004)
    tops = [int(np.argmax(done[:, x, 0] < 100)) for x in range(LEFT + 10, RIGHT - 10, 7) if x % 99 not in (1, 2)]
    assert 0 < max(abs(top - TOP) for top in tops) <= 0.004 * HEIGHT + 2
    assert len(set(tops)) > 1


def test_print_shows_through_a_seal(page: Picture) -> None:
    done = seals.sealed(page, OFFICE, DPI, default_rng(5))
    assert red(done).sum() > 1500
    assert (done[page.max(axis=2) == 0] == 0).all()
    rows, columns = np.nonzero(red(done))
    assert 0.8 * 42 < np.ptp(rows) / DPI * 25.4 < 1.2 * 42
    assert 0.8 * 42 < np.ptp(columns) / DPI * 25.4 < 1.2 * 42


def test_a_straddling_seal_lies_on_the_right_edge_of_every_page(page: Picture) -> None:
    done = seals.straddled([page, page, page], OFFICE, DPI, default_rng(5))
    for sheet in done:
        columns = np.nonzero(red(sheet).any(axis=0))[0]
        assert columns.size
        assert columns.min() > WIDTH - 0.8 * DPI
    assert len({sheet.tobytes() for sheet in done}) == 3


def test_faded_rules_leave_words_alone(page: Picture) -> None:
    done = rules.faded(page, DPI, 0.4)
    assert (words_of(done) == 0).all()
    assert done[TOP, LEFT:RIGHT].min() == pytest.approx(255 * 0.6, abs=2)


def test_broken_rules_have_gaps_of_about_the_share(page: Picture) -> None:
    done = rules.broken(page, DPI, default_rng(1), 0.2)
    assert (words_of(done) == 0).all()
    ruled = np.zeros(page.shape[:2], bool)
    ruled[TOP : BOTTOM + 1 : 60, LEFT:RIGHT] = True
    gone = (done[ruled].min(axis=1) > 200).mean()
    assert 0.1 < gone < 0.3


@pytest.mark.parametrize("seed", range(8))
def test_handwriting_and_ticks_stay_beside_the_form(page: Picture, seed: int) -> None:
    done = strokes.ticked(strokes.written(page, DPI, default_rng(seed)), DPI, default_rng(seed))
    changed = (done != page).any(axis=2)
    assert changed.sum() > 30
    assert not changed[TOP : BOTTOM + 2, LEFT : RIGHT + 2].any()


def test_where_there_is_no_room_nothing_is_written(page: Picture) -> None:
    assert np.array_equal(
        strokes.written(page[TOP:BOTTOM, LEFT:RIGHT], DPI, default_rng(1)), page[TOP:BOTTOM, LEFT:RIGHT]
    )
    small = page[:20, :20]
    assert np.array_equal(strokes.written(small, DPI, default_rng(1)), small)


def test_the_number_stands_in_the_upper_right_corner(page: Picture) -> None:
    rows, columns = np.nonzero((strokes.numbered(page, 7, DPI, default_rng(1)) != page).any(axis=2))
    assert rows.size
    assert rows.max() < 0.7 * DPI
    assert columns.min() > WIDTH - 1.3 * DPI


def test_holes_are_eight_centimetres_apart(page: Picture) -> None:
    rows = np.nonzero((strokes.punched(page, DPI, default_rng(1)) != page).any(axis=(1, 2)))[0]
    gap = int(np.argmax(np.diff(rows)))
    apart = rows[gap + 1 :].mean() - rows[: gap + 1].mean()
    assert apart / DPI * 25.4 == pytest.approx(80, abs=2)


def test_specks_are_about_as_many_as_told(page: Picture) -> None:
    white = np.full_like(page, 255)
    few, many = ((strokes.specked(white, DPI, default_rng(1), count) < 200).sum() for count in (5, 200))
    assert 0 < few < many


@pytest.mark.parametrize("depth", [0.1, 0.4])
def test_light_is_between_its_depth_and_full(depth: float) -> None:
    shape = (300, 200)
    for bright in (light.uneven(shape, default_rng(1), depth), light.shadowed(shape, default_rng(1), depth),
                   light.vignetted(shape, depth)):  # fmt: skip
        assert bright.shape == shape
        assert 1 - depth - 1e-3 <= bright.min() < bright.max() <= 1 + 1e-6
    edges = light.edged(shape, DPI, default_rng(1))
    assert edges.min() < 0.7
    assert (edges[60:-60, 60:-60] == 1).all()


def test_light_and_tint_darken_the_page_as_told(page: Picture) -> None:
    done = light.lit(page, np.full(page.shape[:2], 0.5, np.float32), (1.0, 0.8, 0.6))
    assert tuple(done[0, 0]) == (127, 102, 76)


def test_noise_is_as_strong_as_told_and_grey_where_it_shall_be(page: Picture) -> None:
    flat = np.full_like(page, 128)
    grey, coloured = (sensing.noisy(flat, default_rng(1), 6.0, coloured).astype(int) for coloured in (False, True))
    assert grey.std() == pytest.approx(6.0, abs=0.3)
    assert (np.ptp(grey, axis=2) == 0).all()
    assert (np.ptp(coloured, axis=2) > 0).mean() > 0.8


def test_contrast_stretches_between_its_levels(page: Picture) -> None:
    ramp = np.arange(256, dtype=np.uint8).reshape(1, -1, 1).repeat(3, axis=2)
    done = sensing.contrasted(ramp, 20, 220)[0, :, 0]
    assert (done[:21] == 0).all()
    assert (done[220:] == 255).all()
    assert done[120] == pytest.approx(127, abs=1)


def test_blur_keeps_the_ink(page: Picture) -> None:
    done = sensing.blurred(page, 1.5)
    assert done.mean() == pytest.approx(page.mean(), abs=0.2)
    assert done[TOP, (LEFT + RIGHT) // 2].max() > 30


def test_a_fax_is_black_and_white_and_says_who_sent_it(page: Picture) -> None:
    done = sensing.faxed(page, DPI, default_rng(1), "2024-01-08 09:30 FROM 0991")
    assert set(np.unique(done)) == {0, 255}
    assert done.shape[:2] == (round(HEIGHT * 196 / DPI), round(WIDTH * 204 / DPI))
    silent = sensing.faxed(page, DPI, default_rng(1), "")
    changed = np.nonzero((done != silent).any(axis=(1, 2)))[0]
    assert changed.size
    assert changed.max() < 60


def test_ink_darkens_and_the_cover_may_hang_over() -> None:
    picture = np.full((20, 20, 3), 200, np.uint8)
    cover = placed(np.ones((10, 10), np.float32), (20, 20), -5, 15)
    done = inked(picture, cover, (0, 0, 255))
    assert (done[:5, 15:] == (0, 0, 200)).all()
    done[:5, 15:] = 200
    assert (done == 200).all()
    assert np.array_equal(inked(picture, np.zeros((20, 20), np.float32), (0, 0, 255)), picture)


def test_clouds_are_soft_and_of_the_shape() -> None:
    done = cloudy((90, 70), 30, default_rng(1))
    assert done.shape == (90, 70)
    assert 0 <= done.min() < done.max() <= 1
    assert np.abs(np.diff(done, axis=0)).max() < 0.2
