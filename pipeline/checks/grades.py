"""The total score in words: as the text states it, and the grade that the form's own scale gives for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from normalizers.quantities.figures import POINTS
from normalizers.text import compact
from pipeline.checks import _prose
from pipeline.checks._figures import ZERO, plain
from pipeline.checks._knowledge import any_of, words
from pipeline.checks._totals import same_score, scored_forms
from pipeline.checks._wording import error, name, warning
from schema.filing import Filing
from schema.finding import Finding
from schema.parts import Check

_NUMBER = re.compile(POINTS)
_TOLD = re.compile(r"(?:得分|评分|总分|自评分)(?:数|合计)?(?:为|是|:|：|达|共)?(" + POINTS + r")分")
_LOWEST_TOTAL, _HIGHEST = Decimal(30), Decimal(100)
_ABOVE = ("大于", "以上", "≥", ">", "不低于", "高于")
_BELOW = ("小于", "以下", "≤", "<", "不足", "不满", "低于")


def _known(filing: Filing) -> tuple[Decimal, ...]:
    """Every total that the tables print or add up to."""
    return tuple(total for form in scored_forms(filing) for total in form.known)


def _told(filing: Filing) -> Iterator[tuple[_prose.Line, Decimal]]:
    """The total scores that running text states; points of single indicators are none."""
    for line in _prose.lines(filing):
        text = compact(line.text)
        for found in _TOLD.finditer(text):
            before = text[max(found.start() - 2, 0) : found.start()]
            is_total = not before[-1:].isalnum() or before.endswith(words("scores", "leads"))
            if is_total and _LOWEST_TOTAL <= Decimal(found[1]) <= _HIGHEST:
                yield line, Decimal(found[1])


def _narrative(filing: Filing, known: tuple[Decimal, ...]) -> Iterator[Finding]:
    for line, told in dict.fromkeys(_told(filing)):
        if not any(same_score(told, total) for total in known):
            text = f"{line.where or '正文'}写自评得分{plain(told)}分，表中总分为{plain(known[-1])}分"
            yield error("score-narrative-mismatch", text)


def _scale(text: str) -> dict[str, tuple[Decimal, Decimal]]:
    """The grades of a printed scale with their bounds: 良好（80-90分） gives 80 and 90."""
    pattern = rf"({any_of('scores', 'grades')})[(（\[]([^()（）\[\]]{{2,20}})[)）\]]"
    bounds = {found[1]: _bounds(found[2]) for found in re.finditer(pattern, text)}
    return {grade: each for grade, each in bounds.items() if each}


def _bounds(text: str) -> tuple[Decimal, Decimal] | None:
    numbers = [Decimal(each) for each in _NUMBER.findall(text)]
    if len(numbers) == 2:
        return min(numbers), max(numbers)
    if len(numbers) != 1:
        return None
    if any(word in text for word in _ABOVE):
        return numbers[0], _HIGHEST
    return (ZERO, numbers[0]) if any(word in text for word in _BELOW) else None


def _grades(filing: Filing, totals: tuple[Decimal, ...]) -> Iterator[Finding]:
    texts = [compact(line.text) for line in _prose.lines(filing)]
    scale = next((found for found in map(_scale, texts) if len(found) > 1), {})
    graded, grades = any_of("scores", "graded"), any_of("scores", "grades")
    given = re.compile(rf"{graded}[^。；;，,]{{0,6}}[为是:：][“\"”]?({grades})(?![(（])")
    for grade in dict.fromkeys(found[1] for text in texts for found in given.finditer(text)):
        low, high = scale.get(grade, (ZERO, _HIGHEST))
        if not any(low <= total <= high for total in totals):
            bounds = f"{plain(low)}至{plain(high)}分"
            text = f"评价等级为{name(grade)}（{bounds}），而总分为{plain(totals[-1])}分"
            yield warning("grade-mismatch", text)


def _run(filing: Filing) -> Iterator[Finding]:
    known = _known(filing)
    if known:
        yield from _narrative(filing, known)
        yield from _grades(filing, known)


GRADES = Check("grades", ("score-narrative-mismatch", "grade-mismatch"), _run)
