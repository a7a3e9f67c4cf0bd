"""Pieces of WordprocessingML as text: runs, paragraphs, cells, tables, text boxes, lists."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
#: Without its language an office program sets Chinese in whatever face comes first, with the shapes of other countries.
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
#: Signs that an office takes from the Symbol font.
SYMBOLS = {"≥": "F0B3", "≤": "F0A3"}
CHANGED = 'w:author="经办" w:date="2024-01-08T09:00:00Z"'
MARGINS = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def run(text: str, half_points: int, bold: bool = False, symbols: bool = False) -> str:
    """Runs of one look; a line break in the text is a break in the run."""
    look = f'<w:rPr>{FONT}{"<w:b/>" if bold else ""}<w:sz w:val="{half_points}"/>{LANGUAGE}</w:rPr>'
    return f"<w:r>{look}{''.join(_content(piece, symbols) for piece in _pieces(text, symbols))}</w:r>"


def _pieces(text: str, symbols: bool) -> list[str]:
    """The text cut around breaks, tabs and, where they are symbols, signs."""
    apart = {"\n", "\t", *(SYMBOLS if symbols else ())}
    pieces: list[str] = []
    for char in text:
        if pieces and char not in apart and pieces[-1] not in apart:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _content(piece: str, symbols: bool) -> str:
    if piece == "\n":
        return "<w:br/>"
    if piece == "\t":
        return "<w:tab/>"
    if symbols and piece in SYMBOLS:
        return f'<w:sym w:font="Symbol" w:char="{SYMBOLS[piece]}"/>'
    return f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def changed(old: str, new: str, half_points: int, number: int) -> str:
    """Runs of a tracked change: the old text struck out, the new one put in."""
    gone = f'<w:r><w:delText xml:space="preserve">{escape(old)}</w:delText></w:r>'
    return (
        f'<w:del w:id="{number}" {CHANGED}>{gone}</w:del>'
        f'<w:ins w:id="{number + 1}" {CHANGED}>{run(new, half_points)}</w:ins>'
    )


def controlled(content: str) -> str:
    """A content control around runs, paragraphs or a cell."""
    return f'<w:sdt><w:sdtPr><w:alias w:val="填报项"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def paragraph(runs: str, align: str = "", indent: int = 0, list_id: int = 0) -> str:
    """A paragraph; `indent` is that of the first line in twentieths of a point, `list_id` makes it a list's item."""
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id else ""
    indented = f'<w:ind w:firstLine="{indent}"/>' if indent else ""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p><w:pPr>{numbered}{indented}{aligned}</w:pPr>{runs}</w:p>"


def cell(content: str, width: int, colspan: int = 1, merge: str = "") -> str:
    """A cell so many twentieths of a point wide; `merge` is empty, `restart` or `continue`."""
    spans = f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else ""
    if merge:
        spans += "<w:vMerge/>" if merge == "continue" else '<w:vMerge w:val="restart"/>'
    look = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{look}{content}</w:tc>"


def row(cells: Sequence[str], head: bool = False) -> str:
    """A row; one that heads the table is printed again on each page."""
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{''.join(cells)}</w:tr>"


def table(rows: Sequence[str], columns: Sequence[int]) -> str:
    """A table with single borders and fixed columns."""
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in EDGES)
    look = (
        f'<w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>{MARGINS}</w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return f"<w:tbl {SPACES}>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def text_box(content: str, number: int) -> str:
    """A paragraph that holds a text box, in today's markup and in the old one beside it, as Word saves it."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    size = '<wp:extent cx="2600000" cy="330000"/>'
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2600000" cy="330000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    kind = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    drawing = (
        f'<w:drawing><wp:inline>{size}<wp:docPr id="{number}" name="box{number}"/>'
        f'<a:graphic><a:graphicData uri="{kind}">{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    old = f'<w:pict><v:shape style="width:205pt;height:26pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    both = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:p {SPACES}><w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>"


def page_field(name: str) -> str:
    """Runs of a field that Word works out, with its last result."""
    begin, apart, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return (
        f'{begin}<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>{apart}<w:r><w:t>1</w:t></w:r>{end}'
    )


def list_style(number: int, text: str, counting: str) -> tuple[str, str]:
    """The two elements that a list of its own needs in the numbering part."""
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{counting}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )
    return (
        f'<w:abstractNum {SPACES} w:abstractNumId="{number}">{level}</w:abstractNum>',
        f'<w:num {SPACES} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>',
    )
