"""Long runs of digits, numerals, brackets and blanks cost the readers of names, values and rules linear time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from normalizers.matching.matching import match
from normalizers.names.layout import clean as clean_layout
from normalizers.names.layout import indicator_name, level_name, unit_name
from normalizers.names.names import key
from normalizers.quantities.numbers import find_numbers
from normalizers.quantities.numerals import read_numeral
from normalizers.quantities.periods import find_date, find_years
from normalizers.quantities.unit_headings import unit_in_brackets, unit_over_table
from normalizers.rules.scoring_rules import parse_rule
from normalizers.values.stated import stated
from normalizers.values.values import Context, parse_value

LONG = 8_000
RUNS = (
    "1", "百", "一", "元", "(", "×", "每", " ", "1.", "1,", "(1)", "1 ", "1分之", "1-", "2024年", "1月", ">=", "1%",
    "1/", "得1分", "1万", "“1", "1:", "1e", "一比", "1千", "为优", "超5%以内得", "按实际×", "率", "万余", "1个半",
    "（一）",
)  # fmt: skip
READERS: dict[str, Callable[[str], object]] = {
    "a value": parse_value,
    "a name beside a value": lambda text: parse_value("5", Context(name=text)),
    "a unit column": lambda text: parse_value("5", Context(unit_cell=text, head_unit=text, table_unit=text)),
    "an operator column": lambda text: parse_value("5", Context(operator_cell=text)),
    "a rule": parse_rule,
    "a name": match,
    "a key": key,
    "numbers": find_numbers,
    "a numeral": read_numeral,
    "figures in prose": lambda text: list(stated(text)),
    "a date": find_date,
    "years": find_years,
    "a cell": clean_layout,
    "an indicator's name": indicator_name,
    "a level": level_name,
    "a unit's name": unit_name,
    "a unit in brackets": unit_in_brackets,
    "a unit over a table": unit_over_table,
}


@pytest.mark.parametrize("reader", READERS)
def test_long_runs_take_linear_time(reader: str) -> None:
    parse_value("5%", Context(name="合格率"))
    match("某某某某合格率")
    taken = {}
    for run in RUNS:
        text = (run * LONG)[:LONG]
        began = time.process_time()
        READERS[reader](text)
        taken[run] = time.process_time() - began
    assert {run: seconds for run, seconds in taken.items() if seconds > 1} == {}
