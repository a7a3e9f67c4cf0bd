"""Ruled grids from lines and characters alone, whatever way the lines are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.tables.marks import Character, Rule
from extractors.tables.ruled import MAXIMUM_PLACES, RuledTable, ruled_tables
from schema.errors import LimitError
from tests.extractors.pdf_made import Spot, spots

WIDE, HIGH = 60.0, 20.0

Edge = tuple[float, float, float, float]


def edges(spot: Spot) -> Iterator[Edge]:
    x0, y0 = 50 + spot.column * WIDE, 50 + spot.row * HIGH
    x1, y1 = x0 + spot.colspan * WIDE, y0 + spot.rowspan * HIGH
    yield from ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))


def plain(edge: Edge) -> Iterator[Rule]:
    yield Rule(*edge)


def doubled(edge: Edge) -> Iterator[Rule]:
    x0, y0, x1, y1 = edge
    shift = (0.0, 1.5) if y0 == y1 else (1.5, 0.0)
    yield Rule(*edge)
    yield Rule(x0 + shift[0], y0 + shift[1], x1 + shift[0], y1 + shift[1])


def dashed(edge: Edge) -> Iterator[Rule]:
    x0, y0, x1, y1 = edge
    length = x1 - x0 + y1 - y0
    across = (1, 0) if y0 == y1 else (0, 1)
    for start in range(0, int(length), 5):
        end = min(start + 3, length)
        yield Rule(x0 + across[0] * start, y0 + across[1] * start, x0 + across[0] * end, y0 + across[1] * end)


def short(edge: Edge) -> Iterator[Rule]:
    """Lines that don't quite meet at the corners."""
    x0, y0, x1, y1 = edge
    yield Rule(x0 + 1.5, y0, x1 - 1.5, y1) if y0 == y1 else Rule(x0, y0 + 1.5, x1, y1 - 1.5)


def word(text: str, x: float, y: float, size: float = 9.0) -> list[Character]:
    return [Character(sign, x + i * size, y, x + (i + 1) * size, y + size) for i, sign in enumerate(text)]


def only(rules: list[Rule], characters: list[Character] | None = None) -> RuledTable:
    tables, _ = ruled_tables(rules, characters or [])
    assert len(tables) == 1
    return tables[0]


