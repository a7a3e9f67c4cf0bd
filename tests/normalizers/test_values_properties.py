"""What holds of every text: no error, no hang, no float, no invented digits, and a print that reads back."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.quantities.numbers import parse_number
from normalizers.quantities.periods import find_years, fiscal_year
from normalizers.values.values import Context, parse_value, print_value
from schema.value import KINDS, OPERATORS, Value

PIECES = [
    *"0129.,%‰≥≤><=一二两三十百千万亿元个次人年月日天前底内-~至到/（）()，。；：约余多半比成倍率×X每得扣负±￥lOISZB",
    *"无 \n　",
    *(
        "10",
        "100",
        "95",
        "2022",
        "12",
        "以上",
        "以内",
        "分之",
        "不低于",
        "超过",
        "增长",
        "下降",
        "满意度",
        "\\geq",
        "&lt;",
    ),
    *("<ol ", "定性", "百分之", "控制在", "万元", "个工作日", "月底前", "得5分", "每减少"),
    *("|", "｜", "丨", "½", "²", "③", "㎡", "٣", "२", "𝟗", "E+06", "1234567890123", "零", "佰", "圆", "角"),
]
FIGURES = [*"01239.,%≥≤-()。； ", "个", "次", "吨", "人", "以上", "约"]
cells = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
names = st.sampled_from(["", "群众满意度", "完成时间", "培训人数", "项目总成本", "运行时长"])


@settings(max_examples=400, deadline=None)
@given(cells, names)
def test_any_text_is_read_without_error_and_without_a_float(raw: str, name: str) -> None:
    value = parse_value(raw, Context(name, fiscal_year="2022"))
    assert value.raw == raw
    assert value.op in ("", *OPERATORS) and value.kind in ("", *KINDS)
    assert 0 <= value.confidence <= 1
    for way in (value, *value.readings):
        for number in (way.value, way.value_max, way.base_value, way.base_value_max):
            assert number is None or (isinstance(number, Decimal) and number.is_finite())
    assert isinstance(print_value(value), str)
    parse_number(raw)
    find_years(raw)
    fiscal_year([raw], [raw])


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**60), st.sampled_from(["", "元", "万元", "亿元", "%", "人", "-1万元", "·5亿元", "万平方米"]))
def test_a_number_of_any_length_is_read_or_left_and_beyond_all_sense_doubted(number: int, unit: str) -> None:
    value = parse_value(f"{number}{unit}")

    assert value.raw == f"{number}{unit}"
    if len(str(number)) > 16:
        assert value.confidence <= 0.5


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 9999),
    st.sampled_from(["", "%", "次", "万元"]),
    st.sampled_from(["|{}", "{}|", "|{}|", "| {} |", "{} ｜", "││{}", " | {}"]),
)
def test_a_border_of_the_cell_is_never_a_digit(number: int, unit: str, frame: str) -> None:
    value = parse_value(frame.format(f"{number}{unit}"))

    ways = value.readings or (value,)
    assert number in [way.value for way in ways]
    assert all(way.value is None or way.value <= number for way in ways)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from("lOIoB0159S"), min_size=2, max_size=4).map("".join), st.sampled_from(["%", "次", "万元"])
)
def test_letters_among_digits_are_doubted(figure: str, unit: str) -> None:
    value = parse_value(figure + unit)

    assert figure.isdigit() or value.confidence < 0.8


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(FIGURES), max_size=12).map("".join))
def test_a_number_is_made_of_the_digits_of_its_text(raw: str) -> None:
    value = parse_value(raw)
    printed = "".join(character for character in raw if character.isdigit())
    for way in (value, *value.readings):
        for number in (way.value, way.value_max):
            if number is not None and value.kind != "date":
                digits = f"{abs(number):f}".replace(".", "").strip("0")
                assert digits in printed, (raw, number)


ENDLESS = [
    *"1一万≥x(<l年每不，×' 第¥半至$之内",
    *(
        "1.",
        "1,",
        "1 ",
        "（1",
        "1/",
        "1:1",
        "百分之",
        "<ol ",
        "&lt;",
        "\\a",
        "O0",
        "O ",
        "1月",
        "2022年",
        "1-",
        "得1",
        "2022-",
    ),
    *(
        "[bookmark:",
        "1年1",
        "3元5角",
        "x1",
        "；1",
        "((",
        "不低于",
        "以上",
        "控制在",
        "1%",
        "1至",
        "一个半",
        "1个",
        "1亿",
    ),
]


def seconds(text: str, name: str) -> float:
    start = time.perf_counter()
    value = parse_value(text, Context(name, fiscal_year="2022"))
    print_value(value)
    find_years(text)
    fiscal_year([text], [text])
    return time.perf_counter() - start


@pytest.mark.parametrize("piece", ENDLESS)
def test_ten_thousand_characters_take_no_time(piece: str) -> None:
    for name in ("", "完成时间"):
        assert min(seconds((piece * 10000)[:length], name) for length in (10000, 9999)) < 1.0


numbers = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
units = st.sampled_from(
    [
        *(
            "%",
            "‰",
            "个百分点",
            "成",
            "倍",
            "元",
            "万元",
            "亿元",
            "亿元人民币",
            "万美元",
            "元/人·月",
            "万元/公里",
            "分",
        ),
        *("个", "次", "人次", "万人", "家", "台（套）", "吨", "万吨", "公里", "平方米", "亩", "m³"),
        *("小时", "天", "个工作日", "个月", "年"),
    ]
)
texts = st.sampled_from(["", "增长", "同比下降", "每月", "约", "完成", "培训人数", "上年的"])


@st.composite
def measured(draw: st.DrawFn) -> Value:
    low = draw(numbers)
    high = draw(st.none() | numbers.filter(lambda number: number > low))
    op = draw(st.sampled_from(["", *OPERATORS])) if high is None else ""
    return Value(op=op, value=low, value_max=high, unit=draw(units), kind="quantity", text=draw(texts))


@settings(max_examples=400, deadline=None)
@given(measured())
def test_the_canonical_print_reads_back_as_itself(value: Value) -> None:
    if value.unit == "年":
        value = replace(value, value=Decimal(5), value_max=None)
    if value.unit in ("%", "‰", "个百分点"):
        value = replace(value, value=min(value.value or Decimal(0), Decimal(100)), value_max=None)
    printed = print_value(value)
    read = parse_value(printed)
    assert (read.op, read.value, read.value_max, read.unit, read.text) == (
        value.op, value.value, value.value_max, value.unit, value.text,
    )  # fmt: skip
    assert read.raw == printed
    assert print_value(read) == printed
    assert parse_value(print_value(read)) == read


@settings(max_examples=200, deadline=None)
@given(st.dates(), st.sampled_from(["", "<=", ">=", "="]))
def test_a_printed_date_reads_back_as_itself(day: object, op: str) -> None:
    stamp = Decimal(str(day).replace("-", ""))
    if not 19000101 <= stamp <= 20991231:
        return
    value = Value(op=op, kind="date", base_value=stamp)
    read = parse_value(print_value(value))
    assert (read.op, read.base_value, read.kind) == (op, stamp, "date")
    assert parse_value(print_value(read)) == read
