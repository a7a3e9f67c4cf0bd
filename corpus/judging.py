"""Holds one document's export against its gold: indicators cell by cell, the other tables record by record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from corpus.likeness import Value, as_number, folded, gold_value, paired, row_value
from corpus.tally import Counts, Tally
from corpus.trust import Doubt, Trusted

Record = Mapping[str, Any]
Rows = Sequence[Record]
TEXTS = ("name", "project", "level1", "level2", "basis", "scoring_rule")
#: Cells that must all be right for an indicator to count as right.
ESSENTIAL = frozenset({"name", "project", "horizon", "place", "target", "actual", "weight", "score"})


@dataclass(slots=True)
class Judged:
    """What a document's indicators gave: cells, whole records, each record's confidence and whether it is right.

    `lost` are wanted records of which nothing was exported. `trusted` goes by the essential cells; `doubts` tells for
    each record whether any judged cell at all is wrong."""

    cells: Tally = field(default_factory=Tally)
    exact: int = 0
    wanted: int = 0
    exported: int = 0
    lost: int = 0
    trusted: list[Trusted] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def _alike(gold: Record, row: Record, distance: float) -> float:
    name = fuzz.ratio(folded(gold["name"]), folded(row["name"]))
    if name < 60:
        return 0.0
    level = fuzz.ratio(folded(gold.get("level2")), folded(row.get("level2")))
    horizon = 100 if _horizon(gold) == _horizon(row) else 0
    mine, theirs = gold.get("project"), row.get("project")
    project = fuzz.ratio(folded(mine), folded(theirs)) if mine or theirs else 100
    order = 100 - 100 * distance
    place = 100 if folded(gold.get("place")) == folded(row.get("place")) else 0
    return 0.55 * name + 0.08 * level + 0.1 * horizon + 0.1 * project + 0.12 * order + 0.05 * place


def _horizon(record: Record) -> str:
    return str(record.get("horizon") or "annual")


def _open(gold: Record) -> frozenset[str]:
    return frozenset(gold.get("optional_fields", ()))


def _open_parts(gold: Record, name: str) -> frozenset[str]:
    return frozenset(part.split(".", 1)[1] for part in _open(gold) if part.startswith(name + "."))


def judge_indicators(golds: Rows, rows: Rows, history: Rows, misses: list[str]) -> Judged:
    """The indicators of one document; `history` holds the rows of values.csv with that role."""
    done = Judged(exported=len(rows), wanted=sum(not gold.get("optional") for gold in golds))
    pairs = paired(golds, rows, lambda i, j: _alike(golds[i], rows[j], abs(i / len(golds) - j / len(rows))), 55)
    partner = dict(pairs.pairs)
    for i, gold in enumerate(golds):
        if gold.get("optional"):
            done.exported -= i in partner
        elif i in partner:
            _judge(done, gold, rows[partner[i]], history, misses)
        else:
            done.lost += 1
            _missed(done.cells, gold, misses)
    for j, row in enumerate(rows):
        if j not in pairs.rows:
            _invented(done, row, misses)
    return done


def _missed(cells: Tally, gold: Record, misses: list[str]) -> None:
    misses.append(f"missed indicator: {gold['name']}")
    shut = _open(gold)
    for name in (*TEXTS, "target", "actual"):
        cells.missed[name] += bool(gold.get(name)) and name not in shut
    for name in ("weight", "score"):
        cells.missed[name] += gold.get(name) is not None and name not in shut
    cells.missed["history"] += len(gold.get("history") or ())


def _invented(done: Judged, row: Record, misses: list[str]) -> None:
    misses.append(f"invented indicator: {row['name']}")
    for column, name in (("name", "name"), ("target_raw", "target"), ("actual_raw", "actual"), ("weight", "weight"),
                         ("score", "score")):  # fmt: skip
        done.cells.invented[name] += bool(row.get(column))
    done.trusted.append((confidence_of(row), False))
    done.doubts.append((confidence_of(row), True))


def confidence_of(row: Record) -> float:
    """A row's confidence, from 0 to 1; what is no number is none."""
    try:
        confidence = round(float(row.get("confidence") or 0), 6)
    except ValueError:
        return 0.0
    return min(1.0, max(0.0, confidence)) if confidence == confidence else 0.0