def found(table: RuledTable) -> set[Spot]:
    return {Spot(cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells}


def needed(some: list[Spot]) -> set[Spot]:
    """The spots in a grid of only the edges that some cell has."""
    rows = sorted({spot.row for spot in some} | {spot.row + spot.rowspan for spot in some})
    columns = sorted({spot.column for spot in some} | {spot.column + spot.colspan for spot in some})
    return {
        Spot(
            rows.index(spot.row),
            columns.index(spot.column),
            rows.index(spot.row + spot.rowspan) - rows.index(spot.row),
            columns.index(spot.column + spot.colspan) - columns.index(spot.column),
        )
        for spot in some
    }


@given(st.integers(0, 10_000), st.integers(2, 12), st.integers(2, 8), st.sampled_from([plain, doubled, dashed, short]))
@settings(max_examples=60, deadline=None)
def test_every_span_comes_back_however_the_lines_are_drawn(
    seed: int, rows: int, columns: int, manner: Callable[[Edge], Iterator[Rule]]
) -> None:
    some = spots(Random(seed), rows, columns)
    rules = [rule for spot in some for edge in edges(spot) for rule in manner(edge)]
    if len(some) > 1:
        assert found(only(rules)) == needed(some)


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_every_character_is_in_its_cell_or_left_over(seed: int) -> None:
    random = Random(seed)
    some = spots(random, 6, 5)
    rules = [rule for spot in some for edge in edges(spot) for rule in plain(edge)]
    text = {spot: f"{random.randint(0, 99999)}" for spot in some}
    inside = [
        one for spot, figures in text.items() for one in word(figures, 52 + spot.column * WIDE, 52 + spot.row * HIGH)
    ]
    outside = word("脚注12", 60, 400)
    random.shuffle(inside)
    tables, rest = ruled_tables(rules, inside + outside)
    assert sorted(cell.text for cell in tables[0].cells) == sorted(text.values())
    assert rest == outside


def test_a_table_with_open_sides_is_closed_where_its_lines_end() -> None:
    level = [Rule(50, y, 250, y) for y in (50, 80, 110)]
    upright = [Rule(x, 50, x, 110) for x in (120, 180)]
    assert found(only(level + upright)) == {Spot(row, column) for row in range(2) for column in range(3)}


def test_a_row_without_its_lower_rule_is_told() -> None:
    table = only([Rule(50, y, 250, y) for y in (50, 80)] + [Rule(x, 50, x, 130) for x in (50, 120, 250)])
    assert found(table) == {Spot(row, column) for row in range(2) for column in range(2)}
    assert table.open_bottom and not table.open_top


def test_a_frame_alone_and_a_line_under_words_are_no_table() -> None:
    frame = [Rule(10, 10, 300, 10), Rule(10, 200, 300, 200), Rule(10, 10, 10, 200), Rule(300, 10, 300, 200)]
    tables, rest = ruled_tables([*frame, Rule(50, 100, 90, 100)], word("说明", 50, 90))
    assert not tables
    assert len(rest) == 2


def test_a_page_frame_leaves_the_table_inside_it() -> None:
    frame = [Rule(10, 10, 500, 10), Rule(10, 700, 500, 700), Rule(10, 10, 10, 700), Rule(500, 10, 500, 700)]
    grid = [
        rule for row in range(3) for column in range(3) for edge in edges(Spot(row, column)) for rule in plain(edge)
    ]
    assert len(only(frame + grid).cells) == 9


def test_two_tables_on_a_page_stay_two() -> None:
    one = [rule for row in range(2) for column in range(2) for edge in edges(Spot(row, column)) for rule in plain(edge)]
    tables, _ = ruled_tables([*one, *(Rule(r.x0, r.y0 + 100, r.x1, r.y1 + 100) for r in one)], [])
    assert [len(table.cells) for table in tables] == [4, 4]


def test_lines_of_a_cell_come_one_under_the_other_and_a_raised_figure_stays() -> None:
    grid = [rule for column in range(2) for edge in edges(Spot(0, column, 3, 1)) for rule in plain(edge)]
    raised = Character("2", 52 + 18, 52, 52 + 23, 58)
    text = [*word("千米", 52, 53), raised, *word("合计", 52, 66)]
    assert only(grid, text[::-1]).cells[0].text == "千米2\n合计"


def test_a_label_that_is_set_in_keeps_its_blanks() -> None:
    grid = [
        rule for row in range(5) for column in range(2) for edge in edges(Spot(row, column)) for rule in plain(edge)
    ]
    labels = ["公用经费", "水费", "电费", "其他经费", "合计经费"]
    text = [
        one for row, label in enumerate(labels) for one in word(label, 52 + (4 if row == 1 else 0), 55 + row * HIGH)
    ]
    texts = [cell.text for cell in only(grid, text).cells if cell.lines]
    assert texts == ["公用经费", " 水费", "电费", "其他经费", "合计经费"]


def test_text_on_its_side_is_read_on_its_side() -> None:
    grid = [rule for column in range(2) for edge in edges(Spot(0, column, 4, 1)) for rule in plain(edge)]
    upwards = [Character(sign, 60, 110 - 9 * i, 69, 119 - 9 * i, 1) for i, sign in enumerate("产出指标")]
    assert only(grid, upwards).cells[0].text == "产出指标"


def test_a_grid_beyond_the_limit_is_refused_by_name() -> None:
    size = int(MAXIMUM_PLACES**0.5) + 2
    level = [Rule(0, 10.0 * i, 10.0 * size, 10.0 * i) for i in range(size)]
    upright = [Rule(10.0 * i, 0, 10.0 * i, 10.0 * size) for i in range(size)]
    with pytest.raises(LimitError):
        ruled_tables(level + upright, [])


def test_a_place_between_cells_is_one_though_a_rule_of_it_is_lost() -> None:
    spots = [Spot(0, 0, rowspan=3), *(Spot(row, column) for row in range(3) for column in (1, 2))]
    x, y = 50 + WIDE, 50 + HIGH
    beside = Rule(x, 50, x, 50 + 3 * HIGH)  # of the label, drawn whole
    rules = [Rule(*edge) for spot in spots for edge in edges(spot)]
    broken = [rule for rule in rules if rule not in (beside, Rule(x, y, x, y + HIGH))]
    assert len(only([*broken, Rule(x, 50, x, y - 6), Rule(x, y + HIGH + 6, x, 50 + 3 * HIGH)]).cells) == len(spots)


def test_a_place_that_is_open_on_one_side_is_a_cell_where_something_is_written() -> None:
    spots = [Spot(row, column) for row in range(3) for column in range(3)]
    right = [Rule(50 + 3 * WIDE, 50 + row * HIGH, 50 + 3 * WIDE, 50 + (row + 1) * HIGH) for row in range(3)]
    rules = [rule for spot in spots for rule in (Rule(*edge) for edge in edges(spot)) if rule != right[1]]
    assert len(only(rules).cells) == 8
    found = only(rules, word("合格", 60 + 2 * WIDE, 55 + HIGH))
    assert [cell.text for cell in found.cells if (cell.row, cell.column) == (1, 2)] == ["合格"]
