"""Indicator tables: a head, then a row an indicator, levels merged to the left, sums at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.forms.around.beside import beside, money_at, total_amounts
from extractors.forms.around.field_columns import fields_of_columns
from extractors.forms.around.headings import Heading, alone_in, headings_of, with_headings
from extractors.forms.around.horizons import part_heading
from extractors.forms.columns.column import Column
from extractors.forms.columns.grouping import grouping_of
from extractors.forms.columns.head_columns import BESIDE
from extractors.forms.columns.heads import Head, find_head, worded_head
from extractors.forms.columns.variants import columns_of_variant, horizon_of
from extractors.forms.columns.weighed import cells_of, is_unknown
from extractors.forms.evidence.counts import Counted
from extractors.forms.grid import Grid, Row, grid_of
from extractors.forms.labels.labels import label_of
from extractors.forms.labels.openings import counts_columns, opens_block, total_label
from extractors.forms.rows.adding_up import sums_among
from extractors.forms.rows.indicator_rows import readings_of
from extractors.forms.rows.line import VALUES, points
from extractors.forms.rows.off_head import off_head, worth_under
from extractors.forms.rows.pieced import lost, said_lost
from extractors.forms.rows.statements import statement
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.words.content import has_figure, is_prose
from extractors.forms.words.times import ANNUAL, LONG, time_of
from extractors.forms.words.vocabulary import Role, column_role, is_word, role_of
from normalizers.text import tidy
from schema.document import Document, Table
from schema.reading import FieldReading, IndicatorReading

#: So many cells has a row at least that says two things of a form.
_SEVERAL_LABELS = 4
#: What labels of people ask for, known word for word.
_PEOPLE = (Role("contact", 1.0), Role("person", 1.0))
#: How sure a word is of its column at least: one of two meanings whose cells decided.
_WORDED = 0.8
#: A label of a part of the rows is no longer, and reaches over so many.
_LONGEST_EDGE, _FEWEST_ROWS = 24, 2
#: How sure it is that a row of label and sentence is one.
_SAID = 0.85


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The indicators under the head that begins in the row; None where none begins there."""
    is_headed = _is_headed(grid, index)
    head = find_head(grid, index + is_headed)
    if head is None:
        return None
    if index > 0 and (heading := part_heading(grid.rows[index - 1])):
        head = replace(head, side=heading)
    return _read_below(grid, head, scene, [index] * is_headed)


def _read_below(grid: Grid, head: Head, scene: Scene, over: Sequence[int]) -> Claim:
    """The indicators under a head; rows that no longer follow it are read by what their pieces say."""
    claim = read_under(grid, head, scene, over)
    if grid.exact or grid.merges or not _holds_targets_alone(head):
        return claim
    off = off_head(grid, range(head.last + 1, claim.end), claim.indicators, scene)
    if not off.rows:
        return claim
    kept = [index for index in range(claim.end) if index not in off.rows]
    rest = replace(grid, rows=tuple(grid.rows[index] for index in kept))
    if scene.watch is not None:
        scene.watch.heads.clear()
        scene.watch.rows.clear()
    below = read_under(rest, _settled(rest, head, scene, over), scene, over)
    end = kept[below.end] if below.end < len(kept) else claim.end
    found = [one for one in off.found if one.last < end]
    rows = sorted(
        (*map(off.leveled, below.indicators), *(one.reading for one in found)), key=lambda one: one.place.row or 0
    )
    unread = (*below.unread, *lost(grid, sorted(row for row in off.rows if row < end), found))
    return replace(below, end=end, indicators=tuple(rows), torn=True, unread=unread)


def _holds_targets_alone(head: Head) -> bool:
    """Whether the only figures of a table are its targets: beside points or results no piece says which it is."""
    said = {role for column in head.columns for role in (column.role, column_role(column.head).name)}
    return said & VALUES == {"target"}


def _settled(grid: Grid, head: Head, scene: Scene, over: Sequence[int]) -> Head:
    """A head over the rows that follow it alone: as they say it, or as it was understood before where that makes more
    of them."""
    again = find_head(grid, head.first)
    if again is None:
        return head
    quiet = replace(scene, watch=None)
    ways = (replace(again, side=head.side), replace(head, chance=again.chance))
    return max(ways, key=lambda way: worth_under(grid, read_under(grid, way, quiet, over).indicators))


def _is_headed(grid: Grid, index: int) -> bool:
    """Whether a row says what the head below it and its rows are about."""
    may_be = index + 1 < len(grid.rows) and alone_in(grid.rows[index]) is not None
    return may_be and find_head(grid, index + 1) is not None and index in headings_of(grid)


