"""Plain text of a filing: paragraphs, rows of a cell a line (Word's text export), rows of tab-separated cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from extractors.aligned_text.tables import aligned
from extractors.exports.records import exported
from extractors.readers.common_indent import without_common_indent
from extractors.readers.encoding import decode
from extractors.readers.markup import kind_of
from extractors.readers.page_feet import without_page_feet
from extractors.readers.page_marks import without_page_marks
from extractors.readers.quoted_lines import without_quote_marks
from extractors.tables.drawn import drawn, without_plain_rules
from extractors.tables.separated import MAXIMUM_CELLS, even_table, separated
from extractors.tables.spanning import with_wide_cells
from schema.document import Block, Document, Paragraph, Table
from schema.errors import LimitError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

#: A text beyond this is no filing: the longest seen has 40,000 characters.
MAXIMUM_BYTES = 16_000_000

_TOO_MANY = f"the text has more than {MAXIMUM_CELLS:,} cells"
_CUT = "cut it into one file a filing"

# What a Word export leaves where an anchor or a picture stood; it was never on the paper.
_DEBRIS = re.compile(r"\[(?:bookmark|image|shape|chart|footnote|endnote)\s*:[^\]\n]{0,80}\]", re.IGNORECASE)
# Between the parts of a table cut by a page break stand blanks and torn ends of cells, never a heading.
_TORN_LINE = 12
_HEADING = re.compile(r"[表书告章年度]$|^[一二三四五六七八九十]+、|^第.{1,3}[章部]|^附件|^[（(]?\d{4}\s*年")

# A line that holds so large a part of the text is a page in one line, no row, unless so many characters hold a tab.
_MOST, _FEWEST_SIGNS, _SIGNS_A_TAB = 0.5, 600, 60
_LABELLED = re.compile(r"[^\s：:]{2,16}\s?[：:].*[^\s：:].*")

Rows = list[list[str]]


def accepts(data: bytes) -> float:
    """How sure we are that the bytes are text: 0.5, since any better known format is surer of itself; 0 for none."""
    return 0.5 if decode(data[:65536], cut=True) is not None else 0.0


def read(data: bytes, _sight: Sight = Sight()) -> Document:
    """The paragraphs and tables of a text; a table is `exact` where all its rows have as many cells."""
    if len(data) > MAXIMUM_BYTES:
        raise LimitError(
            f"the text has {len(data):,} bytes, more than the {MAXIMUM_BYTES:,} that a filing may have", _CUT
        )
    text = decode(data)
    if text is None:
        raise UnreadableError("the bytes are no text in any encoding that we know", "open it and save it as UTF-8")
    if kind := kind_of(text):
        raise UnreadableError(f"the file is {kind}, which we do not read", "save it as Word, PDF or plain text")
    text = _DEBRIS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    if not text.strip():
        raise UnreadableError("the file is empty", "look for the original and ingest that")
    lines = without_common_indent(without_quote_marks(without_page_marks(text).split("\n")))
    lines = _without_stray_tabs(without_plain_rules(without_page_feet(lines)))
    if sum(line.count("\t") for line in lines) > MAXIMUM_CELLS:
        raise LimitError(_TOO_MANY, _CUT)
    return Document(channel="text", blocks=tuple(_blocks(lines)))


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Paragraphs and tables: those whose rows are even first, the others as far as their tabs tell."""
    if _has_a_cell_a_line(lines):
        yield from _cell_a_line(lines)
        return
    for record in exported(lines):
        yield from [record] if isinstance(record, Table) else _even_or_not(record)


def _even_or_not(lines: list[str]) -> Iterator[Block]:
    for drawing in drawn(lines):
        yield from [drawing] if isinstance(drawing, Table) else _parted(drawing)


def _parted(lines: list[str]) -> Iterator[Block]:
    for part in separated(lines):
        if isinstance(part, Table):
            yield part
            continue
        for piece in aligned(part):
            yield from [piece] if isinstance(piece, Table) else _tab_separated(piece)


def _without_stray_tabs(lines: list[str]) -> list[str]:
    """The lines with a blank for each tab of one that holds most of the text: what parts its cells are not the few tabs
    that its paragraphs had."""
    most = max(_FEWEST_SIGNS, _MOST * sum(map(len, lines)))
    return [
        line.replace("\t", " ") if len(line) > most and line.count("\t") * _SIGNS_A_TAB < len(line) else line
        for line in lines
    ]


def _has_a_cell_a_line(lines: Iterable[str]) -> bool:
    """Whether most tabbed lines hold a single cell behind their tab."""
    single = several = 0
    for line in lines:
        tabs = line.count("\t")
        if tabs == 1 and line.startswith("\t"):
            single += 1
        elif tabs:
            several += 1
    return single > 3 * several


