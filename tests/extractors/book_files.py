"""One workbook in the three formats of workbooks: what a test says of its sheets, written as each program writes it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from extractors.sheets.formats import shown
from tests.extractors.sheet_files import BORDERED, FIRST_FORMAT, PLAIN, STRUCK, letters, sheet, workbook

Value = str | int | float | None
At = tuple[int, int]
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{prefix}="{SPACE}{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
                         ("draw", "drawing"), ("fo", "xsl-fo-compatible"))
)  # fmt: skip

#: The styles of a file of the OpenDocument standard: name, family, whose properties, and what they say.
LOOKS = (
    ("gone", "table", "table", 'table:display="false"'),
    ("struck", "table-cell", "text", 'style:text-line-through-style="solid"'),
    ("ruled", "table-cell", "table-cell", 'fo:border="0.5pt solid #000000"'),
    ("cut", "text", "text", 'style:text-line-through-type="single"'),
    ("dark", "text", "text", 'text:display="none"'),
)


@dataclass(frozen=True)
class Sheet:
    """Rows of values; merged cells by first and last place; formats, struck and bordered cells by place."""

    rows: Sequence[Sequence[Value]]
    merged: Sequence[tuple[At, At]] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    formats: Mapping[At, str] = field(default_factory=dict)
    struck: Sequence[At] = ()
    bordered: Sequence[At] = ()
    comments: Mapping[At, str] = field(default_factory=dict)
    is_hidden: bool = False


def as_new(*sheets: Sheet) -> bytes:
    """As `.xlsx`; comments of the first sheet alone."""
    codes = sorted({code for one in sheets for code in one.formats.values()})
    made = []
    for one in sheets:
        looks = {at: FIRST_FORMAT + codes.index(code) for at, code in one.formats.items()}
        looks |= dict.fromkeys(one.struck, STRUCK) | dict.fromkeys(one.bordered, BORDERED)
        merged = [f"{_name(first)}:{_name(last)}" for first, last in one.merged]
        columns = "".join(f'<col min="{at + 1}" max="{at + 1}" hidden="1"/>' for at in one.hidden_columns)
        rows = sheet(
            *one.rows, merged=merged, hidden=one.hidden_rows, columns=f"<cols>{columns}</cols>", look=PLAIN, looks=looks
        )
        made.append(rows)
    notes = "".join(
        f'<comment ref="{_name(at)}"><text><t>{escape(words)}</t></text></comment>'
        for at, words in sheets[0].comments.items()
    )
    beside = {"comments": "notes.xml"} if notes else None
    parts = {"xl/worksheets/notes.xml": f"<comments><commentList>{notes}</commentList></comments>"}
    return workbook(
        *made, codes=codes, hidden=[n for n, one in enumerate(sheets) if one.is_hidden], beside=beside, parts=parts
    )


def as_old(*sheets: Sheet) -> bytes:
    """As `.xls`."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for number, one in enumerate(sheets, 1):
        page = book.add_sheet(f"表{number}", cell_overwrite_ok=True)
        page.visibility = int(one.is_hidden)
        for row, values in enumerate(one.rows):
            for column, value in enumerate(values):
                if value is not None or (row, column) in one.bordered:
                    page.write(row, column, value, _look(one, (row, column)))
        for (top, left), (foot, right) in one.merged:
            page.merge(top, foot, left, right)
        for row in one.hidden_rows:
            page.row(row).hidden = True
        for column in one.hidden_columns:
            page.col(column).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _look(one: Sheet, at: At) -> object:
    import xlwt

    look = xlwt.XFStyle()
    look.num_format_str = one.formats.get(at, "General")
    look.font.struck_out = at in one.struck
    if at in one.bordered:
        look.borders.left = look.borders.right = xlwt.Borders.THIN
    return look


