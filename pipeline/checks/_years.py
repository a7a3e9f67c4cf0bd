"""Where a report speaks of itself by the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizers.text import compact
from pipeline.checks import _prose
from pipeline.checks._knowledge import any_of, holds_any
from schema.filing import Filing

_QUOTED = re.compile(r"《[^《》]{0,80}》|〔[^〔〕]{0,20}〕|\[20\d\d\]")


def is_report(filing: Filing) -> bool:
    """Whether the filing reports on a year that is over."""
    return filing.form == "self-evaluation"


def without_quotations(text: str) -> str:
    """The text without titles and numbers of other documents, which bear years of their own."""
    return _QUOTED.sub("", text)


def year_slips(filing: Filing) -> Iterator[tuple[_prose.Line, str]]:
    """Lines of a report that give its own subject an earlier year, with the words: `2023年度项目支出` for 2024.

    An earlier year that is compared with, or whose carry-over is told, is meant.
    """
    pattern = re.compile(rf"(?<!\d)(20\d\d)年度?的?{any_of('years', 'subjects')}[^，。；：,;:]{{0,8}}")
    for line in _prose.lines(filing) if is_report(filing) else ():
        text = without_quotations(compact(line.text))
        for found in pattern.finditer(text):
            before = text[max(found.start() - 6, 0) : found.start()]
            after = text[found.end() - 8 : found.end() + 4]
            meant = holds_any(before, "years", "comparing") or holds_any(after, "years", "compared")
            if found[1] < filing.fiscal_year and not meant:
                yield line, found[0]


def slipped_blocks(filing: Filing) -> frozenset[int]:
    """The paragraphs whose year is such a slip: what they state is of the report's own year."""
    return frozenset(line.block for line, _ in year_slips(filing) if line.block is not None)
