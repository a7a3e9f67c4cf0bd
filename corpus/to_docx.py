"""Prints a laid-out filing as a Word file, in the manners of offices that never heard of each other."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from random import Random
from typing import Any

from corpus import wear_text, word_xml
from corpus.extent import widths
from corpus.layout import Block, Cell, Layout, Paragraph, Slot, Table, crossing, grid, heads_at, part
from corpus.prose import COUNT, NUMBERINGS

#: Twentieths of a point between the margins of an A4 page, upright and on its side.
UPRIGHT, SIDEWAYS = 9800, 14700
#: More columns than this lie on their side.
NARROW = 8
SIZES = {"title": 32, "heading": 24}
ALIGNS = {"title": "center", "year": "center", "unit": "right"}
#: Every entry of the package bears this date, so that the same filing gives the same bytes.
DATED = (2024, 1, 8, 9, 0, 0)


@dataclass(frozen=True, slots=True)
class Manner:
    """What an office does beside filling in the form.

    `hollow`: below a merged cell stand empty ones; `split`: a table stands in two; `controls`, `lists`, `boxed`,
    `tracked`, `symbols`: content controls, numbers made by Word, a text box, tracked changes, signs of the Symbol
    font; `blanks`: full-width blanks; `nested`: empty, `inner` (a table in a cell) or `outer` (all in one cell);
    `torn`: text in many runs.
    """

    hollow: bool = False
    split: bool = False
    controls: bool = False
    lists: bool = False
    blanks: bool = False
    nested: str = ""
    boxed: bool = False
    tracked: bool = False
    symbols: bool = False
    torn: bool = False


#: How likely each manner is in a made file.
CHANCES = {"hollow": 0.12, "split": 0.12, "controls": 0.12, "lists": 0.2, "blanks": 0.2, "boxed": 0.1, "tracked": 0.1,
           "symbols": 0.06, "torn": 0.35}  # fmt: skip
#: What a printed page shows otherwise or not at all.
SCREEN_ONLY = {"controls": False, "tracked": False, "symbols": False}


def manner(random: Random, for_print: bool = False) -> Manner:
    """One office's manners; without those that a printer shows otherwise where the file is to be printed."""
    drawn: dict[str, Any] = {name: random.random() < chance for name, chance in CHANCES.items()}
    drawn["nested"] = random.choices(("", "inner", "outer"), (18, 1, 1))[0]
    return Manner(**{**drawn, **(SCREEN_ONLY if for_print else {})})


@dataclass(slots=True)
class Writer:
    """The file while it is written: its manners, the lists that it needs, a running number for what wants one."""

    random: Random
    manner: Manner
    width: int
    lists: list[tuple[str, str]] = field(default_factory=list)
    number: int = 900

    def next(self) -> int:
        """A number that nothing in the file bears yet."""
        self.number += 2
        return self.number


