"""Several indicators in one row of cells, a line or a number each; and two columns in one, their texts side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.forms.columns.column import Column
from extractors.forms.evidence.fit import fit, is_level_name
from extractors.forms.grid import Row, Slot
from extractors.forms.words.content import has_figure, is_operator, is_placeholder
from extractors.forms.words.labelled_values import labelled_values, without_labelled_lines
from extractors.forms.words.line_numbers import (
    NUMBER,
    OWN_NUMBER,
    by_numbers,
    is_figure_behind,
    lines_of,
    numbered,
    unnumbered,
)
from normalizers.quantities.figures import FIGURE, POINTS
from normalizers.text import compact, fold

_LISTED = re.compile(r"[；;\n]+")
_LONGEST, _MOST = 2000, 20
#: Cells that tell how many indicators a row holds, and those that are parted with them where they have as many lines.
_VALUES = ("target", "actual", "operator", "unit", "weight", "score", "history", "interim", "forecast")
_BESIDE = ("rule", "explanation", "basis", "remark", "note", "evidence", "second_score", "adjusted")
_LEVELS = ("level1", "level2")
_POINTS = ("weight", "score", "unit", "operator")
#: What stands for several indicators and is printed once.
ONE_FOR_SEVERAL = "one cell stands for several indicators"
#: No indicator has more points: what does is the points of several, whose lines a reader ran together.
RUN_TOGETHER, _MOST_POINTS = "the points of several indicators stand in one cell without a break", 100
#: A figure right behind the number of its line may be the decimals of it: 1.5公里.
NUMBER_OR_FIGURE = "the number before a value and its point may belong to the figure behind them"
#: So many cells must have as many lines as there are names without numbers, so many names need no more than one.
_TWICE, _PLENTY = 2, 3
NAME_AND_TARGET, _NAME_AND_WEIGHT = ("name", "target"), ("name", "weight")
_TARGET_AND_ACTUAL, _SLASH = ("target", "actual"), re.compile(r"\s*[/／]\s*")
_NAMED_POINTS = re.compile(rf"^(.{{2,200}}?)\s*[(（]\s*({POINTS})\s*分?\s*[)）]$", re.DOTALL)
#: How sure such a column is; what part of its cells must hold both; shorter ones hold neither.
_TOLD, _NEARLY, _SHORTEST = 0.9, 0.7, 4
_SEPARATORS = re.compile(r"[/／\n：:；;，,\s]+")
# Where a value begins behind a name without a mark between: at its sign, at a figure behind how names end, or at one
# that ends the text with its unit (办班6期).
_VALUE_BEGINS = re.compile(
    r"(?<=[^\s≥≤><=])(?=[≥≤><=]|不[低少]于|不超过)|(?<=[率度数量积次户])(?=\d)|(?<=[^\s\d])(?=20\d\d年)"
    rf"|(?<=[\u4e00-\u9fff])(?={FIGURE}[^\d\s]{{1,4}}$)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator's share of a row, and what speaks against the parting."""

    row: Row
    doubts: tuple[str, ...] = ()


def parts_of(row: Row, columns: Sequence[Column]) -> list[Part]:
    """The rows of single indicators that a row holds; the row itself where it holds one, or where that is not sure."""
    cells = {columns[at].role: slot for at, slot in _placed(row, columns)}
    name = cells.get("name")
    if name is None or len(name.text) > _LONGEST:
        return [Part(row)]
    if not _has_several(name.text):
        return [_of_one(row, columns, name)]
    numbered = by_numbers(name.text)
    for names, is_counted in ((numbered, True), (lines_of(name.text), False)):
        shares = _shares(len(names), row, columns, is_counted) if 2 <= len(names) <= _MOST else None
        agree = shares is not None and (
            is_counted
            or _say_it_by_pairs(shares, columns)
            or _agree(shares, columns, len(names), name.origin.box is None)
        )
        if shares is not None and agree:
            return _parted(row, columns, name, names, shares)
    return [Part(row)]


