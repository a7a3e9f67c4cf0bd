"""Numbers of plain cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalizers.quantities.numbers import find_numbers, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10", "10"), ("10分", "10"), ("8.93", "8.93"), ("１０", "10"), ("5.0", "5.0"), ("10,411.21", "10411.21"),
        ("10，411.21", "10411.21"), ("1 000", "1000"), (" 12 ", "12"), ("-3.5", "-3.5"), ("+3", "3"), ("十五", "15"),
        ("一百零五", "105"), ("一千五", "1500"), ("一万二千", "12000"), ("一亿五千万", "150000000"), ("贰拾伍", "25"),
        ("廿五", "25"), ("二〇", "20"), ("一点五", "1.5"), ("1.5万", "15000.0"), ("3万5千", "35000"), ("7,5", "7.5"),
        ("10.411.21", "10411.21"), ("0.0900000762939453", "0.09"), ("0.1599999964237213", "0.16"), (".5", "0.5"),
        ("2/3", "0.666667"),
    ],
)  # fmt: skip
def test_a_plain_cell_is_a_number(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", " ", "-", "/", "无", "分", "10个", "10-20", "1.2.3", "95%", "abc", "1e5", "9" * 60, "万"]
)
def test_what_is_no_plain_number_is_none(text: str) -> None:
    assert parse_number(text) is None


def test_neighbouring_numerals_are_a_range() -> None:
    assert [(n.value, n.top) for n in find_numbers("两三")] == [(2, 3)]
    assert [(n.value, n.top) for n in find_numbers("七八十")] == [(70, 80)]
    assert [(n.value, n.top) for n in find_numbers("十二三")] == [(12, 13)]
    assert [(n.value, n.top) for n in find_numbers("二十三")] == [(23, None)]
