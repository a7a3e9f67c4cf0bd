"""Text without cell borders cut back into the cells of an indicator table: the likeliest way of all to read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.forms.content import is_operator
from extractors.forms.fit import cues, fit, level_names, sounds
from normalizers.text import bare, compact, fold
from normalizers.units import match_unit

# What a cell costs or earns, in the unit of `fit`.
_EACH = 1.1  # every cell: many small ones are no better reading than a few whole ones
_JUNK = 1.0  # a character that no cell holds
_GAP_INSIDE = 0.7  # a blank of the text lies inside a cell
_NO_GAP = 0.9  # a cell ends where the text has no blank, though it has blanks elsewhere
_MISSING = {"target": 0.7, "actual": 0.6, "weight": 1.2, "score": 1.2, "operator": 0.6, "unit": 0.45}
_UNNAMED = 2.5
_LEVEL_ALONE = 0.15
_PROSE_CHARACTER = 0.02
_VOID = ("不涉及", "无", "/")
_EITHER = 0.1  # 成本指标 is a first level in some forms and a second one in most
_SIGN = 1.5  # an operator inside a name
_AGREES = 0.35
_NEVER = -9.0
_BEAM = 24
_LONGEST = {"weight": 6, "score": 6, "operator": 6, "unit": 8, "level1": 20, "level2": 22, "name": 44, "target": 44,
            "actual": 60}  # fmt: skip
_LONGEST_PROSE = 400
_ATOMS = 48
_NOT_FIRST = "，。、；：:,;)）%％≥≤<>=+-./／"
_NOT_LAST = "，、；：:(（≥≤<>="
_ATOM = re.compile(r"\d|[a-zA-Z]+|[\u4e00-\u9fff]+|\s+|[^\w\s]|\w")
_POINTS = re.compile(r"^\d{1,3}(?:\.\d{1,3})?$")
_FIGURE = re.compile(
    r"^(?:[≥≤><=≧≦⩾⩽＞＜＝﹥﹤±]|不[低高少超大小]|小于|大于|等于|至少|达到?|控制在|约)*[-+−]?\d[\d,，.]*"
    r"(?:[-~～—至到][\d,，.]+)?(?P<unit>[%％‰]|[\u4e00-\u9fffa-zA-Z㎡³²/·()（）]{0,8}?)(?:以上|以下|以内|左右|及以上)?$"
)
_DATE = re.compile(
    r"^(?:[≥≤><=]|不晚于|截至)?(?:20\d\d年)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|月底|末)?(?:以?前|之前|完成|前完成|内)?$"
)
_DIGITS = re.compile(r"\d[\d.,]*")
_RATE = re.compile(r"^[万亿]?元(?:/[\u4e00-\u9fff]{1,2}){1,2}$")
_LEVEL = re.compile(r"^[\u4e00-\u9fff]{2,12}指标(?:[(（]\d{1,3}(?:\.\d)?分?[)）])?$")


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece that is never cut; `gap` says that the text has a blank before it."""

    text: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A cell found: its role's position among the columns, and its text."""

    column: int
    text: str


@dataclass(frozen=True, slots=True)
class _State:
    worth: float
    column: int  # of the last cell; -1 at the start of a row
    path: tuple[Segment, ...]
    memory: tuple[str, str] = ("", "")  # the open row's weight and target, which later cells are held against


def atoms_of(text: str, glued: bool) -> list[Atom]:
    """The pieces of a text; words of a text without blanks are cut by a dictionary."""
    found: list[Atom] = []
    gap = True
    for piece in _ATOM.findall(text):
        if piece.isspace():
            gap = True
            continue
        for word in _words(piece) if glued and len(piece) > 2 and "\u4e00" <= piece[0] <= "\u9fff" else (piece,):
            found.append(Atom(word, gap))
            gap = False
    return found


def _words(text: str) -> Iterator[str]:
    import jieba  # late: loading its dictionary takes a second, and only glued text needs it

    jieba.setLogLevel("ERROR")
    yield from jieba.cut(text, HMM=False)


def segment(text: str, columns: Sequence[str], glued: bool) -> list[list[Segment]]:
    """The rows of the text: cells in column order, each row beginning with a level or a name.

    `columns` are roles in the order of the head. Beam search over the atoms: at every atom the best few ways to have
    read the text so far are kept, so time grows with the length of the text.
    """
    atoms = atoms_of(text, glued)
    beams: list[list[_State]] = [[] for _ in range(len(atoms) + 1)]
    beams[0] = [_State(0.0, -1, ())]
    for start in range(len(atoms)):
        states = sorted(beams[start], key=lambda state: -state.worth)[:_BEAM]
        beams[start] = []
        if not states:
            continue
        _keep_all(beams[start + 1], states, -_JUNK * len(atoms[start].text))
        for end, cell in _cells(atoms, start, glued):
            for column, role in enumerate(columns):
                worth = _worth(role, cell)
                if worth <= _NEVER:
                    continue
                for state in states:
                    _keep(beams[end], _extended(state, column, worth, cell, columns))
    final = max(beams[-1], key=lambda state: state.worth, default=None)
    return _rows(final.path) if final is not None else []