def as_xml(*sheets: Sheet) -> bytes:
    """As Excel's XML of 2003; comments too."""
    codes = sorted({code for one in sheets for code in one.formats.values()})
    looks = "".join(
        f'<Style ss:ID="f{number}"><NumberFormat ss:Format={quoteattr(code)}/></Style>'
        for number, code in enumerate(codes)
    )
    looks += (
        '<Style ss:ID="x"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="b"><Borders><Border/></Borders></Style>'
    )
    made = "".join(_xml_sheet(one, number, codes) for number, one in enumerate(sheets, 1))
    spaces = "".join(
        f' xmlns{prefix}="urn:schemas-microsoft-com:office:{name}"'
        for prefix, name in (("", "spreadsheet"), (":ss", "spreadsheet"), (":x", "excel"))
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
    return f"{head}<Workbook{spaces}><Styles>{looks}</Styles>{made}</Workbook>".encode()


def _xml_sheet(one: Sheet, number: int, codes: Sequence[str]) -> str:
    spans = {first: (last[0] - first[0], last[1] - first[1]) for first, last in one.merged}
    covered = {
        (row, column)
        for (top, left), (foot, right) in one.merged
        for row in range(top, foot + 1)
        for column in range(left, right + 1)
    } - set(spans)
    columns = "".join(f'<Column ss:Index="{at + 1}" ss:Hidden="1"/>' for at in one.hidden_columns)
    rows = []
    for row, values in enumerate(one.rows):
        cells = "".join(
            _xml_cell(one, (row, column), value, spans.get((row, column)), codes)
            for column, value in enumerate(values)
            if (row, column) not in covered and (value is not None or (row, column) in one.bordered)
        )
        switch = ' ss:Hidden="1"' if row in one.hidden_rows else ""
        rows.append(f'<Row ss:Index="{row + 1}"{switch}>{cells}</Row>')
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>" if one.is_hidden else ""
    return f'<Worksheet ss:Name="表{number}"><Table>{columns}{"".join(rows)}</Table>{hidden}</Worksheet>'


def _xml_cell(one: Sheet, at: At, value: Value, span: tuple[int, int] | None, codes: Sequence[str]) -> str:
    look = "x" if at in one.struck else "b" if at in one.bordered else ""
    look = f"f{codes.index(one.formats[at])}" if at in one.formats else look
    said = f' ss:StyleID="{look}"' if look else ""
    said += f' ss:MergeDown="{span[0]}" ss:MergeAcross="{span[1]}"' if span else ""
    note = f"<Comment><Data>{one.comments[at]}</Data></Comment>" if at in one.comments else ""
    kind = "String" if isinstance(value, str) else "Number"
    data = "" if value is None else f'<Data ss:Type="{kind}">{escape(str(value))}</Data>'
    return f'<Cell ss:Index="{at[1] + 1}"{said}>{data}{note}</Cell>'


def as_open(*sheets: Sheet) -> bytes:
    """As `.ods`: an equal cell beside an equal one is written once with their number."""
    tables = "".join(_table(one, number) for number, one in enumerate(sheets, 1))
    return open_file("spreadsheet", tables)


def open_file(kind: str, body: str, styles: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """A file of the OpenDocument standard of a kind (`text`, `spreadsheet`) around a body."""
    looks = "".join(
        f'<style:style style:name="{name}" style:family="{family}"><style:{family}-properties/>'
        f"<style:text-properties/></style:style>".replace(f"{place}-properties", f"{place}-properties {said}")
        for name, family, place, said in LOOKS
    )
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{looks}{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        for name, part in (more or {}).items():
            archive.writestr(name, part)
    return stream.getvalue()


def _table(one: Sheet, number: int) -> str:
    width = max(map(len, one.rows), default=0)
    switches = (' table:visibility="collapse"' if at in one.hidden_columns else "" for at in range(width))
    columns = "".join(f"<table:table-column{switch}/>" for switch in switches)
    spans = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in one.merged}
    rows = []
    for row, values in enumerate(one.rows):
        cells = "".join(_cell(one, (row, at), value, spans.get((row, at))) for at, value in enumerate(values))
        switch = ' table:visibility="filter"' if row in one.hidden_rows else ""
        rows.append(f"<table:table-row{switch}>{cells}</table:table-row>")
    rest = (
        f'<table:table-row table:number-rows-repeated="{1_048_576 - len(rows)}"><table:table-cell/></table:table-row>'
    )
    look = ' table:style-name="gone"' if one.is_hidden else ""
    return f'<table:table table:name="表{number}"{look}>{columns}{"".join(rows)}{rest}</table:table>'


def _cell(one: Sheet, at: At, value: Value, span: tuple[int, int] | None) -> str:
    look = "struck" if at in one.struck else "ruled" if at in one.bordered else ""
    said = f' table:style-name="{look}"' if look else ""
    if span:
        said += f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    note = f"<office:annotation><text:p>{one.comments[at]}</text:p></office:annotation>" if at in one.comments else ""
    words = value if isinstance(value, str) or value is None else shown(float(value), one.formats.get(at, "General"))
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in (words or "").split("\n")) if words else ""
    number = "" if isinstance(value, str) or value is None else f' office:value="{value}"'
    return f"<table:table-cell{said}{number}>{note}{lines}</table:table-cell>"


def _name(at: At) -> str:
    return f"{letters(at[1])}{at[0] + 1}"
