"""Labels of rows: what introduces a part, what only numbers, which label is the parent of which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.forms.vocabulary import words
from normalizers.text import bare, compact

_NUMBER = re.compile(
    r"^(?:[(（]?\d{1,2}[)）、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])"
)
_PARTS = re.compile(r"^(?:其中|其中项目|含)[:：]?")
_FIRST = re.compile(r"^[(（]?[1一①][)）、.．]?$")
_UNIT = re.compile(
    r"[(（](?:单位[:：])?(?:[亿万千百]{0,2}(?:元|美元)|[%％‰人个㎡亩]|平方米|[A-Za-z/÷×*=%+\-]{1,9}"
    r"|[\w%％]{1,8}[/÷×*＊][^()（）]{1,12})[)）]"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A row's label, clean, with what its print says of its rank: its `number`, `part` (behind 其中), `indented`."""

    text: str
    number: str = ""
    part: bool = False
    indented: bool = False


def label_of(raw: str) -> Label:
    """The label without numbering, 其中：, closing colon and bracketed unit."""
    indented = bool(raw.strip()) and raw[:1].isspace()
    text = compact(raw)
    part = bool(_PARTS.match(text))
    text = _PARTS.sub("", text)
    number = _NUMBER.match(text)
    if number:
        text = text[number.end() :]
    return Label(without_unit(text), number.group() if number else "", part, indented)


def without_unit(raw: str) -> str:
    """A heading or column label, compact, without bracketed units and formula letters, without its closing colon."""
    text = compact(raw).strip(":：*＊")
    return _UNIT.sub("", text).strip(":：*＊") or text


class Parents:
    """Follows the labels of one block downwards and says the path of each row.

    Numbered rows stand under the plain one before the first of them; 其中： opens parts of the row before it, and rows
    after it go on as parts while they are indented, name a source of money, begin as the first part does (公车购置,
    公车运行维护), or stand under the block's total.
    """

    def __init__(self, all_parts: bool = False) -> None:
        self._all_parts = all_parts
        self._plain = ""
        self._run = ""
        self._numbered = ""
        self._whole: tuple[str, ...] = ()
        self._first_part = ""

    def path(self, label: Label) -> tuple[str, ...]:
        """The labels from the outermost parent to this one."""
        if label.part:
            self._whole = tuple(text for text in (self._plain, self._numbered) if text)
            self._first_part = label.text
            return (*self._whole, label.text)
        if label.number:
            return self._counted(label)
        if self._whole and self._goes_on(label):
            return (*self._whole, label.text)
        self._plain, self._numbered, self._whole = label.text, "", ()
        return (label.text,)

    def _counted(self, label: Label) -> tuple[str, ...]:
        if _FIRST.match(label.number) or not self._run:
            self._run = self._plain
        self._plain, self._numbered, self._whole = self._run, label.text, ()
        return (self._run, label.text) if self._run else (label.text,)

    def _goes_on(self, label: Label) -> bool:
        if self._all_parts:
            return bare(label.text) not in words("money", "wholes")
        if label.indented or self._whole[0].endswith(("总额", "总金额", "总投资")):
            return True
        if len(label.text) > 2 and label.text[:2] == self._first_part[:2]:
            return True
        return label.text.endswith(("资金", "拨款", "收入", "补助"))