def _say_it_by_pairs(shares: Mapping[int, Sequence[str]], columns: Sequence[Column]) -> bool:
    """Whether the lines of names and those of values were pairs in one cell: 新建公厕：≥6座."""
    return any(columns[at].joined == NAME_AND_TARGET and columns[at].role == "target" for at in shares)


def _of_one(row: Row, columns: Sequence[Column], name: Slot) -> Part:
    """The row of one indicator, its values without the number that its name bears as well (1.苗木成活率 | 1.≥85%)."""
    own = NUMBER.match(name.text.strip())
    if own is None or own.end() == len(name.text.strip()):
        return Part(row)
    freed: dict[int, str] = {}
    doubts: set[str] = set()
    for at, slot in _placed(row, columns):
        found = OWN_NUMBER.match(slot.text.strip()) if columns[at].role in _VALUES else None
        if found is not None and found[1] == own[1]:
            freed[id(slot)] = slot.text.strip()[found.end() :]
            doubts |= {NUMBER_OR_FIGURE} if is_figure_behind(found, slot.text.strip()) else set()
    slots = (replace(slot, text=freed.get(id(slot), slot.text)) for slot in row.slots)
    return Part(replace(row, slots=tuple(slots)), tuple(doubts)) if freed else Part(row)


def _placed(row: Row, columns: Sequence[Column]) -> Iterator[tuple[int, Slot]]:
    """The first filled cell under each column."""
    for at, column in enumerate(columns):
        slot = next((s for s in row.between(column.start, column.end) if s.label), None)
        if slot is not None:
            yield at, slot


def _has_several(text: str) -> bool:
    return bool(_LISTED.search(text.strip())) or len(NUMBER.findall(text)) > 1


def _shares(count: int, row: Row, columns: Sequence[Column], is_counted: bool) -> dict[int, list[str]] | None:
    """The texts of each column's cell by indicator, by the index of the column; None where a cell of values has neither
    as many nor one that may be meant for all. `is_counted`: the names are, and so may be the values."""
    shares: dict[int, list[str]] = {}
    for at, slot in _placed(row, columns):
        role = columns[at].role
        counted, _ = numbered(slot.text, count) if is_counted and role in _VALUES else ([], False)
        pieces = counted or _pieces(slot.text, role, count)
        if len(pieces) == count:
            shares[at] = pieces
        elif (role in _VALUES and role not in _POINTS and not is_placeholder(slot.text)) or (
            role in _POINTS and len(pieces) > 1
        ):
            return None
    is_told = any(columns[at].role in _VALUES for at in shares)
    return shares if is_told else None


def _pieces(text: str, role: str, count: int) -> list[str]:
    """The pieces of a cell: by its numbers, its lines, its semicolons, else lines put together where values begin."""
    for pieces in (by_numbers(text), lines_of(text), [p.strip() for p in _LISTED.split(text) if p.strip()]):
        if len(pieces) == count and _suit(pieces, role):
            return [unnumbered(piece) for piece in pieces]
    if role not in _VALUES:
        return [text]
    if role in ("weight", "score") and (pieces := _run_together(text, count)):
        return pieces
    joined: list[str] = []
    for line in lines_of(text):
        if joined and not (fit(role, line) > 0 and (has_figure(line[:3]) or is_operator(line[:1]))):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _run_together(text: str, count: int) -> list[str]:
    """The points of so many indicators in a figure that is too large for one; none where it is none."""
    word, size = compact(text), len(compact(text)) // count
    if not (word.isascii() and word.isdigit()) or size * count != len(word) or int(word[:9]) <= _MOST_POINTS:
        return []
    pieces = [word[at : at + size] for at in range(0, len(word), size)]
    return pieces if all(piece[0] != "0" and int(piece) <= _MOST_POINTS for piece in pieces) else []


def _suit(pieces: Sequence[str], role: str) -> bool:
    """Whether the pieces may be cells of the role each."""
    if role in _LEVELS:
        return all(map(is_level_name, pieces))
    if role not in _VALUES:
        return role in _BESIDE
    return all(is_placeholder(piece) or fit(role, unnumbered(piece)) > -0.3 for piece in pieces)


