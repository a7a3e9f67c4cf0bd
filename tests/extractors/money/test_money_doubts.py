"""How sure an amount is: what is doubted, what sums prove, what nothing names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.forms.blocks import money
from extractors.forms.grid import Grid
from extractors.forms.money.rows import LEFT_PARTS, UNLABELLED
from extractors.forms.money.sums import Added, Figure, added_up
from extractors.forms.money.wording import put_right
from extractors.forms.scene import Scene
from normalizers.confidence import SURE
from schema.reading import AmountReading
from tests.extractors.papers import counted, ruled, sure

HEAD = "项目资金（万元）|年初预算数|全年执行数"


def read(grid: Grid) -> list[AmountReading]:
    found = money.read(grid, 0, Scene())
    assert found is not None
    return list(found.amounts)


def of(grid: Grid, figure: str) -> AmountReading:
    return next(amount for amount in read(grid) if amount.value.text == figure)


def test_plain_amounts_are_sure_and_bear_no_reason() -> None:
    for amount in read(ruled(HEAD, "基本支出|7|3", "项目支出|9|4")):
        assert sure(amount) >= SURE
        assert amount.reasons == ()


PLAIN = sure(of(ruled(HEAD, "基本支出|7|3", "项目支出|9|4"), "7"))
#: What costs confidence, and was seldom wrong where nothing worse stood beside it.
SELDOM_WRONG = frozenset({UNLABELLED, money.COUNT})
DOUBTED = [
    (ruled(HEAD, "基本支出|7 31|3", "项目支出|9|4"), "7 31", money.SEVERAL_FIGURES),
    (ruled(HEAD, "基本支出|7.5 31.25|3", "项目支出|9|4"), "7.5 31.25", money.SEVERAL_FIGURES),
    (ruled(HEAD, "基本支出|财政7|3", "项目支出|9|4"), "财政7", money.LABEL_INSIDE),
    (ruled(HEAD, "基本支出|约7万|3", "项目支出|9|4"), "约7万", money.LABEL_INSIDE),
    (ruled(HEAD, "基本支出|待定|3", "项目支出|9|4"), "待定", money.WORDS),
    (ruled(HEAD, "基本支出|7|3", "|9|4"), "9", UNLABELLED),
    (ruled(HEAD, "基本支出|7|3", "^|9|4"), "9", UNLABELLED),
    (ruled("年初预算数|全年执行数|执行率", "7|3|42%", "9|4|44%"), "9", UNLABELLED),
    (ruled("项目|年初预算数|>|决算数", "基本支出|7|3|5", "项目支出|9|4|6"), "7", money.SHARED_HEAD),
    (ruled("项目|年初预算数|全年执行数|", "基本支出|7|3|5", "项目支出|9|4|6"), "5", money.NO_HEAD),
    (ruled("项目|预算数|甲乙丙", "基本支出|7|3", "项目支出|9|4"), "3", money.UNKNOWN_HEAD),
    (ruled("项目|预算数|决算数|结余", "基本支出|7|>|3", "项目支出|9|4|5"), "7", money.SEVERAL_HEADS),
    (counted(HEAD, "基本支出|7|3", "项目支出|9|4|5", "其他支出|1|2"), "5", money.COUNT),
    (counted(HEAD, "基本支出|7|3", "项目支出|9", "其他支出|1|2"), "9", money.COUNT),
]  # fmt: skip


@pytest.mark.parametrize(("grid", "figure", "reason"), DOUBTED)
def test_what_is_odd_is_doubted_and_said(grid: Grid, figure: str, reason: str) -> None:
    amount = of(grid, figure)
    assert reason in amount.reasons
    assert sure(amount) < (PLAIN if reason in SELDOM_WRONG else SURE)


@pytest.mark.parametrize("figure", ["1 234", "12 345 678.90"])
def test_a_blank_between_thousands_parts_no_figures(figure: str) -> None:
    assert of(ruled(HEAD, f"基本支出|{figure}|3", "项目支出|9|4"), figure).reasons == ()


@pytest.mark.parametrize("label", ["水费、电费、差旅费", "会议费", "某某费", "工会会费"])
def test_a_row_behind_parts_that_nothing_ends_is_doubted(label: str) -> None:
    rows = [HEAD, "日常开支|70|66", "其中：办公费|30|30", f"{label}|5|6"]
    assert LEFT_PARTS in of(ruled(*rows), "5").reasons


def test_indents_say_what_goes_on() -> None:
    grid = ruled(HEAD, "日常开支|70|66", "其中：办公费|30|30", "　会议费|5|6", "别的|1|2")
    assert of(grid, "5").path == ("日常开支", "会议费")
    assert of(grid, "1").reasons == ()


def statement(total: str) -> Grid:
    return ruled("项目|预算数", "工资|300", "差旅|20.5", "会议|9.5", f"合计|{total}")


def test_parts_that_add_up_prove_each_other() -> None:
    single = read(ruled("项目|预算数", "工资|300", "差旅|20"))[0]
    assert not single.proofs
    assert all(amount.proofs and sure(amount) > sure(single) for amount in read(statement("330")))


@pytest.mark.parametrize("total", ["331", "33", "3300", "329"])
def test_parts_that_do_not_add_up_are_not_sure(total: str) -> None:
    for amount in read(statement(total)):
        assert money.CONTRADICTED in amount.reasons
        assert sure(amount) < SURE


def test_rounded_parts_add_up() -> None:
    grid = ruled("项目|预算数", "甲|591.97", "乙|109.35", "丙|15.52", "合计|716.83")
    assert all(money.CONTRADICTED not in amount.reasons for amount in read(grid))


def test_columns_add_up_too() -> None:
    found = read(ruled("项目|合计|基本支出|项目支出", "甲|50|30|20", "乙|9|4|5"))
    assert len({sure(amount) for amount in found}) == 1
    (other, *_) = read(ruled("项目|合计|基本支出|项目支出", "甲|51|30|20", "乙|9|4|6"))
    assert found[0].proofs and not other.proofs and sure(found[0]) > sure(other)


def figures(*lines: tuple[str, str]) -> list[Figure]:
    return [Figure(row, 1, tuple(item.split("/")), "预算数", text) for row, (item, text) in enumerate(lines)]


@pytest.mark.parametrize(
    ("lines", "proved", "contradicted"),
    [
        ([("甲", "1"), ("乙", "2"), ("合计", "3")], {0, 1, 2}, set()),
        ([("合计", "3"), ("甲", "1"), ("乙", "2")], {0, 1, 2}, set()),
        ([("甲", "1"), ("乙", "2"), ("合计", "4")], set(), {0, 1, 2}),
        ([("总", "3"), ("总/甲", "1"), ("总/乙", "2")], {0, 1, 2}, set()),
        ([("总", "9"), ("总/甲", "1"), ("总/乙", "2")], set(), set()),
        ([("甲", "1"), ("乙", "2"), ("小计", "3"), ("丙", "4"), ("总计", "7")], {0, 1, 2, 3, 4}, set()),
        ([("甲", "1"), ("乙", "2"), ("小计", "3"), ("丙", "4"), ("丁", "1"), ("总计", "8")], {0, 1, 2, 3, 4, 5}, set()),
        ([("甲", "1"), ("合计", "1")], set(), set()),
        ([("甲", "无"), ("乙", "2"), ("合计", "2")], set(), set()),
        ([("甲", "0"), ("乙", "0"), ("合计", "0")], set(), set()),
        ([], set(), set()),
    ],
)  # fmt: skip
def test_sums(lines: list[tuple[str, str]], proved: set[int], contradicted: set[int]) -> None:
    found = added_up(figures(*lines))
    assert (set(found.proved), set(found.contradicted)) == (proved, contradicted)


def test_ten_thousand_rows_of_sums_take_no_time() -> None:
    lines = [("合计" if n % 2 else f"项{n}", "1") for n in range(10_000)]
    assert added_up(figures(*lines)) == Added(frozenset(), frozenset())


def test_figures_that_nothing_names_are_said() -> None:
    grid = ruled("|>|>", "项目|预算数|决算数", "基本支出|7|3")
    assert money.read(grid, 1, Scene()) is not None
    nameless = money.read(ruled("预算数||决算数", "7|8|3"), 0, Scene())
    assert nameless is not None
    assert [amount.value.text for amount in nameless.amounts] == ["7", "3"]
    assert nameless.unread == ("figures of a money table that nothing names: 1 (table 1, rows 2)",)


@pytest.mark.parametrize(
    ("misread", "word"),
    [
        ("年初預算数", "年初预算数"),
        ("分僅", "分值"),
        ("全年执打数", "全年执行数"),
        ("基木支出", "基本支出"),
        ("项目攴出", "项目支出"),
        ("年初预算数", "年初预算数"),
        ("执行宰", "执行宰"),
        ("完全别的字", "完全别的字"),
        ("2023", "2023"),
        ("", ""),
    ],
)
def test_one_misread_character_of_a_known_word_is_put_right_where_it_is_one_word_alone(misread: str, word: str) -> None:
    assert put_right(misread) == word


def test_words_of_a_picture_are_as_sure_as_their_characters() -> None:
    grid = ruled("项目|预算数|某某数", "甲支出|7|3", "乙支出|9|4")
    slots = [replace(slot, origin=replace(slot.origin, confidence=0.9)) for slot in grid.rows[0].slots]
    seen = replace(grid, rows=(replace(grid.rows[0], slots=tuple(slots)), *grid.rows[1:]))
    assert of(seen, "3").confidence < of(seen, "7").confidence == of(grid, "7").confidence
