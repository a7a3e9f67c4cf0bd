"""What kind of paper a document is by its words: a form, a report about performance or money, or something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.forms.words.titles import form_of_title
from extractors.forms.words.vocabulary import spellings
from extractors.knowledge import knowledge
from normalizers.text import BORDERS, bare, compact, fold
from schema.document import Document, Paragraph

#: The kinds of paper.
FORM, REPORT, OTHER = "form", "report", "other"
#: So many different words of a form stand free in it, or so many different levels, where no title names one.
_WORDS, _LEVELS = 3, 4
#: Of a longer text the beginning tells the kind.
_LOOKED_AT = 200_000
_LONGEST_TITLE = 60
# What ends a word: the end of a cell or line, a blank, a border, a figure, a bracket, a colon.
_EDGE = re.compile(rf"[\s{BORDERS}\d%:()≥≤><=/]")
_LISTED = re.compile(r"^(?:附[件表][:：]|\d{1,2}\s?[.、．]|[(（])")
_TAIL = re.compile(r"[(（][^()（）]{0,20}[)）]$")


@dataclass(frozen=True, slots=True)
class Language:
    """What kind of paper it is (`FORM`, `REPORT`, `OTHER`), and what told: the titles and words seen."""

    kind: str
    evidence: tuple[str, ...] = ()


def language_of(document: Document) -> Language:
    """Whether the paper speaks the language of a form.

    A form prints its heads, levels and objectives as words on their own (cells, lines, one after another), or bears its
    title beside one of them. A report has the title of one, speaks of performance in running text, or has the rows of a
    money table. All else is `OTHER`: words of forms inside sentences (a notice that asks for them) are no evidence.
    """
    texts = tuple(_texts(document))
    found = _free(texts, _form_words() | _level_words())
    words, levels = found - _level_words(), found & _level_words()
    titles = tuple(_titles(document))
    titled = [title for title in titles if _is_form_title(title)]
    seen = tuple(sorted(found))
    if len(words) >= _WORDS or len(levels) >= _LEVELS or (titled and seen):
        return Language(FORM, (*titled[:1], *seen))
    return _report_or_other(texts, titles, seen)


def _report_or_other(texts: tuple[str, ...], titles: tuple[str, ...], seen: tuple[str, ...]) -> Language:
    told = knowledge("language")["report"]
    for title in titles:
        name = _TAIL.sub("", title)
        if name.endswith(tuple(told["title_ends"])) and any(word in name for word in told["title_subjects"]):
            return Language(REPORT, (title,))
    money = _free(texts, frozenset(told["money"]))
    if len(money) >= told["money_least"]:
        return Language(REPORT, tuple(sorted(money)))
    ends = tuple(knowledge("language")["other"]["title_ends"])
    letter = next((title for title in titles if _TAIL.sub("", title).endswith(ends)), "")
    mentions = sum(text.count("绩效") for text in texts)
    if mentions >= told["mentions"] and not letter:
        return Language(REPORT, (f"绩效 ×{mentions}",))
    return Language(OTHER, (letter,) if letter else seen)


def _texts(document: Document) -> Iterator[str]:
    """The cells and paragraphs of the beginning, of one width; a cell without its layout."""
    left = _LOOKED_AT
    for block in document.blocks:
        pieces = [block.text] if isinstance(block, Paragraph) else [compact(cell.text) for cell in block.cells]
        for piece in pieces:
            text = piece[:left]
            left -= len(text)
            yield text.translate(_ONE_WIDTH)
        if left <= 0:
            return


_ONE_WIDTH = str.maketrans("（）：％＝＞＜", "():%=><")


def _titles(document: Document) -> Iterator[str]:
    """Short lines on their own that are no items of a list and no sentences, without their blanks."""
    for block in document.blocks:
        texts = block.text.splitlines() if isinstance(block, Paragraph) else _alone(block.rows())
        for text in texts:
            line = fold(text).strip("《》:")
            if 3 <= len(line) <= _LONGEST_TITLE and not _LISTED.match(line) and not set(line) & set("。;,"):
                yield line


def _alone(rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    """The texts of rows with a single filled cell: titles inside tables."""
    for row in rows:
        filled = [cell.text for cell in row if cell.text.strip()]
        if len(filled) == 1:
            yield filled[0][: 2 * _LONGEST_TITLE]


def _is_form_title(title: str) -> bool:
    told = knowledge("language")["form"]
    name = _TAIL.sub("", title)
    named = name.endswith(tuple(told["title_ends"])) and any(word in name for word in told["title_subjects"])
    of_report = name.endswith(tuple(knowledge("language")["report"]["title_ends"]))
    return named or (bool(form_of_title(title)) and not of_report)


@cache
def _form_words() -> frozenset[str]:
    """The heads and headings that only forms print, bare."""
    told = knowledge("language")["form"]
    roles = frozenset(told["roles"])
    heads = {word for word, role in spellings("columns").items() if role in roles and len(word) > 2}
    return frozenset((heads - set(told["common"])) | set(told["short"]) | {bare(word) for word in told["objectives"]})


@cache
def _level_words() -> frozenset[str]:
    return frozenset(knowledge("language")["form"]["levels"])


def _free(texts: tuple[str, ...], wanted: frozenset[str]) -> set[str]:
    """Those of the words that stand free in one of the texts: at edges, or side by side with one another.

    A level may have 指标 or another word behind it (数量值, 质量类).
    """
    pattern = _pattern(wanted)
    found: set[str] = set()
    for text in texts:
        for version in {text, compact(text)}:
            found |= _free_in(version, pattern)
    return found


def _free_in(text: str, pattern: re.Pattern[str]) -> set[str]:
    matches = list(pattern.finditer(text))
    starts = {match.start() for match in matches}
    ends = {match.end() for match in matches}
    return {
        match["word"]
        for match in matches
        if (match.start() == 0 or match.start() in ends or _EDGE.match(text[match.start() - 1]))
        and (match.end() == len(text) or match.end() in starts or _EDGE.match(text[match.end()]))
    }


@cache
def _pattern(wanted: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(wanted, key=len, reverse=True)))
    return re.compile(rf"(?P<word>{words})(?:(?<!指标)指标|[值类项])?")
