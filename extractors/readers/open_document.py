"""Files of the OpenDocument standard (ISO/IEC 26300) as packages: their content, styles and the text of paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.word_tree.package import Element, Package, Sort, open_package
from schema.errors import JixiaoError, UnreadableError

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT, STYLE, DRAW = (
    f"{{{_SPACE}{name}:1.0}}" for name in ("office", "table", "text", "style", "drawing")
)
FO = f"{{{_SPACE}xsl-fo-compatible:1.0}}"

_KIND = b"application/vnd.oasis.opendocument."
#: Where the name of the kind stands: it is the first entry of the zip, and not packed.
_HEAD = 200
_MANIFEST = "meta-inf/manifest.xml"
_MOST_PARENTS = 20
_LONGEST_GAP = 100
_SIDES = ("border", "border-left", "border-right", "border-top", "border-bottom")
#: Formats of numbers as this standard has them, and as Word calls them.
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一, 二, 三, ...": "chineseCountingThousand", "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "①, ②, ③, ...": "decimalEnclosedCircleChinese",
}  # fmt: skip
#: What stands in a paragraph and does not print there: notes are told of apart.
_APART = (TEXT + "note", OFFICE + "annotation", OFFICE + "annotation-end", TEXT + "bookmark", TEXT + "ruby-text")


def is_kind(data: bytes, kind: str) -> bool:
    """Whether the bytes are a file of a kind (`text`, `spreadsheet`), or a template for such."""
    return data.startswith(b"PK\x03\x04") and _KIND + kind.encode("ascii") in data[:_HEAD]


@dataclass(frozen=True, slots=True)
class Look:
    """How a style shows what it is given: struck out, hidden, with a border."""

    is_struck: bool = False
    is_hidden: bool = False
    has_border: bool = False
    page: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A package with the body of its content, the looks of its styles by family and name, how lists are numbered by
    style and depth (before the number, its format as Word calls it, behind it), and its master pages by name."""

    package: Package
    body: Element
    looks: dict[tuple[str, str], Look]
    numbering: dict[tuple[str, int], tuple[str, str, str]]
    masters: dict[str, Element]

    def look(self, family: str, name: str | None) -> Look:
        """The look of a style; a plain one where nobody knows it."""
        return self.looks.get((family, name or ""), PLAIN)

    def header(self, page: str, name: str) -> Element | None:
        """The header or footer (`header`, `footer`) of a master page, where it is shown."""
        found = self.masters[page].find(STYLE + name) if page in self.masters else None
        return None if found is None or found.get(STYLE + "display") == "false" else found


def open_document(data: bytes, called: str, kind: str) -> OpenDocument:
    """The file of a kind. Raises `UnreadableError` for what is encrypted or damaged, `LimitError` for too much."""
    package = open_package(data, Sort(called, "content.xml", "content"))
    if _MANIFEST in package.entries and b"encryption-data" in package.part(_MANIFEST):
        raise UnreadableError(f"the {called} is encrypted", "open it with its password and save it without one")
    content = package.tree(package.main)
    body = content.find(f"{OFFICE}body/{OFFICE}{kind}")
    if body is None:
        raise UnreadableError(f"the {called} has no body", "open it in the program that made it and save it anew")
    try:
        styles = package.tree("styles.xml") if "styles.xml" in package.entries else None
    except JixiaoError:
        styles = None
    masters: dict[str, Element] = {}
    for node in () if styles is None else styles.iter(STYLE + "master-page"):
        masters.setdefault(node.get(STYLE + "name", ""), node)
    return OpenDocument(package, body, _looks(content, styles), _numbering(content, styles), masters)


def count_of(told: str | None) -> int:
    """How often something stands there, or how far it reaches; 1 where none is told, or one that no program has."""
    return max(1, int(told)) if told and told.isascii() and told.isdecimal() and len(told) < 8 else 1


