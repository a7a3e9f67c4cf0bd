"""What stands in a document and ended in no record: named, so that nothing is lost in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.forms.evidence.fit import level_names
from extractors.forms.grid import Grid, Row
from extractors.forms.labels.openings import is_block_label
from extractors.forms.words.content import has_figure, is_placeholder, is_prose
from extractors.forms.words.furniture import is_furniture
from extractors.forms.words.language import OTHER, REPORT, Language
from extractors.forms.words.vocabulary import column_role
from normalizers.quantities.figures import DECIMAL
from normalizers.text import BORDERS, bare, compact
from schema.reading import IndicatorReading, Reading

_SEPARATOR = re.compile(rf"[\s{BORDERS}]+")
#: What is passed over without a word: so few characters at a place, if none of them is a digit, and so small a part.
_FEW, _SMALL_PART = 3, 0.02
_SHOWN = 12
_LONGEST_LABEL = 16
_WORDS_SHOWN = 3
_SIGN = re.compile(r"[≥≤≧≦><=＞＜＝]")
# The figures of a line; they are looked for among those of the indicators.
_FIGURE = re.compile(DECIMAL)
#: So many lines beside so many indicators tell of them.
_PASSING, _A_TABLE = 2, 4
_MARKS = re.compile(r"[\W_]+")
_STATED = re.compile(r"[≥≤≧≦＞＜]=?\s?\d|[><]=\s?\d|(?:指标值|完成值|目标值)[:：]?\s?\S{0,6}\d")
# A value with its sign behind other words; in brackets it may belong to a name.
_RUN_IN = re.compile(r"(?<=[^(（\s])(?:[≥≤≧≦]|[><]=)\s?\d(?![^()（）]{0,200}[)）])")
# Scales of grades and rules of points state bounds too, and are no indicators.
_NOTE = re.compile(
    r"^\s*(?:注|说明|备注|填报说明|填表说明)|为优|为良|评为|等级|档次|按比例|扣分|得满分|不得分|计分|÷|[xX×]\s?100"
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a stretch of text that no cell holds, by the row that they stand behind (-1 before the first), and
    how many characters the stretch has."""

    behind: tuple[tuple[int, str], ...]
    length: int

    def beside(self, row: int) -> bool:
        """Whether a piece that matters stands right before or behind a row."""
        return any(_matters(text) for at, text in self.behind if at in (row - 1, row))

    @property
    def unread(self) -> str:
        """The sentence for a person; empty where too little is left over to speak of."""
        pieces = [text for _, text in self.behind if _matters(text)]
        left = sum(map(len, pieces))
        if not pieces or (left < _SMALL_PART * self.length and not any(map(_has_figure, pieces))):
            return ""
        share = max(1, round(100 * left / max(1, self.length)))
        where = f"{left} characters between the rows of a table in text ({share}%)"
        return f"{where} are in no cell, such as {pieces[0][:_SHOWN]}"


def between(body: str, rows: Sequence[Sequence[str]]) -> Pieces:
    """The pieces of a text between the cells cut out of it; each row's cells in their order."""
    text = _SEPARATOR.sub("", body)
    found: list[tuple[int, str]] = []
    position = 0
    for at, row in enumerate(rows):
        for order, cell in enumerate(row):
            start = text.find(cell, position)
            if start < 0:
                continue
            if start > position:
                found.append((at - (order == 0), text[position:start]))
            position = start + len(cell)
    if position < len(text):
        found.append((len(rows) - 1, text[position:]))
    return Pieces(tuple(found), len(text))


def _matters(piece: str) -> bool:
    plain = _MARKS.sub("", piece)
    return bool(_SIGN.search(piece)) or (
        bool(plain) and (len(plain) > _FEW or _has_figure(plain)) and not is_furniture(piece)
    )


def _has_figure(piece: str) -> bool:
    return any(character.isdigit() for character in piece)


