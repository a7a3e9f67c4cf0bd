"""Rows of a name, a second text and a rule with its value, where the names slipped against the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from extractors.forms.rows.record import Record, told_name, valued
from extractors.forms.rows.tokens import Token

_ALIKE = 62.0
#: What it is worth, in the unit of likeness, that a name slipped as far as the others, where its row says no name.
_AS_OTHERS = 5.0
_FEWEST = 2
#: How sure a row is whose name others name, which names itself, which slipped as the others did.
_TOLD, _OWN, _SLIPPED = 0.7, 0.6, 0.5

Line = tuple[int, list[list[Token]]]


def flat(line: Line) -> list[Token]:
    """The pieces of a row, left to right."""
    return [token for cell in line[1] for token in cell]


def slipped_run(lines: Sequence[Line], start: int) -> tuple[list[Record], int] | None:
    """The indicators of the rows from one on whose values stand in the cells of their rules, and where they end; None
    for other rows."""
    end = start
    while end < len(lines) and _has_rule_cell(lines[end]):
        end += 1
    first = start - 1 if start and _only_name(lines[start - 1]) else start
    return (_slipped(lines[first:end]), end) if end - start >= _FEWEST else None


def _has_rule_cell(line: Line) -> bool:
    tokens = flat(line)
    plain = [t for t in tokens if t.kind in ("operator", "figure", "tag")]
    return any(t.kind == "rule" for t in tokens) and len(plain) <= 2 and not _own_operator(line)


def _own_operator(line: Line) -> bool:
    """An operator in a cell without a rule: then the row is whole."""
    kinds = [[token.kind for token in cell] for cell in line[1]]
    return any({"operator", "tag"} & set(cell) and "rule" not in cell for cell in kinds)


def _only_name(line: Line) -> bool:
    cells = [cell for cell in line[1] if cell]
    return bool(cells) and cells[0][0].kind == "name" and not any(t.kind == "rule" for t in flat(line))


def _slipped(lines: Sequence[Line]) -> list[Record]:
    """Names laid against the rows by what the rows say: the monotone assignment of the greatest likeness."""
    rows = [at for at, line in enumerate(lines) if any(t.kind == "rule" for t in flat(line))]
    names = {at: c[0][0].text for at, (_, c) in enumerate(lines) if c and c[0] and c[0][0].kind in ("name", "quality")}
    likeness = [[_likeness(name, lines[row]) - _ALIKE for row in rows] for name in names.values()]
    offset = _offset(_monotone(likeness), list(names), rows)
    for one, at in enumerate(names):
        for other, row in enumerate(rows):
            if offset == row - at and not _said_names(lines[row]):
                likeness[one][other] = _AS_OTHERS
    taken = {row: name for name, row in _monotone(likeness).items()}
    texts = list(names.values())
    return [_with_texts(lines[row], texts[taken[at]] if at in taken else "") for at, row in enumerate(rows)]


def _offset(taken: Mapping[int, int], names: Sequence[int], rows: Sequence[int]) -> int:
    """How many rows most names stand above what they name; none where no row says what it is about."""
    counted = Counter(rows[row] - names[name] for name, row in taken.items())
    return counted.most_common(1)[0][0] if counted else 0


def _with_texts(line: Line, name: str) -> Record:
    record = Record(line[0])
    texts = [token for cell in line[1][1:] for token in cell]
    values = [token for token in flat(line) if token.kind in ("operator", "figure", "rule")]
    for token in values or [token for token in texts if token.kind == "quality"]:
        if record.takes(token):
            record.take(token)
    record.explanation = next((t.text for t in reversed(texts) if t.kind in ("explanation", "name")), "")
    own = next((token.text for token in texts if token.kind == "name"), "")
    record.name = name or own or told_name(record.explanation)
    record.is_named = bool(name or own)
    record.sure = _OWN if not name else _TOLD if _said_names(line) else _SLIPPED
    return valued(record)


def _said_names(line: Line) -> list[str]:
    return [t.text for cell in line[1][1:] for t in cell if t.kind in ("name", "explanation")]


def _likeness(name: str, line: Line) -> float:
    return max((fuzz.partial_ratio(name, text) for text in _said_names(line)), default=0.0)


def _monotone(worth: Sequence[Sequence[float]]) -> dict[int, int]:
    """Pairs (name, row) in rising order whose worths, all above 0, sum to the most."""
    n, m = len(worth), len(worth[0]) if worth else 0
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            pair = worth[i][j] + best[i + 1][j + 1] if worth[i][j] > 0 else -1.0
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
