"""Lines in which each cell stands behind its head."""

from __future__ import annotations

import pytest

from extractors.tables.labelled import labelled
from schema.document import Paragraph, Table


def _tables(*lines: str) -> list[list[list[str]]]:
    blocks = labelled([Paragraph(line) for line in lines])
    return [[[cell.text for cell in row] for row in block.rows()] for block in blocks if isinstance(block, Table)]


@pytest.mark.parametrize("sign", ["；", "，", ";", "  "])
def test_each_head_is_printed_once(sign: str) -> None:
    lines = (
        ["级别：产出", "条目：修渠：长度", "期初：≥3公里"],
        ["级别：效益", "条目：受益人数", "期初：9人", "备考：无"],
    )
    heads = ["级别", "条目", "期初", "备考"]
    rows = [["产出", "修渠：长度", "≥3公里", ""], ["效益", "受益人数", "9人", "无"]]
    assert _tables("某表", *(sign.join(line) for line in lines), "填表人") == [[heads, *rows]]


def test_a_head_between_two_others_gets_its_place() -> None:
    (table,) = _tables("一甲：1；一丙：3；一丁：4", "一甲：1；一乙：2；一丙：3；一丁：4")
    assert table[0] == ["一甲", "一乙", "一丙", "一丁"]


@pytest.mark.parametrize(
    "lines",
    [
        ("项目名称：修渠；项目单位：某站；联系人：某人",),
        ("一甲：1；一乙：2；一丙：3", "一丁：4；一戊：5；一己：6"),
        ("会议强调：一要加强领导；会议要求：二要落实责任", "会议指出：三要强化监督"),
        ("",),
    ],
)
def test_other_lines_are_left(lines: tuple[str, ...]) -> None:
    assert _tables(*lines) == []


def test_a_label_a_line_is_a_record_where_the_labels_come_again() -> None:
    records = (("条目：修渠长度", "期初：≥3公里", "备考：无"), ("条目：受益人数", "期初：9人"))
    again = ("条目：合格率", "期初：98%", "备考：有")
    rows = [["修渠长度", "≥3公里", "无"], ["受益人数", "9人", ""], ["合格率", "98%", "有"]]
    lines = (line for record in (*records, again) for line in record)
    assert _tables("项目名称：某渠", *lines) == [[["条目", "期初", "备考"], *rows]]


@pytest.mark.parametrize("first, behind", [("- ", "  "), ("", ""), ("  • ", "    "), ("-   ", "\t")])
@pytest.mark.parametrize("sign", [": ", "：", "="])
def test_marks_of_lists_stand_before_labels(first: str, behind: str, sign: str) -> None:
    rows = [["产出", "修渠长度", "≥3公里"], ["效益", "受益人数", "9人"], ["效益", "合格率", "98%"]]
    heads = ["级别", "条目", "期初"]
    lines = [(behind if at else first) + head + sign + row[at] for row in rows for at, head in enumerate(heads)]
    assert _tables("指标：", *lines) == [[heads, *rows]]


def test_records_may_be_counted_in_brackets_and_their_values_set_by_a_sign() -> None:
    lines = ("[条目1]", "级别=产出 条目=修渠长度 期初=≥3公里", "[条目2]", "级别=效益 条目=合格率 期初==98%")
    assert _tables(*lines) == [[["级别", "条目", "期初"], ["产出", "修渠长度", "≥3公里"], ["效益", "合格率", "=98%"]]]


def test_lines_that_bring_ever_new_heads_end_their_table() -> None:
    """No table has more heads than a form has, however its lines overlap."""
    lines = ["；".join(f"头{chr(0x4E00 + at)}：1" for at in range(start, start + 8)) for start in range(0, 400, 4)]
    assert all(len(table[0]) <= 40 for table in _tables(*lines))


@pytest.mark.parametrize("counter", ["指标{}", "*** {}. row ***", "（{}）", "-- {} --"])
def test_lines_that_count_the_records_are_none_of_them(counter: str) -> None:
    said = [("修渠长度", "≥3公里"), ("受益人数", "9人"), ("群众满意率", "≥90%")]
    lines = [
        line
        for at, (name, target) in enumerate(said, 1)
        for line in (counter.format(at), f"条目：{name}", f"期初：{target}", "备考：无")
    ]
    assert _tables("某表", *lines) == [[["条目", "期初", "备考"], *([*pair, "无"] for pair in said)]]
