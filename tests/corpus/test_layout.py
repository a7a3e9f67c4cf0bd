from __future__ import annotations

import pytest

from corpus.layout import Cell, Table, crossing, grid, heads_at, part

#: A side cell over all, heads in row 0, a level over rows 1 to 3.
TABLE = Table(
    (
        (Cell("side", rowspan=5), Cell("level", head=True), Cell("name", head=True)),
        (Cell("one", rowspan=3), Cell("a")),
        (Cell("b"),),
        (Cell("c"),),
        (Cell("two"), Cell("d")),
    ),
    3,
    (0,),
)


def texts(table: Table) -> list[list[str]]:
    return [[slot.cell.text if slot.first_row else "^" for slot in row] for row in grid(table)]


def test_a_part_has_its_own_spans_and_continued_cells_are_empty() -> None:
    assert texts(part(TABLE, range(2))) == [["side", "level", "name"], ["^", "one", "a"]]
    assert texts(part(TABLE, range(2, 5))) == [["", "", "b"], ["^", "^", "c"], ["^", "two", "d"]]


def test_words_of_a_divided_cell_stand_where_they_are_told_to() -> None:
    over = crossing(TABLE, 2)
    assert over == {(0, 0), (1, 1)}
    assert texts(part(TABLE, range(2, 5), again=over))[0] == ["side", "one", "b"]
    assert texts(part(TABLE, range(2), hidden=over)) == [["", "level", "name"], ["^", "", "a"]]


def test_heads_are_put_before_a_part_and_a_cell_beside_them_runs_through() -> None:
    again = part(TABLE, [*heads_at(TABLE, 3), 3, 4])
    assert texts(again) == [["side", "level", "name"], ["^", "", "c"], ["^", "two", "d"]]
    assert again.repeated == (0,)


@pytest.mark.parametrize(("at", "heads"), [(0, []), (1, [0]), (4, [0])])
def test_heads_of_a_row(at: int, heads: list[int]) -> None:
    assert heads_at(TABLE, at) == heads
