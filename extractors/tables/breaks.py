"""What a page break did to a row and to a merged cell: judged by where text stands on either side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.tables.cells import RuledCell
from extractors.tables.overflow import STACKED, is_stacked, step_of
from normalizers.names.cut_words import has_figure, is_rest
from normalizers.quantities.figures import FIGURE

#: Text nearer to the end of its cell than this, in sizes of type, left no room for another line.
_REACHES = 2.0
#: Text nearer to the top of its cell than this, in sizes of type, begins there.
_BEGINS = 1.0
#: A text is in the middle of its cell where the rooms above and below it differ by less than this.
_CENTRED = 0.9
#: A line that leaves less room in its cell than this, in sizes of type, was broken there.
_BROKEN = 2.2
#: Points that a producer may have been off by.
_HAIR = 0.3
#: A broken line fills this share of its cell at least; and of the cells of a cut row so many have one.
_FILLS = 0.5
_MOST = 2 / 3
#: Text centred over a break stands in the greater part; less than this share of the other isn't it.
_GREATER = 0.8
#: The lines of one label are alike far apart.
_SAME_STEP = 1.2
_FINISHED = tuple("。！？；;!?")
#: What is not broken in the middle, so that the line before it may end early; a stroke holds its neighbours together.
_WHOLE = re.compile(r"[（(][^）)]{0,20}[）)]|[A-Za-z0-9.,%]{1,20}|\w(?:/\w)+")
#: Figures end with their sign: none goes on behind it.
_WHOLE_FIGURE = re.compile(r".*[%％‰]", re.DOTALL)
_FIGURE = re.compile(r"[<>≤≥＜＞=＝]?\d")
#: A share of its own goes on from nothing but the words of a bound: `3月底` over `100%` are two cells.
_SHARE = re.compile(rf"{FIGURE}[%％]")
_BOUND = re.compile(r"[于到达约过超满为≥≤<>=＞＜＝\d.—\-~～至]$")
#: What stands under a label in its own cell, as its weight does.
_BRACKETED = re.compile(r"[（(][^）)]{1,12}[）)]")
_CLOSING = tuple("。，、；：）》”！？")
#: What goes on with a new sentence has so many characters.
_SENTENCE = 4
_LONG = 10
#: Text so near to the lower edge of its cell, in sizes of type, has lost the blank below it.
_TIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Pair:
    """A cell at the end of a page, or None, and the one of the same extent under it on the next.

    `text` is what the upper one says with all its earlier parts, `rows` how many rows it has.
    """

    above: RuledCell | None
    below: RuledCell
    text: str
    rows: int

    @property
    def merged(self) -> bool:
        """Whether either of them has more than one row."""
        return self.rows > 1 or self.below.rowspan > 1


def is_cut(pairs: Sequence[Pair], unruled: bool) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    `unruled`: no rule closes the row at the break, which decides it wherever the cells match.
    """
    if any(pair.above is None for pair in pairs):
        return False
    if unruled:
        return True
    filled = [pair for pair in pairs if pair.below.lines]
    single = [pair for pair in filled if not pair.merged and not _is_bracketed(pair)]
    if _is_prose(pairs, single) or (not single and _is_tight(pairs)):
        return True
    ended = [pair for pair in pairs if pair.text and not pair.below.lines and not pair.merged]
    if _is_no_row(single, ended):
        return True
    if any(not pair.text for pair in single):
        return _was_pushed_down(single, ended)
    if not filled or not all(_flows(pair) for pair in single or filled):
        return False
    if not single:
        return bool(ended) and all(len(pair.below.lines) == 1 for pair in filled)
    broken = [pair for pair in single if _is_broken(pair)]
    tall = any(pair.above and len(pair.above.lines) > 1 for pair in single)
    if broken and tall and len(ended) > len(single) and all(len(pair.below.text) >= _SENTENCE for pair in single):
        return True
    if any(pair not in broken and not pair.text.endswith(_FINISHED) for pair in single):
        return False  # text that ended early has no rest
    return len(broken) >= _MOST * len(single) and (tall or bool(ended))


def _was_pushed_down(single: Sequence[Pair], ended: Sequence[Pair]) -> bool:
    """Whether short text stands below alone since it is centred in its cell, beside long text that the break cut."""
    flowing = [pair for pair in single if pair.text]
    down = len(single) - len(flowing)
    return bool(flowing) and len(ended) > down and all(_flows(pair) and _is_broken(pair) for pair in flowing)


def _is_no_row(single: Sequence[Pair], ended: Sequence[Pair]) -> bool:
    """Whether the row below can't be one of its own, wherever its text stands: it has no figure where the row above has
    some, words alone that go on in that row's columns, and most of them can't stand by themselves."""
    figures = any(_FIGURE.match(pair.text) for pair in ended)
    words = all(pair.text and not has_figure(pair.below.text) for pair in single)
    return figures and words and 2 * sum(is_rest(pair.text, pair.below.text) for pair in single) > len(single)


def _is_tight(pairs: Sequence[Pair]) -> bool:
    """Whether the text of the last row above stands on its lower edge, so that the empty rest was cut off."""
    above = [pair.above for pair in pairs if pair.above and pair.above.lines and not pair.merged]
    return bool(above) and all(cell.box.y1 - cell.lines[-1].box.y1 < _TIGHT * cell.lines[-1].size for cell in above)


