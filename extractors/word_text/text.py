"""The text of a paragraph of Word, as it prints: results of fields and not their codes, symbols, tabs, breaks."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.word_text.symbols import symbol, unprivate
from extractors.word_tree.package import Element, W, is_on

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VALUE = W + "val"
# Characters that mean what a font makes of them, and such a one where it may be a part of a value.
_OWN_SIGNS = re.compile("[\ue000-\uf8ff]")
_FIGURE_BESIDE = re.compile("[\ue000-\uf8ff]\\s?\\d|\\d\\s?[\ue000-\uf8ff]")
_FONTS = tuple(W + name for name in ("ascii", "hAnsi", "eastAsia", "cs"))
# A character in a ring (带圈字符) is a field without a stored result: `eq \o\ac(○,1)`.
_RINGED = re.compile(r"\\o\s{0,3}(?:\\a[clr])?\s{0,3}\(([○□△◇〇]),\s{0,3}([^()\s]{1,4})\s{0,3}\)", re.IGNORECASE)
_RINGS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

#: What is done with the elements of a name.
Acts = dict[str, Callable[[Element], None]]


class Writer:
    """Gathers the text of one paragraph after another from its elements, met in document order."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        # For each open field whether its code is still being told; a result follows it.
        self._codes: list[bool] = []
        self._has_unknown = False
        #: The lines in which a sign that only its font knows stands beside a figure, until somebody takes them.
        self.unknown: list[str] = []

    def acts(self) -> Acts:
        """What is to be done with which element; all others say nothing."""
        return {
            W + "t": self._text,
            W + "tab": self._tab,
            W + "ptab": self._tab,
            W + "br": self._break,
            W + "cr": self._break,
            W + "noBreakHyphen": self._hyphen,
            W + "sym": self._symbol,
            W + "fldChar": self._field,
            W + "instrText": self._code,
            W + "checkBox": self._box,
            W + "ddList": self._choice,
            _MATH + "t": self._text,
            _MATH + "den": self._divided,
            _MATH + "sup": self._raised,
        }

    def line(self) -> str:
        """The text since the last line; a field whose code never ended hides no more than its paragraph."""
        text = "".join(self._pieces)
        if self._has_unknown:
            self._has_unknown = False
            if _FIGURE_BESIDE.search(text):
                self.unknown.append(text)
        self._pieces.clear()
        self._codes.clear()
        return text

    def _say(self, text: str) -> None:
        if True not in self._codes:
            self._pieces.append(text)

    def _text(self, node: Element) -> None:
        text = node.text
        if not text or True in self._codes:
            return
        self._pieces.append(self._known(unprivate(text, _fonts(node))) if _OWN_SIGNS.search(text) else text)

    def _known(self, text: str) -> str:
        """The text; it is kept in mind where a sign is left in it that only its font knows."""
        if _OWN_SIGNS.search(text):
            self._has_unknown = True
        return text

    def _tab(self, node: Element) -> None:
        self._say("\t")

    def _break(self, node: Element) -> None:
        self._say("\n")

    def _hyphen(self, node: Element) -> None:
        self._say("-")

    def _divided(self, node: Element) -> None:
        self._say("/")

    def _raised(self, node: Element) -> None:
        """A power of a figure (`10^4`); those of units are written without a sign (`m2`)."""
        if self._pieces and self._pieces[-1][-1:].isdigit():
            self._say("^")

    def _symbol(self, node: Element) -> None:
        code = node.get(W + "char", "")
        if re.fullmatch("[0-9A-Fa-f]{1,5}", code):
            self._say(self._known(symbol(node.get(W + "font", ""), int(code, 16))))

    def _field(self, node: Element) -> None:
        kind = node.get(W + "fldCharType")
        if kind == "begin":
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()

    def _code(self, node: Element) -> None:
        ringed = _RINGED.search((node.text or "")[:200])
        if ringed and self._codes:
            self._pieces.append(_in_ring(*ringed.groups()))

    def _box(self, node: Element) -> None:
        state = node.find(W + "checked")
        self._pieces.append("☑" if is_on(node.find(W + "default") if state is None else state) else "□")

    def _choice(self, node: Element) -> None:
        chosen, entries = node.find(W + "result"), node.findall(W + "listEntry")
        index = number(chosen, 0)
        if index < len(entries):
            self._pieces.append(entries[index].get(_VALUE, ""))


def number(element: Element | None, default: int) -> int:
    """The whole number in an element's `w:val`; the default where there is none or it is none."""
    text = "" if element is None else element.get(_VALUE, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 12 else default


def _in_ring(ring: str, inside: str) -> str:
    ringed = {str(index): sign for index, sign in enumerate(_RINGS, 1)}
    return ringed.get(inside, inside) if ring in "○〇" else inside


def _fonts(text: Element) -> list[str]:
    run = text.getparent()
    fonts = run.find(f"{W}rPr/{W}rFonts") if run is not None else None
    return [] if fonts is None else [fonts.get(name) for name in _FONTS if fonts.get(name)]
