"""Rows that say alone what the rows below them are about: a level, a project, a department."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.forms.around.projects import named_by
from extractors.forms.columns.beside_heads import beside_role
from extractors.forms.columns.column import Column
from extractors.forms.columns.heads import Head
from extractors.forms.columns.storeys import STOREYS, is_head_row
from extractors.forms.evidence.fit import cues, level_names, parents_of
from extractors.forms.grid import Grid, Row, Slot, moved
from extractors.forms.labels.labels import label_of
from extractors.forms.words.content import has_figure, is_prose
from extractors.forms.words.inline import pairs_of
from extractors.forms.words.vocabulary import role_of
from normalizers.names.layout import is_public_body
from normalizers.quantities.figures import FIGURES
from normalizers.text import bare, compact, fold

_LABELLED = re.compile(r"^([^:：]{2,12})[:：](.+)$")
# The number or code of a row, and how trees are drawn in front of its label.
_CODE = re.compile(r"[0-9A-Za-z.\-]{1,20}")
_BRANCH = re.compile(
    r"^[├└┣┗┝│┃─━—\-－·•▪■□●○◆◇★☆▲△►▶>+＋\s]{1,20}"
    r"|^\d{1,2}(?:[.．]\d{1,2}){1,4}[.．、]?\s{0,3}(?=[\u4e00-\u9fff])"
    r"|^(?:[A-Za-z0-9_.]{5,40}[\s_\-－—]{1,3}|[A-Za-z0-9]{8,40}|\d{1,3}\s{1,3})(?=[\u4e00-\u9fff])"
)
# What a heading says of its project's money, behind the name.
_MONEY = re.compile(rf"[(（][^()（）\d]{{0,20}}{FIGURES}[万亿]?元[)）]$|[,，:：\s]{{0,3}}{FIGURES}[万亿]?元$")
_BRACKETED = re.compile(r"^[【\[](.+)[】\]]$")
_LONGEST, _SHORTEST = 40, 3
_LEVELS = ("level1", "level2")
#: How headings of parts of a table end, which name no project.
_PARTS = ("指标", "目标", "情况")
#: How sure a column is that stands for headings: for such as say themselves what they are, and for others.
_SURE, _BY_ORDER = 0.95, 0.85
#: Headings that nothing but their place tells are several.
_SEVERAL = 2
GUESSED = "the rows over several groups of indicators are taken for the names of their projects"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a row says over those below it: its one cell `slot`, what it may be about (`level1`, `level2`, `project`,
    `unit_name`), its words. `guessed` says that its place alone tells it."""

    slot: Slot
    kinds: Sequence[str]
    words: str
    guessed: bool = False


def headings_of(grid: Grid, aside: Container[int] = ()) -> Mapping[int, Heading]:
    """The headings of a table by their rows; what stands in the columns `aside` goes with any row."""
    alone = {
        index: slot
        for index, row in enumerate(grid.rows)
        if (slot := alone_in(row, aside)) is not None and not _is_torn(grid, index)
    }
    found = {index: heading for index, slot in alone.items() if (heading := _said(slot, grid))}
    anew = {index: alone[index] for index in _anew(grid, alone) if index not in found}
    named = [index for index, heading in found.items() if "project" in heading.kinds]
    if len(anew) + len(named) >= _SEVERAL:
        found |= {index: _of_order(slot) for index, slot in anew.items()}
    return found


def _is_torn(grid: Grid, index: int) -> bool:
    """Whether a cell alone in its row may be the first piece of the next row, where columns are only counted off."""
    if grid.exact:
        return False
    sizes = [len(row.slots) for row in grid.rows[index : index + 2]]
    return sizes[0] > 1 or (len(sizes) > 1 and 1 < sizes[1] < grid.width)


def alone_in(row: Row, aside: Container[int] = ()) -> Slot | None:
    """The one cell of a row that says something, its number or code and the columns `aside` left out; None where there
    are more or none."""
    filled = [slot for slot in row.filled if slot.column not in aside]
    if len(filled) == 2 and _CODE.fullmatch(fold(filled[0].text)):
        filled = filled[1:]
    return filled[0] if len(filled) == 1 and not is_prose(filled[0].text) else None


def with_headings(grid: Grid, head: Head, rows: Sequence[int], headings: Mapping[int, Heading]) -> tuple[Grid, Head]:
    """The table with a column of its own, behind the others, for what each kind of heading says; as it is where no row
    is a heading."""
    own = {index: headings[index] for index in rows if index in headings}
    if not own:
        return grid, head
    roles = dict(_roles(own, head))
    starts = {column.role: column.start for column in reversed(head.columns)}
    kinds = list(dict.fromkeys(roles.values()))
    places = {role: starts.get(role, grid.width + at) for at, role in enumerate(kinds)}
    guessed = any(heading.guessed and roles[at] not in starts for at, heading in own.items())
    sure = _BY_ORDER if guessed else _SURE
    behind = [Column(role, place, place + 1, sureness=sure) for role, place in places.items() if role not in starts]
    told = [_saying(row, own[at], places[roles[at]]) if at in own else row for at, row in enumerate(grid.rows)]
    head = replace(head, columns=(*head.columns, *behind), doubts=(*head.doubts, *([GUESSED] * guessed)))
    return replace(grid, rows=tuple(told), headings=frozenset(own)), head


def _roles(own: Mapping[int, Heading], head: Head) -> Iterator[tuple[int, str]]:
    """Which of its kinds each heading is of: one without a column, and of both levels the lower one under a first level
    that is its parent."""
    outer = ""
    for index, heading in own.items():
        free = [kind for kind in heading.kinds if all(column.role != kind for column in head.columns)] or heading.kinds
        role = free[-1 if bare(outer) in parents_of(bare(heading.words)) else 0]
        outer = heading.words if role == "level1" else outer
        yield index, role