def to_docx(layout: Layout, random: Random, how: Manner) -> bytes:
    """The filing as the bytes of a `.docx`, the same for the same arguments."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.shared import Twips

    tables = [block for block in layout.blocks if isinstance(block, Table)]
    on_side = max((table.width for table in tables), default=0) > NARROW
    writer = Writer(random, how, SIDEWAYS if on_side else UPRIGHT)
    document = Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Twips(1050)
    short, long = Twips(11906), Twips(16838)
    section.page_width, section.page_height = (long, short) if on_side else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if on_side else WD_ORIENT.PORTRAIT
    end = document.element.body.sectPr
    for xml in _blocks(writer, layout.blocks):
        end.addprevious(parse_xml(xml))
    _footer(section.footer, parse_xml)
    _lists(document.part.numbering_part.element, writer.lists, parse_xml)
    return _packed(document)


def _packed(document: Any) -> bytes:
    """The package with every entry at one date."""
    saved, done = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            dated = zipfile.ZipInfo(entry.filename, DATED)
            new.writestr(dated, old.read(entry), zipfile.ZIP_DEFLATED)
    return done.getvalue()


def _footer(footer: Any, parse_xml: Any) -> None:
    fields = (word_xml.page_field(name) for name in ("PAGE", "NUMPAGES"))
    runs = f"{word_xml.run('第', 18)}{next(fields)}{word_xml.run('页 共', 18)}{next(fields)}{word_xml.run('页', 18)}"
    xml = word_xml.paragraph(runs, "center").replace("<w:p>", f"<w:p {word_xml.SPACES}>", 1)
    footer.paragraphs[0]._p.addprevious(parse_xml(xml))


def _lists(numbering: Any, lists: Sequence[tuple[str, str]], parse_xml: Any) -> None:
    """Styles of lists stand before the lists that use them."""
    for kind, used in lists:
        numbering.insert(0, parse_xml(kind))
        numbering.append(parse_xml(used))


def _blocks(writer: Writer, blocks: Sequence[Block]) -> Iterator[str]:
    boxed = _boxed(writer, blocks)
    for body, group in groupby(blocks, key=lambda block: isinstance(block, Paragraph) and block.style == "body"):
        members = list(group)
        if body:
            yield from _prose(writer, [block.text for block in members if isinstance(block, Paragraph)])
            continue
        for block in members:
            if isinstance(block, Table):
                yield from _tables(writer, block)
            else:
                yield _line(writer, block, block is boxed)


def _boxed(writer: Writer, blocks: Sequence[Block]) -> Block | None:
    """The paragraph that goes into a text box, where there is to be one."""
    fit = [block for block in blocks if isinstance(block, Paragraph) and block.style in ("year", "unit")]
    return fit[0] if fit and writer.manner.boxed else None


def _line(writer: Writer, block: Paragraph, boxed: bool) -> str:
    runs = _runs(writer, block.text, SIZES.get(block.style, 21), block.style in SIZES)
    content = word_xml.paragraph(runs, ALIGNS.get(block.style, ""))
    if boxed:
        return word_xml.text_box(content, writer.next())
    return content.replace("<w:p>", f"<w:p {word_xml.SPACES}>", 1)


def _prose(writer: Writer, texts: Sequence[str]) -> Iterator[str]:
    stripped, list_id = _listed(writer, texts)
    for text in stripped:
        content = word_xml.paragraph(_runs(writer, text, 21), "", 0 if list_id else 420, list_id)
        yield content.replace("<w:p>", f"<w:p {word_xml.SPACES}>", 1)


def _listed(writer: Writer, texts: Sequence[str]) -> tuple[Sequence[str], int]:
    """The texts without their numbers, and the list that now gives them; as they are and 0 where there is none."""
    if not writer.manner.lists or not 2 <= len(texts) <= 10:
        return texts, 0
    for style in NUMBERINGS:
        leads = [style.format(i=i + 1, c=COUNT[i]) for i in range(len(texts))]
        if all(text.startswith(lead) for text, lead in zip(texts, leads, strict=True)):
            counting = "chineseCounting" if "{c}" in style else "decimal"
            number = writer.next()
            writer.lists.append(word_xml.list_style(number, style.format(i="%1", c="%1"), counting))
            return [text.removeprefix(lead) for text, lead in zip(texts, leads, strict=True)], number
    return texts, 0


def _runs(writer: Writer, text: str, size: int, bold: bool = False) -> str:
    random, how = writer.random, writer.manner
    if how.tracked and text.isdigit() and random.random() < 0.3:
        return word_xml.changed(str(int(text) + 7), text, size, writer.next())
    pieces = [text]
    if how.torn and len(text) > 2:
        at = random.randint(1, len(text) - 1)
        pieces = [text[:at], text[at:]]
    runs = "".join(word_xml.run(piece, size, bold, how.symbols) for piece in pieces)
    return word_xml.controlled(runs) if how.controls and text and random.random() < 0.1 else runs


def _tables(writer: Writer, table: Table) -> Iterator[str]:
    width = writer.width - 300 * (writer.manner.nested == "outer")
    columns = [int(each) for each in widths(table, width)]
    for i, piece in enumerate(_split(writer, table)):
        if i:
            yield f"<w:p {word_xml.SPACES}/>"
        yield _outer(writer, _table(writer, piece, columns))


def _outer(writer: Writer, xml: str) -> str:
    """The table, in the one cell of another where the manner is so."""
    if writer.manner.nested != "outer":
        return xml
    return word_xml.table([word_xml.row([word_xml.cell(f"{xml}<w:p/>", writer.width)])], [writer.width])


def _split(writer: Writer, table: Table) -> list[Table]:
    """The table, or two of it: cut among its last rows, with its heads again in the second or not."""
    body = max(table.repeated, default=-1) + 1
    if not writer.manner.split or not body or len(table.rows) < body + 4:
        return [table]
    at = writer.random.randint(body + 2, len(table.rows) - 2)
    heads = heads_at(table, at) if writer.random.random() < 0.5 else []
    again = crossing(table, at) if heads or writer.random.random() < 0.5 else set()
    return [part(table, range(at)), part(table, [*heads, *range(at, len(table.rows))], again=again)]


def _table(writer: Writer, table: Table, columns: Sequence[int]) -> str:
    nested = _nested(writer, table)
    top = 0
    while top in table.repeated:
        top += 1
    rows: list[str] = []
    for r, slots in enumerate(grid(table)):
        cells = [_cell(writer, slot, columns[c : c + slot.cell.colspan], nested) for c, slot in enumerate(slots)
                 if slot.first_column]  # fmt: skip
        rows.append(word_xml.row(cells, r < top))
    return word_xml.table(rows, columns)


def _nested(writer: Writer, table: Table) -> Cell | None:
    """The cell whose paragraphs go into a table of their own."""
    if writer.manner.nested != "inner":
        return None
    fit = [cell for row in table.rows for cell in row if "\n" in cell.text and min(map(len, cell.text.split("\n"))) > 8]
    return fit[0] if fit else None


def _cell(writer: Writer, slot: Slot, columns: Sequence[int], nested: Cell | None) -> str:
    cell, width = slot.cell, sum(columns)
    hollow = writer.manner.hollow and not cell.head
    merge = "" if cell.rowspan == 1 or hollow else "restart" if slot.first_row else "continue"
    if not slot.first_row:
        return word_xml.cell("<w:p/>", width, cell.colspan, merge)
    content = _inner(writer, cell, width) if cell is nested else _content(writer, cell)
    done = word_xml.cell(content, width, cell.colspan, merge)
    controlled = writer.manner.controls and cell.text and writer.random.random() < 0.05
    return word_xml.controlled(done) if controlled else done


def _inner(writer: Writer, cell: Cell, width: int) -> str:
    rows = [word_xml.row([word_xml.cell(_content(writer, replace(cell, text=text)), width - 220)])
            for text in cell.text.split("\n")]  # fmt: skip
    return word_xml.table(rows, [width - 220]) + "<w:p/>"


def _content(writer: Writer, cell: Cell) -> str:
    """The cell's paragraphs; its line breaks are paragraphs or breaks."""
    random, how = writer.random, writer.manner
    text = wear_text.loose_cell(random, cell.text, "light") if how.blanks else cell.text
    lines, list_id = _listed(writer, text.split("\n"))
    if not list_id and len(lines) > 1 and random.random() < 0.3:
        lines = [text]
    align = "center" if len(text) < 12 else ""
    done = "".join(word_xml.paragraph(_runs(writer, line, 18, cell.head), align, 0, list_id) for line in lines)
    return word_xml.controlled(done) if how.controls and text and random.random() < 0.08 else done
