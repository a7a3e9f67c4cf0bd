"""Comparisons in words and signs, before and after a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from normalizers.knowledge import table

SIGNS = "≥≤><="
_RUN = re.compile(f"[{SIGNS}]+")


@cache
def sign_folding() -> dict[int, str]:
    """For `str.translate`: every spelling of a sign as one of `≥ ≤ > < =`."""
    plain = {">=": "≥", "<=": "≤"}
    signs: dict[str, list[str]] = table("operators")["signs"]
    return {ord(sign): plain.get(op, op) for op, spellings in signs.items() for sign in spellings}


def of_signs(run: str) -> str:
    """The operator that a run of signs means: `=>` and `≥≥` are `>=`; empty where they contradict each other."""
    up, down = bool(set(run) & set("≥>")), bool(set(run) & set("≤<"))
    if up and down:
        return ""
    equal = bool(set(run) & set("≥≤=")) and (len(run) == 1 or bool(set(run) & set("≥≤=")))
    if up:
        return ">=" if equal else ">"
    if down:
        return "<=" if equal else "<"
    return "=" if run else ""


def _said_by(run: str) -> list[str]:
    """The operators of a run of signs: one, or the two that contradict each other."""
    return [of_signs(run)] if of_signs(run) else [">=", "<="]


@dataclass(frozen=True, slots=True)
class Found:
    """The operators of a stretch of text and the words that are left of it."""

    ops: tuple[str, ...] = ()
    rest: str = ""
    framed: bool = False


@cache
def _words(group: str) -> dict[str, str]:
    listed: dict[str, list[str]] = table("operators")[group]
    return {word: op for op, words in listed.items() for word in words}


@cache
def _pattern(group: str, ending: str = "") -> re.Pattern[str]:
    words = sorted(_words(group), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))}){ending}")


def before_number(text: str) -> Found:
    """What a stretch in front of a number says: signs and words such as 不低于 anywhere, 最低 only at its end."""
    ops: list[str] = []
    rest = text
    while rest:
        run = _last_run(rest)
        if run:
            ops += _said_by(run)
            rest = rest[: -len(run)]
            continue
        word = _at_end(rest)
        if not word:
            break
        ops.append(_words("before").get(word) or _words("beside")[word])
        rest = rest[: -len(word)]
    return _anywhere(rest, ops)


def _anywhere(text: str, ops: list[str]) -> Found:
    def strong(match: re.Match[str]) -> str:
        following = match.string[match.end() : match.end() + 1]
        if following and following in table("operators")["words_of_their_own"].get(match[0], ""):
            return match[0]
        ops.append(_words("before")[match[0]])
        return ""

    def sign(match: re.Match[str]) -> str:
        ops.extend(_said_by(match[0]))
        return ""

    rest = _RUN.sub(sign, _pattern("before").sub(strong, text))
    frame = _pattern("frame").search(rest)
    if frame:
        rest = rest[: frame.start()] + rest[frame.end() :]
    return Found(tuple(ops), rest, framed=frame is not None)


def _last_run(text: str) -> str:
    end = len(text)
    start = end
    while start and text[start - 1] in SIGNS:
        start -= 1
    return text[start:end]


@cache
def _longest() -> int:
    return max(map(len, (*_words("before"), *_words("beside"))))


def _at_end(text: str) -> str:
    """The longest word of comparison that the text ends with."""
    before, beside = _words("before"), _words("beside")
    for length in range(min(len(text), _longest()), 0, -1):
        piece = text[-length:]
        if piece in before or (piece in beside and not _inside_word(text[:-length], piece)):
            return piece
    return ""


def _inside_word(ahead: str, word: str) -> bool:
    """达 in 直达, 超 in 赶超, 过 in 通过 are no comparison."""
    return len(word) == 1 and bool(ahead) and ahead[-1] in "直到抵发传表赶反通经超不没"


def after_number(text: str) -> Found:
    """What a stretch behind a number and its unit begins with: 以上, （含）以下, 封顶."""
    words = _words("after")
    ops: list[str] = []
    rest, kept = text, ""
    listed: list[str] = table("operators")["kept"]["words"]
    while rest:
        word = next((rest[:n] for n in range(min(len(rest), 6), 0, -1) if rest[:n] in words), "")
        if not word or (word == "内" and rest[1:2] and rest[1:2] not in "完办到，,、。）)的"):
            break
        ops.append(words[word])
        kept += word if word in listed else ""
        rest = rest[len(word) :]
    return Found(tuple(ops), kept + rest)


def agree(ops: Iterable[str]) -> tuple[str, bool]:
    """One operator for all of those printed, and whether they contradict each other (then none is given)."""
    found = {op for op in ops if op}
    up, down = found & {">=", ">"}, found & {"<=", "<"}
    if up and down:
        return "", True
    if up:
        return (">=" if ">=" in up or "=" in found else ">"), False
    if down:
        return ("<=" if "<=" in down or "=" in found else "<"), False
    return ("=" if found else ""), False


FLIPPED = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "=", "": ""}
