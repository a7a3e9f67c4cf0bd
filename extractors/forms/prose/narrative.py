"""Figures in running text: every stated amount once a chapter, with the words that name it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice

from extractors.forms.prose.chapters import chapters
from extractors.forms.prose.noun_phrases import (
    Predicate,
    named_after,
    named_before,
    names_in_turn,
    predicate,
    same_name,
)
from extractors.forms.prose.outline import numbering, words
from extractors.forms.prose.stated_figures import figures_in
from normalizers.values.stated import Stated
from schema.reading import AmountReading, Printed

#: A text that states more amounts than this is no prose; the rest is left.
_MOST_AMOUNTS = 2_000
_FORM_WORDS = 3
_YEAR = re.compile(r"(?<![\d较比同与])(20\d\d)年")
_SENTENCE = re.compile(r"[。！？\n]")
# Marks of one width, character for character, so that places in the text stay.
_ONE_WIDTH = {ord("０") + digit: ord("0") + digit for digit in range(10)} | {
    ord("％"): "%", ord("．"): ".", ord("（"): "(", ord("）"): ")", ord("；"): ";", ord("："): ":",
}  # fmt: skip


@dataclass(slots=True)
class _Whole:
    """A figure whose parts are being listed, in brackets or not; `told` is the sum of the parts so far."""

    name: str
    figure: Stated
    bracketed: bool
    parts: list[str] = field(default_factory=list)
    told: Decimal = Decimal(0)

    @property
    def is_made_up(self) -> bool:
        """Whether two parts and more make up the whole to the last digit."""
        return len(self.parts) > 1 and self.told == self.figure.number

    def takes(self, figure: Stated) -> bool:
        return self.told + figure.number <= self.figure.number


@dataclass(slots=True)
class _Thread:
    """What a paragraph has said so far: its last figures, the lists that are open, the names still to come."""

    wholes: list[_Whole] = field(default_factory=list)
    said: list[tuple[tuple[str, ...], Stated]] = field(default_factory=list)
    subject: tuple[str, ...] = ()
    names: list[str] = field(default_factory=list)


def narrate(texts: Sequence[Printed], project: str = "") -> tuple[AmountReading, ...]:
    """Every stated amount (money, head counts, shares, counts), once a chapter, in reading order.

    `path` is the item and, where the sentence lists parts (其中), the whole before it; `value` the figure with its
    unit as printed; `label` the year where it is not the one that the texts are about. Thresholds of procedures,
    percentages of scoring rules, dates and document numbers are none.
    """
    year = _year_of(texts)
    found: list[AmountReading] = []
    told: dict[tuple[object, ...], list[str]] = {}
    thread = _Thread()
    for chapter, paragraph in _paragraphs(texts):
        text = paragraph.text.translate(_ONE_WIDTH)
        thread = _Thread(said=thread.said[-1:] if text.startswith(_parts()) else [])
        for figure, path, sure in _amounts(text, thread):
            names = told.setdefault((chapter, *figure.key), [])
            if any(same_name(path[-1], name) for name in names):
                continue
            names.append(path[-1])
            found.append(_reading(paragraph, figure, path, sure, project, year))
        if len(found) >= _MOST_AMOUNTS:
            break
    return tuple(found[:_MOST_AMOUNTS])


def _reading(
    paragraph: Printed, figure: Stated, path: tuple[str, ...], sure: float, project: str, year: str
) -> AmountReading:
    value = replace(paragraph, text=paragraph.text[figure.start : figure.end].strip())
    label = _other_year(paragraph.text, figure.start, year)
    return AmountReading(
        path, value, project, label, source="narrative", place=paragraph.place,
        confidence=min(paragraph.confidence, sure), reasons=figure.doubts,
    )  # fmt: skip


def _paragraphs(texts: Sequence[Printed]) -> Iterator[tuple[object, Printed]]:
    """Each paragraph of prose with what tells its chapter: the running number of 一、 or 附件2, or its cell."""
    main = 0
    for chapter in chapters(texts):
        if chapter.levels and chapter.levels[-1] <= 1:
            main += 1
        for paragraph in chapter.paragraphs:
            if sum(word in paragraph.text for word in words()["context"]["form"]) >= _FORM_WORDS:
                continue
            place = paragraph.place
            yield (main if place.table is None else (place.table, place.row, place.column)), paragraph


def _year_of(texts: Sequence[Printed]) -> str:
    """The year that the texts speak of most, the later of two; empty for none."""
    years = Counter(year for text in texts for year in _YEAR.findall(text.text))
    return max(years, key=lambda year: (years[year], year), default="")


def _other_year(text: str, end: int, year: str) -> str:
    """The last year named before the figure in its sentence, where it is not the texts' own."""
    sentence = text[max(0, end - 200) : end]
    stated = _YEAR.findall(_SENTENCE.split(sentence)[-1])
    return f"{stated[-1]}年" if stated and stated[-1] != year else ""