def _cells(atoms: Sequence[Atom], start: int, glued: bool) -> Iterator[tuple[int, _Cell]]:
    text = ""
    inside = 0
    for end in range(start, min(len(atoms), start + _ATOMS)):
        atom = atoms[end]
        if end > start and atom.gap:
            if atom.text.isdigit() and text[-1:].isdigit():
                return  # two figures
            inside += 1
        text += atom.text
        if len(text) > _LONGEST_PROSE or inside > 6:
            return
        closed = end + 1 == len(atoms) or atoms[end + 1].gap
        cost = inside * _GAP_INSIDE * (0.5 if glued else 1.0)
        if not closed and not glued:
            cost += _NO_GAP
        if not closed and glued and _cuts_number(atoms, end):
            cost += 0.05
        yield end + 1, _Cell(text, cost)


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    cost: float


def _cuts_number(atoms: Sequence[Atom], end: int) -> bool:
    return atoms[end].text.isdigit() and atoms[end + 1].text.isdigit()


def _worth(role: str, cell: _Cell) -> float:
    text = cell.text
    if len(text) > _LONGEST.get(role, _LONGEST_PROSE):
        return _NEVER
    worth = _role_worth(role, text)
    return worth - _EACH - cell.cost if worth > _NEVER else _NEVER


def _role_worth(role: str, text: str) -> float:
    if role in ("weight", "score"):
        return _points_worth(text)
    if role in ("level1", "level2"):
        return _level_worth(role, text)
    if role == "name":
        return _name_worth(text)
    if role in ("target", "actual", "history"):
        return _value_worth(text)
    if role == "operator":
        return 1.0 if is_operator(text) else _NEVER
    if role == "unit":
        return 1.0 if _known_unit(text) else _NEVER
    return _prose_worth(role, text)


def _points_worth(text: str) -> float:
    if not _POINTS.match(text) or float(text) > 100 or _zero_led(text):
        return _NEVER
    return 0.9 if float(text) <= 30 else 0.5


def _zero_led(digits: str) -> bool:
    return digits[:1] == "0" and digits[1:2].isdigit()


def _level_worth(role: str, text: str) -> float:
    word = bare(text)
    if text[:1] in "(（":
        return _NEVER
    if word in level_names(role):
        both = _EITHER if role == "level1" and word in level_names("level2") else 0.0
        return (1.4 if word.endswith("指标") else 0.9) - both
    if _LEVEL.match(text):
        return 0.9 if word not in level_names("level1") | level_names("level2") else -0.5
    return _NEVER


def _name_worth(text: str) -> float:
    word = compact(text)
    if len(word) < 2 or _is_standard_level(word) or _holds_level(word) or not _is_whole_name(word):
        return _NEVER
    if word in _VOID:
        return 1.0
    worth = 0.9 if word.endswith(cues("name_endings")) or bare(word).endswith(cues("name_endings")) else 0.45
    worth -= 0.25 * sum(c.isdigit() for c in word) + (1.2 if "。" in word or "；" in word else 0.0)
    worth -= _SIGN * (sum(c in "≥≤><=%％" for c in word) + ("定性" in word))
    return worth - (0.4 if len(word) > 28 else 0.0) - (0.3 if len(word) == 2 else 0.0)


def _is_standard_level(word: str) -> bool:
    return word.endswith("指标") and bare(word) in level_names("level1") | level_names("level2")


def _is_whole_name(word: str) -> bool:
    """Chinese words with both brackets of a pair, and no punctuation at an end."""
    if word[0] in _NOT_FIRST or word[-1] in _NOT_LAST or not any("\u4e00" <= c <= "\u9fff" for c in word):
        return False
    return word.count("(") + word.count("（") == word.count(")") + word.count("）")


