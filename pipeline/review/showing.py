"""How records are shown: values as a reader writes them, confidence in steps, times without their seconds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from normalizers.confidence import REVIEW_BELOW
from pipeline.words import Words
from schema.printing import plain
from schema.value import Value

_SIGNS = {">=": "≥", "<=": "≤"}
_SURE = 0.95
# Characters on a line of a field, and its most lines.
_LINE, _MOST_LINES = 34, 8


@dataclass(frozen=True, slots=True)
class Showing:
    """What templates call."""

    words: Words

    def value(self, parts: Mapping[str, Any], prefix: str = "") -> str:
        """What a value means: operator, number, unit, words; empty for none."""
        got = {name: parts.get(prefix + name) for name in ("op", "value", "value_max", "unit", "text", "kind")}
        if got["value"] is None or got["value"] == "":
            return str(got["text"] or "")
        if got["kind"] == "date" or got["unit"] == "年":
            return self._date(got)
        number = self.number(got["value"])
        if got["value_max"] not in (None, ""):
            number = f"{number} – {self.number(got['value_max'])}"
        sign = _SIGNS.get(str(got["op"]), str(got["op"] or ""))
        return " ".join(part for part in (got["text"], sign, number, got["unit"]) if part)

    def _date(self, got: Mapping[str, Any]) -> str:
        """A year or a number of years, as a reader writes them: `2022年`, `2021–2023年`."""
        ends = [got["value"], got["value_max"]] if got["value_max"] not in (None, "") else [got["value"]]
        digits = "–".join(end if isinstance(end, str) else plain(end) for end in ends)
        sign = _SIGNS.get(str(got["op"]), str(got["op"] or ""))
        return " ".join(part for part in (got["text"], sign, f"{digits}{got['unit'] or ''}") if part)

    def unit_beside(self, raw: str, unit: str) -> str:
        """The unit where the printed text does not say it: `46.33万元` needs none, `46.33` does."""
        return "" if unit and unit in "".join(raw.split()) else unit

    def base(self, parts: Mapping[str, Any], prefix: str = "") -> str:
        """The same in its base unit; empty where that says nothing more."""
        value, unit = parts.get(prefix + "base_value"), str(parts.get(prefix + "base_unit") or "")
        same = value == parts.get(prefix + "value") and unit == parts.get(prefix + "unit")
        if value in (None, "") or same:
            return ""
        most = parts.get(prefix + "base_value_max")
        if parts.get(prefix + "kind") == "date":
            return " – ".join(str(end) for end in (value, most) if end not in (None, ""))
        number = self.number(value) if most in (None, "") else f"{self.number(value)} – {self.number(most)}"
        return number if unit == "1" else f"{number} {unit}".strip()

    def number(self, number: Decimal | float | int | str) -> str:
        """Digits in groups of three; a date stays in one piece."""
        digits = number if isinstance(number, str) else plain(number)
        whole, dot, rest = digits.partition(".")
        grouped = (
            f"{int(whole):,}".replace(",", "\u2009") if whole.lstrip("-").isdecimal() and len(whole) < 8 else whole
        )
        return grouped + dot + rest

    def share(self, confidence: float) -> str:
        """In percent, never 100 for what isn't sure."""
        return "100%" if confidence >= 1 else f"{min(99, round(confidence * 100))}%"

    def step(self, confidence: float) -> str:
        """`sure`, `fair` or `doubtful`."""
        return "sure" if confidence >= _SURE else "fair" if confidence >= REVIEW_BELOW else "doubtful"

    def when(self, made_at: str) -> str:
        """A UTC time in the machine's own, to the minute."""
        try:
            made = datetime.fromisoformat(made_at)
        except ValueError:
            return made_at
        return made.astimezone().strftime("%Y-%m-%d %H:%M")

    def short(self, text: str, most: int = 40) -> str:
        """One line of it."""
        line = " ".join(text.split())
        return line if len(line) <= most else line[: most - 1] + "…"

    def parts(self, value: Value) -> Mapping[str, Any]:
        """The parts of a value by name, as rows have them."""
        return {name: getattr(value, name) for name in value.__slots__}

    def typed(self, value: Value | Mapping[str, Any]) -> str:
        """What somebody would type who means this value: `≥92%`."""
        parts = value if isinstance(value, Mapping) else self.parts(value)
        if parts["value"] is None:
            return str(parts["text"])
        upper = f"-{plain(parts['value_max'])}" if parts["value_max"] is not None else ""
        sign = _SIGNS.get(parts["op"], parts["op"])
        return f"{parts['text']}{sign}{plain(parts['value'])}{upper}{parts['unit']}"

    def told(self, text: str) -> str:
        """What an entry of the journal holds in JSON, as words."""
        try:
            found = json.loads(text) if text else ""
        except ValueError:
            return text
        if isinstance(found, Mapping):
            return "，".join(f"{name}: {value}" for name, value in found.items())
        if isinstance(found, list):
            return " / ".join(self.told(json.dumps(one)) for one in found)
        return "" if found is None else str(found)

    def cell(self, content: Any) -> str:
        """A cell's content as it is typed."""
        return "" if content is None else plain(content) if isinstance(content, Decimal | float | int) else str(content)

    def rows(self, text: str) -> int:
        """Lines that a text takes in its field."""
        lines = sum(1 + len(line) // _LINE for line in text.split("\n"))
        return max(1, min(_MOST_LINES, lines))