def _cell_a_line(lines: list[str]) -> Iterator[Block]:
    """A tab opens a cell; after a blank line it opens a row; a line without one goes on in its cell or is prose."""
    rows: list[list[list[str]]] = []  # the lines of each cell of each row
    widest = 0
    prose: list[str] = []  # lines since the last blank that may be prose or the rest of a cell
    after_blank = True
    for line in lines:
        if line.startswith("\t"):
            if prose and rows and len(rows[-1]) < widest and not _is_headed(prose):
                rows[-1][-1] += ["", *prose]
                after_blank = False
            elif prose:
                yield from _table(_joined(rows))
                yield from _paragraphs(prose)
                rows, widest = [], 0
            prose = []
            if after_blank or not rows:
                rows.append([])
            rows[-1].append([line[1:].replace("\t", " ")])
            widest = max(widest, len(rows[-1]))
            after_blank = False
        elif not line.strip():
            if prose:
                yield from _table(_joined(rows))
                yield from _paragraphs(prose)
                rows, prose, widest = [], [], 0
            after_blank = True
        elif rows and not after_blank and not prose:
            rows[-1][-1].append(line)
        else:
            prose.append(line)
    yield from _table(_joined(rows))
    yield from _paragraphs(prose)


def _joined(rows: list[list[list[str]]]) -> list[list[str]]:
    return [["\n".join(lines) for lines in row] for row in rows]


def _is_headed(prose: list[str]) -> bool:
    """Whether a heading is among lines that else would be the rest of the short row's last cell before them."""
    return any(_HEADING.search("".join(line.split())) for line in prose)


def _tab_separated(lines: list[str]) -> Iterator[Block]:
    """A line with tabs is a row; short torn lines between rows stay in the table, headings and prose end it."""
    rows: Rows = []
    pending: list[str] = []
    for line in lines:
        if "\t" in line:
            if rows and all(_is_torn(text) for text in pending):
                rows.extend([text] for text in pending if text.strip())
            else:
                yield from _tabbed(rows)
                yield from _paragraphs(pending)
                rows = []
            pending = []
            rows.append(line.split("\t"))
        else:
            pending.append(line)
    yield from _tabbed(rows)
    yield from _paragraphs(pending)


def _tabbed(rows: Rows) -> Iterator[Block]:
    """The table of such rows: with certain columns where all have as many tabs. Rows before or behind such a table that
    hold nothing but labels with what they say are lines."""
    first, end = 0, len(rows)
    while first < end and _is_labelled(rows[first]):
        first += 1
    while end > first and _is_labelled(rows[end - 1]):
        end -= 1
    pairs = first
    while pairs < end and _is_pair(rows[pairs]):
        pairs += 1
    table = even_table(rows[pairs:end], rows[first:pairs])
    if table is None:
        yield from _table(_padded(rows))
        return
    yield from _paragraphs("\t".join(row) for row in rows[:first])
    yield table
    yield from _paragraphs("\t".join(row) for row in rows[end:])


def _filled(row: list[str]) -> list[str]:
    """The filled cells of a row."""
    return [cell for cell in row if cell.strip()]


def _is_pair(row: list[str]) -> bool:
    """Whether a row is a short label with what it says."""
    return len(_filled(row)) == 2 and row[0].strip() == _filled(row)[0].strip() and len(row[0].strip()) <= _TORN_LINE


def _is_labelled(row: list[str]) -> bool:
    """Whether all that a row says is labels with what they say: 填报单位：某站."""
    return any(row) and all(_LABELLED.fullmatch(cell.strip()) for cell in row if cell.strip())


def _padded(rows: Rows) -> Rows:
    """Rows of one length: behind its last tab a row of such a text is empty, merged places included."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > MAXIMUM_CELLS:
        raise LimitError(_TOO_MANY, _CUT)
    return [row + [""] * (width - len(row)) for row in with_wide_cells(rows)]


def _is_torn(line: str) -> bool:
    words = "".join(line.split())
    return len(words) <= _TORN_LINE and not _HEADING.search(words)


def _table(rows: Rows) -> Iterator[Table]:
    if rows:
        yield Table.of(rows, exact=False)


def _paragraphs(lines: Iterable[str]) -> Iterator[Paragraph]:
    apart = True
    for line in lines:
        if line.strip():
            yield Paragraph(unicodedata.normalize("NFC", line), apart=apart)
        apart = not line.strip()


TEXT = Reader(name="text", version="1", accepts=accepts, read=read)
