"""Values as programs write them: objects, lists, quoted texts and bare words, of JSON, SQL, Python and their kin.

One grammar reads them all: a bracket of any kind holds values between commas, each of which may stand behind a key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.errors import LimitError

#: A text, the values of a list, or those of an object by their keys.
Value = str | list["Value"] | dict[str, "Value"]

#: Brackets stand in so many others at most. All attempts at one text read so many signs and words together.
_DEEPEST, _MOST_TOKENS = 12, 800_000
_TOKEN = re.compile(
    r"\s*+(?:(?P<sign>=>|[{}\[\]():,;=：，])"
    r"|N?(?P<quoted>\"(?:[^\"\\]|\\.|\"\")*+\"|'(?:[^'\\]|\\.|'')*+'|“[^“”]*+”)"
    r"|(?P<word>[^\s{}\[\]():,;=：，\"'“”]++))",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_MEANT = {"n": "\n", "t": " ", "r": "", "b": "", "f": ""}
_CLOSING = {"{": "}", "[": "]", "(": ")"}
_KEYED = frozenset(("=>", "=", ":", "："))
_COMMAS = frozenset((",", "，"))
#: What stands for no value.
_NOTHING = frozenset(("null", "none", "nan", "nil", "undefined", "<na>", "nat"))


@dataclass(slots=True)
class _NoLiteralError(Exception):
    """What stands at a place is no value."""

    at: int


@dataclass(frozen=True, slots=True)
class _Token:
    said: str
    end: int
    is_sign: bool = False


class Literals:
    """The values of a text; raises `LimitError` where looking for them costs more than any filing's do."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = _MOST_TOKENS

    def bracket(self, at: int) -> tuple[Value, int] | None:
        """The list or object that opens at a place of the text, and where it ends; None where none does."""
        try:
            token = self._token(at)
            return self._inside(_CLOSING[token.said], token.end, 1) if self._opens(token) else None
        except _NoLiteralError:
            return None

    def _token(self, at: int) -> _Token:
        self._left -= 1
        if self._left < 0:
            raise LimitError("its records are longer than any filing's", "cut it into one file a filing")
        found = _TOKEN.match(self._text, at)
        if found is None:
            raise _NoLiteralError(at)
        if found["sign"]:
            return _Token(found["sign"], found.end(), is_sign=True)
        return _Token(_unquoted(found["quoted"]) if found["quoted"] else filled(found["word"]), found.end())

    @staticmethod
    def _opens(token: _Token) -> bool:
        return token.is_sign and token.said in _CLOSING

    def _inside(self, closing: str, at: int, depth: int) -> tuple[Value, int]:
        """What stands in a bracket down to the sign that closes it, and where that ends."""
        values: list[Value] = []
        keyed: dict[str, Value] = {}
        token = self._token(at)
        while not (token.is_sign and token.said == closing):
            value, at = self._value(token, depth)
            token = self._token(at)
            if token.is_sign and token.said in _KEYED and isinstance(value, str):
                keyed[value], at = self._value(self._token(token.end), depth)
                token = self._token(at)
            else:
                values.append(value)
            if token.is_sign and token.said in _COMMAS:
                token = self._token(token.end)
            elif not (token.is_sign and token.said == closing):
                raise _NoLiteralError(token.end)
        if keyed and values:
            raise _NoLiteralError(token.end)
        return keyed or values, token.end

    def _value(self, token: _Token, depth: int) -> tuple[Value, int]:
        if self._opens(token) and depth < _DEEPEST:
            return self._inside(_CLOSING[token.said], token.end, depth + 1)
        if token.is_sign:
            raise _NoLiteralError(token.end)
        return token.said, token.end


def filled(word: str) -> str:
    """A word; nothing for one that programs write where there is no value."""
    return "" if word.lower() in _NOTHING else word


def _unquoted(quoted: str) -> str:
    """What a quoted text says: a quote in it is doubled or escaped."""
    sign, inner = quoted[0], quoted[1:-1]
    inner = inner.replace(sign * 2, sign) if sign != "“" else inner
    return _ESCAPED.sub(_meant, inner) if "\\" in inner else inner


def _meant(escaped: re.Match[str]) -> str:
    code = escaped[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _MEANT.get(code, code)
