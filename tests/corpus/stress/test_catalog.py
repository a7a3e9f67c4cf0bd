from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest

from corpus.figures import printed
from corpus.gold import gold_of, number
from corpus.invent import invent
from corpus.invention import Form, Indicators, Invention
from corpus.layout import Table, grid
from corpus.likeness import folded
from corpus.make import make
from corpus.softened import softened
from corpus.stress.catalog import OF_TEXT, STRESSES, stressed
from corpus.stress.changing import tables_of
from corpus.stress.separators import DENSE, STYLES
from corpus.to_text import Printed
from corpus.typeset import typeset

VARIANTS = [(name, at) for name in STRESSES for at in range(len(STRESSES[name]))]
VALUES = ("target", "actual", "forecast")
NAMES = [f"{name}/{list(STRESSES[name])[at]}" for name, at in VARIANTS]


@cache
def filings(name: str, at: int) -> tuple[Invention, ...]:
    """A few filings of one variant."""
    size = len(STRESSES[name])
    return tuple(stressed(f"test/{i}", at + i * size, [name]) for i in range(4))


def lines(invention: Invention) -> Iterator[list[str]]:
    """Each row of the tables, and each column of those on their side, as folded texts."""
    for block in typeset(invention).blocks:
        if isinstance(block, Table):
            rows = [[folded(slot.cell.text) for slot in row] for row in grid(block)]
            yield from rows
            if any(table.turned for table in tables_of(invention)):
                yield from map(list, zip(*rows, strict=True))


@pytest.mark.parametrize(("name", "at"), VARIANTS, ids=NAMES)
def test_every_indicator_of_the_gold_stands_in_one_line_of_the_paper(name: str, at: int) -> None:
    for invention in filings(name, at):
        paper = list(lines(invention))
        for record in gold_of(invention, "x")["indicators"]:
            if record["optional"]:
                continue
            wanted = [record["name"], *(value["raw"] for key in VALUES if (value := record.get(key)))]
            wanted += [state["raw"] for state in record.get("interim", [])]
            assert any(all(any(folded(text) in cell for cell in line) for text in wanted) for line in paper), wanted


@pytest.mark.parametrize(("name", "at"), VARIANTS, ids=NAMES)
def test_every_level_of_the_gold_is_printed(name: str, at: int) -> None:
    for invention in filings(name, at):
        paper = "\n".join(text for line in lines(invention) for text in line)
        for record in gold_of(invention, "x")["indicators"]:
            assert record["optional"] or (folded(record["level1"]) in paper and folded(record["level2"]) in paper)


@pytest.mark.parametrize(("name", "at"), VARIANTS, ids=NAMES)
def test_no_two_indicators_of_a_filing_are_alike(name: str, at: int) -> None:
    for invention in filings(name, at):
        records = gold_of(invention, "x")["indicators"]
        keys = [tuple(r.get(key) for key in ("project", "horizon", "place", "level2", "name")) for r in records]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("name", "at"), VARIANTS, ids=NAMES)
def test_findings_are_about_what_is_printed(name: str, at: int) -> None:
    for invention in filings(name, at):
        names = {row.name for table in tables_of(invention) for row in table.rows}
        for planted in invention.planted:
            if planted.rule in ("score-without-reason", "cost-ceiling-mismatch"):
                assert planted.about in names


@pytest.mark.parametrize(("name", "at"), VARIANTS, ids=NAMES)
def test_the_gold_says_the_stress_and_its_variant(name: str, at: int) -> None:
    gold = gold_of(filings(name, at)[0], "x")
    assert gold["stress"] == [name]
    assert gold["variants"] == [f"{name}/{list(STRESSES[name])[at]}"]
    assert "stress" not in gold_of(invent(1, "older"), "x")


@pytest.mark.parametrize("name", STRESSES)
def test_the_same_seed_gives_the_same_filing(name: str) -> None:
    assert stressed("7", 3, [name]) == stressed("7", 3, [name])
    assert stressed("7", 3, [name]) != stressed("8", 3, [name])


@pytest.mark.parametrize("name", [name for name in STRESSES if name not in OF_TEXT])
def test_a_stress_changes_what_is_printed(name: str) -> None:
    for at in range(len(STRESSES[name])):
        for i in range(3):
            invention = invent(f"{i}/{at}", "project-target")
            changed = list(STRESSES[name].values())[at](Random(i), invention)
            assert changed is None or typeset(changed) != typeset(invention)


def test_stresses_are_borne_together_and_in_turn(tmp_path: Path) -> None:
    paths = make(tmp_path, 6, 2, ("docx",), ("words+layout", "storeys"))
    golds = [json.loads(Path(f"{path}.gold.json").read_text(encoding="utf-8")) for path in paths]
    assert [gold["stress"] for gold in golds] == [["words", "layout"], ["storeys"]] * 3
    assert all("_".join(gold["stress"]) in path.name for gold, path in zip(golds, paths, strict=True))


def test_a_text_keeps_the_breaks_that_tell_lines_apart(tmp_path: Path) -> None:
    paths = make(tmp_path, 6 * len(STRESSES["joins"]), 2, ("text",), ("joins",))
    golds = [json.loads(Path(f"{path}.gold.json").read_text(encoding="utf-8")) for path in paths]
    stacked = [path for path, gold in zip(paths, golds, strict=True) if gold["variants"] == ["joins/stacked"]]
    assert ["_tabbed_" in path.name for path in stacked] == [True] * 6


@pytest.mark.parametrize("shape", STYLES)
def test_what_a_separator_hides_is_left_open(shape: str) -> None:
    inventions = [invent(seed, "project-results") for seed in range(12)]
    pairs = [(gold, softened(gold, old, shape, Printed(""))) for old in inventions if (gold := gold_of(old, "x"))]
    assert all(after["partial"] == ["goals"] for _, after in pairs)
    assert any(after["goals"] != before["goals"] for before, after in pairs)
    assert any(after["amounts"] != before["amounts"] for before, after in pairs) == (shape in DENSE)


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        make(tmp_path / folder, 12, 4, ("docx", "text"), tuple(STRESSES))
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("a", "b"))
    assert one == two


def test_what_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="boredom"):
        make(tmp_path, 1, 1, ("text",), ("boredom",))
    with pytest.raises(ValueError, match="text alone"):
        make(tmp_path, 1, 1, ("docx",), ("separators",))


def test_points_are_kept_by_every_layout() -> None:
    for at, variant in enumerate(STRESSES["layout"]):
        for invention in filings("layout", at):
            off = "weight-sum-mismatch" in {planted.rule for planted in invention.planted}
            for table in pointed(invention):
                total = sum(row.weight or 0 for row in table.rows)
                assert off or number(total) in (90, 100), (variant, printed(total))


def pointed(invention: Invention) -> list[Indicators]:
    """The tables with points of their own; in the rules of a department's targets they are no shares of a hundred."""
    forms = [part for part in invention.parts if isinstance(part, Form) and part.kind == "self-evaluation"]
    return [table for form in forms for table in form.sections
            if isinstance(table, Indicators) and "weight" in table.roles]  # fmt: skip
