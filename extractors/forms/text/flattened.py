"""Text in which tables lost their borders, made into tables again: head words in a row, then the cells behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from extractors.forms.evidence.fit import cues
from extractors.forms.lattice.lattice_rows import Segment
from extractors.forms.lattice.pieces import has_lines, is_bordered
from extractors.forms.left_over import between
from extractors.forms.text.broken_words import blanks_break_words, without_blanks
from extractors.forms.text.clauses import listed
from extractors.forms.text.column_runs import ColumnTable, column_tables
from extractors.forms.text.head_words import SEPARATORS, HeadRun
from extractors.forms.text.keyed import keyed_rows
from extractors.forms.text.loose_rows import loose_rows
from extractors.forms.text.next_forms import next_form
from extractors.forms.text.open_heads import open_heads
from extractors.forms.text.outlined import outlined
from extractors.forms.text.patterned import patterned
from extractors.forms.text.place_rows import place_tables
from extractors.forms.text.text_ways import Cut, TextWay, cut_of, heads_of
from extractors.forms.text.torn_heads import with_heads_of_lines
from extractors.forms.text.wrapped_lines import with_whole_rows
from extractors.forms.trace import Trace
from extractors.forms.words.furniture import is_furniture, table_end
from extractors.forms.words.titles import form_of_title
from extractors.forms.words.vocabulary import column_role, meanings, spellings, words
from extractors.knowledge import knowledge
from extractors.tables.labelled import labelled
from extractors.tables.ragged import ragged
from normalizers.text import BORDERS, bare
from schema.document import Block, Cell, Document, Paragraph, Table
from schema.errors import LimitError

_NOTE = re.compile(r"\s*(?:注|说明|备注|填报说明|填表说明)\s{0,3}[:：]")
_TITLE = re.compile(r"(?:(?<=[。；;\s])|^)[\u4e00-\u9fff（）()\d]{0,40}?(?:自评表|目标表|申报表|评分表|计分表)")
_DOTS = re.compile(r"(?:…|\.{3,}|·{3,})+")
# Of a text with blanks between its cells, one character in this many is a blank.
_BLANK_EVERY = 14
# How sure we are of a labelled cell and of a head, glued or not; of the cells of a row beside its name, which stands
# for the row; of a row by what parts its cells; and what is left beside words that no cell took, under an unknown head.
_SURE = {False: 0.93, True: 0.85}
_SURE_CELL = 0.995
_ROW = {"bordered": 0.91, "spaced": 0.89, "glued": 0.7}
_BESIDE_PIECES, _UNKNOWN_HEAD = 0.6, 0.85
#: Heads under which a table of so many rows has cells, unless they were cut wrongly.
_ALWAYS_FILLED, _FEWEST_ROWS = frozenset({"target", "actual", "weight", "score"}), 4
#: A line with borders; in a text with so many of these at least, of which no larger shares have one at the end and at
#: the beginning, each line is a row.
_BORDERED_LINE, _FEWEST_BORDERED, _EDGED, _BEGUN = re.compile(rf"^.*[{BORDERS}].*$"), 4, 0.2, 0.8
#: Columns that their cells tell, whatever stands over them.
_TOLD = frozenset({"target", "actual", "weight", "score", "operator", "unit", "level1", "level2"})
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")
_MAXIMUM_BODY = 60_000
#: The search costs up to a third of a millisecond a character; the longest filings have 40,000 in all.
_MAXIMUM_READ = 200_000
_MOST_KEPT = 16
_BORDER, _TABLE = " | ", "表"


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a table to be: its texts, how sure each of them is, and at `column` how sure the whole row is."""

    texts: Sequence[str]
    cell: float
    column: int = -1
    row: float = 1.0

    def sure(self, column: int) -> float:
        """How sure the text of a column is; the name's stands for its row."""
        return self.row if column == self.column else self.cell


def unflatten(document: Document, way: TextWay, trace: Trace | None = None) -> Document:
    """The document with tables where its running text holds the head of one; other documents come back as they are.

    What no cell of such a table took is named in `unread`; how rows were cut is taken down in the `trace`.
    """
    blocks: list[Block] = []
    unread: list[str] = []
    for part in _with_labelled(outlined(with_heads_of_lines(document.blocks)), way.patterns):
        if isinstance(part, Table):
            whole, torn = _torn(part, way, document.channel)
            blocks += [whole] if whole else []
            rebuilt = _rebuilt(torn, (), trace, way.turns) if torn else None
        else:
            text = _text_of(part)
            rebuilt = _rebuilt(text, tuple(part), trace, way.turns and bool(_turned(text)))
        if rebuilt:
            blocks.extend(rebuilt.blocks)
            unread.extend(rebuilt.unread)
    if blocks == list(document.blocks):
        return document
    return replace(document, blocks=tuple(blocks), unread=(*document.unread, *unread))


