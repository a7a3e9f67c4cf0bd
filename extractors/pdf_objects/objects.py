"""What is drawn on a page by pypdfium2: ruling lines, pictures, and the looks of text."""

from __future__ import annotations

import ctypes
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from extractors.pdf_objects.covers import Covers
from extractors.pdf_objects.looks import (
    COVERED,
    INVISIBLE,
    LAYER,
    PALE,
    PLAIN,
    SEAL,
    TINY,
    Area,
    Colour,
    Look,
    Sides,
    is_plain,
    is_red,
    lies_within,
    look_of,
    sealed,
    turn_of,
)
from extractors.pdf_objects.page import Matrix
from extractors.pdf_objects.paths import Paths, line_of
from extractors.pdf_objects.walk import IMAGE, PATH, SAME, TEXT, Thing, Walk, around
from extractors.tables.marks import Rule

_FILLED, _OUTLINED, _HIDDEN_MODES = 0, 1, (3, 7)
#: Text no wider than this, in points, PDFium passes over; no higher, it takes two lines that say the same for one.
_NO_EXTENT, _OUTLINE = 0.01, 0.04
_BLACK = (0, 0, 0, 255)
#: What nobody sees, whatever is painted next; and how far off the page it is moved, in units of the page.
_UNSEEN = frozenset((INVISIBLE, LAYER, PALE, TINY))
_AWAY = -100_000.0


@dataclass
class Drawn:
    """What was found. `looks` gives by address the text objects that aren't simply black and read to the right.

    `slants` are lines that fall to the right, `pictures` the places of pictures, `curves` counts those of paths,
    `undrawn` the texts in fonts that the file does not hold.
    """

    rules: list[Rule] = field(default_factory=list)
    slants: list[Sides] = field(default_factory=list)
    looks: dict[int, Look] = field(default_factory=dict)
    pictures: list[Sides] = field(default_factory=list)
    curves: int = 0
    undrawn: int = 0


class _Drawing:
    """A page half looked at."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.drawn, self.paths, self.covers = walk, Drawn(), Paths(walk), Covers()
        self.areas: list[Area] = []
        #: By address the texts that may still be painted over, and the red ones with their colour.
        self.texts: dict[int, tuple[Any, Sides]] = {}
        self.red: list[tuple[Colour, Sides, int]] = []

    def add(self, thing: Thing) -> None:
        """Adds the next object in the order of painting; what is on a layer that is off is not painted."""
        if thing.kind == TEXT:
            self._text(thing)
        elif thing.kind == PATH and not thing.off:
            self._paint(thing, self.paths.add(thing))
        elif thing.kind == IMAGE and not thing.off:
            self._image(thing)

    def _paint(self, thing: Thing, areas: list[Area]) -> None:
        """Notes the areas of a path, and what of the text so far they hide."""
        self.areas += areas
        for area in areas:
            if self.covers.touches(area.sides) and not self.walk.pdfium.FPDFPageObj_HasTransparency(thing.raw):
                sides = self.paths.clipped(thing, area.sides)
                if sides is not None:
                    self.covers.paint(sides)

    def _image(self, thing: Thing) -> None:
        """A picture is the unit square under its matrix; one that is thin is a line that a printer driver painted."""
        sides = around(self.walk.matrix_of(thing.raw, thing.outer), 0.0, 0.0, 1.0, 1.0)
        self.drawn.pictures.append(sides)
        self.areas.append(Area(sides, None))
        line = line_of(sides)
        if line is not None:
            self.drawn.rules.append(line)

    def _text(self, thing: Thing) -> None:
        """Notes how a text looks, and where it stands."""
        walk, raw = self.walk, thing.raw
        sides = walk.sides(raw, thing.outer) or (0.0, 0.0, 0.0, 0.0)
        if min(sides[2] - sides[0], sides[3] - sides[1]) < _NO_EXTENT:
            self.drawn.undrawn += _widened(walk, raw)
        address = ctypes.addressof(raw.contents)
        look = self._look(thing, sides, address)
        if look is not PLAIN:
            self.drawn.looks[address] = look
        if look.left_out in _UNSEEN:
            self._away(raw)
        else:
            self.covers.print(address, sides)
            self.texts[address] = raw, sides

    def _away(self, raw: Any) -> None:
        """Moves a text off the page: of two characters in one place, PDFium gives the first alone."""
        pdfium = self.walk.pdfium
        pdfium.FPDFPageObj_TransformF(raw, pdfium.FS_MATRIX(1.0, 0.0, 0.0, 1.0, _AWAY, _AWAY))

    def _look(self, thing: Thing, sides: Sides, address: int) -> Look:
        walk, pdfium = self.walk, self.walk.pdfium
        a, b, c, d, _, _ = walk.matrix_of(thing.raw, thing.outer)
        turn = turn_of(a, b)
        if thing.off or pdfium.FPDFTextObj_GetTextRenderMode(thing.raw) in _HIDDEN_MODES:
            return Look(turn or 0, LAYER if thing.off else INVISIBLE)
        colour = walk.colour(pdfium.FPDFPageObj_GetFillColor, thing.raw) or _BLACK
        if is_red(colour):
            self.red.append((colour, sides, address))
        if is_plain(turn, colour, sides):
            return PLAIN
        pdfium.FPDFTextObj_GetFontSize(thing.raw, walk.x_at)
        return look_of(turn, abs(walk.x.value) * max(abs(c), abs(d)), colour, sides, self.areas)

    def done(self) -> Drawn:
        """Everything, the areas over a text noted with its look."""
        drawn = self.drawn
        drawn.rules, drawn.slants, drawn.curves = self.paths.rules + drawn.rules, self.paths.slants, self.paths.curves
        for address, areas in self.covers.over.items():
            raw, sides = self.texts[address]
            look = drawn.looks.get(address, PLAIN)
            if any(lies_within(sides, area) for area in areas):
                self._away(raw)
                drawn.looks[address] = look._replace(left_out=COVERED)
            else:
                drawn.looks[address] = look._replace(covers=tuple(areas))
        for address in sealed([(*red, drawn.looks.get(red[2], PLAIN)) for red in self.red]):
            drawn.looks[address] = drawn.looks.get(address, PLAIN)._replace(left_out=SEAL)
        return drawn


def drawn_on(page: Any, frame: Matrix, layers_off: Collection[bytes] = ()) -> Drawn:
    """Everything drawn on a page, in the coordinates that the frame leads to; raises `LimitError` for too much."""
    walk = Walk(page, layers_off)
    drawing = _Drawing(walk)
    for thing in walk.things(frame):
        drawing.add(thing)
    return drawing.done()


def _widened(walk: Walk, raw: Any) -> bool:
    """Gives text an extent whose font the file does not hold: without the shapes of its characters it has none.

    An outline widens it, and a new place, though it is the old one, makes PDFium measure anew. False for other text.
    """
    pdfium = walk.pdfium
    font = pdfium.FPDFTextObj_GetFont(raw)
    if pdfium.FPDFTextObj_GetTextRenderMode(raw) != _FILLED or not font or pdfium.FPDFFont_GetIsEmbedded(font):
        return False
    pdfium.FPDFTextObj_SetTextRenderMode(raw, _OUTLINED)
    pdfium.FPDFPageObj_SetStrokeWidth(raw, _OUTLINE)
    pdfium.FPDFPageObj_TransformF(raw, pdfium.FS_MATRIX(*SAME))
    return True