def read_under(grid: Grid, head: Head, scene: Scene, over: Sequence[int] = ()) -> Claim:
    """The indicators under a head; `over` it may stand rows that say what they are about."""
    head = head.of_form(scene.form)
    aside = {place for column in head.columns if column.role in BESIDE for place in range(column.start, column.end)}
    headings = headings_of(grid, aside)
    body = _body(grid, head, headings, scene.form)
    body.rows = [*over, *body.rows]
    grid, head = with_headings(grid, head, body.rows, headings)
    closing, inner = sums_among(grid, body.rows, head.columns)
    body.rows = [index for index in body.rows if index not in (*closing, *inner)]
    body.totals = sorted([*body.totals, *closing])
    if scene.watch is not None:
        scene.watch.heads.append(head)
    about = beside(grid, head, body.rows, scene)
    indicators = [
        reading
        for part, heading in _parts(body, grid)
        for reading in readings_of(grid, part, replace(head, side=heading or head.side), scene, about.groups)
    ]
    sums = [amount for index in body.totals for amount in total_amounts(grid, index, head, scene)]
    listed = fields_of_columns(grid, head, body.rows, scene, about.groups)
    return Claim(
        body.end,
        tuple(indicators),
        amounts=(*about.amounts, *sums),
        goals=tuple(about.goals),
        fields=(
            *about.fields,
            *listed,
            *_totals(grid, body.totals, head, scene),
            *_said(grid, body.statements, head, scene),
        ),
        unread=tuple(_unread(grid, head, body.rows, indicators)),
        remarks=tuple(f"table {grid.table}: {sentence}" for sentence in head.remarks),
    )


def named_tables(document: Document) -> Iterator[list[Counted]]:
    """The columns of the indicator tables of a document, as far as the words of their heads say the roles; a column
    under a head that nobody knows is left out. What is counted for `extractors.forms.evidence`."""
    for block in document.blocks:
        if isinstance(block, Table):
            grid = grid_of(block, 1, 1)
            headings = headings_of(grid)
            heads = (worded_head(grid, index) for index in range(len(grid.rows)))
            for head in filter(None, heads):
                rows = [grid.rows[index] for index in _body(grid, head, headings).rows]
                yield [
                    Counted(column.role, cells_of(column, rows), grouping_of(column, rows))
                    for column in columns_of_variant(head.columns, 0)
                    if _is_counted(column)
                ]


def _is_counted(column: Column) -> bool:
    """Whether the words of its head say what a column holds, an indicator's cell alone."""
    return (
        column.sureness >= _WORDED
        and not is_unknown(column)
        and not column.joined
        and column.role not in BESIDE
        and column.role != "adjusted"
    )


@dataclass
class _Body:
    """What stands below a head, by the indexes of rows: indicators, sums, sentences, headings of parts; and the
    row behind the table."""

    end: int
    rows: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)


def _body(grid: Grid, head: Head, headings: Mapping[int, Heading], form: str = "") -> _Body:
    """The rows below a head of such a form, `headings` among them. A head repeated on a new page is passed over."""
    body = _Body(head.last + 1)
    while body.end < len(grid.rows):
        again = find_head(grid, body.end)
        if again is not None:
            is_same = _is_again(grid.rows[again.first], grid, head) or again.of_form(form).roles() == head.roles()
            if not is_same or _other_half(again, head):
                break
            body.end = again.last + 1
            continue
        row = grid.rows[body.end]
        if _is_again(row, grid, head):
            if _is_other_side(row, head):
                break
            body.end += 1
            continue
        if counts_columns(row, first=body.end == head.last + 1):
            pass
        elif total_label(row):
            body.totals.append(body.end)
        elif part_heading(row):
            body.headings.append(body.end)
        elif (opens_block(row, head.width, grid.exact) and body.end not in headings) or _is_below(
            row, grid, head, body
        ):
            break
        else:
            (body.statements if statement(grid, row, head.width) else body.rows).append(body.end)
        body.end += 1
    return body


def _is_below(row: Row, grid: Grid, head: Head, body: _Body) -> bool:
    """Whether a row is none of the table's: no cell of it fits a column, and it stands below the sum that closes the
    table, or has several labels and what they say; or one of these asks for a person or how to reach one."""
    extents = {(column.start, column.end) for column in head.columns}
    is_closed = bool(body.totals) and body.totals[-1] == body.end - 1
    if not grid.exact or not body.rows or len(row.filled) < (2 if is_closed else _SEVERAL_LABELS):
        return False
    asks = any(role_of("fields", slot.text) in _PEOPLE for slot in row.filled)
    return asks or not any((slot.column, slot.end) in extents for slot in row.slots)


