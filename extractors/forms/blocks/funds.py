"""Funds without column heads: labels with a figure behind each, one pair or several in a row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.forms.columns.storeys import is_head_row
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.labels.labels import Label, Parents, label_of
from extractors.forms.labels.openings import is_block_label, is_column_label, names_money_block
from extractors.forms.money.sums import PROVED, Figure, added_up
from extractors.forms.money.units import heading_unit, unit_above
from extractors.forms.money.wholes import Wholes
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.words.content import has_figure, is_amount
from extractors.forms.words.numbered import is_first
from extractors.forms.words.vocabulary import column_role, listed, role_of, words
from normalizers.quantities.numbers import parse_number
from normalizers.quantities.unit_headings import unit_in_brackets
from normalizers.text import bare, compact
from schema.reading import AmountReading

_SURE = 0.95
#: How sure a block is whose heading is known by its merged cell alone.
_BY_SHAPE = 0.88
#: The same of one without a heading, of whose labels not all are known to be of money.
_BESIDE_MONEY = 0.7
_LONGEST_LABEL = 24


@dataclass(frozen=True, slots=True)
class _Pair:
    """One or two labels, the outer first, and the figure behind them, if there is one."""

    labels: tuple[Slot, ...]
    figure: Slot | None

    @property
    def label(self) -> Label:
        """The inner label, clean."""
        return label_of(self.labels[-1].text)


@dataclass(frozen=True, slots=True)
class _Line:
    index: int
    pairs: tuple[_Pair, ...]

    @property
    def labels(self) -> tuple[Slot, ...]:
        """The labels of the first pair."""
        return self.pairs[0].labels


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The figures of the rows that go on from the row with labels and figures; None for other rows."""
    row = grid.rows[index]
    filled = row.filled
    if len(filled) < 2 or is_head_row(row):
        return None
    heading = filled[0] if _is_heading(grid, index) else None
    first = _line(index, filled[1:] if heading is not None else filled)
    if first is None or not _begins(grid, first, heading):
        return None
    lines = [first, *_following(grid, index + 1, heading)]
    if not any(pair.figure for line in lines for pair in line.pairs):
        return None
    outer = [*([heading] if heading is not None else []), *(slot for line in lines for slot in line.labels[:-1])]
    unit = next((unit for slot in outer if (unit := unit_in_brackets(slot.text))), "")
    unit = unit or heading_unit(grid, index) or unit_above(grid, index) or scene.table_unit
    sure = _sureness(first, heading)
    return Claim(lines[-1].index + 1, amounts=tuple(_amounts(grid, lines, unit, scene, sure)))


def _is_heading(grid: Grid, index: int) -> bool:
    """Whether the row's first cell names the block: a known word, or a label merged over several rows of figures."""
    filled = grid.rows[index].filled
    if len(filled) > 1 and is_amount(filled[1].text):
        return False  # it is the label of the figure right behind it
    if names_money_block(filled[0].text):
        return True
    if len(filled) < 3 or index + 1 >= len(grid.rows):
        return False
    below = grid.rows[index + 1]
    merged = filled[0].origin.rowspan > 1 or not below.slots[:1] or not below.slots[0].label
    return merged and _is_of_money(filled[0].text)


def _begins(grid: Grid, line: _Line, heading: Slot | None) -> bool:
    """Whether funds begin with the line: under a heading of money, or where one of its labels is of money, all may be,
    and it has several pairs or goes on with a part."""
    if heading is not None and (names_money_block(heading.text) or _bears_money_unit(heading)):
        inner = line.labels[1:]
        return line.pairs[0].figure is not None or not any(is_column_label(slot.text) for slot in inner)
    labels = [pair.labels[-1].text for pair in line.pairs]
    if not all(pair.figure for pair in line.pairs) or not any(map(_is_of_money, labels)):
        return False
    if not all(_is_of_money(text) or _may_be_of_money(text) for text in labels):
        return False
    below = next(_following(grid, line.index + 1, heading), None)
    return len(line.pairs) > 1 or heading is not None or (below is not None and below.pairs[0].label.part)


def _sureness(line: _Line, heading: Slot | None) -> float:
    """How sure a block of funds is by its first line and its heading."""
    if heading is not None:
        return _SURE if names_money_block(heading.text) else _BY_SHAPE
    return _SURE if all(_is_of_money(pair.labels[-1].text) for pair in line.pairs) else _BESIDE_MONEY


def _bears_money_unit(heading: Slot) -> bool:
    """Whether the unit that a heading prints in brackets is one of money: so are its figures, whatever it says."""
    return unit_in_brackets(heading.text).endswith("元")


def _may_be_of_money(text: str) -> bool:
    """Whether a label that nobody knows may be one of money beside one that surely is."""
    word = compact(text)
    return bare(text) in words("money", "columns") or (
        len(word) <= _LONGEST_LABEL and not role_of("fields", text) and not column_role(text) and not has_figure(word)
    )


def _is_of_money(text: str) -> bool:
    """Whether a label is one of money: a known word, 其中, a unit of money, or a word that none but money has."""
    word = compact(text)
    if len(word) > _LONGEST_LABEL or role_of("fields", text).sureness == 1.0 or is_amount(text):
        return False
    if any(mark in word for mark in listed("money", "codes")):
        return False
    known = bare(text) in words("money", "rows") or label_of(text).part or unit_in_brackets(text).endswith("元")
    return known or any(mark in word for mark in listed("money", "marks"))


