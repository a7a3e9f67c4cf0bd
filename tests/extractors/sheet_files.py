"""Workbooks made by hand for the tests: XML as Excel writes it, without Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.extractors.word_files import OFFICE, package, relations

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

#: The looks that `styles` gives: their numbers are what a cell names.
PLAIN, BORDERED, STRUCK = 0, 1, 2
FIRST_FORMAT = 3

Value = str | int | float | None


def letters(column: int) -> str:
    """The name of a column, from 0."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def cell(row: int, column: int, value: Value, look: int = PLAIN) -> str:
    """A cell's XML; what begins with a tag is its inside, with `t="…"` before it where it is no number."""
    name = f'r="{letters(column)}{row + 1}" s="{look}"'
    if value is None:
        return f"<c {name}/>"
    if isinstance(value, str) and value.startswith(("<", 't="')):
        kind, _, inside = value.rpartition("|") if value.startswith('t="') else ("", "", value)
        return f"<c {name} {kind}>{inside}</c>"
    if isinstance(value, str):
        return f'<c {name} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c {name}><v>{value}</v></c>"


def sheet(
    *rows: Sequence[Value], merged: Sequence[str] = (), hidden: Sequence[int] = (), columns: str = "",
    look: int = PLAIN, looks: Mapping[tuple[int, int], int] | None = None, more: str = "",
) -> str:  # fmt: skip
    """A sheet's XML: rows of values, an empty row for none; `hidden` rows from 0, `more` behind its cells."""
    lines = []
    for number, row in enumerate(rows):
        cells = (
            cell(number, column, value, (looks or {}).get((number, column), look)) for column, value in enumerate(row)
        )
        switch = ' hidden="1"' if number in hidden else ""
        lines.append(f'<row r="{number + 1}"{switch}>{"".join(cells)}</row>')
    ranges = "".join(f"<mergeCell ref={quoteattr(one)}/>" for one in merged)
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{columns}<sheetData>{"".join(lines)}</sheetData>'
        f"<mergeCells>{ranges}</mergeCells>{more}</worksheet>"
    )


def styles(*codes: str) -> str:
    """The styles part: plain, bordered, struck out, then a look for each format code."""
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode={quoteattr(c)}/>' for n, c in enumerate(codes))
    looks = "".join(f'<xf numFmtId="{200 + number}" fontId="0" borderId="0"/>' for number in range(len(codes)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><fonts><font/><font><strike/></font></fonts>'
        '<borders><border><left/></border><border><left style="thin"/></border></borders>'
        f'<cellXfs><xf/><xf borderId="1"/><xf fontId="1"/>{looks}</cellXfs></styleSheet>'
    )


def workbook(
    *sheets: str, codes: Sequence[str] = (), hidden: Sequence[int] = (), parts: Mapping[str, str | bytes] | None = None,
    beside: Mapping[str, str] | None = None, strings: Sequence[str] = (),
) -> bytes:  # fmt: skip
    """The file. `hidden` sheets from 0; `beside` are relations of the first sheet, kind to part; `parts` are more."""
    listed = "".join(
        f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}" state="{"hidden" if n - 1 in hidden else "visible"}"/>'
        for n in range(1, len(sheets) + 1)
    )
    targets = [("worksheet", f"worksheets/sheet{n + 1}.xml") for n in range(len(sheets))]
    targets += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    held: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/styles.xml": styles(*codes),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si>{one}</si>" for one in strings)}</sst>',
        **{f"xl/worksheets/sheet{n + 1}.xml": one for n, one in enumerate(sheets)},
        **({"xl/worksheets/_rels/sheet1.xml.rels": relations(*beside.items())} if beside else {}),
        **(parts or {}),
    }
    return package(held)