def _said(slot: Slot, grid: Grid) -> Heading | None:
    """The heading that a cell alone in its row is by its words. A project's name reaches from the left edge, or a label
    there, to the right; where columns are only counted off a cell alone may reach anywhere."""
    words = _word(slot)
    levels = [level for level in _LEVELS if bare(words) in level_names(level)]
    if levels:
        return Heading(slot, levels, words)
    reaches = not grid.exact or (slot.width > 1 and slot.end >= grid.width)
    project = _project(slot.text) if reaches else ""
    return Heading(slot, ("project",), project) if project else None


def _project(text: str) -> str:
    """The project that a heading names, behind its label or by how it ends; empty where it names none."""
    pairs = list(pairs_of(text))
    if pairs:
        said = (named_by(label_of(pair.label).text, pair.value) for pair in pairs)
        return next((compact(one.name) for one in said if one is not None and not one.guessed), "")
    if _LABELLED.match(compact(text)):
        return ""
    name = label_of(_BRANCH.sub("", text.strip())).text
    named = name.endswith(cues("project_ends")) and len(name) <= _LONGEST and not has_figure(name)
    return name if named and not name.startswith(cues("project_kinds")) else ""


def _anew(grid: Grid, alone: Mapping[int, Slot]) -> Iterator[int]:
    """The rows of one cell over groups of indicators: behind each stands a first level, no further to the left, and of
    levels that stand alone in their rows the one with which the table begins, or the row is numbered or set in as such
    rows are. Of departments another such row may stand between."""
    heads = [is_head_row(row) for row in grid.rows]
    behind = {index: _level_at(grid, _behind(heads, index)) for index in range(len(grid.rows) - 1)}
    first = next((_word(level) for level in behind.values() if level), "")
    over = {
        index: level
        for index, level in behind.items()
        if level and index in alone and level.column >= alone[index].column and _may_name(alone[index])
    }
    ranks = {_rank(alone[index]) for index, level in over.items() if _word(level) == first}
    lone = {id(slot) for slot in alone.values()}
    for index, level in over.items():
        slot = alone[index]
        is_set_off = _rank(slot) in ranks - {("", 0)} or _stands_over(grid, index, slot, level)
        if _word(level) == first or is_set_off or id(level) not in lone:
            yield index
            above = alone.get(index - 1)
            if above is not None and is_public_body(_named(above.text)):
                yield index - 1


def _word(slot: Slot) -> str:
    """What a row says, without its branch and number."""
    return bare(label_of(_BRANCH.sub("", slot.text.strip())).text)


def _stands_over(grid: Grid, index: int, slot: Slot, level: Slot) -> bool:
    """Whether a row is less set in, or has a shorter code, than the level behind it."""
    codes = [filled[0].label for row in grid.rows[index : index + 2] if len(filled := row.filled) > 1]
    is_shorter = len(codes) > 1 and _CODE.fullmatch(fold(codes[0])) is not None and codes[1].startswith(codes[0])
    return is_shorter or label_of(slot.text).indent < label_of(level.text).indent


def _rank(slot: Slot) -> tuple[str, int]:
    """How a row is numbered or marked (▲, 【), and how far it is set in."""
    label = label_of(slot.text)
    mark = slot.text.strip()[:1]
    number = label.number or ("" if mark.isalnum() else mark)
    return re.sub(r"[0-9一二三四五六七八九十]{1,3}", "1", number), label.indent


def _behind(heads: Sequence[bool], index: int) -> int:
    """The row behind one, a head between them left out."""
    following = range(index + 1, min(index + 1 + STOREYS, len(heads) - 1))
    return next((at for at in following if not heads[at]), index + 1)


def _level_at(grid: Grid, index: int) -> Slot | None:
    """The name of a first level with which a row begins, its code left out."""
    filled = [slot for slot in grid.rows[index].filled[:2] if not _CODE.fullmatch(fold(slot.text))]
    return filled[0] if filled and _word(filled[0]) in level_names("level1") else None


def _may_name(slot: Slot) -> bool:
    words = _named(slot.text)
    return (
        ":" not in fold(words)
        and not bare(words).endswith(_PARTS)
        and _SHORTEST <= len(words) <= _LONGEST
        and not role_of("fields", words)
        and not role_of("goals", words)
    )


def _named(text: str) -> str:
    """The name that a heading holds, without its branch or code, its number, its label and its money."""
    words = _MONEY.sub("", label_of(_BRANCH.sub("", text.strip())).text)
    bracketed, labelled = _BRACKETED.match(words), _LABELLED.match(words)
    if labelled and (_asks(labelled[1]) or is_public_body(labelled[2])):
        return labelled[2]
    return bracketed[1] if bracketed else words


def _asks(label: str) -> bool:
    return role_of("fields", label).name == "project" or beside_role(label) in ("project", "unit_name")


def _of_order(slot: Slot) -> Heading:
    """The heading that a cell is by its place alone: of a department where it is called like one."""
    words = _named(slot.text)
    return Heading(slot, ("unit_name",) if is_public_body(words) else ("project",), words, guessed=True)


def _saying(row: Row, heading: Heading, place: int) -> Row:
    """The row with what its heading says in another column, and without its number."""
    said = moved(replace(heading.slot, text=heading.words), place, 1)
    rest = [
        replace(slot, text="") if _CODE.fullmatch(fold(slot.text)) and slot.column < heading.slot.column else slot
        for slot in row.slots
        if slot is not heading.slot
    ]
    return replace(row, slots=tuple(sorted((*rest, said), key=lambda slot: slot.column)))
