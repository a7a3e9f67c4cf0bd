"""The feet and heads that pages leave among the lines of a text: `－ 23 －`, `第 3 页`, a running title beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

#: Numbers that stand alone in their lines are those of pages where so many follow one another by one.
_FEWEST = 2
#: A running title has so many characters at least.
_SHORTEST_TITLE = 4
_FOOT = re.compile(
    r"\s*(?:[-—–－―~～=·•*_]{1,3}\s?(?P<dashed>\d{1,4})\s?[-—–－―~～=·•*_]{1,3}"
    r"|第\s?(?P<counted>\d{1,4})\s?页(?:\s?[/／,，]?\s?共\s?\d{1,4}\s?页)?"
    r"|[Pp](?:age)?\.?\s?(?P<english>\d{1,4})(?:\s?(?:/|of)\s?\d{1,4})?|(?P<of>\d{1,4})\s?/\s?\d{1,4})\s*"
)


def without_page_feet(lines: Sequence[str]) -> list[str]:
    """The lines without those that hold nothing but the number of a page, and the titles that run beside most of these,
    but for the first of each. A number alone is one where it ends the text between dashes."""
    feet = [at for at, line in enumerate(lines) if _FOOT.fullmatch(line)]
    numbers = [int(next(filter(None, _FOOT.fullmatch(lines[at]).groups()))) for at in feet]  # type: ignore[union-attr]
    if len(feet) < _FEWEST or any(other <= one for one, other in pairwise(numbers)):
        last = _filled(lines, len(lines), -1)
        ends = feet == [last] and last is not None and _FOOT.fullmatch(lines[last])["dashed"] is not None  # type: ignore[index]
        return [line for at, line in enumerate(lines) if not (ends and at == last)]
    gone = set(feet) | _running(lines, feet)
    return [line for at, line in enumerate(lines) if at not in gone]


def _running(lines: Sequence[str], feet: Sequence[int]) -> set[int]:
    """The lines that say the same before or behind the feet of pages, but for the first of each title in the text."""
    beside = [at for foot in feet for at in (_filled(lines, foot, -1), _filled(lines, foot, 1)) if at is not None]
    counts = Counter(lines[at].strip() for at in set(beside))
    titles = {said for said, count in counts.items() if count >= _FEWEST and len(said) >= _SHORTEST_TITLE}
    first = {said: next(at for at, line in enumerate(lines) if line.strip() == said) for said in titles}
    return {at for at in beside if (said := lines[at].strip()) in titles and at != first[said]}


def _filled(lines: Sequence[str], at: int, step: int) -> int | None:
    """The nearest line before or behind a place that is not blank."""
    at += step
    while 0 <= at < len(lines) and not lines[at].strip():
        at += step
    return at if 0 <= at < len(lines) else None
