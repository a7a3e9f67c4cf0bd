from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.printing import pieces_text, plain, storable


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (Decimal("200"), "200"),
        (Decimal("2E+2"), "200"),
        (Decimal("1.20"), "1.2"),
        (Decimal("0.0304"), "0.0304"),
        (Decimal("-0.00"), "0"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("1640000000.0"), "1640000000"),
        (0.3, "0.3"),
        (1.0, "1"),
        (7, "7"),
    ],
)
def test_numbers_have_no_exponent_and_no_noise(number: Decimal | float, printed: str) -> None:
    assert plain(number) == printed


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e30"), max_value=Decimal("1e30")))
def test_a_printed_number_is_the_number(number: Decimal) -> None:
    assert Decimal(plain(number)) == number
    assert "E" not in plain(number)


@given(st.text(alphabet=st.characters(), max_size=20) | st.just("a\ud800\0b"))
def test_storable_text_has_a_form_in_utf8(text: str) -> None:
    assert storable(text).encode().decode() == storable(text)
    assert "\0" not in storable(text)


def test_pieces_keep_their_digits() -> None:
    pieces = ({"lo": Decimal("1.50"), "hi": None, "lo_incl": True, "cond": "达到“要求”"}, {"met": 2})
    text = pieces_text(pieces)
    assert json.loads(text) == [{"lo": 1.5, "hi": None, "lo_incl": True, "cond": "达到“要求”"}, {"met": 2}]
    assert '"lo": 1.5,' in text and "达到" in text
    assert pieces_text(()) == ""
