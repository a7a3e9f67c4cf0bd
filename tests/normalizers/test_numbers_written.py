"""One number in every writing of it is the same number: digits, groups, numerals, cheques, steps and mixtures."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.rules.arithmetic import evaluate, letters
from normalizers.rules.recomputed import score
from normalizers.rules.scoring_rules import parse_rule
from normalizers.values.stated import stated
from normalizers.values.values import Context, parse_value

PLAIN, CHEQUE = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
PLAIN_STEPS, CHEQUE_STEPS = ("", "十", "百", "千"), ("", "拾", "佰", "仟")


def below_myriad(number: int, figures: str, steps: tuple[str, ...]) -> str:
    """A number below 10,000 in characters, a nought between figures that do not follow each other."""
    text, gap = "", False
    for place in (3, 2, 1, 0):
        figure = number // 10**place % 10
        if figure:
            text += figures[0] * (gap and text != "") + figures[figure] + steps[place]
        gap = not figure
    return text


def in_characters(number: int, figures: str = PLAIN, steps: tuple[str, ...] = PLAIN_STEPS) -> str:
    """A number below 10**12 in characters."""
    text = ""
    for great, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = number // great % 10**4
        if section:
            gap = text != "" and section < 1000
            text += figures[0] * gap + below_myriad(section, figures, steps) + name
    return text or figures[0]


def in_steps(number: int) -> str:
    """A number in digits with its steps: 1亿2000万3千5百."""
    text = ""
    for great, name in ((10**8, "亿"), (10**4, "万"), (10**3, "千"), (10**2, "百"), (1, "")):
        section = number // great if great == 10**8 else number // great % (10**4 if great == 10**4 else 10)
        section = number % 100 if great == 1 else section
        text += f"{'零' if great == 1 and section < 10 and text else ''}{section}{name}" if section else ""
    return text


def mixed(number: int) -> str:
    """Hundreds of millions in characters, the rest in digits with its steps."""
    high, low = divmod(number, 10**8)
    ten_thousands, rest = divmod(low, 10**4)
    tail = f"零{rest}" if rest and rest < 1000 else f"{rest}" if rest else ""
    return (in_characters(high) + "亿" if high else "") + (f"{ten_thousands}万" if ten_thousands else "") + tail


WRITINGS: dict[str, Callable[[int], str]] = {
    "digits": str,
    "groups": lambda number: f"{number:,}",
    "wide groups": lambda number: f"{number:,}".replace(",", "，"),
    "blanks": lambda number: f"{number:,}".replace(",", " "),
    "wide digits": lambda number: str(number).translate({ord("0") + n: ord("０") + n for n in range(10)}),
    "characters": in_characters,
    "cheques": lambda number: in_characters(number, CHEQUE, CHEQUE_STEPS),
    "older characters": lambda number: in_characters(number).replace("万", "萬").replace("亿", "億"),
    "steps": in_steps,
    "mixed": mixed,
}


@pytest.mark.parametrize("writing", WRITINGS)
@settings(max_examples=200, deadline=None)
@given(st.one_of(st.integers(11, 10**12 - 1), st.integers(1, 10**4).map(lambda n: n * 10**4), st.integers(11, 9999)))
def test_a_sum_is_the_same_however_it_is_written(writing: str, number: int) -> None:
    printed = WRITINGS[writing](number) + "元"
    value = parse_value(printed, Context("支出"))
    assert (value.kind, value.base_value, value.base_unit) == ("money", number, "元"), (printed, value)


@pytest.mark.parametrize("writing", [name for name in WRITINGS if name != "older characters"])
@settings(max_examples=60, deadline=None)
@given(number=st.integers(11, 10**12 - 1))
def test_running_text_reads_sums_as_cells_do(writing: str, number: int) -> None:
    printed = WRITINGS[writing](number) + "元"
    text = f"本年支出{printed.translate({ord('０') + n: ord('0') + n for n in range(10)})}，其余结转。"
    (figure,) = stated(text)
    assert (figure.number, figure.unit, figure.family) == (number, "元", "money"), (text, figure)


@settings(max_examples=200, deadline=None)
@given(
    st.decimals(Decimal("0.001"), Decimal("99999"), places=3), st.sampled_from(["万元", "亿元", "千元", "元", "百万元"])
)
def test_a_fraction_is_exact_in_its_base(number: Decimal, unit: str) -> None:
    factor = {"万元": 10**4, "亿元": 10**8, "千元": 1000, "元": 1, "百万元": 10**6}[unit]
    value = parse_value(f"{number:f}{unit}", Context("支出"))
    assert value.base_value == number * factor


@pytest.mark.parametrize(
    ("high", "low", "share"), [("小时", "分钟", 60), ("年", "个月", 12), ("天", "小时", 24), ("元", "角", 10)]
)
@pytest.mark.parametrize("link", ["", "零"])
def test_a_smaller_unit_behind_a_larger_one_is_part_of_it(high: str, low: str, share: int, link: str) -> None:
    for whole in (1, 3, 12):
        for part in (1, share // 2, share - 1):
            value = parse_value(f"{whole}{high}{link}{part}{low}")
            larger = parse_value(f"{whole}{high}").base_value or Decimal(0)
            smaller = parse_value(f"{part}{low}").base_value or Decimal(0)
            assert value.base_value is not None
            assert abs(value.base_value - larger - smaller) <= Decimal("0.000001"), value


HOSTILE = [
    "1万" * 5_000,
    "一又" * 5_000,
    "1/" * 5_000,
    "1 " * 5_000,
    "百分之" * 5_000,
    "±1" * 5_000,
    "1,2\n" * 5_000,
    "((((1" * 2_000,
    ("百" * 32 + "，") * 300,
    "百" * 32,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
def test_hostile_figures_take_linear_time(text: str) -> None:
    began = time.process_time()
    parse_value(text)
    list(stated(text))
    parse_rule(text)
    assert time.process_time() - began < 3


RULE_WORDS = [
    "≥90%", "得10分", "每降1%", "扣1分", "扣完为止", "否则", "不得分",
    "按比例", "优秀", "达到", "目标值", "5次", "以上", "，",
]  # fmt: skip
FORMULAS = st.lists(st.sampled_from([*"0123456789+-*/(),xatW.", "min", "ceil(", "max("]), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(FORMULAS)
def test_any_formula_has_a_figure_or_none(formula: str) -> None:
    found = evaluate(formula, {letter: Decimal(3) for letter in "xatW"})
    assert found is None or found.is_finite()
    assert all(letter.isalpha() for letter in letters(formula))


@pytest.mark.parametrize(
    ("formula", "figure"),
    [
        ("min(a/t,1)*W", "8"),
        ("10-ceil((250-x)/10)*1", "7"),
        ("min(floor(x/10)*1,5)", "5"),
        ("x/100*W", "22"),
        ("(1-a)*W*0.6", "-474"),
        ("a/(t-t)", None),
        ("a+", None),
        ("b*W", None),
        ("2**3", None),
    ],
)
def test_a_formula_is_counted(formula: str, figure: str | None) -> None:
    found = evaluate(formula, {"a": Decimal(80), "t": Decimal(100), "W": Decimal(10), "x": Decimal(220)})
    assert found == (None if figure is None else Decimal(figure))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(RULE_WORDS), max_size=8),
    st.sampled_from(["≥90%", "≤5万元", "100%", "优秀", "2024年6月前", "", "5-8个"]),
    st.sampled_from(["85%", "6万元", "良好", "2024年5月", "", "7个", "0"]),
    st.sampled_from([None, Decimal(10), Decimal("0.5")]),
)
def test_a_score_lies_between_nothing_and_full_points(
    words: list[str], target: str, actual: str, weight: Decimal | None
) -> None:
    rule = parse_rule("".join(words))
    found = score(rule, parse_value(target), parse_value(actual), weight)
    assert (found.points is None) == bool(found.missing)
    full = weight if weight is not None else rule.points
    assert found.points is None or (full is not None and 0 <= found.points <= full)