def _numbering(content: Element, styles: Element | None) -> dict[tuple[str, int], tuple[str, str, str]]:
    found = {}
    for root in (styles, content):
        for node in () if root is None else root.iter(TEXT + "list-level-style-number"):
            form = _FORMATS.get(node.get(STYLE + "num-format", ""))
            level = node.get(TEXT + "level", "1")
            if form and level.isdecimal() and len(level) < 3:
                ends = node.get(STYLE + "num-prefix", ""), node.get(STYLE + "num-suffix", "")
                found[node.getparent().get(STYLE + "name", ""), int(level)] = ends[0], form, ends[1]
    return found


def _looks(content: Element, styles: Element | None) -> dict[tuple[str, str], Look]:
    nodes = {
        (node.get(STYLE + "family", ""), node.get(STYLE + "name", "")): node
        for root in (styles, content)
        if root is not None
        for node in root.iter(STYLE + "style")
    }
    return {key: _look(key, nodes) for key in nodes}


def _look(key: tuple[str, str], nodes: dict[tuple[str, str], Element]) -> Look:
    """The look of a style with what it has from those that it is a variety of, the nearest first."""
    told: dict[str, str] = {}
    page = ""
    for _ in range(_MOST_PARENTS):
        node = nodes.get(key)
        if node is None:
            break
        page = page or node.get(STYLE + "master-page-name", "")
        for properties in node:
            for name, value in properties.attrib.items():
                told.setdefault(name, value)
        key = key[0], node.get(STYLE + "parent-style-name", "")
    struck = told.get(STYLE + "text-line-through-type", told.get(STYLE + "text-line-through-style", "none")) != "none"
    is_hidden = told.get(TABLE + "display") == "false" or told.get(TEXT + "display") == "none"
    has_border = any(told.get(FO + side, "none").split(" ")[-1] not in ("none", "") for side in _SIDES)
    return Look(struck, is_hidden, has_border, page)


@dataclass(slots=True)
class Words:
    """The text of paragraphs as it prints, and whether something of it was left out as struck out or hidden."""

    document: OpenDocument
    struck: str = ""
    hidden: str = ""

    def of(self, paragraph: Element) -> str:
        """The text of a paragraph, breaks as line feeds; nothing where the whole of it is struck out or hidden."""
        pieces: list[str] = []
        opened = [(paragraph, iter(paragraph), self._way(paragraph, "paragraph", ""))]
        self._put(pieces, paragraph.text, opened[0][2])
        while opened:
            node, children, way = opened[-1]
            child = next(children, None)
            if child is None:
                opened.pop()
                if opened:
                    self._put(pieces, node.tail, opened[-1][2])
            elif not isinstance(child.tag, str) or child.tag in _APART or child.tag.startswith(DRAW):
                self._put(pieces, child.tail, way)
            else:
                inside = self._way(child, "text", way)
                self._put(pieces, _sign(child) or child.text, inside)
                opened.append((child, iter(child), inside))
        return "".join(pieces)

    def _way(self, node: Element, family: str, around: str) -> str:
        """What becomes of the words in an element: `struck`, `hidden`, or nothing for what prints."""
        look = self.document.look(family, node.get(TEXT + "style-name"))
        is_hidden = look.is_hidden or node.tag in (TEXT + "hidden-text", TEXT + "hidden-paragraph")
        return around or ("struck" if look.is_struck else "hidden" if is_hidden else "")

    def _put(self, pieces: list[str], words: str | None, way: str) -> None:
        if words and way == "struck":
            self.struck += words
        elif words and way:
            self.hidden += words
        elif words:
            pieces.append(words)


def _sign(node: Element) -> str:
    """What an element stands for that holds no text: blanks, a tab, a break."""
    if node.tag == TEXT + "s":
        return " " * min(count_of(node.get(TEXT + "c")), _LONGEST_GAP)
    return {TEXT + "tab": "\t", TEXT + "line-break": "\n"}.get(node.tag, "")
