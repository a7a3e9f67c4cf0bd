"""Labels of rows: what introduces a part, what only numbers, which label is the parent of which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from extractors.forms.words.vocabulary import words
from normalizers.quantities.unit_headings import without_units_in_brackets
from normalizers.text import bare, compact, fold

_NUMBER = re.compile(
    r"^(?:[(（]?\d{1,2}[)）、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])"
)
_PARTS = re.compile(r"^(?:其中|其中项目|含)[:：]?")
_FIRST = re.compile(r"^[(（]?[1一①][)）、.．]?$")
# Letters of a formula (A, B/A) and quotients of words that a head prints in brackets.
_FORMULA = re.compile(r"[(（](?:[A-Za-z/÷×*=%+\-]{1,9}|[\w%％]{1,8}[/÷×*＊][^()（）]{1,12})[)）]")


@dataclass(frozen=True, slots=True)
class Label:
    """A row's label, clean, with what its print says of its rank: its `number`, `part` (behind 其中), and the width of
    its `indent` in narrow blanks."""

    text: str
    number: str = ""
    part: bool = False
    indent: int = 0

    @property
    def indented(self) -> bool:
        """Whether it is set in."""
        return self.indent > 0


def label_of(raw: str) -> Label:
    """The label without numbering, 其中：, closing colon and bracketed unit."""
    indent = _width(raw[: len(raw) - len(raw.lstrip())]) if raw.strip() else 0
    text = compact(raw)
    part = bool(_PARTS.match(text))
    text = _PARTS.sub("", text)
    number = _NUMBER.match(text)
    if number:
        text = text[number.end() :]
    return Label(without_unit(text), number.group() if number else "", part, indent)


def _width(blanks: str) -> int:
    return sum(2 if blank in "\u3000\u2003\t" else 1 for blank in blanks)


def without_unit(raw: str) -> str:
    """A heading or column label, compact, without bracketed units and formula letters, without its closing colon."""
    text = compact(raw).strip(":：*＊")
    return _FORMULA.sub("", without_units_in_brackets(text)).strip(":：*＊") or text


class Parents:
    """Follows the labels of one block downwards and says the path of each row.

    Numbered rows stand under the plain one before the first of them, and each kind of number under the one that it
    first came behind (一、 over 1.); 其中： opens parts of the row before it, and rows after it go on as parts while
    they are indented, name a source of money, begin as the first part does (公车购置, 公车运行维护), or stand under
    the block's total. A plain row that is set in stands under the last one that is less so; a sum (合计) has no rows
    under it. `left_unsaid` says that the last label was taken to end such parts though nothing says so.
    """

    def __init__(self, all_parts: bool = False) -> None:
        self._all_parts = all_parts
        self._plain = ""
        self._run = ""
        self._numbered: tuple[tuple[str, str], ...] = ()  # the kinds of the open numbers, with their labels
        self._whole: tuple[str, ...] = ()
        self._first_part = ""
        self._ranks: list[tuple[int, tuple[str, ...]]] = []  # the indents of the rows above, and their labels
        self.left_unsaid = False

    def path(self, label: Label) -> tuple[str, ...]:
        """The labels from the outermost parent to this one."""
        while self._ranks and self._ranks[-1][0] >= label.indent:
            self._ranks.pop()
        path = self._path(label)
        if self._ranks and len(path) == 1 and not label.number and not _is_sum(label.text):
            path = (*self._ranks[-1][1], *path)
        if not _is_sum(label.text):
            self._ranks.append((label.indent, path))
        return path

    def stands_under(self, whole: tuple[str, ...]) -> None:
        """Takes a row further up, by its path, for the one that the next row may be a part of."""
        self._plain, self._numbered = whole[-1], ()

    def _path(self, label: Label) -> tuple[str, ...]:
        if label.part:
            self._whole = (*((self._plain,) if self._plain else ()), *(text for _, text in self._numbered))
            self._first_part = label.text
            return (*self._whole, label.text)
        if label.number:
            return self._counted(label)
        if self._whole and self._goes_on(label):
            return (*self._whole, label.text)
        self.left_unsaid = (bool(self._whole) or self.left_unsaid) and bare(label.text) not in words("money", "rows")
        self._plain, self._numbered, self._whole = label.text, (), ()
        return (label.text,)

    def end_parts(self) -> None:
        """Ends the parts of the row that they stand under: they make it up."""
        self._whole = ()

    def _counted(self, label: Label) -> tuple[str, ...]:
        if not self._numbered and (_FIRST.match(label.number) or not self._run):
            self._run = "" if _is_sum(self._plain) else self._plain
        kind = _kind(label.number)
        above = tuple(takewhile(lambda one: one[0] != kind, self._numbered))
        self._numbered = (*above, (kind, label.text))
        self._plain, self._whole, self.left_unsaid = self._run, (), False
        return (*((self._run,) if self._run else ()), *(text for _, text in self._numbered))

    def _goes_on(self, label: Label) -> bool:
        if self._all_parts:
            return bare(label.text) not in words("money", "wholes")
        if label.indented or self._whole[0].endswith(("总额", "总金额", "总投资")):
            return True
        if len(label.text) > 2 and label.text[:2] == self._first_part[:2]:
            return True
        return label.text.endswith(("资金", "拨款", "收入", "补助"))


def _is_sum(text: str) -> bool:
    return bare(text) in words("money", "sums")


def _kind(number: str) -> str:
    """What tells the ranks of numbers apart: Chinese or digits, in brackets or not."""
    plain = fold(number)
    digits = "1" if any(character.isdigit() for character in plain) else "一"
    return f"({digits})" if plain.endswith(")") else digits
