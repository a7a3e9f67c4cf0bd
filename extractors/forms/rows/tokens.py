"""The pieces of torn rows: what each word group of a cell is, when no head says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.forms.evidence.fit import cues, level_names, sounds
from extractors.forms.words.content import is_operator, is_placeholder
from normalizers.quantities.figures import SIGNED
from normalizers.quantities.unit_headings import is_short_unit
from normalizers.text import bare, compact, tidy

_FIGURE = re.compile(rf"^{SIGNED}(?:[%％]|[\u4e00-\u9fff]{{1,3}})?$")
_RULE = re.compile(r"[得扣计]\s?\d|得满分|不得分|酌情|扣分|共\s?\d{1,2}\s?分")
_TAGS = ("定性", "定量")
_LONGEST_NAME = 26
_LONGEST_QUALITY = 8
_MIXED = ("explanation", "rule", "")
_LEFT_OVER = re.compile(r"^[（(]?\d{1,3}\s?[)）.、]\s?")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a cell: `kind` is operator, tag, figure, unit, level1, level2, name, quality, rule or explanation."""

    kind: str
    text: str
    column: int = 0


@lru_cache(maxsize=8192)
def kind_of(text: str) -> str:
    """What a piece is, by its characters and words; empty for nothing of use."""
    word = compact(text)
    if is_placeholder(word):
        return ""
    if word in _TAGS:
        return "tag"
    if is_operator(word):
        return "operator"
    if _FIGURE.match(word):
        return "figure"
    if is_short_unit(word):
        return "unit"
    return _kind_of_words(word)


def _kind_of_words(word: str) -> str:
    name = bare(word)
    if _RULE.search(word):
        return "rule"
    if name in level_names("level1") and (name.endswith("指标") or name not in level_names("level2")):
        return "level1"
    if name in level_names("level2"):
        return "level2"
    if _explains(word):
        return "explanation"
    if len(word) <= _LONGEST_QUALITY and not name.endswith(cues("name_endings")) and sounds("quality_words", word):
        return "quality"
    return "name" if len(word) > 2 and word[-1] not in "，、；：:" else ""


def _explains(word: str) -> bool:
    opened = word.startswith(cues("explanation_openings")) and not bare(word).endswith(cues("name_endings"))
    return opened or len(word) > _LONGEST_NAME or "。" in word or "；" in word or word.startswith("该指标")


def tokens_of(text: str, column: int = 0) -> Iterator[Token]:
    """The pieces of a cell. A cell that is one thing is one piece; else its blanks part it."""
    whole = _LEFT_OVER.sub("", tidy(text))
    for piece in _parted(text, whole):
        kind = kind_of(piece)
        if kind:
            yield Token(kind, piece, column)


def _parted(text: str, whole: str) -> list[str]:
    pieces = text.split()
    if len(pieces) > 1 and len(set(pieces)) == 1:
        return pieces[:1]
    if _parts_speak(text):
        return _pieces(text)
    return _sentences(pieces) if kind_of(whole) in _MIXED else [whole]


def _parts_speak(text: str) -> bool:
    """Whether the blanks of a cell part things of different kinds (`定性 真实性 真实`), and no broken word."""
    pieces = text.split()
    if len(pieces) < 2 or sum(map(len, pieces)) > _LONGEST_NAME:
        return False
    kinds = [kind_of(piece) for piece in pieces]
    return any(kind in ("operator", "tag", "level1", "level2") for kind in kinds)


def _sentences(pieces: list[str]) -> list[str]:
    """Prose whose blanks are line ends, parted only where an explanation or a rule begins; figures may lead it."""
    found: list[str] = []
    leading = True
    for piece in pieces:
        leading = leading and kind_of(piece) in ("figure", "operator", "tag")
        opens = piece.startswith(cues("explanation_openings"))
        rule = kind_of(piece) == "rule" and bool(found) and found[-1].startswith(cues("explanation_openings"))
        after_lead = bool(found) and kind_of(found[-1]) in ("figure", "operator", "tag")
        if leading or opens or rule or after_lead or not found:
            found.append(piece)
        else:
            found[-1] += piece
    return found


def _pieces(text: str) -> list[str]:
    """Pieces between blanks; a figure keeps the unit behind it, and prose keeps its own blanks."""
    found: list[str] = []
    for piece in text.split():
        joins = found and (
            (is_short_unit(piece) and found[-1].replace(".", "").isdigit())
            or (kind_of(piece) in ("", "name", "quality") and kind_of(found[-1]) == "explanation")
        )
        if joins:
            found[-1] += piece
        else:
            found.append(piece)
    return found