def _is_prose(pairs: Sequence[Pair], single: Sequence[Pair]) -> bool:
    """Whether the row is one long text under a label that runs over the break: paragraphs of one cell."""
    if len(single) != 1 or min(len(single[0].text), len(single[0].below.text)) < _LONG:
        return False
    others = [pair for pair in pairs if pair is not single[0]]
    return bool(others) and all(
        pair.text and (_is_bracketed(pair) or (pair.merged and _labels_on(pair))) for pair in others
    )


def _is_bracketed(pair: Pair) -> bool:
    """Whether below stands what belongs under a label in its own cell, as its weight or its term does."""
    return bool(pair.text and _BRACKETED.fullmatch(pair.below.text))


def _labels_on(pair: Pair) -> bool:
    """Whether a label runs over the break: there is nothing below, or the rest of its stacked characters."""
    return not pair.below.lines or _stacked_over(pair)


def _stacked_over(pair: Pair) -> bool:
    """Whether one stacked label stands on both sides of the break, and not two of them.

    A label of one character is none, and one that ends early has no rest.
    """
    if pair.above is None or not (is_stacked(pair.above) and is_stacked(pair.below)):
        return False
    if len(pair.above.lines) == 1 or len(pair.below.lines) == 1:
        return True
    if min(len(pair.above.lines), len(pair.below.lines)) > STACKED:
        return False
    steps = sorted((step_of(pair.above), step_of(pair.below)))
    return pair.merged and steps[1] < _SAME_STEP * steps[0] and _hangs_out(pair.above) and not _is_centred(pair.below)


def _hangs_out(cell: RuledCell) -> bool:
    """Whether stacked text fills its cell from the top and leaves no room for another line, though it isn't centred."""
    first, last = cell.lines[0], cell.lines[-1]
    above, below = _room(cell)
    return above < _BEGINS * first.size and below < max(step_of(cell), _REACHES * last.size) and not _is_centred(cell)


def _is_centred(cell: RuledCell) -> bool:
    above, below = _room(cell)
    return abs(above - below) < _CENTRED * cell.lines[0].size


def _room(cell: RuledCell) -> tuple[float, float]:
    """The room above and below the text of a cell."""
    return cell.lines[0].box.y0 - cell.box.y0, cell.box.y1 - cell.lines[-1].box.y1


def _flows(pair: Pair) -> bool:
    """Whether the text fills the upper cell to its end and begins at the top of the lower one."""
    above, below = pair.above, pair.below
    if above is None or not above.lines or not below.lines:
        return False
    last, first = above.lines[-1], below.lines[0]
    return above.box.y1 - last.box.y1 < _REACHES * last.size and first.box.y0 - below.box.y0 < _BEGINS * first.size


def _is_broken(pair: Pair) -> bool:
    """Whether the last line above is as wide as its cell and ends in the middle of a sentence."""
    if pair.above is None or not pair.above.lines:
        return False
    last, cell = pair.above.lines[-1], pair.above.box
    if last.text >= "\u2e80" and is_stacked(pair.above) and is_stacked(pair.below):
        return True
    width, used = cell.x1 - cell.x0, last.box.x1 - last.box.x0
    figure = last.text[-1] < "\u2e80"  # words are broken anywhere, figures and signs only where they fill the cell
    if (figure and used < _FILLS * width) or last.text.endswith(_FINISHED):
        return False
    if _WHOLE_FIGURE.fullmatch(pair.text) and _FIGURE.match(pair.below.text):
        return False
    if _SHARE.fullmatch(pair.below.text) and not _BOUND.search(pair.text):
        return False
    whole = _WHOLE.match(pair.below.text)
    needed = _BROKEN + (len(whole.group()) - 1 if whole else pair.below.text[1:2] in _CLOSING)
    return width - used < needed * last.size - _HAIR


def runs_over(pair: Pair, leading: bool) -> bool:
    """Whether a merged cell runs over the break; `leading` says that all cells to its left do."""
    above, below = pair.above, pair.below
    if above is None:
        return False
    if not below.lines:
        return pair.merged or (leading and bool(pair.text))
    if pair.text == below.text:
        return leading and pair.merged  # printed again on the new page
    if leading and is_stacked(above) and is_stacked(below):
        return _stacked_over(pair)
    if leading and _is_bracketed(pair):
        return _flows(pair)
    if leading and pair.merged and len(below.text) <= STACKED and _is_broken(pair) and _hangs_out(above):
        return True  # the end of a label that was drawn in the middle of what is left of its cell
    if not pair.merged:
        return False
    if pair.text:
        return _flows(pair) and ((len(above.lines) > 1 and _is_broken(pair)) or _is_low(above))
    return _height(below) >= _GREATER * _height(above)


def _height(cell: RuledCell) -> float:
    return cell.box.y1 - cell.box.y0


def _is_low(cell: RuledCell) -> bool:
    """Whether the text stands in the lower part of its cell, as the upper half of text centred over the break does."""
    above, below = _room(cell)
    return above - below > cell.lines[0].size
