from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest

from corpus.gold import gold_of
from corpus.invent import invent
from corpus.invention import Form, Indicators, Invention, Total
from corpus.layout import Layout, Table, grid
from corpus.stress import columns, joins, monitored, rows_below, separators
from corpus.stress.changing import Change, tables_of
from corpus.typeset import typeset

SEEDS = range(6)


def changed(change: Change, family: str) -> Iterator[tuple[Invention, Invention]]:
    """(as it was, as it is) for the seeds that the change fits."""
    found = 0
    for seed in range(40):
        old = invent(seed, family)
        new = change(Random(seed), old)
        if new is not None:
            yield old, new
            found += 1
        if found == 6:
            return
    assert found


def first(invention: Invention) -> Indicators:
    return tables_of(invention)[0]


def printed_table(invention: Invention) -> list[list[str]]:
    """The last table of the filing, each slot's text."""
    blocks = [block for block in typeset(invention).blocks if isinstance(block, Table)]
    return [[slot.cell.text for slot in row] for row in grid(blocks[-1])]


def test_columns_are_permuted_and_none_is_lost() -> None:
    for old, new in changed(columns.permuted, "project-results"):
        assert first(new).columns != first(old).columns
        assert sorted(c.head for c in first(new).columns) == sorted(c.head for c in first(old).columns)


@pytest.mark.parametrize(
    ("change", "family", "rule"),
    [
        (columns.permuted, "project-results", "score-sum-mismatch"),
        (columns.places, "project-targets", "cost-ceiling-mismatch"),
    ],
)
def test_what_a_change_takes_out_is_not_to_be_found(change: Change, family: str, rule: str) -> None:
    for seed in range(100):
        old = invent(seed, family)
        if rule in {planted.rule for planted in old.planted}:
            break
    new = change(Random(seed), old)
    assert new is not None
    assert rule in {finding["rule"] for finding in gold_of(old, "x")["findings"]}
    assert rule not in {finding["rule"] for finding in gold_of(new, "x")["findings"]}


def test_columns_that_say_nothing_are_in_no_gold() -> None:
    for old, new in changed(columns.neutral, "transfer"):
        more = {column.head for column in first(new).columns} - {column.head for column in first(old).columns}
        assert 1 <= len(more) <= 3
        assert gold_of(new, "x")["indicators"] == gold_of(old, "x")["indicators"]


def test_each_place_has_a_column_and_an_indicator_of_its_own() -> None:
    for _, new in changed(columns.places, "project-target"):
        table = printed_table(new)
        towns = [column.of for column in first(new).columns if column.of]
        heads = next(i for i, row in enumerate(table) if set(towns) <= set(row))
        for record in gold_of(new, "x")["indicators"]:
            if record["target"]:
                at = table[heads].index(record["place"])
                assert any(row[at] == record["target"]["raw"] and record["name"] in row for row in table)
        assert {record["place"] for record in gold_of(new, "x")["indicators"] if record["target"]} <= set(towns)


def test_each_row_has_a_long_term_and_an_annual_target() -> None:
    for old, new in changed(columns.halves, "project-target"):
        records = gold_of(new, "x")["indicators"]
        annual = {r["name"]: r["target"] for r in records if r["horizon"] == "annual"}
        distant = {r["name"]: r["target"] for r in records if r["horizon"] == "long-term"}
        assert distant
        assert set(distant) <= set(annual)
        before = {r["name"]: r["target"] for r in gold_of(old, "x")["indicators"]}
        assert all(annual[name] == before[name] for name in distant)
        for name, target in distant.items():
            if target["value"] is not None:
                assert target["value"] >= annual[name]["value"]


def test_operator_figure_and_unit_stand_in_cells_of_their_own() -> None:
    for _, new in changed(columns.parted, "project-results"):
        roles = [column.role for column in first(new).columns]
        assert {"operator", "target", "unit"} <= set(roles)
        for row in first(new).rows:
            if row.target and row.target.value is not None and row.target.measure:
                assert row.target.unit == row.target.measure
                assert Decimal(row.target.raw) == row.target.value


def test_levels_that_are_not_printed_are_in_no_gold() -> None:
    seen = set()
    for _, new in changed(columns.few_levels, "overall-rules"):
        kept = {"level1", "level2"} & first(new).roles
        assert len(kept) <= 1
        seen |= kept
        for record in gold_of(new, "x")["indicators"]:
            assert {level for level in ("level1", "level2") if record[level]} == kept
    assert seen


def test_the_second_score_stands_beside_the_first_and_is_not_taken_for_it() -> None:
    for old, new in changed(columns.second_score, "transfer"):
        roles = [column.role for column in first(new).columns]
        assert roles.index("second_score") == roles.index("score") + 1
        before, after = (gold_of(invention, "x")["indicators"] for invention in (old, new))
        assert [r["score"] for r in before] == [r["score"] for r in after]
        assert any(r.get("second_score") is not None for r in after)


def test_a_table_on_its_side_has_an_indicator_a_column() -> None:
    for old, new in changed(columns.turned, "project-target"):
        heads = [column.head for column in first(old).columns]
        table = printed_table(new)
        below = [row[0] for row in table][-len(heads) :]
        assert below == heads
        rows = dict(zip(below, table[-len(heads) :], strict=True))
        names = rows[heads[[column.role for column in first(old).columns].index("name")]]
        assert all(row.name in names for row in first(old).rows)


def test_a_starred_row_holds_the_points_of_the_rows_below_it() -> None:
    for old, new in changed(rows_below.sub_rows, "transfer"):
        if "weight" not in first(old).roles:
            continue
        assert sum(row.weight or 0 for row in first(new).rows) == sum(row.weight or 0 for row in first(old).rows)
        stars = [row for row in first(new).rows if row.name.startswith("★")]
        assert stars
        assert all(row.target is None and row.weight for row in stars)
        below = [row for row in first(new).rows if row.printed.get("name", row.name) != row.name]
        assert len(below) >= 2 * len(stars)
        assert all(row.target is not None and row.weight is None for row in below)


