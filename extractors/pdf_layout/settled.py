"""The content of a page out of what was drawn, printed and typed on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from extractors.pdf_objects.characters import Printed
from extractors.pdf_objects.looks import OUTSIDE, TINY, UNDER, Sides, holds
from extractors.pdf_objects.objects import Drawn
from extractors.pdf_objects.page import PageContent
from extractors.pdf_objects.typed import Typed, characters_of
from extractors.pdf_objects.watermarks import titles_and_marks
from extractors.tables.marks import Character, Rule, turned_box, upright

#: A picture over such a share of the page may hold a table, unless more characters than this stand over it.
_LARGE, _A_FEW = 0.08, 5
_MOST_PICTURES = 100
#: Sizes of type, in points, that no damaged file can be meant to have.
_SMALLEST, _LARGEST = 0.01, 10_000.0
#: What a form prints where something is to be typed.
_RULED = frozenset(" _＿.…")
#: Typed characters are looked up by bands of so many points.
_BAND = 12

_TURN = attrgetter("turn")


def settled(
    number: int, width: float, height: float, drawn: Drawn, printed: Printed, typed: Typed | None = None
) -> PageContent:
    """The content of a page without what lies outside it, set upright where most of its text is turned."""
    titles, mark = titles_and_marks(printed, height)
    every = [one for one in (*printed.characters, *titles) if _SMALLEST < one.size < _LARGEST]
    characters = [one for one in every if one.x1 >= 0 and one.x0 <= width and 0 <= one.y1 <= height + one.y1 - one.y0]
    seen, sized = _inked(characters), _inked(every)
    lost = {TINY: _inked((*printed.characters, *titles)) - sized, OUTSIDE: sized - seen}
    left_out = printed.left_out + Counter(lost) if any(lost.values()) else printed.left_out
    turns = Counter(map(_TURN, characters))
    turn = max(turns, key=turns.__getitem__) if turns else 0
    rules = drawn.rules
    if turn:
        characters = upright(characters, turn, width, height)
        rules = [Rule(*turned_box(rule, turn, width, height)) for rule in rules]
    content = PageContent(
        number=number,
        width=height if turn % 2 else width,
        height=width if turn % 2 else height,
        characters=tuple(characters),
        rules=tuple(rules),
        slants=() if turn else tuple(drawn.slants),
        turn=turn,
        pictured=_pictured(drawn.pictures, width, height),
        apart=_apart(drawn.pictures, every, width, height),
        drawn=drawn.curves,
        unmapped=printed.unmapped,
        undrawn=drawn.undrawn,
        left_out=left_out,
        mark=mark,
    )
    return with_typed(content, typed, (width, height)) if typed and typed.met else content


def _inked(characters: Iterable[Character]) -> int:
    return sum(1 for one in characters if one.text != " ")


def with_typed(content: PageContent, typed: Typed, size: tuple[float, float]) -> PageContent:
    """The content with what was typed onto the page, in place of what is printed under it.

    `size` is that of the page before it was set upright.
    """
    added: list[Character] = []
    for text in typed.texts:
        sides = turned_box(text.sides, content.turn, *size) if content.turn else text.sides
        added += characters_of(replace(text, sides=sides))
    bands: dict[int, list[Character]] = defaultdict(list)
    for one in added:
        for band in {int(one.y0 // _BAND), int(one.y1 // _BAND)}:
            bands[band].append(one)
    under = {id(one) for one in content.characters if _is_under(one, bands)}
    kept = [one for one in content.characters if id(one) not in under]
    lost = sum(1 for one in content.characters if id(one) in under and one.text not in _RULED)
    left_out = Counter(content.left_out) + Counter({UNDER: lost})
    return replace(content, characters=(*kept, *added), left_out=left_out, beside=typed.met)


def _is_under(one: Character, bands: Mapping[int, Sequence[Character]]) -> bool:
    """Whether the middle of a character lies under a typed one."""
    x, y = (one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2
    typed = bands.get(int(y // _BAND), ())
    return any(other.x0 <= x <= other.x1 and other.y0 <= y <= other.y1 for other in typed)


def _pictured(pictures: Iterable[Sides], width: float, height: float) -> float:
    """The share of the page that pictures cover."""
    covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in pictures)
    return min(1.0, covered / (width * height)) if width * height else 0.0


def _apart(pictures: Iterable[Sides], characters: Sequence[Character], width: float, height: float) -> int:
    """How many large pictures have no text over them."""
    large = [one for one in pictures if (one[2] - one[0]) * (one[3] - one[1]) >= _LARGE * width * height]
    return sum(1 for sides in large[:_MOST_PICTURES] if not _is_written_over(sides, characters))


def _is_written_over(sides: Sides, characters: Iterable[Character]) -> bool:
    over = 0
    for one in characters:
        over += holds(sides, (one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2)
        if over > _A_FEW:
            return True
    return False
