"""What a shape of text takes away: the parts of a gold that nobody could read back from it."""

from __future__ import annotations

import itertools
from typing import Any

from corpus.cell_texts import cell_text
from corpus.invention import Form, Goals, Indicators, Invention, Money
from corpus.stress.separators import DENSE, STYLES
from corpus.to_text import Printed

Record = dict[str, Any]
FLAT = frozenset({"spaced", "lined", "glued"})
#: Shapes that join the paragraphs of a cell, so that no number begins a line there.
JOINED = frozenset({"ocr", "spaced", "glued"})
LONG = ("level1", "level2", "basis", "scoring_rule", "explanation", "remark", "weight")


def softened(gold: Record, invention: Invention, shape: str, printed: Printed) -> Record:
    """The gold as it may be judged for this text: torn rows, vanished blanks and glued numbers are left open."""
    done = dict(gold)
    subtotals = invention.family == "score-sheet"
    done["indicators"] = [_torn(record, printed, subtotals) for record in gold["indicators"]]
    if shape in JOINED or shape in STYLES:
        done["goals"], done["partial"] = _run_on(gold["goals"], invention), ["goals"]
    if shape in FLAT or shape in DENSE:
        done["amounts"] = _vanished(gold["amounts"], invention)
    if shape == "glued":
        done["scope"] = ["filing", "indicators"]
        loose = _undecided(invention)
        done["indicators"] = [{**r, "optional": True} if _key(r) in loose else r for r in done["indicators"]]
    return done


def unruled(gold: Record) -> Record:
    """The gold as it may be judged for a page without rulings: what only a border would tell apart is left open."""
    opened = [{**r, "optional_fields": ["level1", "level2"]} for r in gold["indicators"]]
    return {**gold, "indicators": opened, "scope": ["filing", "indicators"]}


def _key(record: Record) -> tuple[str, str, str]:
    return record["project"], record["horizon"], record["name"]


def _torn(record: Record, printed: Printed, subtotals: bool) -> Record:
    """A torn row keeps its name and values; a moved level is open where no subtotals tell how far it reaches."""
    if record["name"] in printed.torn:
        return {**record, "optional_fields": list(LONG)}
    if record["name"] in printed.moved and not subtotals:
        return {**record, "optional_fields": ["level1", "level2"]}
    return record


def _run_on(goals: list[Record], invention: Invention) -> list[Record]:
    """Paragraphs that were joined are optional, but for those that 目标N： still tells apart."""
    joined = {
        text
        for part in invention.parts
        if isinstance(part, Form)
        for section in part.sections
        if isinstance(section, Goals) and section.layout != "pairs"
        for box in section.boxes
        if len(box.paragraphs) > 1
        for text in box.paragraphs
        if not text.startswith("目标")
    }
    return [{**goal, "optional": True} if goal["text"] in joined else goal for goal in goals]


def _vanished(amounts: list[Record], invention: Invention) -> list[Record]:
    """Figures of rows with empty cells are optional: without blanks their columns can't be told."""
    gaps = {
        line.item
        for part in invention.parts
        if isinstance(part, Form)
        for section in part.sections
        if isinstance(section, Money)
        for line in section.lines
        if "" in line.cells and any(line.cells)
    }
    return [{**a, "optional": True} if a["item"] in gaps and a["source"] == "table" else a for a in amounts]


def _undecided(invention: Invention) -> set[tuple[str, str, str]]:
    """The rows that nothing divides when they are glued: words after words, or digits after digits."""
    found: set[tuple[str, str, str]] = set()
    for part in invention.parts:
        for section in part.sections if isinstance(part, Form) else ():
            if isinstance(section, Indicators):
                for row in section.rows:
                    texts = [text for column in section.columns[2:] if (text := cell_text(row, column))]
                    if any(_same(a, b) for a, b in itertools.pairwise(texts)):
                        found.add((part.project if isinstance(part, Form) else "", section.horizon, row.name))
    return found


def _same(left: str, right: str) -> bool:
    if left == right:
        return False
    letters = "一" <= left[-1] <= "鿿" and "一" <= right[0] <= "鿿"
    return letters or (left[-1].isdigit() and right[0].isdigit())
