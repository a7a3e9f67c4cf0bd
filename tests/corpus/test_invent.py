from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from corpus.cell_texts import cell_text
from corpus.gold import gold_of
from corpus.invent import FAMILIES, invent
from corpus.invention import Form, Indicators, Money, Total
from corpus.layout import Cell, Table, grid
from corpus.lexicon import patterns, words
from corpus.typeset import typeset

SEEDS = range(8)
CASES = [(family, seed) for family in FAMILIES for seed in SEEDS]


def tables(family: str, seed: int) -> list[Indicators]:
    forms = [part for part in invent(seed, family).parts if isinstance(part, Form)]
    return [section for form in forms for section in form.sections if isinstance(section, Indicators)]


@pytest.mark.parametrize("family", FAMILIES)
def test_same_seed_gives_the_same_filing(family: str) -> None:
    assert invent(5, family) == invent(5, family)
    assert invent(5, family) != invent(6, family)


@pytest.mark.parametrize(("family", "seed"), CASES)
def test_layout_has_no_holes_and_prints_every_cell(family: str, seed: int) -> None:
    invention = invent(seed, family)
    printed = {slot.cell.text for block in typeset(invention).blocks if isinstance(block, Table)
               for row in grid(block) for slot in row}  # fmt: skip
    for table in tables(family, seed):
        for row in table.rows:
            assert {cell_text(row, column) for column in table.columns} <= printed


@pytest.mark.parametrize(("family", "seed"), CASES)
def test_names_are_unique_where_they_must_be(family: str, seed: int) -> None:
    records = gold_of(invent(seed, family), "x.txt")["indicators"]
    keys = [(r["project"], r["horizon"], r["name"]) for r in records if not r["optional"]]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("seed", SEEDS)
def test_points_sum_to_a_hundred_unless_planted(seed: int) -> None:
    for family, spending in (("score-sheet", 0), ("unit-report", 10), ("project-results", 10), ("four-levels", 10)):
        off = "weight-sum-mismatch" in {planted.rule for planted in invent(seed, family).planted}
        for table in tables(family, seed):
            weights = [row.weight for row in table.rows if row.weight is not None]
            assert off or not weights or sum(weights, Decimal(spending)) == 100


@pytest.mark.parametrize(
    ("family", "rule"),
    [
        ("overall-history", "sum-mismatch"),
        ("overall-history", "share-mismatch"),
        ("project-results", "weight-sum-mismatch"),
        ("project-results", "execution-rate-mismatch"),
        ("project-results", "score-sum-mismatch"),
        ("transfer", "execution-rate-mismatch"),
    ],
)
def test_each_fault_is_planted_in_some_filings_and_not_in_all(family: str, rule: str) -> None:
    bearing = [rule in {planted.rule for planted in invent(seed, family).planted} for seed in range(60)]
    assert 0 < sum(bearing) < 30


def test_a_planted_share_and_rate_are_not_what_the_money_gives() -> None:
    for seed in range(60):
        invention = invent(seed, "overall-history")
        off = {planted.about for planted in invention.planted if planted.rule == "share-mismatch"}
        form = next(part for part in invention.parts if isinstance(part, Form))
        money = next(section for section in form.sections if isinstance(section, Money))
        total = Decimal(money.lines[-1].cells[0])
        for line in money.lines:
            if line.item.startswith("支出构成/") and line.cells[0]:
                real = Decimal(line.cells[0]) / total * 100
                assert (abs(real - Decimal(line.cells[1].rstrip("%"))) > 1) == (line.label in off)


@pytest.mark.parametrize("seed", SEEDS)
def test_halves_abreast_keep_their_horizons_apart(seed: int) -> None:
    gold = gold_of(invent(seed, "abreast"), "x.txt")
    assert {record["horizon"] for record in gold["indicators"]} == {"annual", "long-term"}
    assert [goal["horizon"] for goal in gold["goals"]] == sorted((g["horizon"] for g in gold["goals"]), reverse=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_finest_of_four_levels_names_the_indicator(seed: int) -> None:
    table = tables("four-levels", seed)[0]
    assert [column.role for column in table.columns[:4]] == ["level1", "level2", "level3", "name"]
    thirds = {row.texts["level3"] for row in table.rows}
    assert not thirds & {record["name"] for record in gold_of(invent(seed, "four-levels"), "x")["indicators"]}


def test_there_are_many_patterns_and_every_sector_has_every_class() -> None:
    found = {(p.group, p.level2) for p in patterns()}
    assert len(patterns()) >= 400
    assert len({p.name for p in patterns()}) == len(patterns())
    assert found == {(sector, level2) for sector, _ in found for _, level2 in found}
    assert {sector for sector, _ in found} == set(words()["sectors"]) == set(words()["ministries"])


@pytest.mark.parametrize("seed", SEEDS)
def test_total_is_the_sum_unless_planted(seed: int) -> None:
    invention = invent(seed, "unit-report")
    form = next(part for part in reversed(invention.parts) if isinstance(part, Form))
    table = next(section for section in form.sections if isinstance(section, Indicators))
    total = next(section for section in form.sections if isinstance(section, Total))
    assert sum((row.score or Decimal(0) for row in table.rows), Decimal(10)) == Decimal(total.score)


@pytest.mark.parametrize("seed", SEEDS)
def test_parts_of_income_sum_to_the_total(seed: int) -> None:
    form = next(part for part in invent(seed, "overall-history").parts if isinstance(part, Form))
    money = next(section for section in form.sections if isinstance(section, Money))
    for kind in ("收入构成", "支出构成"):
        values = {
            line.item: Decimal(line.cells[0]) for line in money.lines if line.item.startswith(kind) and line.cells[0]
        }
        total = values.pop(f"{kind}/合计")
        assert sum(values.values()) == total


def test_rows_go_up_to_many_and_keep_their_classes_in_order() -> None:
    found = [table for seed in range(60) for table in tables("project-target", seed)]
    sizes = [len(table.rows) for table in found]
    assert min(sizes) == 1
    assert max(sizes) >= 200
    for table in found:
        levels = [row.level1 for row in table.rows]
        assert len(list(dict.fromkeys(levels))) == 1 + sum(a != b for a, b in itertools.pairwise(levels))


def test_grid_refuses_a_hole() -> None:
    with pytest.raises(ValueError, match="hole"):
        grid(Table(((Cell("a"), Cell("b")), (Cell("c"),)), 2))