def _line(index: int, slots: Sequence[Slot]) -> _Line | None:
    """The pairs of a row; None for a row of other things: two figures together, or three labels."""
    pairs: list[_Pair] = []
    labels: list[Slot] = []
    for slot in slots:
        if not is_amount(slot.text):
            labels.append(slot)
        elif labels:
            pairs += [*(_Pair((label,), None) for label in labels[:-2]), _Pair(tuple(labels[-2:]), slot)]
            labels = []
        else:
            return None
    if labels:
        pairs.append(_Pair(tuple(labels), None))
    if not pairs or any(len(pair.labels) > 2 for pair in pairs):
        return None
    return _Line(index, tuple(_apart(pairs)))


def _apart(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    """Of two labels behind another pair the first has no figure; only at the left edge is it an outer one."""
    for place, pair in enumerate(pairs):
        if len(pair.labels) == 2 and (place or label_of(pair.labels[1].text).part):
            yield _Pair(pair.labels[:1], None)
            yield _Pair(pair.labels[1:], pair.figure)
        else:
            yield pair


def _following(grid: Grid, start: int, heading: Slot | None) -> Iterator[_Line]:
    for index, row in grid.from_row(start):
        line = _line(index, row.filled)
        if line is None or not _goes_on(grid, row, line, heading):
            return
        yield line


def _goes_on(grid: Grid, row: Row, line: _Line, heading: Slot | None) -> bool:
    if is_head_row(row) or is_block_label(row.filled[0].text):
        return False
    if heading is None or (not grid.exact and row.slots[0].label):
        return all(pair.figure and _is_of_money(pair.labels[-1].text) for pair in line.pairs)
    if row.slots[0].label:
        return False
    heads = any(is_column_label(slot.text) and not label_of(slot.text).number for slot in line.labels[1:])
    return any(pair.figure for pair in line.pairs) or not heads


def _amounts(grid: Grid, lines: Sequence[_Line], unit: str, scene: Scene, sure: float) -> Iterator[AmountReading]:
    found: list[tuple[int, Slot, tuple[str, ...], str]] = []
    units: dict[str, str] = {}
    for line, paths in zip(lines, _paths(lines), strict=True):
        for pair, said in zip(line.pairs, paths, strict=True):
            path = _below(said, units)
            own = unit_in_brackets(pair.labels[-1].text) or units.get(path[0], "")
            units.setdefault(path[0], own)
            if pair.figure is not None:
                found.append((line.index, pair.figure, path, own))
    proved = added_up([Figure(index, 0, path, "", figure.text) for index, figure, path, _ in found]).proved
    for place, (index, figure, path, own) in enumerate(found):
        yield AmountReading(
            path, grid.printed(index, figure), scene.project, "", own, unit, place=grid.place(index, figure),
            confidence=sure * grid.sureness(index), proofs=(PROVED,) if place in proved else (),
        )  # fmt: skip


def _below(path: tuple[str, ...], known: Collection[str]) -> tuple[str, ...]:
    """The path of a label that names the row it is a part of: 项目资金/其中：财政拨款 behind 项目资金."""
    whole, _, part = path[0].partition("/")
    return (whole, label_of(part).text, *path[1:]) if part and whole in known else path


def _paths(lines: Sequence[_Line]) -> list[list[tuple[str, ...]]]:
    """The labels of each pair, parents first, line by line."""
    if all(len(line.pairs) == 1 for line in lines):
        return [[path] for path in _single_paths(lines)]
    abreast = next(line for line in lines if len(line.pairs) > 1)
    by_rows = any(pair.label.part or pair.label.number for pair in abreast.pairs[1:])
    parents: dict[int, Parents] = {}
    found: list[list[tuple[str, ...]]] = []
    for line in lines:
        ranks = [parents.setdefault(0 if by_rows else pair.labels[-1].column, Parents()) for pair in line.pairs]
        found.append([rank.path(pair.label) for rank, pair in zip(ranks, line.pairs, strict=True)])
    return found


def _single_paths(lines: Sequence[_Line]) -> list[tuple[str, ...]]:
    """The labels of each row of one pair, the merged one over several rows first."""
    parents, wholes = Parents(), Wholes()
    found: list[tuple[str, ...]] = []
    outer = ""
    for position, line in enumerate(lines):
        labels = [label_of(slot.text) for slot in line.labels]
        if len(labels) == 2:
            outer = labels[0].text
        elif labels[0].number and is_first(compact(line.labels[0].text)):
            outer = _outer_below(lines[position + 1 :]) or outer
        elif not (outer and _stands_inside(line, labels[0])):
            outer = ""
        figures = _figures(line)
        if labels[0].part and (whole := wholes.whole_of(figures)):
            parents.stands_under(whole)
        found.append((outer, labels[-1].text) if outer else parents.path(labels[0]))
        wholes.take(found[-1], figures)
    return found


def _figures(line: _Line) -> dict[int, Decimal]:
    """The number of the first pair, as that of a column of its own."""
    figure = line.pairs[0].figure
    number = parse_number(compact(figure.text)) if figure is not None else None
    return {} if number is None else {0: number}


def _outer_below(lines: Sequence[_Line]) -> str:
    """The merged label where a bad reading put it beside a later part: `资金来源 | （2）其他资金`."""
    if lines and len(lines[0].labels) == 2 and not is_first(compact(lines[0].labels[1].text)):
        return label_of(lines[0].labels[0].text).text
    return ""


def _stands_inside(line: _Line, label: Label) -> bool:
    """A numbered label, or one in the second label column, is a part of the merged one."""
    return bool(label.number) or label.part or line.labels[0].column > 1


FUNDS = BlockReader(name="funds", order=32, read=read)