def _torn(table: Table, way: TextWay, channel: str) -> tuple[Table | None, str]:
    """The part of a table that stays one, and the rest as text: rows that slipped, or, of a table of a text, one whose
    rows are places."""
    if not way.turns:
        return loose_rows(table) if way.loosens else (table, "")
    text = "\n".join(_BORDER.join(cell.text for cell in row if cell.text.strip()) for row in table.rows())
    return (None, text) if channel == "text" and place_tables(text) else (table, "")


def _turned(text: str) -> Sequence[ColumnTable]:
    """The tables of a text that are printed column by column, or a row a place."""
    return column_tables(text) or place_tables(text)


def _with_labelled(blocks: Iterable[Block], patterns: bool) -> Iterator[Table | list[Paragraph]]:
    """Tables, and the runs of paragraphs between them; lines of labelled cells are tables, and lists in one pattern too
    where they are looked for."""
    for part in _runs(blocks):
        if isinstance(part, Table):
            yield part
        else:
            yield from _runs(block for run in _runs(labelled(part))
                             for block in _in_patterns(run, patterns))  # fmt: skip


def _in_patterns(run: Table | list[Paragraph], patterns: bool) -> Sequence[Block]:
    """The run with its lists as tables, where they are looked for: those in one pattern, else, in a text without the
    head of a table, those that sentences say."""
    if isinstance(run, Table):
        return [run]
    if not patterns:
        return run
    found = list(patterned(run))
    if any(isinstance(block, Table) for block in found) or sum(len(line.text) for line in run) > _MAXIMUM_BODY:
        return found
    return found if any(open_heads(_text_of(run), True)) else listed(run)


def _runs(blocks: Iterable[Block]) -> Iterator[Table | list[Paragraph]]:
    """Each table, and the paragraphs between two tables together."""
    prose: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            prose.append(block)
            continue
        if prose:
            yield prose
            prose = []
        yield block
    if prose:
        yield prose


def _rebuilt(text: str, run: tuple[Paragraph, ...], trace: Trace | None, turns: bool = False) -> _Rebuilding:
    """The run rebuilt; all ways to read a document rebuild the same runs, so the last of them are kept."""
    return _kept(text, run, turns) if trace is None else _Rebuilding(text, run, trace, turns)


@lru_cache(maxsize=_MOST_KEPT)
def _kept(text: str, run: tuple[Paragraph, ...], turns: bool) -> _Rebuilding:
    return _Rebuilding(text, run, None, turns)


