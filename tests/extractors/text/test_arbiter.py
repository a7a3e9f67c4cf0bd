"""Which of several readings of a text is taken, by its rows alone."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from extractors.forms.text.arbiter import OTHERWISE, likeliest, signals_of, worth
from schema.reading import IndicatorReading, Printed, Reading

GOOD = ("新建路灯数量", "≥50盏", "52盏", "20", "20")
SECOND = ("路灯亮灯率", "≥95%", "96%", "30", "30")
THIRD = ("群众满意度", "≥90%", "93%", "40", "38")


def _row(name: str, *values: str) -> IndicatorReading:
    cells = {role: Printed(text) for role, text in zip(("target", "actual", "weight", "score"), values, strict=False)}
    return IndicatorReading("project-target", Printed(name), cells=MappingProxyType(cells))


def _reading(*rows: tuple[str, ...]) -> Reading:
    return Reading(indicators=tuple(_row(*row) for row in rows))


@pytest.mark.parametrize(
    "worse",
    [
        ("新建路灯数量≥50盏", "52盏", "20", "20", ""),
        ("50", "盏", "52盏", "20", "20"),
        ("灯", "≥50盏", "52盏", "20", "20"),
        ("数量指标新建路灯", "≥50盏", "52盏", "20", "20"),
        ("新建路灯数量", "", "", "", ""),
    ],
)
def test_a_row_that_may_not_be_one_makes_a_reading_less_likely(worse: tuple[str, ...]) -> None:
    right, wrong = _reading(GOOD, SECOND, THIRD), _reading(worse, SECOND, THIRD)

    assert worth(wrong) < worth(right)
    assert [likeliest(pair)[0] for pair in ([right, wrong], [wrong, right])] == [0, 1]


def test_of_readings_that_are_worth_the_same_the_first_is_taken() -> None:
    assert likeliest([_reading(GOOD), _reading(GOOD)]) == (0, _reading(GOOD))


def test_a_reading_that_lost_the_project_is_less_likely_than_one_that_found_it() -> None:
    lost = _reading(GOOD, SECOND, THIRD, ("乡村公路养护", "≥3公里", "3公里", "", ""))
    found = Reading(indicators=tuple(replace(row, project="路灯维护项目") for row in _reading(GOOD, SECOND).indicators))
    assert likeliest([lost, found])[0] == 1
    assert likeliest([lost, _reading(GOOD, SECOND)])[0] == 0


def test_of_readings_that_are_worth_nothing_the_likelier_is_taken() -> None:
    doubtful, hopeless = ("十分", "", "", "", ""), ("灯", "", "", "", "")
    assert likeliest([_reading(hopeless, hopeless, hopeless), _reading(doubtful)])[0] == 1
    assert likeliest([_reading(), _reading(hopeless)])[0] == 1


def test_rows_that_the_next_best_reading_has_not_are_doubted() -> None:
    other = ("群众满意度", "≥90%", "", "40", "38")
    _, taken = likeliest([_reading(GOOD, SECOND, THIRD), _reading(GOOD, SECOND, other)])
    assert [row.reasons for row in taken.indicators] == [(), (), (OTHERWISE,)]


def test_a_reading_that_is_far_behind_says_nothing_against_the_likeliest() -> None:
    _, taken = likeliest([_reading(GOOD, SECOND, THIRD), _reading()])
    assert not any(row.reasons for row in taken.indicators)


def test_points_that_add_up_speak_for_all_rows() -> None:
    (first, *_) = signals_of(_reading(GOOD, SECOND, THIRD).indicators, False)
    (alone,) = signals_of(_reading(GOOD).indicators, False)
    assert (first["the points add up"], alone["the points add up"]) == (1.0, 0.0)
