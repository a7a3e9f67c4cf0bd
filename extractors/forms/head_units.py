"""The unit that a heading prints in brackets."""

from __future__ import annotations

import re

from normalizers.text import compact

_BRACKET_UNIT = re.compile(
    r"[(（](?:单位[:：])?((?:[亿万千百]{0,2}(?:元|美元|人民币|吨|人次?|户|亩|平方米|公里|立方米))|[%％‰㎡个家次项台套天年月分])[)）]"
)


def head_unit(text: str) -> str:
    """The unit that a heading prints in brackets (`经费控制情况（万元）`); empty where none, as for `执行率(B/A)`."""
    found = _BRACKET_UNIT.search(compact(text))
    return found.group(1) if found else ""