def _agree(shares: Mapping[int, Sequence[str]], columns: Sequence[Column], count: int, is_typed: bool) -> bool:
    """Whether the cells say plainly that there are several: figures in every line of one, and as many in another; or
    lines that somebody typed, as many in every cell, or each a value."""
    told = [pieces for at, pieces in shares.items() if columns[at].role in _VALUES]
    words = [pieces for at, pieces in shares.items() if columns[at].role not in _LEVELS]
    suiting = any(all(fit("target", piece) > 0 for piece in pieces) for pieces in told)
    if is_typed and (len(words) >= _TWICE or suiting):
        return True
    figures = any(all(map(has_figure, pieces)) for pieces in told)
    return figures and (len(told) >= _TWICE or count >= _PLENTY or all(map(_begins_value, told[0])))


def _begins_value(piece: str) -> bool:
    return is_operator(compact(piece)[:1]) and has_figure(piece)


def _parted(
    row: Row, columns: Sequence[Column], name: Slot, names: Sequence[str], shares: Mapping[int, Sequence[str]]
) -> list[Part]:
    cells = dict(_placed(row, columns))
    single = any(columns[at].role in _POINTS and at not in shares for at in cells)
    glued = any(len(lines_of(cells[at].text)) == 1 and columns[at].role in ("weight", "score") for at in shares)
    unclear = any(columns[at].role in _VALUES and numbered(cells[at].text, len(names))[1] for at in shares)
    doubts = tuple(
        doubt
        for doubt, holds in ((ONE_FOR_SEVERAL, single), (RUN_TOGETHER, glued), (NUMBER_OR_FIGURE, unclear))
        if holds
    )
    said: dict[int, Sequence[str]] = {}
    for at, slot in cells.items():
        is_shared = columns[at].role in (*_BESIDE, "unit", "operator")
        others = slot.text if is_shared else ""
        said[id(slot)] = shares.get(at) or [slot.text, *[others] * (len(names) - 1)]
    said[id(name)] = names
    return [
        Part(replace(row, slots=tuple(_saying(slot, said.get(id(slot)), i) for slot in row.slots)), doubts)
        for i in range(len(names))
    ]


def _saying(slot: Slot, texts: Sequence[str] | None, i: int) -> Slot:
    """The slot as it speaks of the i-th indicator of its row."""
    return slot if texts is None else replace(slot, text=texts[i])


def with_named_values(columns: Sequence[Column], body: Sequence[Row]) -> list[Column]:
    """The columns, those of names as two in one where no column holds targets and nearly all names end with one, or
    none holds weights and nearly all end with points in brackets; and one of targets as two where no column holds
    results and behind nearly all targets stands one."""
    roles = {role for column in columns for role in (column.role, *column.joined)}
    if "weight" not in roles:
        columns = [replace(c, role="joint", joined=_NAME_AND_WEIGHT) if _has_points(c, body) else c for c in columns]
    if "actual" not in roles:
        columns = [
            replace(c, role="joint", joined=_TARGET_AND_ACTUAL, sureness=_TOLD) if _holds_results(c, body) else c
            for c in columns
        ]
    if any({"target", "history", "adjusted"} & {column.role, *column.joined} for column in columns):
        return list(columns)
    return [
        replace(c, role="joint", joined=NAME_AND_TARGET, sureness=_TOLD) if _holds_both(c, body) else c for c in columns
    ]


def _holds_both(column: Column, body: Sequence[Row]) -> bool:
    """Whether a column of names, or one that nobody knows, holds names with a value behind each."""
    if column.role not in ("name", "other") or not column.head:
        return False
    texts = [s.text for row in body for s in row.between(column.start, column.end) if len(s.label) > _SHORTEST]
    halves = [_halves(text, NAME_AND_TARGET) for text in texts]
    both = [fit("name", name) > 0 and fit("target", value) > 0 for name, value in halves]
    return len(both) > 1 and sum(both) > _NEARLY * len(both)


