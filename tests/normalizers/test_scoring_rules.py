"""Scoring rules: a table of cases, and what must hold for any text."""

from __future__ import annotations

import csv
import json
import re
import time
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.rules.formulas import formula
from normalizers.rules.scoring_rules import full_points, parse_rule
from schema.printing import pieces_text
from tests.normalizers.known import known_wrong

CASES = Path(__file__).parents[1] / "cases" / "rules.csv"
NUMBERS = ("threshold", "points", "step", "deduct_per_step", "floor")
WORDS = ("threshold_op", "unit", "step_unit")


def _rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["raw"][:40])
def test_a_rule_is_read(row: dict[str, str], request: pytest.FixtureRequest) -> None:
    if reason := known_wrong("rules").get(row["raw"]):
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    rule = parse_rule(row["raw"])
    assert {name: getattr(rule, name) for name in WORDS} == {name: row[name] for name in WORDS}
    assert {name: getattr(rule, name) for name in NUMBERS} == {name: _number(row[name]) for name in NUMBERS}
    wanted = json.loads(row["pieces"]) if row["pieces"] else []
    assert (json.loads(pieces_text(rule.pieces)) if rule.pieces else []) == wanted
    assert full_points(row["raw"]) == _number(row["full_points"])


def test_what_cannot_be_read_is_said() -> None:
    rule = parse_rule("由主管领导研究后确定。")
    assert rule.is_empty and rule.reasons and rule.confidence < 0.5


def test_points_copied_from_the_target_are_doubted() -> None:
    rule = parse_rule("260亿元以上得260分，每减少15亿扣0.5分")
    assert rule.points == 260 and any("target" in reason for reason in rule.reasons)
    assert full_points(rule.raw) is None


def test_points_that_a_lost_rule_ran_together_are_none() -> None:
    assert full_points("完成得50.5分，未完成不得分") is None
    assert full_points("完成得2.5分，未完成不得分") == Decimal("2.5")
    assert full_points("完成得50分，未完成不得分") == 50


def test_a_slip_for_a_deduction_is_flagged() -> None:
    rule = parse_rule("≥30场得6分，每减少1场得0.5分")
    assert rule.deduct_per_step == Decimal("0.5") and any("扣" in reason for reason in rule.reasons)


def test_a_share_of_the_weight_is_no_number_of_points() -> None:
    rule = parse_rule("达到目标值时得4分，每降低1个百分点，扣该指标满分的15%，扣完为止。")
    assert rule.deduct_per_step is None and "15%" in rule.reasons[0]


def test_one_formula_holds_for_every_result_and_has_no_ends() -> None:
    """Reference tables print such a piece with open ends at times and without them at others; one way is enough."""
    assert parse_rule("综合得分=专项资金支出进度×本指标分值").pieces == ({"formula": "x/100*W"},)


def test_a_deadline_is_a_day_as_base_values_print_it() -> None:
    """A threshold is a number: 2024-06-30 is 20240630 in the unit YYYYMMDD, as with the base value of a date."""
    rule = parse_rule("2024年6月30日前建成得6分，未建成不得分")
    assert (rule.threshold_op, rule.threshold, rule.unit) == ("<=", Decimal(20240630), "YYYYMMDD")
    assert "the threshold is a date" in rule.reasons


def test_an_edge_belongs_to_the_span_that_claims_it_most_plainly() -> None:
    plain = parse_rule("80%以上得5分，60%-80%得3分，60%以下不得分").pieces
    marked = parse_rule("5%以内得5分，5%-20%（含）得3分，20%以上不得分").pieces
    assert [(piece["lo_incl"], piece["hi_incl"]) for piece in plain] == [(True, False), (True, False), (True, False)]
    assert [(piece["lo_incl"], piece["hi_incl"]) for piece in marked] == [(True, True), (False, True), (False, False)]


def test_parts_name_no_total() -> None:
    rule = parse_rule("1.计划完整，计1.5分；2.台账清楚，计1.5分。")
    assert rule.points is None and len(rule.pieces) == 2 and any("total" in reason for reason in rule.reasons)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("实际完成值÷目标值×本指标分值", ("a/t*W", "")),
        ("办结率×分值", ("x/100*W", "%")),
        ("办结率÷80%×分值", ("x/80*W", "%")),
        ("核查得分率×分值", ("x*W", "")),
        ("合格数÷总数×分值×40%", ("a/b*W*0.4", "")),
        ("(甲×乙", ("", "")),
        ("无权重的一句话", ("", "")),
    ],
)
def test_a_formula_is_put_in_letters(printed: str, read: tuple[str, str]) -> None:
    assert formula(printed) == read


def _digits(text: str) -> set[str]:
    return set(re.findall(r"\d", unicodedata.normalize("NFKC", text)))


RULE_PARTS = (
    "得 扣 计 分 每 减少 ≥ 90% 5 0.5 个 ， ； 以上 以内 不得分 满分 1,000 % 百分点 得分= × 分值 ( ) 优秀 差 最多"
    " 达到 - 8 。 共 否则 按比例得分 \\geq 一 半 全部 无 发生 起 前 月 同比增长"
)
RULE_WORDS = st.sampled_from(RULE_PARTS.split(" "))
# Words that say a number without its figures: 全部 100 %, 无 none, 每…百分点 one of them, 扣完 nothing left.
IMPLIED = {Decimal(0), Decimal(1), Decimal(100)}


@given(st.one_of(st.text(max_size=400), st.lists(RULE_WORDS, max_size=40).map("".join)))
@settings(deadline=None, max_examples=300)
def test_any_text_gives_no_figure_of_its_own(raw: str) -> None:
    rule = parse_rule(raw)
    full_points(raw)
    pieces_text(rule.pieces)
    for name in NUMBERS:
        value = getattr(rule, name)
        remainder = name == "floor" and "最" in raw
        if value is not None and value not in IMPLIED and not remainder:
            assert _digits(format(value, "f")) <= _digits(raw), (name, value)


PARTS = [
    "每减少1个扣",
    "得分=实际",
    "≥",
    "1",
    "按",
    "90%-",
    "(1-",
    "得",
    "不低于目标值的",
    "1,000",
    "优秀(",
    "满分",
    "最多",
    "一",
    "每",
    "得5分",
]


@pytest.mark.parametrize("part", PARTS)
def test_time_does_not_explode_with_length(part: str) -> None:
    start = time.process_time()
    parse_rule((part * 10_000)[:10_000])
    assert time.process_time() - start < 5
