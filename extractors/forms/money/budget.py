"""A budget whose figures and labels came apart: which figure is whose, by what adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalizers.quantities.figures import DECIMAL
from normalizers.text import compact

_GROUP = re.compile(r"(?:\d{1,2}[、.．])?\s*(资金来源|资金结构|收入构成|支出构成|支出结构)\s*[:：]?")
_ITEM = re.compile(r"[(（]\d{1,2}[)）]\s*([^()（）\d、；;\s]{2,16})")
_PLAIN = re.compile(rf"^-?{DECIMAL}$")
_TOLERANCE = Decimal("0.011")
_TOTAL = "部门预算总额"


@dataclass(frozen=True, slots=True)
class Share:
    """A figure with the path of labels that it belongs to."""

    path: tuple[str, ...]
    figure: str


def groups_in(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The parts of a budget that a text lists: `资金结构：（1）基本支出 （2）项目支出`; empty for other texts."""
    found: list[tuple[str, tuple[str, ...]]] = []
    starts = list(_GROUP.finditer(text))
    for order, start in enumerate(starts):
        end = starts[order + 1].start() if order + 1 < len(starts) else len(text)
        items = tuple(compact(item) for item in _ITEM.findall(text[start.end() : end]))
        if items:
            found.append((start.group(1), items))
    return found


def figures_in(text: str) -> list[str]:
    """The figures of a cell that holds nothing else; empty for other cells."""
    pieces = text.split()
    return pieces if pieces and all(_number(piece) is not None for piece in pieces) else []


def _number(text: str) -> Decimal | None:
    plain = text.replace(",", "").replace("，", "")
    return Decimal(plain) if _PLAIN.match(plain) else None


def shares(figures: Sequence[str], groups: Sequence[tuple[str, tuple[str, ...]]]) -> list[Share]:
    """The total, then each group's figures in the order of its items, when every group sums to the total.

    Empty where the figures do not add up so: then nobody can say whose they are.
    """
    numbers = [number for figure in figures if (number := _number(figure)) is not None]
    if len(numbers) != len(figures) or len(numbers) < 2 or not groups:
        return []
    found = [Share((_TOTAL,), figures[0])]
    position = 1
    for name, items in groups:
        taken = _taken(numbers, position, len(items))
        if not taken:
            return []
        found += [Share((name, item), figure) for item, figure in zip(items, figures[position:], strict=False)][:taken]
        position += taken
    return found if position == len(figures) else []


def _taken(numbers: Sequence[Decimal], start: int, most: int) -> int:
    """How many figures from here sum to the total; 0 for none."""
    sums: Iterator[int] = (
        count
        for count in range(1, most + 1)
        if abs(sum(numbers[start : start + count], Decimal(0)) - numbers[0]) <= _TOLERANCE
        and start + count <= len(numbers)
    )
    return next(sums, 0)