class _Rebuilding:
    """A run of paragraphs made into titles and a table for each form: its labelled cells, its heads and its rows.

    `blocks` are what it gives, `unread` says what no cell took."""

    def __init__(self, text: str, run: Sequence[Paragraph], trace: Trace | None, turns: bool = False) -> None:
        self._trace = trace
        self.blocks: list[Block] = []
        self.unread: list[str] = []
        self._lines: list[_Line] = []
        self._read = 0
        self._glued = _is_glued(text)
        if turns:
            self._turn(text, _turned(text))
            return
        if self._glued and _has_a_parted_head(text):
            self._glued = False
        if not self._glued and blanks_break_words(text):
            text, self._glued = without_blanks(text), True
        heads = list(heads_of(text, self._glued))
        if not self._glued and not any(_is_parted(text, head) for head in heads):
            glued = list(open_heads(text, True))  # blanks may stand within cells alone: ≤ 69 小时
            heads, self._glued = glued or heads, bool(glued)
        if not heads:
            for part in _runs(ragged(run)):
                self.blocks.extend([part] if isinstance(part, Table) else listed(part))
            return
        start = 0
        for order, head in enumerate(heads):
            limit = heads[order + 1].start if order + 1 < len(heads) else len(text)
            side = self._above(_without_note(text[start : head.start]), first=not order)
            start = self._below(text[head.end : min(limit, head.end + _MAXIMUM_BODY)], head, side)
        self._close()
        self.blocks.extend(_paragraphs(text[start:]))

    def _turn(self, text: str, tables: Sequence[ColumnTable]) -> None:
        """Takes tables that are printed column by column, and what stands before each and behind the last."""
        start = 0
        for order, table in enumerate(tables):
            before, own = _at_title(text[start : table.start])
            self.blocks.extend(_paragraphs(before))
            side = self._above(own, first=not order)
            self._lines.append(_Line([side, *(printed for _, printed in table.words)], _SURE[False]))
            column = 1 + [role for role, _ in table.words].index("name")
            self._lines += [_Line(["", *row], _SURE_CELL, column, table.sure) for row in table.rows]
            self.unread += [f"it stands beside no row: {said}" for said in table.left]
            start = table.end
        self._close()
        self.blocks.extend(_paragraphs(text[start:]))

    def _above(self, text: str, first: bool) -> str:
        """Takes what stands before a head: titles, then labelled cells; gives back the label at the left edge."""
        between, side = _side_of(text)
        before, rows = keyed_rows(between, self._glued)
        if not first and any(form_of_title(line) for line in before.split("\n")):
            self._close()
        self.blocks.extend(_paragraphs(before))
        self._lines += [_Line(row, _SURE[self._glued]) for row in rows]
        return side

    def _below(self, body: str, head: HeadRun, side: str) -> int:
        """Takes the rows behind a head; gives back where they end in the text."""
        body = body[: _end_of_rows(body, self._glued)]
        self._read += len(body)
        if self._read > _MAXIMUM_READ:
            raise LimitError("its tables without borders are longer than any filing's", "cut it into one file a filing")
        said = with_whole_rows(_DOTS.sub(" ", body))
        cut = cut_of(said, head, self._glued)
        heads = [_worded(role, printed) for role, printed in cut.words if printed]
        self._lines.append(_Line([side, *heads], _SURE[self._glued]))
        self.unread += [f"the head “{printed}” is not known: its column is read as {role}"
                        for role, printed in cut.words
                        if printed and _is_unknown(role, printed)]  # fmt: skip
        if self._glued and not head.words:
            self.unread.append("the head of a table in running text is not known: its columns are told by their cells")
        if self._trace is not None:
            self._trace.text(cut.words, cut.rows, said, self._glued)
        self.unread += _without_cells(cut)
        pieces = between(said, [[line for cell in row for line in cell.text.split("\n")] for row in cut.rows])
        self.unread += [pieces.unread] if pieces.unread else []
        for at, row in enumerate(cut.rows):
            self._lines += _lines(row, cut, cut.chance * self._sureness(body, head, pieces.beside(at)))
        return head.end + len(body)

    def _sureness(self, body: str, head: HeadRun, pieces_beside: bool) -> float:
        """How sure a row is by what parted its cells and by what stands beside it."""
        sure = _ROW["glued" if self._glued else "bordered" if is_bordered(body) else "spaced"]
        return sure * (_BESIDE_PIECES if pieces_beside else 1.0) * (_UNKNOWN_HEAD if head.unknown else 1.0)

    def _close(self) -> None:
        """Ends a table; the last cell of a short line reaches to the right edge."""
        if not self._lines:
            return
        width = max(len(line.texts) for line in self._lines)
        cells = [
            Cell(text, row, at, 1, width - at if at + 1 == len(line.texts) else 1, confidence=line.sure(at))
            for row, line in enumerate(self._lines)
            for at, text in enumerate(line.texts)
        ]
        self.blocks.append(Table(tuple(cells), exact=True))
        self._lines = []


def _without_cells(cut: Cut) -> Iterator[str]:
    """A sentence for each head of values under which no row of a longer table has a cell: another column may have
    swallowed them."""
    filled = {cell.column for row in cut.rows for cell in row}
    if len(cut.rows) >= _FEWEST_ROWS:
        for at, (role, printed) in enumerate(cut.words):
            if role in _ALWAYS_FILLED and at not in filled:
                yield f"no cell stands under the head “{printed}” of a table in running text"


def _lines(row: Sequence[Segment], cut: Cut, sure: float) -> Iterator[_Line]:
    """A row with a cell for each column behind the empty one at the left edge, levels that no head names in rows over
    it; none for what is no row of the form."""
    apart = sum(not printed for _, printed in cut.words)
    texts = [""] * (len(cut.words) - apart + 1)
    for cell in row:
        if cell.column < apart:
            yield _Line([cell.text], _SURE_CELL)
        else:
            texts[cell.column - apart + 1] = cell.text
    column = next((at for at, (role, _) in enumerate(cut.words[apart:], 1) if role == "name"), 0)
    alone = "".join(texts) if sum(map(bool, texts)) == 1 else ""
    titled = texts[column].endswith(_TABLE) and bool(form_of_title(texts[column]))
    if any(texts) and not is_furniture(texts[column]) and not (titled or is_furniture(alone) or _is_title(alone)):
        yield _Line(texts, _SURE_CELL, column, sure)


def _is_title(text: str) -> bool:
    """Whether a text is the title of the next form, or has no word at all: the number of a page."""
    return bool(form_of_title(text)) or (bool(text) and _WORD.search(text) is None)


