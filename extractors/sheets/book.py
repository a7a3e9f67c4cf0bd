"""A workbook as a package: its sheets in order, the texts and looks that their cells share, what lies beside cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.sheets.formats import code_of
from extractors.sheets.grid import refuse_too_many
from extractors.word_tree.objects import may_hold_content, size_of
from extractors.word_tree.omissions import CHART, COMMENT, CONTROL, OBJECT, PICTURE, Omissions
from extractors.word_tree.package import Element, Package, R, Relation
from schema.errors import JixiaoError, LimitError, UnreadableError

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BOX = "text boxes, not read"
MAXIMUM_STRINGS = 500_000

_OBJECTS = {"oleObject": OBJECT, "package": OBJECT, "ctrlProp": CONTROL}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell shows what it holds: its number format, whether struck out, whether with a border, how far its text
    is set in, in steps of the program."""

    code: str = "General"
    is_struck: bool = False
    has_border: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name; `part` is empty where it is no sheet of cells (a chart)."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a workbook in their order, and what their cells refer to by number."""

    package: Package
    sheets: tuple[Sheet, ...]
    strings: tuple[str, ...]
    looks: tuple[Look, ...]
    is_1904: bool

    def look(self, number: str) -> Look:
        """The look of a cell by the number that the cell names."""
        index = int(number) if number.isdecimal() and len(number) < 7 else 0
        return self.looks[index] if index < len(self.looks) else Look()


def open_book(package: Package, omissions: Omissions) -> Book:
    """The workbook of a package. Raises `UnreadableError` for a damaged one, `LimitError` for too many sheets."""
    root = package.tree(package.main)
    named = list(root.iter(S + "sheet"))
    refuse_too_many(len(named))
    sheets = tuple(_sheet(node, package) for node in named)
    if not sheets:
        raise UnreadableError("the workbook has no sheets", "open it in Excel or WPS and save it anew")
    properties = root.find(S + "workbookPr")
    is_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
    return Book(package, sheets, _strings(package, omissions), _looks(package, omissions), is_1904)


def text_of(node: Element) -> str:
    """The text of a string with runs: without struck-out runs and the readings above characters."""
    pieces = []
    for child in node:
        if child.tag == S + "t":
            pieces.append(child.text or "")
        elif child.tag == S + "r" and not _is_struck(child.find(S + "rPr")):
            pieces.extend(piece.text or "" for piece in child.iterchildren(S + "t"))
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), "".join(pieces)).replace("\r\n", "\n").replace("\r", "\n")


def name_objects(sheet: Sheet, number: int, package: Package, omissions: Omissions) -> None:
    """Tells `omissions` of what lies on a sheet and in no cell."""
    place = f"sheet {number}"
    for relation in package.around(sheet.part):
        if relation.kind == "drawing":
            _name_drawings(relation, place, package, omissions)
        elif relation.kind in ("comments", "threadedComment"):
            for note in _tree_of(relation, package, omissions).iter("{*}comment", "{*}threadedComment"):
                words = "".join(text.text or "" for text in note.iter("{*}t", "{*}text"))
                omissions.add(COMMENT, None, words, f"{place}, cell {note.get('ref', '')[:10]}")
        elif relation.kind in _OBJECTS:
            omissions.add(_OBJECTS[relation.kind], None, "", place)


def _name_drawings(relation: Relation, place: str, package: Package, omissions: Omissions) -> None:
    for node in _tree_of(relation, package, omissions).iter("{*}pic", "{*}graphicFrame", "{*}sp"):
        name = node.tag.rsplit("}", 1)[-1]
        words = "".join(text.text or "" for text in node.iter("{*}t")).strip() if name == "sp" else ""
        if name == "graphicFrame":
            omissions.add(CHART, None, "", place)
        elif words:
            omissions.add(BOX, None, words, place)
        elif name == "pic" and _may_hold_content(node):
            omissions.add(PICTURE, None, "", place)


def _may_hold_content(picture: Element) -> bool:
    """As of a picture in a Word file; one of no width and height has them from its anchor, or from the cells that it
    lies on."""
    size = size_of(picture.find(f"{{*}}spPr/{A}xfrm/{A}ext"))
    if size in (None, (0, 0)):
        size = size_of(picture.find("../{*}ext"))
    return size == (0, 0) or may_hold_content(size)


def _tree_of(relation: Relation, package: Package, omissions: Omissions) -> Element:
    """The root of a part beside a sheet; a damaged one is named, and an empty element stands for it."""
    from lxml import etree

    try:
        return package.tree(relation.target)
    except JixiaoError:
        omissions.lose(relation.target)
        return etree.Element("nothing")


def _sheet(node: Element, package: Package) -> Sheet:
    relation = package.relations.get(node.get(R + "id", ""))
    is_of_cells = relation is not None and relation.kind == "worksheet" and relation.target in package.entries
    part = relation.target if relation is not None and is_of_cells else ""
    return Sheet(node.get("name", ""), part, node.get("state", "visible") != "visible")


def _strings(package: Package, omissions: Omissions) -> tuple[str, ...]:
    try:
        root = package.related("sharedStrings")
    except JixiaoError as error:
        raise UnreadableError(
            f"the texts of the workbook are damaged ({error})", "open it in Excel and save it anew"
        ) from error
    items = () if root is None else root.iterchildren(S + "si")
    strings = []
    for item in items:
        strings.append(text_of(item))
        if len(strings) > MAXIMUM_STRINGS:
            raise LimitError(f"the workbook has more than {MAXIMUM_STRINGS:,} texts", "cut it into several files")
    return tuple(strings)


def _looks(package: Package, omissions: Omissions) -> tuple[Look, ...]:
    try:
        root = package.related("styles")
    except JixiaoError:
        omissions.damage.append("the part for styles is damaged: numbers may be shown in another form than on paper")
        return ()
    if root is None:
        return ()
    own = dict(_own_codes(root))
    struck = [_is_struck(font) for font in root.iterfind(f"{S}fonts/{S}font")]
    bordered = [_has_border(border) for border in root.iterfind(f"{S}borders/{S}border")]
    return tuple(
        Look(
            code_of(_number(look, "numFmtId"), own),
            _at(struck, _number(look, "fontId")),
            _at(bordered, _number(look, "borderId")),
            _indent(look),
        )
        for look in root.iterfind(f"{S}cellXfs/{S}xf")
    )


def _indent(look: Element) -> int:
    alignment = look.find(S + "alignment")
    return 0 if alignment is None else _number(alignment, "indent")


def _own_codes(root: Element) -> Iterator[tuple[int, str]]:
    for node in root.iterfind(f"{S}numFmts/{S}numFmt"):
        yield _number(node, "numFmtId"), node.get("formatCode", "")


def _number(node: Element, name: str) -> int:
    text = node.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def _at(flags: list[bool], index: int) -> bool:
    return index < len(flags) and flags[index]


def _is_struck(font: Element | None) -> bool:
    strike = None if font is None else font.find(S + "strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _has_border(border: Element) -> bool:
    return any(side.get("style", "none") != "none" for name in _SIDES for side in border.iterchildren(S + name))
