"""What kind of page a picture shows, told from its pixels before an engine reads it: most pages of a long report hold
no form, and some nothing to read at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.pictures.ink import FAINT, evened

if TYPE_CHECKING:
    from extractors.pictures.picture import Pixels

#: A page with rules; one with lines of text alone; a photograph without text; one on which nothing is printed.
FORM, PROSE, PHOTO, BLANK = "form", "prose", "photo", "blank"

#: The longer side of the picture that is looked at, in pixels; every length below is measured on it.
_LOOKED_AT = 1_200
#: Ink is darker than this share of the paper; strokes are thinner than so many pixels.
_INK, _THICK = 150, 7
#: Upright and level rules are so long; strokes of letters are shorter.
_UPRIGHT, _LEVEL = 45, 90
#: The picture is looked at in so many fields across and down. One shows text where its strokes are thin, its ground is
#: paper, its ink between these shares, and so many marks have the size of characters.
_FIELDS = 8
_THIN, _PAPER, _LEAST_INK, _MOST_INK, _MARKS = 0.85, 0.7, 0.004, 0.25, 4
_LOWEST, _HIGHEST, _NARROWEST, _WIDEST, _SMALLEST = 6, 40, 3, 80, 8
#: Most of a photograph's dark is in areas, and hardly a field of it looks like text.
_MOSTLY_THIN, _FEW_FIELDS = 0.6, 2
#: Dust on the glass: no more of the page, and no more marks.
_DUST, _SPECKS = 0.001, 2


def kind_of(pixels: Pixels) -> str:
    """The kind of page; `FORM` where that is not plain: nothing but time is lost by it."""
    import cv2
    import numpy as np

    even = evened(_looked_at(pixels))
    ink = (even < _INK).astype(np.uint8)
    thick = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_THICK, _THICK), np.uint8))
    thin = cv2.subtract(ink, cv2.dilate(thick, np.ones((3, 3), np.uint8)))
    is_ruled = _has_rules(even)
    if not is_ruled and ink.mean() < _DUST and _marks(thin) <= _SPECKS:
        return BLANK
    if thin.sum() < _MOSTLY_THIN * ink.sum() and _fields_of_text(even, ink, thin) <= _FEW_FIELDS:
        return PHOTO
    return FORM if is_ruled else PROSE


def _has_rules(even: Pixels) -> bool:
    """Whether upright or level rules stand on the page, however faint: a blank page has none."""
    import cv2
    import numpy as np

    marks = (even < FAINT).astype(np.uint8)
    sides = ((_UPRIGHT, 1), (1, _LEVEL))
    return any(cv2.morphologyEx(marks, cv2.MORPH_OPEN, np.ones(side, np.uint8)).any() for side in sides)


def _looked_at(pixels: Pixels) -> Pixels:
    """The picture in grey, no larger than it is looked at."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    scale = _LOOKED_AT / max(grey.shape)
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey


def _fields_of_text(even: Pixels, ink: Pixels, thin: Pixels) -> int:
    """In how many fields of the page something looks like text."""
    import numpy as np

    count = 0
    for rows in np.array_split(np.arange(ink.shape[0]), _FIELDS):
        for columns in np.array_split(np.arange(ink.shape[1]), _FIELDS):
            if rows.size and columns.size:
                at = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
                count += _shows_text(even[at], ink[at], thin[at])
    return count


def _shows_text(even: Pixels, ink: Pixels, thin: Pixels) -> bool:
    is_paper = (even > FAINT).mean() > _PAPER and _LEAST_INK < ink.mean() < _MOST_INK
    return bool(is_paper) and bool(thin.sum() > _THIN * ink.sum()) and _marks(thin) >= _MARKS


def _marks(thin: Pixels) -> int:
    """How many marks have the size of characters."""
    import cv2

    _, _, found, _ = cv2.connectedComponentsWithStats(thin, connectivity=8)
    wide, high, area = found[1:, 2], found[1:, 3], found[1:, 4]
    alike = (high >= _LOWEST) & (high <= _HIGHEST) & (wide >= _NARROWEST) & (wide <= _WIDEST) & (area >= _SMALLEST)
    return int(alike.sum())