def _parts() -> tuple[str, ...]:
    return tuple(words()["items"]["parts"])


def _amounts(text: str, thread: _Thread) -> Iterator[tuple[Stated, tuple[str, ...], float]]:
    """The amounts of a paragraph, each with its path and how sure the path is from 0 to 1."""
    end, head = 0, numbering(text)
    start = len(text) - len(head.rest) if head else 0
    figures = list(islice(figures_in(text), _MOST_AMOUNTS))
    for index, figure in enumerate(figures):
        following = figures[index + 1].start if index + 1 < len(figures) else len(text)
        between = text[max(start, end) : figure.start]
        path, sure = _path(thread, figure, between, text[figure.end : min(following, figure.end + 40)])
        end = figure.end
        if path:
            yield figure, path, sure


def _path(thread: _Thread, figure: Stated, between: str, after: str) -> tuple[tuple[str, ...], float]:
    """The labels of a figure, its whole first: from its own words, else from the figure before."""
    _follow(thread, figure, between)
    said_of = predicate(between)
    if said_of is not None and said_of.in_turn and not said_of.subject:
        thread.names = [path[-1] + said_of.words for path, _ in thread.said[-2:]]
    elif said_of is not None and (path := _predicated(thread, figure, said_of)):
        return path, 0.8 if said_of.subject else 0.7
    thread.names = list(names_in_turn(between)) or thread.names
    name, sure = (thread.names.pop(0), 0.7) if thread.names else _named(figure, between, after)
    if name:
        return _placed(thread, figure, name), sure
    return thread.subject, 0.5


def _named(figure: Stated, between: str, after: str) -> tuple[str, float]:
    counted = figure.family in ("heads", "counters")
    if counted and (name := named_after(after, between, counted=True)):
        return name, 0.6
    if name := named_before(between):
        return name, 0.9
    return named_after(after, between, counted=False), 0.5


def _predicated(thread: _Thread, figure: Stated, said_of: Predicate) -> tuple[str, ...]:
    """The path of what is said of a subject: its own, else the last figure of the same unit, else the last named."""
    if said_of.subject:
        thread.subject = (*(whole.name for whole in thread.wholes[-1:]), said_of.subject)
    elif figure.family != "shares":
        alike = [path for path, said in thread.said if said.unit == figure.unit]
        thread.subject = alike[-1] if alike else thread.subject
    return (*thread.subject[:-1], thread.subject[-1] + said_of.words) if thread.subject else ()


def _placed(thread: _Thread, figure: Stated, name: str) -> tuple[str, ...]:
    """The path of a named figure; the list that it belongs to counts it."""
    path: tuple[str, ...] = (name,)
    if thread.wholes and thread.wholes[-1].figure.unit == figure.unit:
        whole = thread.wholes[-1]
        whole.parts.append(name)
        whole.told += figure.number
        path = (whole.name, name)
    thread.subject = path
    thread.said.append((path, figure))
    return path


def _follow(thread: _Thread, figure: Stated, between: str) -> None:
    """Opens and closes the lists of parts between two figures."""
    opened = any(word in between for word in _parts()) or between.startswith("(")
    if opened and (whole := _whole_for(thread, figure, between.startswith("("))):
        thread.wholes.append(whole)
        return
    while thread.wholes and not _goes_on(thread.wholes[-1], figure, between, nested=len(thread.wholes) > 1):
        thread.wholes.pop()


def _whole_for(thread: _Thread, figure: Stated, bracketed: bool) -> _Whole | None:
    """The last figure of the same unit, which the parts that follow make up."""
    for path, said in reversed(thread.said[-3:]):
        if said.unit == figure.unit:
            return _Whole(path[-1], said, bracketed)
    return None


def _goes_on(whole: _Whole, figure: Stated, between: str, nested: bool) -> bool:
    """Whether a figure is a further part: within the sentence unless it is a sum, after it where it still fits.

    The sum decides where the words do not: parts that make up the whole close the list.
    """
    if whole.bracketed and ")" in between:
        return False
    if figure.unit != whole.figure.unit:
        return True
    fits = whole.takes(figure)
    summed = any(word in between for word in words()["items"]["totals"])
    if "。" not in between:
        return fits or not (whole.is_made_up or summed or nested or ")" in between)
    return fits and not summed and _alike(whole, named_before(between))


def _alike(whole: _Whole, name: str) -> bool:
    return len(name) > 1 and any(name[-2:] == other[-2:] for other in (whole.name, *whole.parts))