def _holds_results(column: Column, body: Sequence[Row]) -> bool:
    """Whether nearly all cells of a column of targets, or of one that nobody knows, are a target and a result with a
    slash between them; of two plain figures one may be a part of the other."""
    if column.role not in ("target", "other"):
        return False
    texts = [s.text.strip() for row in body for s in row.between(column.start, column.end) if s.label]
    halves = [pair for text in texts if len(pair := _SLASH.split(text[:_LONGEST])) == len(_TARGET_AND_ACTUAL)]
    suiting = [pair for pair in halves if fit("target", pair[0]) > 0 and fit("actual", pair[1]) > 0]
    figures = sum(all(map(has_figure, pair)) and not _is_share(pair) for pair in suiting)
    return len(suiting) > _TWICE and len(halves) > _NEARLY * len(texts) and 2 * figures > len(texts)


def _is_share(pair: Sequence[str]) -> bool:
    """Whether two texts are plain figures: what was done of what was planned, or a fraction."""
    return all(fold(text).replace(".", "", 1).isdigit() for text in pair)


def _has_points(column: Column, body: Sequence[Row]) -> bool:
    """Whether nearly all cells of a column of names end with points in brackets."""
    texts = [s.text for row in body for s in row.between(column.start, column.end) if s.label]
    found = (_NAMED_POINTS.match(text.strip()) for text in texts)
    parted = sum(one is not None and not is_level_name(one[1]) for one in found)
    return column.role in ("name", "other") and parted > 1 and parted > _NEARLY * len(texts)


def expanded(columns: Sequence[Column], width: int) -> list[Column]:
    """The columns with the second of each two that share their cells as a column of its own, behind the table."""
    behind = [replace(c, role=c.joined[1]) for c in columns if c.role == "joint"]
    return [
        *(replace(c, role=c.joined[0]) if c.role == "joint" else c for c in columns),
        *(replace(c, start=width + i, end=width + i + 1) for i, c in enumerate(behind)),
    ]


def joined_pairs(columns: Sequence[Column]) -> list[tuple[Column, Column]]:
    """Each two columns that share their cells, the one where the cells stand first."""
    joined = [column for column in columns if column.joined]
    return [
        (a, b) for a in joined for b in joined if a.joined == b.joined and a.start < b.start and a.storeys == b.storeys
    ]


def unjoined(row: Row, pairs: Sequence[tuple[Column, Column]]) -> Row:
    """The row with a slot of its own for the second of each two columns that share their cells."""
    slots = list(row.slots)
    for first, second in pairs:
        at = next((i for i, s in enumerate(slots) if first.start <= s.column < first.end and s.label), None)
        if at is not None:
            one, other = _both(slots[at].text, first.joined)
            slots.append(replace(slots[at], text=other, column=second.start, width=1))
            slots[at] = replace(slots[at], text=one)
    return replace(row, slots=tuple(slots)) if pairs else row


def _both(text: str, roles: Sequence[str]) -> tuple[str, str]:
    """The two texts of a cell; of one with a pair in each of its lines those of all of them, line by line."""
    said = labelled_values(text.strip()[:_LONGEST])
    if said and set(said) >= set(roles):
        return said[roles[0]], said[roles[1]]
    pairs = [_halves(line, roles) for line in _LISTED.split(text) if line.strip()]
    if len(pairs) < _TWICE or not all(other for _, other in pairs):
        return _halves(text, roles)
    return "\n".join(one for one, _ in pairs), "\n".join(other for _, other in pairs)


def _halves(text: str, roles: Sequence[str]) -> tuple[str, str]:
    """The two texts of a cell, parted where both suit their columns best; all for the first where no mark parts it."""
    if tuple(roles) == _NAME_AND_WEIGHT:
        found = _NAMED_POINTS.match(without_labelled_lines(text).strip())
        return (found[1], found[2]) if found else (text.strip(), "")
    marks = list(_SEPARATORS.finditer(text.strip()[:_LONGEST]))[:_MOST]
    if tuple(roles) == NAME_AND_TARGET:
        marks += list(_VALUE_BEGINS.finditer(text.strip()[:_LONGEST]))[:_MOST]
    ways = [(text.strip()[: m.start()], text.strip()[m.end() :]) for m in marks]
    whole = [way for way in ways if all(way)]
    return max(whole, key=lambda way: fit(roles[0], way[0]) + fit(roles[1], way[1]), default=(text.strip(), ""))
