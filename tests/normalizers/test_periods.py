"""Years and dates of filings."""

from __future__ import annotations

import pytest

from normalizers.quantities.periods import find_date, find_years, fiscal_year


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022 年度", ("2022",)), ("２０２２年", ("2022",)), ("二〇二二年", ("2022",)), ("二○二二年度", ("2022",)),
        ("20 22年", ("2022",)), ("2022年度 2023", ("2022", "2023")), ("2021—2023年", ("2021", "2023")),
        ("电话2022123", ()),
        ("第2022号", ()), ("", ()), ("1234", ()), ("2022年和2022年", ("2022",)),
    ],
)  # fmt: skip
def test_the_years_of_a_text(text: str, years: tuple[str, ...]) -> None:
    assert find_years(text) == years


@pytest.mark.parametrize(
    ("titles", "texts", "year"),
    [
        (["项目支出绩效自评表", "（2022 年度）"], ["填报日期：2023年1月5日"], "2022"),
        (["整体绩效目标表"], ["年度: 2023", "根据南财〔2024〕12号"], "2023"),
        (["2024年度部门整体支出绩效自评报告"], ["2025年3月15日"], "2024"),
        (["整体绩效目标表"], ["填报日期：2025年3月1日"], ""),
        (["整体绩效目标表"], ["南财绩〔2025〕3号"], ""),
        (["整体绩效目标表"], ["南财绩（2025）3号"], ""),
        (["绩效自评报告"], ["2023年度预算", "2023年度目标", "2024年安排"], "2023"),
        (["项目表"], ["二○二三年度"], "2023"),
        (["绩效运行监控表"], ["（2022年1-6月）", "填报日期：2023年7月"], "2022"),
        (["绩效运行监控表"], ["监控期间：2024年1月至8月", "填报日期：2025年7月1日"], "2024"),
        ([], [], ""),
    ],
)
def test_the_year_that_a_filing_is_about(titles: list[str], texts: list[str], year: str) -> None:
    assert fiscal_year(titles, texts) == year


def test_a_date_without_a_year_stands_under_the_fiscal_year() -> None:
    under = find_date("6月底前", "2023")
    alone = find_date("6月底前")
    assert under is not None and under.last_day == 20230630 and under.op == "<="
    assert alone is not None and alone.last_day is None


def test_february_ends_when_it_does() -> None:
    leap, plain = find_date("2024年2月底"), find_date("2023年2月底")
    assert leap is not None and leap.last_day == 20240229
    assert plain is not None and plain.last_day == 20230228


@pytest.mark.parametrize("text", ["2023年2月30日", "13月底", "2023-13-01", "每月10日前", "增长5%", ""])
def test_what_is_no_date_is_none(text: str) -> None:
    found = find_date(text, "2023")
    assert found is None or found.last_day is None
