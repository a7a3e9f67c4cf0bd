"""Numbers of a workbook are shown as a person sees them."""

from __future__ import annotations

import pytest

from extractors.sheets.formats import code_of, shown


@pytest.mark.parametrize(
    ("number", "code", "seen"),
    [
        (0.9611, "0.00%", "96.11%"),
        (0.5, "0%", "50%"),
        (2242993, "#,##0.00", "2,242,993.00"),
        (9.610000000000001, "General", "9.61"),
        (18657765159, "General", "18657765159"),
        (1 / 3, "General", "0.3333333333"),
        (0.005, "0.00", "0.01"),
        (-3.2, "0", "-3"),
        (-0.001, "0.00", "0.00"),
        (-5, "#,##0.00_);(#,##0.00)", "(5.00)"),
        (-5, "#,##0.00_);[Red](#,##0.00)", "(5.00)"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (12.5, "0.##", "12.5"),
        (12, "0.##", "12"),
        (7, "000", "007"),
        (98, '"≥"0"%"', "≥98%"),
        (710, "≥0公里", "≥710公里"),
        (12, "[$¥-804]#,##0.00", "¥12.00"),
        (123456, '0!.0,"万"', "12.3万"),
        (1234567, "#,##0,", "1,235"),
        (1234567891, "#,##0.00,,", "1,234.57"),
        (12345, "0.0E+00", "1.2E+04"),
        (100, 'General"分"', "100分"),
        (0.25, "# ?/?", "0.25"),
        (7, "[>=5]0.0;0", "7"),
        (7, "@", "7"),
        (-2, "0;;;@", ""),
    ],
)
def test_numbers(number: float, code: str, seen: str) -> None:
    assert shown(number, code) == seen


@pytest.mark.parametrize(
    ("number", "code", "seen"),
    [
        (45292, 'yyyy"年"m"月"d"日"', "2024年1月1日"),
        (45657, "yyyy\\-mm\\-dd", "2024-12-31"),
        (45292, 'yyyy"年"', "2024年"),
        (45292.5, "yyyy/m/d h:mm", "2024/1/1 12:00"),
        (45292.75, "上午/下午h:mm", "下午6:00"),
        (0.75, 'h"时"mm"分"', "18时00分"),
        (1.5, "[h]:mm", "36:00"),
        (45292, "yy-m-d", "24-1-1"),
        (45292, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年1月1日"),
        (45292, "aaaa", "星期一"),
        (59, "m/d", "2/28"),
        (-1, "yyyy/m/d", None),
        (20240101, "yyyy/m/d", None),
    ],
)
def test_dates(number: float, code: str, seen: str | None) -> None:
    assert shown(number, code) == seen


def test_dates_from_1904_on() -> None:
    assert shown(43830, "yyyy/m/d", is_1904=True) == "2024/1/1"


def test_formats_by_number_are_those_of_a_chinese_excel() -> None:
    assert [shown(45292, code_of(number, {})) for number in (14, 31, 57)] == ["2024/1/1", "2024年1月1日", "2024年1月"]
    assert code_of(10, {}) == "0.00%" and code_of(200, {200: "0.0"}) == "0.0" and code_of(999, {}) == "General"


@pytest.mark.parametrize(
    "code", ["", ";;;;", "0" * 250, '"', "\\", "[", "0.0.0", ",,,", "%%%0", "yyyyyyyy", "E+", "h:m:s.00"]
)
@pytest.mark.parametrize("number", [0, -1.5, 1e300, 5e-324, 45292.3])
def test_odd_formats_break_nothing(code: str, number: float) -> None:
    seen = shown(number, code)
    assert seen is None or len(seen) < 1_000
