"""Word files made by hand for the tests: XML as Word writes it, without Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
NAMES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*inside: str, properties: str = "") -> str:
    """A paragraph of runs; what does not begin with a tag is text."""
    runs = "".join(piece if piece.startswith("<") else run(piece) for piece in inside if piece)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def tc(*inside: str, properties: str = "") -> str:
    """A cell; what does not begin with a tag is a paragraph of text."""
    blocks = [piece if piece.startswith("<") else p(piece) for piece in inside] or [p()]
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells; what does not begin with a tag is the text of one."""
    made = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    """The property that widens a cell."""
    return f'<w:gridSpan w:val="{columns}"/>'


BEGINS = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"


def story(*blocks: str) -> str:
    """A `document.xml`; what does not begin with a tag is a paragraph of text."""
    body = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>'


def relations(*pairs: tuple[str, str]) -> str:
    """A part of relationships: kinds and targets."""
    each = "".join(
        f'<Relationship Id="rId{index}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def package(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def parts(document: str | bytes, **more: str) -> dict[str, str | bytes]:
    """The parts of a Word file; `more` are further parts in its folder, by kind (`numbering`, `styles`, `header`)."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relations(*((kind, f"{kind}.xml") for kind in more)),
    } | {f"word/{kind}.xml": part for kind, part in more.items()}


def docx(*blocks: str, **more: str) -> bytes:
    """A Word file of the blocks."""
    return package(parts(story(*blocks), **more))


def numbering(*levels: str, extra: str = "", lists: str = "") -> str:
    """A `numbering.xml` of one abstract list, and list 1 of it; `lists` are further lists."""
    return (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{extra}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{lists}</w:numbering>'
    )


def level(index: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def item(text: str, index: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>')


def linked(document: str, targets: dict[str, tuple[str, str]], held: dict[str, str | bytes] | None = None) -> bytes:
    """A Word file whose main part refers by name to kinds and targets; `held` are further parts, by their path.

    A target that begins with `http` or `file` lies outside the file.
    """
    made = parts(document)
    each = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{_mode(target)}"/>'
        for name, (kind, target) in targets.items()
    )
    made["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'
    return package(made | (held or {}))


def _mode(target: str) -> str:
    return "External" if target.startswith(("http", "file")) else "Internal"


def picture(width: float, height: float, refers: str = 'r:embed="rId1"', placed: str = "inline", more: str = "") -> str:
    """A run with a picture so many centimetres wide and high."""
    extent = f'<wp:extent cx="{round(width * 360_000)}" cy="{round(height * 360_000)}"/>'
    uri = f"{SPACES['a'].removesuffix('main')}picture"
    blip = f'<a:graphic><a:graphicData uri="{uri}"><a:blip {refers}/></a:graphicData></a:graphic>'
    return (
        f'<w:r><w:drawing><wp:{placed}>{extent}<wp:docPr id="1" name="p" {more}/>{blip}</wp:{placed}></w:drawing></w:r>'
    )
