"""The shapes of printed figures, as pieces for the patterns of those who look for them without reading them."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.quantities.unit_headings import is_short_unit
from normalizers.quantities.units import FOLD, sole_unit

#: Digits with points and commas among them.
FIGURE = r"\d[\d,，.]*"
#: Digits with points and commas between them, none behind the last.
JOINED = r"\d+(?:[.,，]\d+)*"
#: The same as FIGURE with a sign before it.
SIGNED = rf"[-+−－]?{FIGURE}"
#: Several figures with what joins them: 3:1, 80-90, 2023/12/31.
FIGURES = r"\d[\d,，.:：/~～\-—至到]*"
#: A number of points: at most three digits and a fraction.
POINTS = r"\d{1,3}(?:\.\d{1,6})?"
#: Digits with a fraction, without commas.
DECIMAL = r"\d{1,18}(?:\.\d{0,9})?"
#: A number whose thousands blanks set off: 1 234 567.89.
SPACED = r"\d{1,3}(?: \d{3})+(?:\.\d+)?"

_AMOUNT = re.compile(rf"[¥￥]?[-+−－]?\.?{FIGURE}")
_RUN_TOGETHER, _DOTTED_DATE = re.compile(r"\d\.\d+\.\d"), re.compile(r"(?:20)?\d\d\.\d{1,2}\.\d{1,2}")


def are_run_together(text: str) -> bool:
    """Whether two decimals run into each other in a text (938.007.40), which is no date."""
    return bool(_RUN_TOGETHER.search(text)) and not _DOTTED_DATE.search(text)


@lru_cache(maxsize=65536)
def is_figure_with_unit(text: str) -> bool:
    """Whether a compact text is a figure alone or with points, a rate, a scale, money or a short counter behind it."""
    figure = _AMOUNT.match(text)
    rest = text[figure.end() :] if figure else ""
    if figure is None or rest in ("", "分") or is_short_unit(rest):
        return figure is not None
    folded = rest.translate(FOLD)
    unit = sole_unit(folded)
    return unit is not None and unit.kind in ("money", "ratio", "") and "/" not in folded
