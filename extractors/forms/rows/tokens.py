"""The pieces of torn rows: what each word group of a cell is, when no head says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.forms.evidence.fit import cues, fit, level_names, sounds
from extractors.forms.evidence.likelihoods import VOID
from extractors.forms.rows.composite import lead_of, signed
from extractors.forms.words.content import is_operator, is_placeholder
from normalizers.quantities.figures import SIGNED
from normalizers.quantities.units import FOLD, sole_unit
from normalizers.text import bare, compact, tidy

_FIGURE = re.compile(rf"^{SIGNED}(?:[%％]|[\u4e00-\u9fff]{{1,3}})?$")
_RULE = re.compile(r"[得扣计]\s?\d|得满分|不得分|酌情|扣分|共\s?\d{1,2}\s?分")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_TAGS = ("定性", "定量")
_LONGEST_NAME, _LONGEST_QUALITY, _LONGEST_UNIT = 26, 8, 4
#: What stands behind a level and is no longer is the rest of a name.
_SHORT_REST = 3
#: A piece of a rule that says no points is worth something where it is longer.
_LONGEST_SCRAP = 12
#: How a rule ends; an explanation ends as a name does (…完成情况).
_ENDS = ("。", "；", "止")
_MIXED = ("explanation", "rule", "")
_LEFT_OVER = re.compile(r"^[（(]?\d{1,3}\s?[)）.、](?!\d)\s?")
#: A cell of more pieces is one thing; what parting a cell costs, in the unit of `fit`; what the end of a sentence
#: before a parting and an opening behind it are worth.
_MOST_PIECES, _PARTING, _SENTENCE, _OPENING = 150, 0.5, 0.2, 0.4


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
    if is_placeholder(word) or word in VOID:
        return ""
    if word in _TAGS:
        return "tag"
    if is_operator(word):
        return "operator"
    if _FIGURE.match(word):
        return "figure"
    if len(word) <= _LONGEST_UNIT and sole_unit(word.translate(FOLD)):
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
    if _is_scrap(word):
        return "rule" if len(word) >= _LONGEST_SCRAP else ""
    if _explains(word):
        return "explanation"
    if len(word) <= _LONGEST_QUALITY and not name.endswith(cues("name_endings")) and sounds("quality_words", word):
        return "quality"
    return "name" if len(word) > 2 and _WORD.search(word) and word[-1] not in "，、；：:" else ""


def _is_scrap(word: str) -> bool:
    """Whether it is what a bad reading left of a rule (`分,扣完`, `重分的15`)."""
    return bool(sounds("rule_scraps", word)) and not word.endswith(cues("name_endings"))


def _explains(word: str) -> bool:
    opened = word.startswith(cues("explanation_openings")) and not bare(word).endswith(_own_endings())
    return opened or len(word) > _LONGEST_NAME or "。" in word or "；" in word or word.startswith("该指标")


@lru_cache(maxsize=1)
def _own_endings() -> tuple[str, ...]:
    """How names end and explanations do not."""
    return tuple(ending for ending in cues("name_endings") if ending != "情况")


def tokens_of(text: str, column: int = 0) -> Iterator[Token]:
    """The pieces of a cell. A cell that is one thing is one piece; else its blanks part it."""
    for piece in _parted(_once(text)):
        for part in signed(piece):
            kind = kind_of(part)
            if kind:
                yield Token(kind, compact(part) if kind == "figure" else part, column)


def _once(text: str) -> str:
    """A cell without its second half, where that says the first again."""
    pieces = text.split()
    half = len(pieces) // 2
    return " ".join(pieces[:half]) if half and pieces[:half] == pieces[half:] else text


def _parted(text: str) -> list[str]:
    led = lead_of(text)
    if led is not None and kind_of(led[1]) == "rule":
        return [*led[0], *_prose(led[1].split())]
    if _parts_speak(text):
        return _pieces(text)
    whole = _LEFT_OVER.sub("", tidy(text))
    return _prose(text.split()) if kind_of(whole) in _MIXED else [whole]


def _parts_speak(text: str) -> bool:
    """Whether the blanks of a cell part things of different kinds (`定性 真实性 真实`), and no broken word."""
    pieces = text.split()
    if len(pieces) < 2 or sum(map(len, pieces)) > _LONGEST_NAME or _is_broken_name(pieces):
        return False
    kinds = [kind_of(piece) for piece in pieces]
    return any(kind in ("operator", "tag", "level1", "level2") for kind in kinds)


def _is_broken_name(pieces: Sequence[str]) -> bool:
    """Whether a level's name is a part of a broken one: what stands before it ends as no name does (`社会公众 满意度`),
    or what stands behind it is too short for one (`预算编制 完整性`)."""
    before, behind = "".join(pieces[:-1]), "".join(pieces[1:])
    if kind_of(pieces[0]) == "level2" and kind_of(behind) in ("name", "quality", "") and len(behind) <= _SHORT_REST:
        return kind_of("".join(pieces)) == "name"
    is_name = kind_of(before) == "name" and bool(before.endswith(cues("name_endings")))
    return kind_of(pieces[-1]) == "level2" and kind_of(before) in ("name", "quality", "") and not is_name


def _prose(pieces: Sequence[str]) -> list[str]:
    """Prose whose blanks are line ends, parted where a rule and an explanation are likelier than one of them."""
    whole = "".join(pieces)
    if len(pieces) < 2 or len(pieces) > _MOST_PIECES:
        return [whole]
    best, worth = [whole], max(fit("rule", whole), fit("explanation", whole)) + _PARTING
    for at in range(1, len(pieces)):
        left, right = "".join(pieces[:at]), "".join(pieces[at:])
        edge = _SENTENCE * left.endswith(_ENDS + cues("name_endings"))
        edge += _OPENING * right.startswith(cues("explanation_openings"))
        for one, other in (("rule", "explanation"), ("explanation", "rule")):
            if kind_of(left) != one and kind_of(right) != other:
                continue
            said = fit(one, left) + fit(other, right) + edge
            if said > worth:
                best, worth = [left, right], said
    return best


def _pieces(text: str) -> list[str]:
    """Pieces between blanks; a figure keeps the unit behind it, and prose keeps its own blanks."""
    found: list[str] = []
    for piece in text.split():
        joins = found and (
            (kind_of(piece) == "unit" and found[-1].replace(".", "").isdigit())
            or (kind_of(piece) in ("", "name", "quality") and kind_of(found[-1]) == "explanation")
        )
        if joins:
            found[-1] += piece
        else:
            found.append(piece)
    return found