def _value_worth(text: str) -> float:
    word = fold(text)
    if _holds_level(word):
        return _NEVER
    if _DATE.match(word):
        return 1.0
    figure = _FIGURE.match(word)
    if figure:
        return _figure_worth(word, figure["unit"])
    if word[:1] in _NOT_FIRST:
        return _NEVER
    if any(c.isdigit() for c in word):
        return 0.2 - 0.04 * len(word) - _SIGN * (len(_DIGITS.findall(word)) - 1 + sum(c in "≥≤" for c in word[1:]))
    if len(word) > 3 and word == word[: len(word) // 2] * 2:
        return -0.5  # target and result alike
    if not any("\u4e00" <= c <= "\u9fff" for c in word):
        return _NEVER
    if word in cues("quality_words"):
        return 0.8
    worth = 0.3 + 0.2 * min(2, sounds("quality_words", word)) - 0.03 * max(0, len(word) - 8)
    return worth - (0.4 if word.endswith(cues("name_endings")) and word not in cues("quality_words") else 0.0)


@lru_cache(maxsize=8192)
def _holds_level(text: str) -> bool:
    """A standard level's name inside: then two cells have run together."""
    return "指标" in text and any(
        level in text for level in level_names("level2") | level_names("level1") if "指标" in level
    )


@lru_cache(maxsize=8192)
def _known_unit(text: str) -> bool:
    """A unit of the tables, whole; or a rate of money whose divisor they need not know (元/生)."""
    folded = fold(text)
    found = match_unit(folded)
    return (found is not None and found[1] == len(folded)) or bool(_RATE.match(folded))


def _figure_worth(word: str, unit: str) -> float:
    digits = word.lstrip("≥≤><=±-+")
    if unit and not _known_unit(unit):
        return 0.5 - 0.1 * len(unit)
    if _zero_led(digits):
        return _NEVER
    if digits.replace(".", "").replace(",", "").isdigit():
        return 0.55
    return 1.0


def _prose_worth(role: str, text: str) -> float:
    if text[:1] in _NOT_FIRST:
        return _NEVER
    if bare(text) in level_names("level1") | level_names("level2"):
        return -1.0
    if _holds_level(text):
        return _NEVER
    worth = fit(role, text)
    return (0.3 if worth > 0.3 else 0.0) + min(worth, 0.4) - _PROSE_CHARACTER * len(text)


def _extended(state: _State, column: int, worth: float, cell: _Cell, columns: Sequence[str]) -> _State:
    """The state with one more cell; a cell not behind the last one opens a new row."""
    total = state.worth + worth
    role = columns[column]
    if column > state.column:
        total += _agreement(state, role, cell.text) - _skipped(columns, state.column, column)
        weight, target = state.memory
    else:
        if not _is_void(state, columns):
            total -= _skipped(columns, state.column, len(columns))
        total -= _skipped(columns, -1, column)
        weight, target = "", ""
    memory = (cell.text if role == "weight" else weight, cell.text if role == "target" else target)
    return _State(total, column, (*state.path, Segment(column, cell.text)), memory)


def _is_void(state: _State, columns: Sequence[str]) -> bool:
    """A row that says only 不涉及 is whole."""
    return bool(state.path) and columns[state.column] == "name" and state.path[-1].text in _VOID


def _skipped(columns: Sequence[str], left: int, right: int) -> float:
    """The cost of columns without a cell. A row that says only a level has no indicator, and costs nothing more."""
    between = columns[left + 1 : right]
    if "name" not in between:
        return sum(_MISSING.get(role, 0.0) for role in between)
    if right < len(columns):
        return _UNNAMED
    return _LEVEL_ALONE if left >= 0 else 0.0


def _agreement(state: _State, role: str, text: str) -> float:
    """A result like its target and points like the weight speak for the cut."""
    weight, target = state.memory
    if role == "unit" and target:
        return _AGREES if target[-1:].isdigit() else -_SIGN
    if role == "actual" and target:
        return _AGREES if target == text else 0.0
    if role == "score" and weight:
        return _AGREES if weight == text else (0.0 if float(text) <= float(weight) else -1.0)
    return 0.0


def _keep(beam: list[_State], state: _State) -> None:
    for index, other in enumerate(beam):
        if other.column == state.column and other.memory == state.memory:
            if other.worth < state.worth:
                beam[index] = state
            return
    beam.append(state)


def _keep_all(beam: list[_State], states: Sequence[_State], cost: float) -> None:
    """A piece that is no part of any cell (a page number, a mark) is passed over."""
    for state in states:
        _keep(beam, _State(state.worth + cost, state.column, state.path, state.memory))


def _rows(path: Sequence[Segment]) -> list[list[Segment]]:
    rows: list[list[Segment]] = []
    last = 0
    for cell in path:
        if not rows or cell.column <= last:
            rows.append([])
        rows[-1].append(cell)
        last = cell.column
    return rows