def _judge(done: Judged, gold: Record, row: Record, history: Rows, misses: list[str]) -> None:
    shut, right, flawless = _open(gold), True, True
    for name, want, have in _cells(gold, row, history):
        if name in shut or name.removesuffix("_kind") in shut:
            continue
        if not done.cells.cell(name, want, have):
            misses.append(f"{gold['name']}: {name}: want {_said(want or None)}, got {_said(have or None)}")
            right, flawless = right and name not in ESSENTIAL, False
    if gold.get("scoring_rule") and "scoring_rule" not in shut:
        flawless &= _judge_rule(done.cells, gold["scoring_rule"], row.get("scoring_rule"))
    done.exact += right
    done.trusted.append((confidence_of(row), right))
    done.doubts.append((confidence_of(row), not flawless))


def _said(cell: object) -> str:
    """A cell as a miss names it; numbers without an exponent."""
    if isinstance(cell, tuple):
        return "|".join("" if part is None else _said(part) for part in cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return "nothing" if cell is None else str(cell)


def _judge_rule(cells: Tally, want: str, have: object) -> bool:
    same = fuzz.ratio(folded(want), folded(have)) >= 90
    return cells.cell("scoring_rule", True, True if same else folded(have) or None)


def _cells(gold: Record, row: Record, history: Rows) -> list[tuple[str, object, object]]:
    """(field, gold, got) of each cell that is compared for likeness in full."""
    name = folded(row["name"])
    spelled = {folded(spelling) for spelling in (gold["name"], *gold.get("aliases", ()))}
    found: list[tuple[str, object, object]] = [("name", name if name in spelled else folded(gold["name"]), name)]
    found += [(key, folded(gold.get(key)), folded(row.get(key))) for key in ("project", "level1", "level2", "basis")]
    found.append(("horizon", gold.get("horizon", "annual"), _horizon(row)))
    if gold.get("place"):
        found.append(("place", folded(gold["place"]), folded(row.get("place"))))
    for key in ("target", "actual"):
        loose = _open_parts(gold, key)
        found.append((key, gold_value(gold.get(key), loose), row_value(row, f"{key}_", loose)))
        if gold.get(key) and not loose:
            found.append((f"{key}_kind", gold[key].get("kind"), row.get(f"{key}_kind")))
    found += [(key, as_number(gold.get(key)), as_number(row.get(key))) for key in ("weight", "score")]
    return found + _history(gold, row, history)


def _history(gold: Record, row: Record, history: Rows) -> list[tuple[str, object, object]]:
    want = {folded(past["period"]): gold_value(past) for past in gold.get("history") or ()}
    have: dict[str, Value | None] = {
        folded(past["period"]): row_value(past, "") for past in history if past["indicator_id"] == row["indicator_id"]
    }
    return [("history", want.get(period), have.get(period)) for period in sorted({*want, *have})]


@dataclass(frozen=True, slots=True)
class Kind:
    """How one table's records are compared: what must agree, how alike two are, and what a miss says."""

    name: str
    cells: Callable[[Record], tuple[object, ...]]
    alike: Callable[[Record, Record], float]
    floor: float
    said: Callable[[Record], str]


def _agree(gold: Record, row: Record, cells: Callable[[Record], tuple[object, ...]]) -> bool:
    """Every cell is right; an alias is as good as the item, and open cells are not judged."""
    opened = dict.fromkeys(_open(gold), "")
    for spelling in (gold.get("item"), *gold.get("aliases", ())):
        want = {**gold, **({"item": spelling} if spelling else {}), **opened}
        if cells(want) == cells({**row, **opened}):
            return True
    return False


def judge_records(kind: Kind, golds: Rows, rows: Rows, misses: list[str], trusted: list[Trusted]) -> Counts:
    """How many records of one table are right, wrong, missed, invented; `trusted` takes in each row's confidence and
    whether it is right."""
    pairs = paired(golds, rows, lambda i, j: kind.alike(golds[i], rows[j]), kind.floor)
    right = wrong = 0
    for i, j in pairs.pairs:
        if golds[i].get("optional"):
            continue
        good = _agree(golds[i], rows[j], kind.cells)
        right, wrong = right + good, wrong + (not good)
        trusted.append((confidence_of(rows[j]), good))
        if not good:
            misses.append(f"{kind.name}: want {kind.said(golds[i])}, got {kind.said(rows[j])}")
    lost = [gold for i, gold in enumerate(golds) if i not in pairs.golds and not gold.get("optional")]
    made = [row for j, row in enumerate(rows) if j not in pairs.rows]
    trusted += [(confidence_of(row), False) for row in made]
    misses += [f"missed {kind.name}: {kind.said(gold)}" for gold in lost]
    misses += [f"invented {kind.name}: {kind.said(row)}" for row in made]
    return Counts(right, wrong, len(lost), len(made))