def _worded(role: str, printed: str) -> str:
    """The head of a column; that of names, or of values that cells tell, in the word that forms print, where nobody
    knows it. The name of a place stays, whose values stand under it."""
    known = column_role(printed).name
    is_name = role == "name" and known not in ("name", "finest")
    of_place = bare(printed).endswith(cues("place_endings"))
    is_told = role in _TOLD and not (known or meanings(printed) or of_place)
    return knowledge("content")["heads"][role] if is_name or is_told else printed


def _is_unknown(role: str, printed: str) -> bool:
    """Whether nobody knows the head of a column: it is read as what its cells say."""
    is_short = spellings("short_heads").get(bare(printed)) == role
    return _worded(role, printed) != printed and not meanings(printed) and not is_short


def _text_of(run: Sequence[Paragraph]) -> str:
    edged = _ends_rows([paragraph.text for paragraph in run])
    lines = (paragraph.text if edged else _BORDERED_LINE.sub(r"\g<0> |", paragraph.text) for paragraph in run)
    apart = ("\n\n" if paragraph.apart else "\n" for paragraph in run)
    return "".join(gap + line for gap, line in zip(apart, lines, strict=True)).lstrip("\n")


def _ends_rows(lines: Sequence[str]) -> bool:
    """Whether borders stand at the edges of lines too, not only between cells: else a line's end ends a cell too. One
    at the beginning may also stand behind an empty cell: nearly all lines begin so where it is an edge."""
    bordered = [line.strip() for line in lines if _BORDERED_LINE.search(line)]
    ended, begun = (sum(line[at] in BORDERS for line in bordered) for at in (-1, 0))
    return ended > _EDGED * len(bordered) or begun > _BEGUN * len(bordered) or len(bordered) < _FEWEST_BORDERED


def _at_title(text: str) -> tuple[str, str]:
    """The text before the last title of a form, which is another form's, and the text from there on."""
    starts = [found.start() for found in re.finditer(r"[^\n]+", text) if form_of_title(found[0].strip(f" \t{BORDERS}"))]
    return (text[: starts[-1]], text[starts[-1] :]) if starts else ("", text)


def _without_note(text: str) -> str:
    """The text from the next form's title on, where a note to the form before stands in front of it."""
    if not _NOTE.match(text):
        return text
    titles = list(_TITLE.finditer(text))
    return text[titles[0].start() :] if titles else text


def _paragraphs(text: str) -> Iterator[Paragraph]:
    yield from (Paragraph(line) for line in text.split("\n") if line.strip())


@cache
def _side_pattern() -> re.Pattern[str]:
    sides = sorted(spellings("side"), key=len, reverse=True)
    joined = "|".join(r"\s{0,3}".join(map(re.escape, side)) for side in sides)
    return re.compile(rf"(?P<side>{joined})(?:\s{{0,3}}[(（][^()（）]{{1,12}}[)）])?[\s:：|]*$")


def _side_of(text: str) -> tuple[str, str]:
    """The text before the label of the merged cell at the left edge (长期绩效指标), and the label; none is empty."""
    found = _side_pattern().search(text)
    return (text[: found.start()], found["side"]) if found else (text, "")


def _is_parted(text: str, head: HeadRun) -> bool:
    """Whether something stands between the cells of a head, and not here and there within one."""
    return 2 * len(SEPARATORS.findall(text, head.start, head.end)) >= len(head.words)


def _has_a_parted_head(text: str) -> bool:
    """Whether blanks part a head: then they part the rows too, however seldom they stand between long cells."""
    heads = list(open_heads(text, False))
    return bool(heads) and all(_is_parted(text, head) for head in heads)


def _is_glued(text: str) -> bool:
    """Whether nothing tells one cell from the next: neither blanks nor the ends of lines."""
    return (len(text) - len("".join(text.split()))) * _BLANK_EVERY < len(text) and not has_lines(text)


def _end_of_rows(body: str, glued: bool) -> int:
    """Where the rows end: before a sum, a note or a line to sign, the next form, the name of the next project, or the
    left edge of the next part."""
    ends = [found.start() for pattern in (table_end(), _next_project()) if (found := pattern.search(body))]
    form = next_form(body, glued)
    ends += [] if form is None else [form]
    if ends:
        return min(ends)
    found = _side_pattern().search(body)
    return found.start() if found else len(body)


@cache
def _next_project() -> re.Pattern[str]:
    """The label of a project's name where it opens a line as a cell of its own."""
    labels = "|".join(map(re.escape, sorted(words("fields", "project"), key=len, reverse=True)))
    return re.compile(rf"(?:^|\n)[\s{BORDERS}]*(?:{labels})\s{{0,3}}(?:[{BORDERS}:：\t]|[ \u3000])")
