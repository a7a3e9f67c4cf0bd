"""Figures that can be compared: a size in the base unit and how finely it was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from schema.value import Value

ZERO = Decimal(0)
HALF = Decimal("0.5")
_WITHOUT_SIZE = ("date", "qualitative")


@dataclass(frozen=True, slots=True)
class Figure:
    """`size` and `grain` (what one unit of the last printed digit is worth) in the base `unit`.

    `scale` is what one printed unit is worth (10000 for 万元), None for a zero, which does not show it; `words` is the
    figure as a person reads it.
    """

    size: Decimal
    grain: Decimal
    unit: str
    words: str
    scale: Decimal | None = None


def plain(number: Decimal) -> str:
    """The number in digits, as many decimals as it carries, never with an exponent."""
    return format(number, "f")


def fixed(number: Decimal, decimals: int) -> str:
    """The number rounded to so many decimals; any size, where quantizing fails beyond 28 digits."""
    return format(number, f".{decimals}f")


def percent(fraction: Decimal) -> str:
    """A fraction as a percentage of at most two decimals: `85%`, `99.87%`."""
    return f"{fixed(fraction * 100, 2).rstrip('0').rstrip('.')}%"


def grain(number: Decimal) -> Decimal:
    """One unit of the last digit: 0.01 for 716.83, 1 for 20; trailing zeros of a whole number count as printed."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def figure(value: Value) -> Figure | None:
    """The one number of a value; None for words, dates, ranges and doubtful readings."""
    number = value.value
    if number is None or not number.is_finite() or value.value_max is not None or value.kind in _WITHOUT_SIZE:
        return None
    size = number if value.base_value is None else value.base_value
    scale = abs(size / number) if number else None
    unit = value.unit if value.base_value is None else value.base_unit
    # What a zero is compared with gives the tolerance.
    return Figure(size, grain(number) * (scale or ZERO), unit, shown(value), scale)


def shown(value: Value) -> str:
    """The value as a message prints it: `≥5次`, `716.83万元`; the words of a qualitative one."""
    if value.value is None:
        return value.text or value.raw
    signs = {">=": "≥", "<=": "≤"}
    top = "" if value.value_max is None else f"-{plain(value.value_max)}"
    return f"{signs.get(value.op, value.op)}{plain(value.value)}{top}{value.unit}"


def agree(one: Figure, other: Figure) -> bool | None:
    """Whether both say the same as finely as the coarser is printed; None where their units cannot be compared."""
    if one.unit != other.unit:
        return None
    return abs(one.size - other.size) <= max(one.grain, other.grain) * HALF


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts added up against a printed total; `slack` is what rounding of every part may explain."""

    total: Figure
    parts: tuple[Figure, ...]

    @property
    def difference(self) -> Decimal:
        """What the parts have more than the total, in the base unit."""
        return sum((part.size for part in self.parts), ZERO) - self.total.size

    @property
    def is_exact(self) -> bool:
        """True where parts and total agree to less than the finest digit printed."""
        return not self.difference or abs(self.difference) * 2 < min(
            f.grain or self.total.grain for f in (self.total, *self.parts)
        )

    @property
    def is_rounding(self) -> bool:
        """True where half a unit of the total's last digit, once for each part, explains the difference."""
        return abs(self.difference) <= self.total.grain * HALF * len(self.parts)

    @property
    def words(self) -> str:
        """The printed addition: `591.97+109.35+15.52=716.84`, in the total's unit, cut short where it is long."""
        scale = next((each.scale for each in (self.total, *self.parts) if each.scale), Decimal(1))
        numbers = [_trim(part.size / scale, part.grain / scale) for part in self.parts]
        written = "+".join(numbers) if len(numbers) <= 6 else f"{len(numbers)}项之和"
        whole = sum((part.size for part in self.parts), ZERO) / scale
        finest = min((part.grain for part in self.parts if part.grain), default=self.total.grain) / scale
        return f"{written}={_trim(whole, finest)}"


def _trim(number: Decimal, step: Decimal) -> str:
    """The number with as many decimals as its step has, at most six."""
    exponent = step.normalize().as_tuple().exponent if step else 0
    return fixed(number, min(max(-exponent, 0), 6) if isinstance(exponent, int) else 0)


def add_up(total: Figure, parts: Sequence[Figure]) -> Sum | None:
    """The addition; None where there is nothing to add or the units differ."""
    if not parts or any(part.unit != total.unit for part in parts):
        return None
    return Sum(total, tuple(parts))
