"""What a settled Word tree holds besides text: pictures, charts, embedded and linked objects, comments.

What of it is not read is named. A picture may hold content by its size and place: one that stands alone in its
cell is what the cell says; another counts unless it is a line, or no larger than a seal (those of offices measure 4 to
5 cm) or a logo.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.word_tree.omissions import (
    ARTWORK,
    CHART,
    COMMENT,
    CONTROL,
    DIAGRAM,
    INK,
    LINKED,
    MISSING_PICTURE,
    OBJECT,
    PICTURE,
    SHEET,
    Omissions,
    text_of,
)
from extractors.word_tree.package import VML, Element, Package, R, W
from schema.errors import JixiaoError

#: In centimetres: what is thinner is a line, what is no longer a seal or a logo.
LINE, SEAL = 0.5, 5.2
#: A picture alone in its cell counts from this length and thickness on: a figure of two digits in the smallest print.
ALONE_LENGTH, ALONE_THICKNESS = 0.8, 0.25
#: Width and height of a picture in centimetres.
Size = tuple[float, float]
#: Asked of an embedded sheet or picture by its kind, its element and the name of its relation: whether it is read.
IsRead = Callable[[str, Element, str], bool]

_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_EMU = 360_000  # to the centimetre
_UNITS = {"pt": 2.54 / 72, "in": 2.54, "cm": 1.0, "mm": 0.1, "px": 2.54 / 96, "pc": 2.54 / 6, "pi": 2.54 / 6}
_MEASURE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,6}(?:\.\d{0,6})?)\s*([a-z]{2})", re.IGNORECASE)
_SHEETS = ("excel.", "et.", "ket.", "worksheet", "soffice.starcalc", "opendocument.calc")
_GRAPHICS = {"chart": CHART, "chartex": CHART, "diagram": DIAGRAM}
_WATERMARK = "watermark"
_LONGEST_STYLE = 2_000


def _is_never_read(_kind: str, _node: Element, _name: str) -> bool:
    return False


def name_objects(root: Element, package: Package, omissions: Omissions, is_read: IsRead) -> None:
    """Tells `omissions` of everything in the tree that is no text, may say something and is not read."""
    finder = _Finder(package, omissions, is_read)
    acts = {
        W + "drawing": finder.drawing,
        W + "pict": finder.old_drawing,
        W + "object": finder.object,
        W + "subDoc": finder.linked,
        W + "commentReference": finder.comment,
    }
    for node in root.iter(*acts):
        acts[node.tag](node)


def name_pictures(root: Element, omissions: Omissions) -> None:
    """The same of a tree that was made of a web page: pictures are all that it can hold."""
    finder = _Finder(None, omissions)
    for node in root.iter(W + "pict"):
        finder.old_drawing(node)


@dataclass(slots=True)
class _Finder:
    """Judges one thing after another, and keeps what it has learnt of cells and comments."""

    package: Package | None
    omissions: Omissions
    is_read: IsRead = _is_never_read
    _blank: dict[Element, bool] = field(default_factory=dict)
    _comments: dict[str, str] | None = None

    def drawing(self, node: Element) -> None:
        """A picture, chart or diagram of today's markup; a shape without one says nothing."""
        kind, blip = _graphic(node)
        if kind:
            self.omissions.add(kind, node)
        elif blip is not None and not _is_off(node):
            held, link = blip.get(R + "embed"), blip.get(R + "link")
            self._picture(node, size_of(node.find("{*}*/{*}extent")), held, bool(link) and not held)

    def old_drawing(self, node: Element) -> None:
        """A picture, a text drawn as a picture or an object in the markup of old."""
        if next(node.iter(_OFFICE + "OLEObject", W + "control"), None) is not None:
            self.object(node)
            return
        for image in node.iter(VML + "imagedata", VML + "fill"):
            held = image.get(R + "id") or image.get(R + "pict")
            if held or image.tag == VML + "imagedata":
                if not _is_ornament(image):
                    is_linked = not held and bool(image.get(R + "href") or image.get("src"))
                    self._picture(node, _style_size(image), held, is_linked)
                return
        for art in node.iter(VML + "textpath"):
            words = art.get("string", "").strip()
            if words and not _is_ornament(art):
                self.omissions.add(ARTWORK, node, words)

    def object(self, node: Element) -> None:
        """An object of another program, or a form control."""
        for made in node.iter(_OFFICE + "OLEObject"):
            program = made.get("ProgID", "")
            is_sheet = program.lower().startswith(_SHEETS)
            kind = LINKED if made.get("Type") == "Link" else SHEET if is_sheet else OBJECT
            if kind != SHEET or not self.is_read(kind, node, made.get(R + "id", "")):
                self.omissions.add(kind, node, program)
        for control in node.iter(W + "control"):
            self.omissions.add(CONTROL, node, control.get(W + "name", ""))

    def linked(self, node: Element) -> None:
        """A part of the document that is a file of its own."""
        self.omissions.add(LINKED, node)

    def comment(self, node: Element) -> None:
        """A comment with its words; one without words says nothing."""
        if self._comments is None:
            self._comments = _comments(self.package)
        words = self._comments.get(node.get(W + "id", ""))
        if words != "":
            self.omissions.add(COMMENT, node, words or "")

    def _picture(self, node: Element, size: Size | None, held: str | None, is_linked: bool) -> None:
        if not self._may_hold_content(node, size):
            return
        is_missing = bool(held) and (self.package is None or not self.package.holds(held))
        kind = LINKED if is_linked else MISSING_PICTURE if is_missing else PICTURE
        if kind != PICTURE or not self.is_read(kind, node, held or ""):
            self.omissions.add(kind, node)

    def _may_hold_content(self, node: Element, size: Size | None) -> bool:
        cell = next(node.iterancestors(W + "tc"), None)
        if cell is not None and cell not in self._blank:
            self._blank[cell] = not text_of(cell)
        if size is not None and cell is not None and self._blank[cell]:
            thin, long = sorted(size)
            return thin >= ALONE_THICKNESS and long >= ALONE_LENGTH
        return may_hold_content(size)