def test_levels_bear_their_points_in_print_alone() -> None:
    for _, new in changed(rows_below.pointed_levels, "project-results"):
        for row in first(new).rows:
            assert row.level1 in row.printed["level1"] != row.level1
            assert row.printed["level2"].startswith(row.level2)
        assert all("分" not in r["level2"] and "、" not in r["level1"] for r in gold_of(new, "x")["indicators"])


def test_the_finest_level_names_the_indicator() -> None:
    for old, new in changed(rows_below.fourth_level, "project-target"):
        assert [column.role for column in first(new).columns][:4] == ["level1", "level2", "level3", "name"]
        assert gold_of(new, "x")["indicators"] == gold_of(old, "x")["indicators"]


def test_a_monitoring_has_a_state_and_a_forecast_and_no_results() -> None:
    for _, new in changed(monitored.monitoring, "project-target"):
        gold = gold_of(new, "x")
        assert gold["filing"]["form"] == "monitoring"
        assert not {"actual", "score", "weight"} & first(new).roles
        assert not [goal for goal in gold["goals"] if goal["kind"] == "completion"]
        for record in gold["indicators"]:
            if record["target"]:
                assert record["actual"] is None
                assert record["forecast"]["raw"]
                assert [state["period"][:2] for state in record["interim"]] == ["1-"]


def test_lines_of_a_stack_belong_together() -> None:
    for old, new in changed(joins.stacked, "project-results"):
        assert gold_of(new, "x")["indicators"] == gold_of(old, "x")["indicators"]
        stacked = [lot for lot in tables_of(new)[-1].printed_rows if len(lot) > 1]
        table = printed_table(new)
        for lot in stacked:
            targets = "\n".join(row.target.raw for row in lot if row.target)
            line = next(row for row in table if targets in row and lot[0].name in "".join(row))
            assert all(
                "\n" not in text or text.count("\n") == len(lot) - 1 for text in line[1:] if text not in line[:3]
            )


def test_the_first_level_stands_in_rows_over_the_whole_width() -> None:
    for _, new in changed(joins.banners, "project-target"):
        table = printed_table(new)
        for level in dict.fromkeys(row.level1 for row in first(new).rows):
            assert any(len(set(row[1:])) == 1 and row[-1].endswith(level) for row in table)


@pytest.mark.parametrize(
    ("change", "roles", "family"),
    [
        (joins.one_level, ("level1", "level2"), "transfer"),
        (joins.name_and_target, ("name", "target"), "project-target"),
        (joins.target_and_actual, ("target", "actual"), "unit-report"),
        (joins.points_and_score, ("weight", "score"), "unit-report"),
    ],
)
def test_two_columns_share_their_cells(change: Change, roles: tuple[str, str], family: str) -> None:
    for old, new in changed(change, family):
        assert len(first(new).columns) == len(first(old).columns) - 1
        assert any(column.roles == roles for column in first(new).columns)
        assert gold_of(new, "x")["indicators"] == gold_of(old, "x")["indicators"]


def test_a_total_stands_below_points_and_score_in_one_column() -> None:
    for old, new in changed(joins.points_and_score, "project-results"):
        forms = [part for part in old.parts if isinstance(part, Form)]
        total = next(section for section in forms[-1].sections if isinstance(section, Total))
        head = next(column.head for column in first(new).columns if column.joined)
        table = printed_table(new)
        at = next(row.index(head) for row in table if head in row)
        row = next(row for row in table if total.label in row)
        assert row[at] == f"{total.weight}/{total.score}"
        assert set(row[1:at]) == {total.label}


def test_one_head_covers_several_columns() -> None:
    for _, new in changed(joins.wide_heads, "project-target"):
        block = next(block for block in typeset(new).blocks if isinstance(block, Table))
        heads = {(cell.text, cell.colspan) for row in block.rows for cell in row if cell.head}
        doubled = [text for text, group in itertools.groupby(column.head for column in first(new).columns)
                   if len(list(group)) > 1]  # fmt: skip
        assert doubled
        assert all(any(text == head and span > 1 for head, span in heads) for text in doubled)


@pytest.mark.parametrize("style", separators.STYLES)
def test_every_row_of_a_table_is_a_line_of_the_text(style: str) -> None:
    for seed in SEEDS:
        layout = typeset(invent(seed, "project-target"))
        text = separators.separated(layout, Random(seed), style)
        assert ("\t" in text) == (style == "tabs")
        for row in first(invent(seed, "project-target")).rows:
            assert row.name in text


def rows_of(layout: Layout) -> int:
    return sum(len(block.rows) for block in layout.blocks if isinstance(block, Table))


def test_pipes_part_as_many_cells_in_every_row() -> None:
    for seed in SEEDS:
        layout = typeset(invent(seed, "older"))
        text = separators.separated(layout, Random(seed), "markdown")
        lines = [line for line in text.splitlines() if line.startswith("|")]
        assert len({line.count("|") for line in lines}) == 1
        ruled = [line for line in lines if not set(line) - set("|-: ")]
        assert ruled
        assert len(lines) >= rows_of(layout) + 1


def test_text_that_drops_breaks_takes_no_filing_that_needs_them() -> None:
    for _, new in changed(joins.stacked, "project-results"):
        assert separators.whole(Random(1), new) is None
    for _, new in changed(columns.turned, "project-target"):
        assert separators.filled(Random(1), new) is None
        assert separators.whole(Random(1), new) is new
