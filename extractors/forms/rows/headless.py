"""Rows of an indicator table whose head is lost and whose columns a bad reading displaced, put together by sense."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from extractors.forms.rows.tokens import Token, tokens_of
from normalizers.quantities.figures import FIGURE

_ALIKE = 62.0
_SAME = 88.0
_PAID = r"(?:得|的得|计)"
_THRESHOLD = re.compile(
    rf"^(?P<op>[≥≤><=]|\\[gl]eq?)?\s?(?P<value>{FIGURE}\s?[^\d得扣计，,。；\s]{{0,6}}?(?:以上|以下|以内)?)\s?{_PAID}\s?\d"
)
_LED = re.compile(r"^(?P<value>" + FIGURE + r")\s?(?P<op>[≥≤><=]|\\[gl]eq?)\s?(?P<rest>.+)$")
_FORMULA = re.compile(r"(?:^|[。；\s])(?P<name>[“\"”\u4e00-\u9fff（）()]{3,20}?率)\s?[=＝扣得]")


@dataclass
class Record:
    """An indicator put together from pieces; `row` is the index of the row that its value stood in."""

    row: int
    name: str = ""
    operator: str = ""
    figure: str = ""
    unit: str = ""
    quality: str = ""
    rule: str = ""
    explanation: str = ""
    level1: str = ""
    level2: str = ""
    sure: float = 0.6
    spare: list[str] = field(default_factory=list)

    @property
    def has_value(self) -> bool:
        """Whether a figure or a word stands for the target."""
        return bool(self.figure or self.quality)

    def takes(self, token: Token) -> bool:
        """Whether the piece fits in: a record has one name, one operator, one value."""
        if token.kind == "name":
            return not self.name
        if token.kind in ("operator", "tag"):
            return not self.operator
        if token.kind == "figure":
            return not self.figure or _same_figure(self.figure, token.text)
        if token.kind == "quality":
            return not self.quality and not self.figure
        return True

    def take(self, token: Token) -> None:
        """Fills in the piece; of two equal figures the one with a unit is kept, of two rules the second is spare."""
        if token.kind == "tag":
            self.operator = token.text
        elif token.kind == "figure":
            self.figure = max(self.figure, token.text, key=len)
        elif token.kind == "rule" and self.rule:
            self.spare.append(token.text)
        elif token.kind in ("level1", "level2"):
            pass
        else:
            setattr(self, token.kind, token.text)


def _same_figure(one: str, other: str) -> bool:
    return one.rstrip("%％") == other.rstrip("%％")


def records_of(rows: Sequence[tuple[int, Sequence[str]]]) -> list[Record]:
    """The indicators of the rows (index, cell texts): rows that hold them, rows that are columns, slipped rows."""
    lines = [(index, [list(tokens_of(text, column)) for column, text in enumerate(cells)]) for index, cells in rows]
    found: list[Record] = []
    for block in _blocks(lines):
        found.extend(block)
    _give_spare_rules(found)
    return _once([record for record in found if record.name and (record.has_value or record.rule)])


Line = tuple[int, list[list[Token]]]


def _blocks(lines: Sequence[Line]) -> Iterator[list[Record]]:
    """Runs of rows of one kind, each read its way, levels carried along."""
    position = 0
    levels = _Levels()
    while position < len(lines):
        turned = _turned(lines, position)
        if turned is not None:
            records, end = turned
        else:
            slipped = _slipped_run(lines, position)
            records, end = slipped if slipped else (_in_row(lines[position]), position + 1)
        records = [record for record in records if record.name]
        levels.note(lines[position:end], records, turned is not None)
        yield records
        position = max(end, position + 1)


class _Levels:
    """Level names met on the way: they hold for what follows, and for a turned block that they close."""

    def __init__(self) -> None:
        self.level1 = ""
        self.level2 = ""
        self._last: list[Record] = []

    def note(self, lines: Sequence[Line], records: list[Record], turned: bool) -> None:
        for token in _outer_first(lines):
            if token.kind == "level1":
                self.level1, self.level2 = token.text, self.level2 if turned else ""
            elif token.kind == "level2":
                self.level2 = token.text
                if not records:
                    for record in self._last:
                        record.level2 = token.text
        for record in records:
            record.level1, record.level2 = self.level1, self.level2
        self._last = records if turned else []


def _outer_first(lines: Sequence[Line]) -> Iterator[Token]:
    """The level names row by row, of one row the outer level first."""
    for line in lines:
        yield from sorted((t for t in _flat(line) if t.kind in ("level1", "level2")), key=lambda token: token.kind)


def _flat(line: Line) -> list[Token]:
    return [token for cell in line[1] for token in cell]


def _in_row(line: Line) -> list[Record]:
    """The indicators of one row, piece after piece: what no longer fits in begins the next one."""
    index, _ = line
    found: list[Record] = []
    current = Record(index)
    for token in _flat(line):
        if not current.takes(token):
            found.append(current)
            current = Record(index)
        current.take(token)
    found.append(current)
    return [_valued(record) for record in found]


def _valued(record: Record) -> Record:
    """A value that only the rule names (`140亿元以上得…`), or that stands before it (`40 ≥ 40个得5分`)."""
    led = _LED.match(record.rule)
    if led and not record.figure:
        record.rule = led["op"] + led["rest"]
        threshold = _THRESHOLD.match(led["rest"])
        same = threshold is not None and threshold["value"].startswith(led["value"])
        record.operator, record.figure = led["op"], threshold["value"] if same and threshold else led["value"]
    elif not record.has_value and (threshold := _THRESHOLD.match(record.rule)):
        record.operator, record.figure = threshold["op"] or "", threshold["value"]
    return record


def _turned(lines: Sequence[Line], start: int) -> tuple[list[Record], int] | None:
    """Rows that are columns of the form: names in one row, their values in the order of the names in the next."""
    names = [token for token in _flat(lines[start]) if token.kind == "name"]
    if names and not _values(lines[start]) and start + 1 < len(lines):
        values = _values(lines[start + 1])
        if len(values) == len(names) and not any(t.kind == "name" for t in _flat(lines[start + 1])):
            return [_joined(lines[start][0], name, value) for name, value in zip(names, values, strict=True)], start + 2
    return _columns(lines, start)


def _values(line: Line) -> list[Record]:
    """The values of a row without names: an operator or tag with a word or figure each."""
    found: list[Record] = []
    current = Record(line[0])
    for token in _flat(line):
        if token.kind not in ("operator", "tag", "figure", "quality", "unit"):
            continue
        if not current.takes(token):
            found.append(current)
            current = Record(line[0])
        current.take(token)
    found.append(current)
    return [record for record in found if record.has_value]


def _joined(row: int, name: Token, value: Record) -> Record:
    return replace(value, row=row, name=name.text, sure=0.65)


def _columns(lines: Sequence[Line], start: int) -> tuple[list[Record], int] | None:
    """Figures in one row with operators under them in the next: pairs by column, named by the formulas above."""
    if start + 1 >= len(lines):
        return None
    figures = {token.column: token.text for token in _flat(lines[start]) if token.kind == "figure"}
    signs = {token.column: token.text for token in _flat(lines[start + 1]) if token.kind == "operator"}
    shared = sorted(set(figures) & set(signs))
    if len(shared) < 3:
        return None
    row = lines[start][0]
    leading = _in_row((row, [cell for cell in lines[start][1] if not any(t.kind == "figure" for t in cell)]))
    named = [token.text for token in _flat(lines[start + 1]) if token.kind == "name"]
    above = _flat(lines[start - 1]) if start else []
    formulas = {token.column: _FORMULA.findall(token.text) for token in above}
    found = [record for record in leading if record.name and record.has_value]
    for order, column in enumerate(shared):
        names = formulas.get(column) or []
        fresh = [n for n in names if not any(n == record.name for record in found)]
        name = named[0] if order == 0 and named else (fresh[0] if fresh else "")
        found.append(Record(row, name, signs[column], figures[column], sure=0.4))
    return found, start + 2


def _slipped_run(lines: Sequence[Line], start: int) -> tuple[list[Record], int] | None:
    """Rows of a name, a second text, a rule with its value: where the names slipped against the rest."""
    end = start
    while end < len(lines) and _has_rule_cell(lines[end]):
        end += 1
    first = start - 1 if start and _only_name(lines[start - 1]) else start
    if end - start < 3:
        return None
    return _slipped(lines[first:end]), end


def _has_rule_cell(line: Line) -> bool:
    tokens = _flat(line)
    plain = [t for t in tokens if t.kind in ("operator", "figure", "tag")]
    return any(t.kind == "rule" for t in tokens) and len(plain) <= 2 and not _own_operator(line)


def _own_operator(line: Line) -> bool:
    """An operator in a cell without a rule: then the row is whole."""
    kinds = [[token.kind for token in cell] for cell in line[1]]
    return any({"operator", "tag"} & set(cell) and "rule" not in cell for cell in kinds)


def _only_name(line: Line) -> bool:
    cells = [cell for cell in line[1] if cell]
    return bool(cells) and cells[0][0].kind == "name" and not any(t.kind == "rule" for t in _flat(line))


def _slipped(lines: Sequence[Line]) -> list[Record]:
    """Names laid against the rows by what the rows say: the monotone assignment of the greatest likeness."""
    rows = [line for line in lines if any(t.kind == "rule" for t in _flat(line))]
    names = [cells[0][0] for _, cells in lines if cells and cells[0] and cells[0][0].kind == "name"]
    likeness = [[_likeness(name.text, line) for line in rows] for name in names]
    taken = _monotone(likeness)
    found: list[Record] = []
    for order, line in enumerate(rows):
        name = next((names[i].text for i, j in taken.items() if j == order), "")
        own = next((t.text for cell in line[1][1:] for t in cell if t.kind == "name"), "")
        record = _with_texts(line, name or own)
        record.sure = 0.7 if name else 0.6
        found.append(record)
    return found


def _with_texts(line: Line, name: str) -> Record:
    record = Record(line[0], name)
    texts = [t for cell in line[1][1:] for t in cell]
    record.rule = next((t.text for t in texts if t.kind == "rule"), "")
    lead = _lead(line)
    if lead:
        record.rule = f"{lead} {record.rule}"
    record.explanation = next((t.text for t in reversed(texts) if t.kind in ("explanation", "name")), "")
    return _valued(record)


def _lead(line: Line) -> str:
    """`40 ≥` in front of a rule, in the same cell."""
    for cell in line[1]:
        kinds = [t.kind for t in cell]
        if "rule" in kinds:
            return " ".join(t.text for t in cell[: kinds.index("rule")] if t.kind in ("figure", "operator"))
    return ""


def _likeness(name: str, line: Line) -> float:
    texts = [t.text for cell in line[1][1:] for t in cell if t.kind in ("name", "explanation")]
    return max((fuzz.partial_ratio(name, text) for text in texts), default=0.0)


def _monotone(likeness: Sequence[Sequence[float]]) -> dict[int, int]:
    """Pairs (name, row) in rising order whose likenesses above the threshold sum to the most."""
    n, m = len(likeness), len(likeness[0]) if likeness else 0
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            pair = likeness[i][j] - _ALIKE + best[i + 1][j + 1] if likeness[i][j] > _ALIKE else -1.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    taken: dict[int, int] = {}
    i = j = 0
    while i < n and j < m:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            taken[i] = j
            i, j = i + 1, j + 1
    return taken


def _give_spare_rules(records: Sequence[Record]) -> None:
    """A rule that names the indicator of the next or last row, and not its own, belongs there."""
    for position, record in enumerate(records):
        for rule in record.spare:
            for other in (position + 1, position - 1):
                if 0 <= other < len(records) and fuzz.partial_ratio(records[other].name, rule) >= _SAME:
                    records[other].rule = rule


def _once(records: Sequence[Record]) -> list[Record]:
    """A reading that repeats itself names an indicator twice; the fuller one stays."""
    found: list[Record] = []
    for record in records:
        twin = next((other for other in found if other.name == record.name), None)
        if twin is None:
            found.append(record)
        elif record.has_value and not twin.has_value:
            found[found.index(twin)] = record
    return found