@dataclass(frozen=True, slots=True)
class Left:
    """What a document says as a form does and no record holds, a sentence each: `unread` must be looked at, `remarks`
    hardly hold an indicator."""

    unread: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def left_of(reading: Reading, is_ruled: bool = False) -> Left:
    """Lines outside tables that state values (≥90%), and cells of words that do. In a document whose tables are
    `is_ruled` for certain no row can run into another's cell, and a line or two beside a table of indicators speak of
    them."""
    lines = _stating(reading)
    shown = _SEPARATOR.sub("", lines[0])[:_SHOWN] if lines else ""
    told = f"{len(lines)} lines outside tables state values and were not read as indicators, the first: {shown}"
    lost: tuple[str, ...] = (told,) if lines else ()
    if is_ruled:
        return Left(remarks=lost) if _tells_of_its_table(reading, lines) else Left(lost)
    swollen = [text for row in reading.indicators if (text := _swollen(row))]
    if swollen:
        shown = _SEPARATOR.sub("", swollen[0])[:_SHOWN]
        lost += (f"{len(swollen)} cells of words state values: rows may have run into them, the first: {shown}",)
    return Left(lost)


def _stating(reading: Reading) -> list[str]:
    """The lines that state values which stand in no goal and no labelled cell, and are not those of indicators that the
    line names."""
    told = [goal.text for goal in reading.goals] + [field.value for field in reading.fields]
    whole = _SEPARATOR.sub("", "\n".join(told))
    return [
        text.text
        for text in reading.texts
        if _states_value(text.text)
        and _SEPARATOR.sub("", text.text) not in whole
        and not _says_again(reading, text.text)
    ]


def _says_again(reading: Reading, line: str) -> bool:
    """Whether all figures of a line are those of indicators whose names stand in it."""
    words = compact(line)
    named = [row for row in reading.indicators if (name := compact(row.name.text)) and name in words]
    said = " ".join(f"{row.name.text} {row.cell('target').text} {row.cell('actual').text}" for row in named)
    return bool(named) and set(_FIGURE.findall(said)).issuperset(_FIGURE.findall(line))


def _tells_of_its_table(reading: Reading, lost: Sequence[str]) -> bool:
    """Whether so few lines stand beside so many indicators that they speak of these, and list no further ones."""
    return len(lost) <= _PASSING and len(reading.indicators) >= _A_TABLE


def _swollen(row: IndicatorReading) -> str:
    """The cell of words of a row that states a value with its sign, as the cells of a row do that ran into it."""
    texts = (row.name.text, *(row.cell(role).text for role in ("basis", "remark", "tag", "evidence")))
    return next((text for text in texts if _RUN_IN.search(text)), "")


def _states_value(line: str) -> bool:
    return bool(_STATED.search(line)) and not _NOTE.search(line)


def unclaimed(grid: Grid, rows: Sequence[int]) -> Iterator[str]:
    """A sentence for each stretch of rows (indexes, ascending) that no block took and that say more than labels."""
    for first, last in _stretches(rows):
        number = sum(_says_something(grid.rows[index]) for index in range(first, last + 1))
        if number:
            place = f"rows {grid.rows[first].number} to {grid.rows[last].number}"
            yield f"table {grid.table}, {place}: {number} filled rows are part of no block that is known"


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of neighbours."""
    breaks = [0, *(at for at, (a, b) in enumerate(pairwise(rows), 1) if b != a + 1), len(rows)]
    yield from ((rows[start], rows[end - 1]) for start, end in pairwise(breaks) if end > start)


def _says_something(row: Row) -> bool:
    """Whether two cells or more say something beside labels and levels, or one a figure; a label with sentences behind
    it (存在问题 | 支付进度为85%，…。) says none that a record holds."""
    if _tells(row):
        return False
    said = [slot.text for slot in row.filled if not is_placeholder(slot.text) and not _is_label(slot.text)]
    return len(said) > 1 or (len(row.filled) > 1 and any(map(has_figure, said)))


def _tells(row: Row) -> bool:
    """Whether a row is a short label and sentences that state no value by its sign."""
    if len(row.filled) != 2:
        return False
    label, text = row.filled[0].text, row.filled[1].text
    return len(bare(label)) <= _LONGEST_LABEL and not has_figure(label) and is_prose(text) and not _SIGN.search(text)


def _is_label(text: str) -> bool:
    word = bare(text)
    return is_block_label(text) or bool(column_role(text)) or word in level_names("level1") | level_names("level2")


def nothing_found(language: Language) -> str:
    """Why a paper that may be a form, and of which no indicator came, must be looked at."""
    if language.kind == REPORT:
        return "a report without a table of indicators: what its text says of them was not read"
    if language.kind == OTHER:
        return "its title, or what could not be read of it, may be that of a form, but no indicator was read"
    shown = ", ".join(language.evidence[:_WORDS_SHOWN])
    return f"the words of a form stand in it ({shown}), but no indicator was read"
