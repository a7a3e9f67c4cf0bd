"""An indicator put together from the pieces of torn rows, and which piece it still takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.forms.evidence.fit import cues
from extractors.forms.rows.composite import SIGN
from extractors.forms.rows.tokens import Token
from normalizers.quantities.figures import FIGURE
from normalizers.text import compact

_PAID = r"(?:得|的得|计)"
_THRESHOLD = re.compile(
    rf"^(?:达到?)?(?:目标值)?(?P<op>{SIGN})?\s?"
    rf"(?P<value>{FIGURE}\s?[^\d得扣计，,。；\s]{{0,6}}?(?:以上|以下|以内)?)\s?{_PAID}\s?\d"
)
_NUMBER = re.compile(rf"[-+−－]?{FIGURE}")
_FORMULA = re.compile(r"(?:^|[。；])(?P<name>[“\"”\u4e00-\u9fff（）()]{2,20}?率)[=＝扣得]")
_SITUATION = "情况"
#: The longest name that an explanation is believed to say.
_LONGEST_TOLD = 24


@dataclass
class Record:
    """An indicator put together from pieces; `row` is the index of the row that its value stood in, `first` and `last`
    those of the rows that it was put together from; `is_named` is false where its explanation alone says its name."""

    row: int
    name: str = ""
    operator: str = ""
    figure: str = ""
    unit: str = ""
    quality: str = ""
    rule: str = ""
    explanation: str = ""
    level1: str = ""
    level2: str = ""
    tag: str = ""
    weight: str = ""
    sure: float = 0.6
    is_named: bool = True
    spare: list[str] = field(default_factory=list)
    first: int = -1
    last: int = -1

    @property
    def has_value(self) -> bool:
        """Whether a figure or a word stands for the target."""
        return bool(self.figure or self.quality)

    def takes(self, token: Token) -> bool:
        """Whether the piece fits in: a record has one name, one operator, one value, each as often as it is said."""
        own = getattr(self, token.kind, "")
        if token.kind in ("name", "tag"):
            return not own
        if token.kind == "operator":
            return not own or (bool(self.name) and own == token.text)
        if token.kind == "figure":
            return not self.quality and (not own or same_figure(own, token.text))
        if token.kind == "quality":
            return not self.figure and (not own or own == token.text)
        return True

    def take(self, token: Token) -> None:
        """Fills in the piece; of two equal figures the one with a unit is kept, of two rules the second is spare."""
        if token.kind == "figure":
            self.figure = max(self.figure, token.text, key=len)
        elif token.kind == "rule" and self.rule:
            self.spare.append(token.text)
        elif token.kind not in ("level1", "level2") and not (token.kind == "explanation" and self.explanation):
            setattr(self, token.kind, token.text)


def same_figure(one: str, other: str) -> bool:
    """Whether two texts print one number, whether or not a unit stands behind it."""
    first, second = _NUMBER.match(one), _NUMBER.match(other)
    is_short = one.startswith(other) or other.startswith(one)
    return is_short and first is not None and second is not None and first[0] == second[0]


def valued(record: Record) -> Record:
    """A value that only the rule names (`140亿元以上得…`), or whose unit only the rule names (`40`, `40个得5分`)."""
    threshold = _THRESHOLD.match(compact(record.rule))
    if threshold is None:
        return record
    if not record.has_value:
        record.operator, record.figure = record.operator or threshold["op"] or "", threshold["value"]
    elif record.figure and not record.unit and same_figure(record.figure, threshold["value"]):
        record.figure = max(record.figure, threshold["value"], key=len)
    return record


def formulas(explanation: str) -> list[str]:
    """The names of rates that a text says the formulas of (`预算执行率=…`)."""
    return [found["name"] for found in _FORMULA.finditer(compact(explanation))]


def told_name(explanation: str) -> str:
    """The indicator that an explanation speaks of (`该指标主要考察桥灯数量情况`, `预算执行率=…`); empty for none."""
    said = compact(explanation)
    opening = next((one for one in cues("explanation_openings") if said.startswith(one)), "")
    about = said.removeprefix(opening).removesuffix(_SITUATION)
    if opening and said.endswith(_SITUATION) and 2 < len(about) <= _LONGEST_TOLD:
        return about
    return next(iter(formulas(said)), "")
