"""Printed values and what they mean: tables of cells, the words round them, doubts, and the canonical print."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from normalizers.values.values import Context, parse_value, print_value
from schema.value import Value
from tests.normalizers.known import known_wrong

CASES = Path(__file__).parent.parent / "cases"
TOLERANCE = Decimal("0.000001")


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file)]


ALL_ROWS = rows("values.csv") + rows("values_kin.csv") + rows("values_written.csv")


def read(row: dict[str, str]) -> Value:
    return parse_value(row["raw"], Context(row["name"], head_unit=row["head_unit"], fiscal_year=row["fiscal_year"]))


def close(found: Decimal | None, printed: str) -> bool:
    if found is None or not printed:
        return found is None and not printed
    return abs(found - Decimal(printed)) <= TOLERANCE


@pytest.mark.parametrize("row", ALL_ROWS, ids=lambda row: f"{row['raw']}|{row['name']}")
def test_a_cell_means_what_the_table_says(row: dict[str, str], request: pytest.FixtureRequest) -> None:
    if reason := known_wrong("values").get(row["raw"]):
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    value = read(row)
    words = (value.op, value.unit, value.kind, value.text, value.base_unit)
    assert words == (row["op"], row["unit"], row["kind"], row["text"], row["base_unit"])
    assert close(value.value, row["value"]), value
    assert close(value.value_max, row["value_max"]), value
    assert close(value.base_value, row["base_value"]), value


def without_origin(value: Value) -> Value:
    return replace(value, raw="", confidence=1.0, reasons=())


@pytest.mark.parametrize("row", ALL_ROWS, ids=lambda row: f"{row['raw']}|{row['name']}")
def test_what_is_printed_reads_back(row: dict[str, str]) -> None:
    value = read(row)
    again = parse_value(print_value(value))
    if value.kind and not (value.kind == "date" and value.base_value is None):
        assert without_origin(again) == without_origin(value)
    assert parse_value(print_value(again)) == again


@pytest.mark.parametrize("row", ALL_ROWS, ids=lambda row: f"{row['raw']}|{row['name']}")
def test_every_answer_says_why_and_how_sure(row: dict[str, str]) -> None:
    value = read(row)
    assert value.raw == row["raw"]
    assert 0 < value.confidence <= 1
    assert value.reasons
    for number in (value.value, value.value_max, value.base_value, value.base_value_max):
        assert number is None or isinstance(number, Decimal)


def test_what_was_put_right_is_less_sure_than_what_was_printed() -> None:
    plain = parse_value("≥50%")
    assert plain.confidence == 1.0
    for damaged in ("≥5O%", "之50%", "≥50o/o", "≥S0%", "≥5 0%"):
        value = parse_value(damaged)
        assert (value.op, value.value, value.unit) == (plain.op, plain.value, plain.unit), damaged
        assert value.confidence < plain.confidence, damaged


@pytest.mark.parametrize(
    ("cell", "unit"),
    [("oo", "%"), ("°o", "%"), ("Vio", "%"), ("0/0", "%"), ("%o", "%"), ("分比", "百分比"), ("百 比", "百分比"),
     ("元/人\n月", "元/人·月"), ("元/人1月", "元/人/月")],
)  # fmt: skip
def test_a_misread_unit_column_is_put_right_and_doubted(cell: str, unit: str) -> None:
    value = parse_value("95", Context(unit_cell=cell))
    assert (value.value, value.unit) == (95, unit)
    assert value.confidence < 0.8 and "a misread unit put right" in value.reasons


@pytest.mark.parametrize(
    ("raw", "number", "unit"),
    [("100元/人1月", "100", "元/人/月"), ("2200元/人 月", "2200", "元/人·月"), ("≤2.1%0", "2.1", "‰"),
     (". 5.5%", "5.5", "%")],
)  # fmt: skip
def test_a_lost_stroke_or_point_and_dirt_before_a_figure_are_put_right(raw: str, number: str, unit: str) -> None:
    value = parse_value(raw)
    assert (value.value, value.unit, value.raw) == (Decimal(number), unit, raw)
    assert value.confidence < 1


# --- the words round the cell


def test_the_unit_column_goes_before_head_and_name() -> None:
    context = Context("参训人数", unit_cell="人次", head_unit="人", table_unit="万元")
    assert parse_value("50", context).unit == "人次"
    assert parse_value("50", replace(context, unit_cell="")).unit == "人"
    assert parse_value("50", replace(context, unit_cell="", head_unit="")).unit == "人"
    assert parse_value("50家", context).unit == "家"


@pytest.mark.parametrize(
    ("context", "words"),
    [
        (Context(unit_cell="个"), "unit from the unit column: 个"),
        (Context(head_unit="个"), "unit from the column's head: 个"),
        (Context("建设个数"), "unit from the name: 个数"),
        (Context(target=parse_value("≥3个")), "unit from the target: 个"),
        (Context("项目投资", table_unit="单位：万元"), "unit over the table: 万元"),
        (Context(), "no unit printed or implied"),
    ],
)
def test_a_value_says_what_fixed_its_unit(context: Context, words: str) -> None:
    assert words in parse_value("5", context).reasons


@pytest.mark.parametrize("table_unit", ["万元", "单位：万元", "（单位：万元）"])
def test_the_unit_over_a_table_touches_money_alone(table_unit: str) -> None:
    assert parse_value("120", Context("设备购置", table_unit=table_unit)).base_value == 1200000
    assert parse_value("85", Context("预算执行率", table_unit=table_unit)).unit == "%"
    assert parse_value("60", Context("在编人数", table_unit=table_unit)).unit == "人"
    assert parse_value("85%", Context("公用经费控制率", table_unit=table_unit)).base_value == Decimal("0.85")


@pytest.mark.parametrize(
    ("cell", "op"),
    [("≥", ">="), ("≤", "<="), (">", ">"), ("=", "="), ("﹦", "="), ("大于等于", ">="), ("不超过", "<="), ("之", ">="),
     ("\\geq", ">="), ("&le;", "<="), ("定性", ""), ("正向", ""), ("", "")],
)  # fmt: skip
def test_an_operator_column_is_read_as_the_cell_is(cell: str, op: str) -> None:
    assert parse_value("90", Context(unit_cell="%", operator_cell=cell)).op == op


def test_the_cells_own_comparison_goes_before_the_columns() -> None:
    assert parse_value("≤90%", Context(operator_cell="≥")).op == "<="
    assert parse_value("80%-90%", Context(operator_cell="≥")).op == ""


def test_a_scale_in_the_cell_is_completed_by_the_unit_column() -> None:
    assert parse_value("204亿", Context(unit_cell="亿元")).unit == "亿元"
    five = parse_value("5万", Context(unit_cell="人"))
    assert (five.unit, five.base_value, five.base_unit) == ("万人", 50000, "人")


def test_a_bare_result_takes_the_unit_of_its_target() -> None:
    assert parse_value("38.5", Context("养护里程", target=parse_value("≥36公里"))).base_value == 38500
    assert parse_value("96", Context(target=parse_value("≥92百分比"))).unit == "百分比"
    share = parse_value("0.96", Context(target=parse_value("≥92%")))
    assert (share.unit, share.base_value) == ("", Decimal("0.96"))
    assert parse_value("0.3", Context(target=parse_value("≤0.5%"))).base_value == Decimal("0.003")
    assert parse_value("2022", Context(target=parse_value("≤2500人"))).kind == "quantity"
    assert parse_value("达成预期指标", Context(target=parse_value("≥92%"))).kind == "qualitative"


def test_a_year_beside_a_unit_column_of_years_keeps_its_unit() -> None:
    value = parse_value("2022", Context("任务完成时间", unit_cell="年", operator_cell="="))
    assert (value.op, value.value, value.unit, value.kind) == ("=", 2022, "年", "date")


# --- doubts


def test_a_rate_of_three_figures_may_be_a_misread_sign() -> None:
    for name in ("", "群众满意度", "验收合格率"):
        value = parse_value("292%", Context(name))
        assert value.value is None and value.kind == "" and value.op == ""
        assert value.confidence <= 0.3
        assert [(way.op, way.value) for way in value.readings] == [(">=", 92), ("", 292)]
        assert [way.base_value for way in value.readings] == [Decimal("0.92"), Decimal("2.92")]


@pytest.mark.parametrize(
    ("raw", "context"),
    [
        ("292%", Context("产值增长率")),
        ("292%", Context("群众满意度", operator_cell="≥")),
        ("2280次", Context()),
        ("2280次", Context(neighbours=(parse_value("≥2000次"),))),
        (">2%", Context("提高储存效率", neighbours=(parse_value("≥95%"), parse_value("≥98%")))),
        (">92%", Context("群众满意度")),
        ("-5%", Context("三公经费变动率")),
        ("-20万元", Context()),
        ("1,234万元", Context(neighbours=(parse_value("1,500万元"),))),
        ("200%", Context()),
        ("25个", Context()),
    ],
)
def test_nothing_is_doubted_without_evidence(raw: str, context: Context) -> None:
    value = parse_value(raw, context)
    assert value.readings == ()
    assert value.value is not None


@pytest.mark.parametrize(
    ("raw", "context", "ways"),
    [
        ("2280次", Context(neighbours=(parse_value("≥260次"),)), [(">=", "280"), ("", "2280")]),
        ("2280次", Context(target=parse_value("≥280次")), [(">=", "280"), ("", "2280")]),
        ("29天", Context(neighbours=(parse_value("≤8天"),)), [("<=", "9"), ("", "29")]),
        (
            ">92%",
            Context("群众满意度", neighbours=(parse_value("≥90%"), parse_value("≥95%"))),
            [(">=", "92"), (">", "92")],
        ),
        ("-95%", Context("群众满意度"), [(">=", "95"), ("", "95"), ("", "-95")]),
        ("一95%", Context(), [(">=", "95"), ("", "95")]),
        ("1,234万元", Context(neighbours=(parse_value("1.2万元"),)), [("", "1.234"), ("", "1234")]),
        ("1.234万元", Context(neighbours=(parse_value("1200万元"),)), [("", "1234"), ("", "1.234")]),
        ("V50万元", Context("项目总成本"), [("<=", "50"), (">=", "50")]),
        (".25%", Context("群众知晓率"), [("", "25"), ("", "0.25")]),
        ("≥.95%", Context("群众满意度"), [(">=", "95"), (">=", "0.95")]),
        (".9处", Context("修缮文物"), [("", "9"), ("", "0.9")]),
        ("9900", Context("群众满意度", target=parse_value("≥95%")), [("", "99"), ("", "9900")]),
    ],
)
def test_evidence_makes_a_doubt_with_the_likelier_reading_first(
    raw: str, context: Context, ways: list[tuple[str, str]]
) -> None:
    value = parse_value(raw, context)
    assert value.value is None and value.confidence <= 0.3 and value.raw == raw
    assert [(way.op, way.value) for way in value.readings] == [(op, Decimal(number)) for op, number in ways]
    assert all(way.base_value is not None and way.reasons for way in value.readings)
    confidences = [way.confidence for way in value.readings]
    assert confidences == sorted(confidences, reverse=True)


def test_a_bounded_rate_above_a_hundred_is_kept_with_little_trust() -> None:
    value = parse_value("120%", Context("群众满意度"))
    assert value.value == 120 and value.confidence <= 0.5


def test_a_bare_result_of_a_length_of_time_is_no_day() -> None:
    target = parse_value("≤4分钟", Context(name="急救平均出车时间"))
    result = parse_value("3.5", Context(name="急救平均出车时间", target=target, fiscal_year="2023"))
    assert (result.value, result.unit, result.kind) == (Decimal("3.5"), "分钟", "duration")


@pytest.mark.parametrize(
    ("raw", "base"),
    [
        ("1亿2千万元", "120000000"),
        ("2亿5千万元", "250000000"),
        ("2万3千5百元", "23500"),
        ("12亿3千5百万元", "1235000000"),
        ("3万5千元", "35000"),
        ("1亿5000万元", "150000000"),
        ("1千8百万元", "18000000"),
        ("4百5十万元", "4500000"),
        ("6千零5十元", "6050"),
        ("1.2亿3000万元", "150000000"),
        ("1.2E+06元", "1200000"),
        ("2.5e+2万元", "2500000"),
    ],
)
def test_figures_written_with_steps_or_powers_are_one_number(raw: str, base: str) -> None:
    assert parse_value(raw).base_value == Decimal(base)


@pytest.mark.parametrize(
    "raw", ["3万5", "1亿2", "5千3", "2百1", "7万12", "4千25", "9亿123", "6万8元", "8千1人", "1万23次"]
)
def test_a_figure_without_its_step_is_doubted(raw: str) -> None:
    assert parse_value(raw).confidence <= 0.5


@pytest.mark.parametrize(
    ("raw", "number"), [("½", "0.5"), ("½以上", "0.5"), ("1½倍", "1.5"), ("¾", "0.75"), ("2¼小时", "2.25")]
)
def test_vulgar_fractions_are_numbers(raw: str, number: str) -> None:
    assert parse_value(raw).value == Decimal(number)


@pytest.mark.parametrize("raw", ["100% | 10", "≥95%|100%", "12次｜10", "5|6", "3.6公里 | 3.8公里", "有效|有效|10"])
def test_a_border_inside_a_value_is_doubted(raw: str) -> None:
    assert parse_value(raw).confidence <= 0.5


@pytest.mark.parametrize(
    ("raw", "unit"), [("300元/生/年", "元/生/年"), ("5㎞", "km"), ("3㎏", "kg"), ("12ℓ", "L"), ("8㎝以上", "cm")]
)
def test_units_over_two_divisors_and_of_one_sign_are_whole(raw: str, unit: str) -> None:
    assert parse_value(raw).unit == unit


def test_a_day_counted_by_a_spreadsheet_takes_the_operator_column() -> None:
    value = parse_value("45230", Context("完成时间", operator_cell="≤"))
    assert (value.op, value.base_value, value.confidence) == ("<=", 20231031, 0.7)
    assert "a day as a spreadsheet counts it" in value.reasons


@pytest.mark.parametrize(
    ("raw", "name", "op", "value"),
    [
        ("≤≥95%", "满意度", "", "95"),
        ("≥<80%", "合格率", "", "80"),
        ("(3.2)%", "增长率", "", "3.2"),
        ("（1.8）%", "三公经费变动率", "", "1.8"),
        ("3/3", "完成项目数", "", "1"),
        ("4/6", "整改情况数", "", "0.666667"),
    ],
)
def test_what_may_mean_something_else_is_doubted(raw: str, name: str, op: str, value: str) -> None:
    found = parse_value(raw, Context(name=name))
    assert (found.op, found.value) == (op, Decimal(value))
    assert found.confidence < 0.9


@pytest.mark.parametrize(
    ("raw", "op", "value", "unit"),
    [
        ("万余人", ">", "10000", "人"),
        ("亿余元", ">", "100000000", "元"),
        ("近万余户", ">", "10000", "户"),
        ("“95%”以上", ">=", "95", "%"),
        ("‘12’次", "", "12", "次"),
        ("「≥30」户", ">=", "30", "户"),
    ],
)
def test_a_bare_step_and_a_figure_in_quotes_are_numbers(raw: str, op: str, value: str, unit: str) -> None:
    found = parse_value(raw)
    assert (found.op, found.value, found.unit) == (op, Decimal(value), unit)
