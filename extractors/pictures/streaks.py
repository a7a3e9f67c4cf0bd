"""Streaks that dirty glass leaves down or across the whole page of a scanner or a fax: no rule reaches its edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from extractors.pictures.picture import Pixels

#: What is darker than this share of the paper is a mark.
_DARK = 0.8
#: So much of the page at either end, as a share, is its margin; so much of a streak, in the margins and as a whole, is
#: dark; and of what lies beside it, so many pixels off, much less.
_MARGIN, _STREAK, _CLEAR, _BESIDE = 0.03, 0.4, 0.3, 4


def without_streaks(pixels: Pixels) -> Pixels:
    """The picture with thin lines from edge to edge replaced by what lies beside them."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    dark = grey < _DARK * np.median(grey)
    upright, level = _streaks(dark), _streaks(dark.T)
    if not len(upright) and not len(level):
        return pixels
    cleaned = pixels.copy()
    for column in upright:
        cleaned[:, column] = np.maximum(pixels[:, max(0, column - _BESIDE)], pixels[:, column + _BESIDE])
    for row in level:
        cleaned[row] = np.maximum(cleaned[max(0, row - _BESIDE)], cleaned[row + _BESIDE])
    return cleaned


def _streaks(dark: NDArray[Any]) -> NDArray[Any]:
    """The columns that are dark from edge to edge, but not so wide that they are the edge of the sheet."""
    import numpy as np

    end = max(1, round(_MARGIN * len(dark)))
    shares = [part.mean(axis=0) for part in (dark[:end], dark, dark[-end:])]
    beside = [np.maximum(np.roll(share, _BESIDE), np.roll(share, -_BESIDE)) for share in shares]
    streak = (np.min(shares, axis=0) >= _STREAK) & (np.max(beside, axis=0) <= _CLEAR)
    found = np.flatnonzero(np.convolve(streak, (1, 1, 1), "same"))
    return np.asarray(found[(found >= _BESIDE) & (found < dark.shape[1] - _BESIDE)])
