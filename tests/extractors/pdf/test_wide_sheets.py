"""A sheet that is printed over pages side by side is one table again; other pages alike stay apart."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from schema.document import Table
from tests.extractors.ofd_files import grid, ofd, text
from tests.extractors.papers import texts_of

LEFT = (("一级指标", "二级指标", "三级指标"), ("产出指标", "数量指标", "养护里程"), ("产出指标", "质量指标", "合格率"),
        ("产出指标", "时效指标", "按时完成率"), ("效益指标", "社会效益", "受益人数"))  # fmt: skip
RIGHT = (("指标值", "分值"), ("≥7公里", "20"), ("≥98%", "20"), ("100%", "10"), ("≥600人", "30"))
YS = [30.0, 40.0, 55.0, 63.0, 78.0, 90.0]
LEFT_XS, RIGHT_XS = [15.0, 75.0, 135.0, 195.0], [15.0, 65.0, 100.0]
WHOLE = [[*one, *other] for one, other in zip(LEFT, RIGHT, strict=True)]


def page(rows: tuple[tuple[str, ...], ...], xs: list[float], ys: list[float] = YS, more: str = "") -> str:
    cells = (
        text(words, xs[column] + 2, ys[row] + 6) for row, line in enumerate(rows) for column, words in enumerate(line)
    )
    return more + grid(xs, ys) + "".join(cells)


def tables(data: bytes) -> list[list[list[str]]]:
    return [one for one in texts_of(read_document(data)) if isinstance(one, list)]


TITLE = text("项目支出绩效目标申报", 155, 20, 4.0), text("表（2023年度）", 16, 20, 4.0)
AGAIN = tuple((one[0], *other) for one, other in zip(LEFT, RIGHT, strict=True))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (page(LEFT, LEFT_XS), page(RIGHT, RIGHT_XS)),
        (page(LEFT, LEFT_XS, more=text("项目支出绩效目标表", 80, 20)), page(RIGHT, RIGHT_XS)),
        (page(LEFT, LEFT_XS), page(AGAIN, [15.0, 75.0, 125.0, 160.0])),
        (page(LEFT, LEFT_XS, more=TITLE[0]), page(RIGHT, RIGHT_XS, more=TITLE[1])),
    ],
    ids=["plain", "titled", "labels again", "title cut"],
)
def test_a_sheet_cut_in_two_is_whole(left: str, right: str) -> None:
    assert tables(ofd(left, right)) == [WHOLE]


def test_a_title_that_is_cut_is_whole() -> None:
    document = read_document(ofd(page(LEFT, LEFT_XS, more=TITLE[0]), page(RIGHT, RIGHT_XS, more=TITLE[1])))
    assert texts_of(document)[0] == "项目支出绩效目标申报表（2023年度）"


def test_what_is_joined_stands_on_the_left_page() -> None:
    (table,) = [
        one for one in read_document(ofd(page(LEFT, LEFT_XS), page(RIGHT, RIGHT_XS))).blocks if isinstance(one, Table)
    ]
    assert {cell.page for cell in table.cells} == {1}
    assert all(cell.box is not None and cell.box.x1 <= 210 * 72 / 25.4 + 0.1 for cell in table.cells)


OTHER = (("项目", "金额"), ("基本支出", "5"), ("项目支出", "7"))


@pytest.mark.parametrize("before", [0, 1, 2])
@pytest.mark.parametrize("behind", [0, 1])
def test_a_cut_sheet_among_other_pages_is_whole(before: int, behind: int) -> None:
    other = page(OTHER, RIGHT_XS, YS[:4])
    found = tables(ofd(*[other] * before, page(LEFT, LEFT_XS), page(RIGHT, RIGHT_XS), *[other] * behind))
    assert WHOLE in found and sum(map(len, found)) == len(WHOLE) + len(OTHER) * (before + behind)


@pytest.mark.parametrize("order", ["down, then over", "over, then down"])
def test_parts_of_a_long_sheet_are_found_in_either_order(order: str) -> None:
    ys = [30.0, 42.0, 52.0, 66.0, 75.0, 88.0]
    second = tuple((f"{one[0]}", f"其他{number}", f"指标{number}") for number, one in enumerate(LEFT))
    values = tuple((f"≥{number}个", f"{number}") for number in range(5))
    lefts = page(LEFT, LEFT_XS), page(second, LEFT_XS, ys)
    rights = page(RIGHT, RIGHT_XS), page(values, RIGHT_XS, ys)
    pages = [*lefts, *rights] if order == "down, then over" else [lefts[0], rights[0], lefts[1], rights[1]]
    rows = [row for table in tables(ofd(*pages)) for row in table]
    assert rows == [*WHOLE, *([*one, *other] for one, other in zip(second, values, strict=True))]


@pytest.mark.parametrize(
    "other",
    [
        page(LEFT, LEFT_XS),
        page(RIGHT, RIGHT_XS, [30.0, 41.5, 55.0, 63.0, 78.0, 90.0]),
        page(RIGHT[:4], RIGHT_XS, YS[:5]),
        page(RIGHT, RIGHT_XS, more=text("资金情况表", 80, 20)),
    ],
    ids=["the same columns", "other rows", "fewer rows", "a title of its own"],
)
def test_other_pages_stay_apart(other: str) -> None:
    assert all(len(row) <= 3 for table in tables(ofd(page(LEFT, LEFT_XS), other)) for row in table)
