"""One page of an OFD file: characters at their places, ruling lines, pictures; millimetres become points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.pdf_layout.radicals import plain_character
from extractors.pdf_layout.settled import settled
from extractors.pdf_objects.characters import MAXIMUM_CHARACTERS, Printed
from extractors.pdf_objects.looks import INVISIBLE, LEANING, PALE, Sides, turn_of
from extractors.pdf_objects.objects import Drawn
from extractors.pdf_objects.page import Matrix, PageContent, times
from extractors.pdf_objects.paths import MAXIMUM_SEGMENTS, Point, lines_of_outline
from extractors.readers.ofd_package import Place, Sheet, numbers
from extractors.tables.marks import Character
from extractors.word_tree.package import Element
from schema.errors import LimitError

POINTS = 72 / 25.4
#: The share of the size of type that stands over the line that characters stand on.
_ASCENT = 0.86
#: The next character begins no farther off than so many sizes, unless a gap lies between.
_WIDEST = 1.05
#: No lighter colour is seen on paper.
_WHITE = 250
_DEEPEST = 40
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\uffdc\U00020000-\U0003ffff≥≤±×÷°‰…—“”‘’]")
_COMPOSITE = "composite units, not read"
_OPERATION = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
#: How many numbers an operation of a path has; the last two are where it ends.
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


@dataclass(slots=True)
class OfdPage:
    """What was met on a page: its content, the pictures by the numbers of their resources, and what was not read."""

    content: PageContent
    pictures: list[tuple[str, Sides]] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)


def read_page(sheet: Sheet, number: int) -> OfdPage:
    """The page of that number. Raises `LimitError` for more than a page may hold."""
    reader = _Reader(sheet.area)
    for tree in sheet.trees:
        for layer in tree.iterfind("{*}Content/{*}Layer"):
            reader.read(layer, 0)
    _, _, width, height = sheet.area
    content = settled(number, width * POINTS, height * POINTS, reader.drawn, reader.printed)
    return OfdPage(content, reader.pictures, reader.unread)


@dataclass(slots=True)
class _Reader:
    """A page half read."""

    area: Place
    printed: Printed = field(default_factory=Printed)
    drawn: Drawn = field(default_factory=Drawn)
    pictures: list[tuple[str, Sides]] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    segments: int = 0

    def read(self, layer: Element, depth: int) -> None:
        """The objects of a layer, and of the blocks in it."""
        if depth > _DEEPEST:
            raise LimitError("blocks of a page are nested without end", "print it to PDF and ingest that")
        for node in layer:
            name = node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
            if node.get("Visible") == "false":
                self.printed.left_out[INVISIBLE] += sum(len(code.text or "") for code in node.iter("{*}TextCode"))
            elif name == "TextObject":
                self._text(node)
            elif name == "PathObject":
                self._path(node)
            elif name == "ImageObject":
                self._picture(node)
            elif name == "PageBlock":
                self.read(node, depth + 1)
            elif name == "CompositeObject":
                self.unread[_COMPOSITE] += 1

    def _matrix(self, node: Element) -> Matrix:
        """From the coordinates of an object to points of the page."""
        told, place = numbers(node.get("CTM")), numbers(node.get("Boundary"))
        own: Matrix = (told[0], told[1], told[2], told[3], told[4], told[5]) if len(told) == 6 else _SAME
        left, top = (place[0], place[1]) if len(place) == 4 else (0.0, 0.0)
        moved = times(own, (1.0, 0.0, 0.0, 1.0, left - self.area[0], top - self.area[1]))
        return times(moved, (POINTS, 0.0, 0.0, POINTS, 0.0, 0.0))

    def _text(self, node: Element) -> None:
        matrix = self._matrix(node)
        size = next(iter(numbers(node.get("Size"))), 0.0)
        stretch = next(iter(numbers(node.get("HScale"))), 1.0)
        turn = turn_of(matrix[0], matrix[1])
        why = PALE if _is_pale(node.find("{*}FillColor")) else LEANING if turn is None else ""
        x = y = 0.0
        for code in node.iterchildren("{*}TextCode"):
            x, y = (next(iter(numbers(code.get(name))), old) for name, old in (("X", x), ("Y", y)))
            steps = _steps(code.get("DeltaX")), _steps(code.get("DeltaY"))
            down = code.get("DeltaY") is not None and code.get("DeltaX") is None
            for sign in (code.text or "").strip("\r\n"):
                wide = size * stretch * (1.0 if _WIDE.match(sign) else 0.5)
                across, along = next(steps[0], 0.0 if down else wide), next(steps[1], 0.0)
                if why:
                    self.printed.left_out[why] += not sign.isspace()
                else:
                    width = across if not down and 0 < across <= _WIDEST * size * stretch else wide
                    self._character(sign, (x, y), width, size, matrix, turn or 0)
                x, y = x + across, y + along
        if len(self.printed.characters) > MAXIMUM_CHARACTERS:
            raise LimitError(f"a page has more than {MAXIMUM_CHARACTERS:,} characters", "cut the file into parts")

    def _character(self, sign: str, at: Point, width: float, size: float, matrix: Matrix, turn: int) -> None:
        """A character from where it begins on its line, as wide as it is said to be."""
        ends = [
            _moved(matrix, at[0] + across, at[1] + down)
            for across in (0.0, width)
            for down in (-_ASCENT * size, (1 - _ASCENT) * size)
        ]
        xs, ys = [x for x, _ in ends], [y for _, y in ends]
        text = " " if sign in "\t\xa0" else plain_character(sign)
        self.printed.characters.append(Character(text, min(xs), min(ys), max(xs), max(ys), turn))

    def _path(self, node: Element) -> None:
        is_stroked, is_filled = node.get("Stroke", "true") != "false", node.get("Fill", "false") == "true"
        is_stroked = is_stroked and not _is_pale(node.find("{*}StrokeColor"))
        is_filled = is_filled and not _is_pale(node.find("{*}FillColor"))
        data = node.find("{*}AbbreviatedData")
        if data is None or not (is_stroked or is_filled):
            return
        matrix = self._matrix(node)
        for outline, curves in _outlines(data.text or ""):
            self.segments += len(outline) + curves
            self.drawn.curves += curves
            if self.segments > MAXIMUM_SEGMENTS:
                raise LimitError(f"a page has more than {MAXIMUM_SEGMENTS:,} pieces of paths", "print it anew")
            points = [_moved(matrix, x, y) for x, y in outline]
            rules, slants = lines_of_outline(points, is_stroked, is_filled)
            self.drawn.rules += rules
            self.drawn.slants += slants

    def _picture(self, node: Element) -> None:
        matrix = self._matrix(node)
        place = numbers(node.get("Boundary"))
        if node.get("CTM") is None and len(place) == 4:
            corners = [(0.0, 0.0), (place[2], place[3])]
        else:
            corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]
        ends = [_moved(matrix, x, y) for x, y in corners]
        xs, ys = [x for x, _ in ends], [y for _, y in ends]
        sides = min(xs), min(ys), max(xs), max(ys)
        self.drawn.pictures.append(sides)
        self.pictures.append((node.get("ResourceID", ""), sides))


def _moved(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _steps(told: str | None) -> Iterator[float]:
    """How far each character is from the one before; `g 3 2.5` stands for three times 2.5."""
    pieces = iter((told or "").split())
    for piece in pieces:
        if piece != "g":
            yield from numbers(piece)
            continue
        count, step = next(pieces, ""), numbers(next(pieces, ""))
        yield from (one for one in step[:1] for _ in range(int(count) if count.isdecimal() and len(count) < 7 else 0))


def _outlines(data: str) -> Iterator[tuple[list[Point], int]]:
    """The straight pieces of a path as points, and how many curves part them."""
    points: list[Point] = []
    curves = 0
    pieces = _OPERATION.findall(data)
    index = 0
    while index < len(pieces):
        operation, index = pieces[index], index + 1
        count = _NUMBERS.get(operation)
        if count is None:  # a number that no operation asked for
            continue
        told = numbers(" ".join(pieces[index : index + count]))
        if len(told) < count:
            break
        index += count
        if operation == "C" and len(points) > 1:
            points.append(points[0])
        elif operation == "L":
            points.append((told[0], told[1]))
        elif count:
            if points:
                yield points, curves
            curves = operation not in "SM"
            points = [(told[-2], told[-1])]
    if points:
        yield points, curves


def _is_pale(colour: Element | None) -> bool:
    """Whether a colour can't be seen on paper; what is not told is black."""
    if colour is None:
        return False
    value = numbers(colour.get("Value"))
    is_clear = next(iter(numbers(colour.get("Alpha"))), 255.0) <= 0
    return is_clear or (len(value) == 3 and min(value) >= _WHITE)
