from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from random import Random

import pytest

from corpus.gold import gold_of
from corpus.invent import FAMILIES, invent
from corpus.invention import Abreast, Fields, Form, Goals, Indicators, Invention, Money, Prose
from corpus.lexicon import headers, public
from corpus.stress import labels, names, storeys, words
from corpus.stress.changing import tables_of
from corpus.stress.unseen import heads, unseen
from corpus.typeset import typeset
from normalizers.text import bare


def known() -> set[str]:
    """Every spelling that the readers' vocabulary has, whatever for."""
    data = tomllib.loads(files("extractors").joinpath("data/headers.toml").read_text(encoding="utf-8"))
    return {bare(word) for section in data.values() for words in section.values() for word in words}


def strange(spellings: Iterable[str]) -> float:
    """The share of them that no reader was shown."""
    given = {bare(word) for word in spellings}
    return len(given - known()) / len(given)


def test_the_spellings_are_none_of_the_readers() -> None:
    composed = [word for role in unseen()["composed"] for word in heads(role)]
    assert strange(composed) > 0.95
    assert strange(word for spelled in unseen()["heads"].values() for word in spelled) > 0.75
    assert strange(unseen()["neutral"]) > 0.75
    for section in ("fields", "rows", "money", "goals"):
        assert strange(word for spelled in unseen()["labels"][section].values() for word in spelled) > 0.75


def test_the_generator_shares_no_head_with_its_own_usual_ones() -> None:
    for role, spellings in headers().items():
        assert not set(heads(role)) & set(spellings)


def test_no_head_belongs_to_two_roles() -> None:
    all_heads = [head for role in {*unseen()["heads"], *unseen()["composed"]} for head in heads(role)]
    assert len(all_heads) == len(set(all_heads))


@pytest.mark.parametrize("family", FAMILIES)
def test_every_column_with_a_role_gets_an_unseen_head(family: str) -> None:
    changed = words.head_words(Random(1), invent(1, family))
    assert changed is not None
    for table in tables_of(changed):
        for column in table.columns:
            role = words.SUBTOTALS.get(column.role, column.role)
            assert column.head in heads(role) or role == "history"


def test_one_or_two_heads_are_unseen_and_the_others_as_they_were() -> None:
    for seed in range(8):
        old = invent(seed, "project-results")
        new = words.some_heads(Random(seed), old)
        assert new is not None
        before, after = ([c for table in tables_of(f) for c in table.columns] for f in (old, new))
        changed = {b.role for a, b in zip(before, after, strict=True) if a.head != b.head}
        assert 1 <= len(changed) <= 2


def test_levels_are_renamed_in_print_and_gold_alike() -> None:
    for seed in range(8):
        old = invent(seed, "unit-report")
        new = words.level_words(Random(seed), old)
        assert new is not None
        before, after = ([(r["level1"], r["level2"]) for r in gold_of(f, "x")["indicators"]] for f in (old, new))
        assert not {level for pair in before for level in pair} & {level for pair in after for level in pair}
        assert len(set(before)) == len(set(after))
        for table in tables_of(new):
            for row in table.rows:
                assert row.printed.get("level1", row.level1).startswith(row.level1)


def test_public_names_come_with_their_own_values() -> None:
    given = {row["name"]: row["raw"] for row in public()}
    changed = names.names(Random(1), invent(1, "project-target"))
    assert changed is not None
    public_rows = [row for table in tables_of(changed) for row in table.rows if row.name in given]
    assert public_rows
    assert all(row.target is not None and row.target.raw == given[row.name] for row in public_rows)


def test_a_row_that_a_finding_is_about_keeps_its_name() -> None:
    found = 0
    for seed in range(40):
        old = invent(seed, "project-results")
        about = {planted.about for planted in old.planted if planted.rule == "score-without-reason"}
        new = names.names(Random(seed), old)
        if new is not None:
            assert about <= {row.name for table in tables_of(new) for row in table.rows}
            found += bool(about)
    assert found


def upper(invention: Invention) -> set[int]:
    return {len(column.over.split("/")) for table in tables_of(invention) for column in table.columns if column.over}


@pytest.mark.parametrize(
    ("variant", "depths"), [("two", {1}), ("shared", {1}), ("three", {1, 2}), ("known-below", {1})]
)
def test_heads_have_as_many_storeys_as_the_variant_says(variant: str, depths: set[int]) -> None:
    for seed in range(8):
        changed = storeys.VARIANTS[variant](Random(seed), invent(seed, "project-results"))
        assert changed is not None
        assert upper(changed)
        assert upper(changed) <= depths
        assert variant != "three" or 2 in upper(changed)


def test_what_was_planned_and_what_came_of_it_is_told_by_the_upper_head() -> None:
    for seed in range(8):
        changed = storeys.two(Random(seed), invent(seed, "transfer"))
        assert changed is not None
        columns = {column.role: column for column in tables_of(changed)[0].columns}
        assert columns["target"].head == columns["actual"].head
        assert columns["target"].over in unseen()["storeys"]["planned"]
        assert columns["actual"].over in unseen()["storeys"]["reached"]


def printed_labels(invention: Invention) -> set[str]:
    found: set[str] = set()
    for part in invention.parts:
        for section in part.sections if isinstance(part, Form) else ():
            if isinstance(section, Fields):
                found |= {key for key, _ in section.pairs}
            if isinstance(section, Goals):
                found |= {box.head for box in section.boxes} | {section.side}
            if isinstance(section, Money):
                found |= {section.side} | {line.label for line in section.lines}
            if isinstance(section, Indicators | Abreast):
                found.add(section.side)
    return found - {""}


@pytest.mark.parametrize("family", ["project-results", "project-target", "older", "abreast"])
def test_labels_are_unseen_and_the_gold_has_them(family: str) -> None:
    for seed in range(6):
        old = invent(seed, family)
        new = labels.every(Random(seed), old)
        assert new is not None
        assert not printed_labels(old) & printed_labels(new)
        paper = str(typeset(new))
        gold = gold_of(new, "x")
        assert all(field["key"] in paper for field in gold["fields"])
        assert all(amount["item"].split("/")[-1] in paper for amount in gold["amounts"])
        values = [[(a["raw"], a["unit"]) for a in gold_of(f, "x")["amounts"]] for f in (old, new)]
        assert values[0] == values[1]


def test_titles_keep_their_year_and_their_project() -> None:
    for seed in range(6):
        old = invent(seed, "project-targets")
        new = labels.headings(Random(seed), old)
        assert new is not None
        titles = [part.text for part in new.parts if isinstance(part, Prose) and part.style == "title"]
        projects = [part.project for part in new.parts if isinstance(part, Form)]
        assert all(any(project in title for title in titles) for project in projects)
        assert not any("绩效目标表" in title for title in titles)