def _parts(body: _Body, grid: Grid) -> Iterator[tuple[list[int], str]]:
    """The rows of indicators by what says the time of a part of them, with it: headings among them, labels of several
    rows at their left edge; empty before the first."""
    bounds = [-1, *body.headings, body.end]
    for start, end in pairwise(bounds):
        rows = [index for index in body.rows if start < index < end]
        heading = part_heading(grid.rows[start]) if start >= 0 else ""
        begins = [at for at, index in enumerate(rows) if _time_at_edge(grid, index)]
        for first, last in pairwise([0, *begins, len(rows)]):
            if first < last:
                yield rows[first:last], _time_at_edge(grid, rows[first]) or heading


def _time_at_edge(grid: Grid, index: int) -> str:
    """The label at the left edge that begins in a row, reaches over more and names a time; else an empty text."""
    slots = grid.rows[index].slots
    if not grid.exact or not slots or slots[0].column or slots[0].continues or slots[0].origin.rowspan < _FEWEST_ROWS:
        return ""
    label = slots[0].label
    return label if len(label) <= _LONGEST_EDGE and time_of(label) in (LONG, ANNUAL) else ""


def _is_again(row: Row, grid: Grid, head: Head) -> bool:
    """Whether a row prints the words of a head again, whether or not anybody knows them; behind what label, is open."""
    words = _words(row, head)
    return len(words) > 1 and any(words == _words(grid.rows[at], head) for at in range(head.first, head.last + 1))


def _words(row: Row, head: Head) -> list[str]:
    return [slot.label for slot in row.filled if slot.column or not head.side]


def _is_other_side(row: Row, head: Head) -> bool:
    """Whether the label in front of a repeated head is of another horizon."""
    side = row.slots[0].label if head.side else ""
    return bool(horizon_of(side)) and horizon_of(side) != horizon_of(head.side)


def _other_half(again: Head, head: Head) -> bool:
    """The same columns under another horizon: annual targets behind long-term ones."""
    return bool(again.side) and horizon_of(again.side) != horizon_of(head.side)


def _totals(grid: Grid, rows: Sequence[int], head: Head, scene: Scene) -> Iterator[FieldReading]:
    """The sums that close the whole table: its score where there is one, else its last figure."""
    for index in rows:
        label, *rest = grid.rows[index].filled
        figures = [slot for slot in rest if points(slot.text) is not None and money_at(head, slot) is None]
        if figures and not is_word("totals", "parts", label.text):
            place = grid.place(index, label)
            yield FieldReading(label.label, figures[-1].label, role="total", project=scene.project, place=place)


def _said(grid: Grid, rows: Sequence[int], head: Head, scene: Scene) -> Iterator[FieldReading]:
    """What is said below the table: the conclusion, reasons, measures."""
    for index in rows:
        pair = statement(grid, grid.rows[index], head.width)
        if pair is not None:
            label, said = pair
            place = grid.place(index, label)
            yield FieldReading(
                label_of(label.text).text, tidy(said.text), project=scene.project, place=place, confidence=_SAID
            )


def _unread(grid: Grid, head: Head, rows: Sequence[int], found: Sequence[IndicatorReading]) -> Iterator[str]:
    """What stands below the head and is in no indicator: columns under unknown heads, rows without a name."""
    yield from (f"table {grid.table}: {sentence}" for sentence in head.unread)
    read = {reading.place.row for reading in found}
    values = [column for column in head.columns if column.role in VALUES]
    lost = [at for at in rows if _holds_value(grid.rows[at], values) and grid.rows[at].number not in read]
    yield from said_lost(grid, [at for at in lost if not (grid.exact and _is_labelled_across(grid.rows[at], head))])


def _is_labelled_across(row: Row, head: Head) -> bool:
    """Whether one label stands over the columns of levels and names, with a single cell behind it: a conclusion below
    the table, and no indicator."""
    name = head.column("name")
    label = row.filled[0]
    return name is not None and len(row.filled) == 2 and label.column < name.start and label.end >= name.end


def _holds_value(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a figure stands in a column of values, and something beside it; or words in several of them."""
    own = [slot.text for slot in row.filled if any(c.start <= slot.column < c.end for c in columns)]
    return len(row.filled) > 1 and (len(own) > 1 or any(map(_is_figure, own)))


def _is_figure(text: str) -> bool:
    return has_figure(text) and not is_prose(text)


INDICATORS = BlockReader(name="indicators", order=10, read=read)