def _graphic(drawing: Element) -> tuple[str, Element | None]:
    """The kind of what is drawn where it is no picture, else the picture if there is one."""
    blip = None
    for node in drawing.iter("{*}graphicData", "{*}contentPart", "{*}blip"):
        name = node.tag.rsplit("}", 1)[-1]
        if name == "contentPart":
            return INK, None
        if name == "graphicData" and (kind := _GRAPHICS.get(node.get("uri", "").rsplit("/", 1)[-1])):
            return kind, None
        blip = node if blip is None and name == "blip" else blip
    return "", blip


def _is_off(drawing: Element) -> bool:
    properties = drawing.find("{*}*/{*}docPr")
    return properties is not None and properties.get("hidden") in ("1", "true")


def size_of(extent: Element | None) -> Size | None:
    """Width and height in centimetres that an element of a drawing says, None where it says none."""
    sides = () if extent is None else (extent.get("cx", ""), extent.get("cy", ""))
    numbers = [int(side) / _EMU for side in sides if side.isascii() and side.isdecimal() and len(side) < 15]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def may_hold_content(size: Size | None) -> bool:
    """Whether a picture is no line and larger than a seal, as far as it says its size."""
    if size is None:
        return True
    thin, long = sorted(size)
    return thin >= LINE and long > SEAL


def _style_size(image: Element) -> Size | None:
    """The size of the outermost shape around an image that says one."""
    found = None
    for shape in image.iterancestors():
        if shape.tag == W + "pict":
            break
        sides = _sides(shape.get("style", "")[:_LONGEST_STYLE])
        if len(sides) == 2:
            found = sides["width"], sides["height"]
    return found


def _sides(style: str) -> dict[str, float]:
    """Width and height in centimetres, as far as a style says them."""
    return {side[1].lower(): float(side[2]) * _UNITS.get(side[3].lower(), 0.0) for side in _MEASURE.finditer(style)}


def _is_ornament(part: Element) -> bool:
    """Whether a shape is a rule across the page, a line for a signature or a watermark."""
    shape = part.getparent()
    if shape is None:
        return False
    is_rule = shape.get(_OFFICE + "hr") is not None
    is_signature = shape.find(_OFFICE + "signatureline") is not None
    return is_rule or is_signature or _WATERMARK in shape.get("id", "").lower()


def _comments(package: Package | None) -> dict[str, str]:
    """The words of each comment; none where they are missing or damaged."""
    try:
        root = package.related("comments") if package else None
    except JixiaoError:
        return {}
    each = () if root is None else root.iter(W + "comment")
    return {comment.get(W + "id", ""): text_of(comment) for comment in each}
