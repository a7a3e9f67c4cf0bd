"""What a row of an indicator means: its name, its values, its points and how sure all of it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from normalizers.confidence import sureness
from normalizers.legibility import Beside
from normalizers.matching.matching import is_exact, match
from normalizers.matching.slips import mended_name
from normalizers.names.layout import clean, indicator_name, level_name, parted_points, without_doubled
from normalizers.names.taxonomy import Taxonomy
from normalizers.quantities.figures import POINTS
from normalizers.quantities.numbers import parse_number, without_stray_points
from normalizers.rules.recomputed import score
from normalizers.rules.scoring_rules import full_points, parse_rule
from normalizers.signals import Paper, RowMeaning, in_pieces, of_indicator
from normalizers.text import compact, tidy
from normalizers.values.values import Context, value_of_cell
from schema.filing import Indicator
from schema.match import Match
from schema.reading import IndicatorReading, Printed
from schema.value import PeriodValue, Value

_EXACT = 100.0
#: How sure its reader is of a name in which one character may be misread.
_HARDLY_A_GUESS, _SURELY_READ = 0.2, 0.99
_SLIP = "a misread character of the name put right"
_DOUBLED = "a character of the name stands there twice"
# 分 and % behind points say no more than their column does.
_PLAIN_POINTS = re.compile(rf"{POINTS}\s?[分%％]$")
_STAINED, _NO_POINTS = "more than a number stands where points should", "no number stands where points should"


@dataclass(frozen=True, slots=True)
class _Named:
    """A row's name as it stands in the record, the points printed behind it, and what had to be put right."""

    name: str
    points: str
    doubled: bool
    slipped: bool

    @property
    def doubts(self) -> tuple[str, ...]:
        """What speaks against the row for its name."""
        return (*((_SLIP,) if self.slipped else ()), *((_DOUBLED,) if self.doubled else ()))


def _named(reading: IndicatorReading, level2: str, taxonomy: Taxonomy | None, typed: bool) -> _Named:
    """The name of a row; points in brackets behind it are its weight where the form has no column of weights."""
    printed, points = indicator_name(reading.name.text), ""
    if not reading.cell("weight").text:
        printed, points = parted_points(printed)
    single = without_doubled(printed, lambda text: match(text, level2=level2, taxonomy=taxonomy).score == _EXACT)
    name = _as_printed(single, reading.name, taxonomy, typed)
    return _Named(name, points, doubled=single != printed, slipped=name != single)


@dataclass(frozen=True, slots=True)
class _Values:
    """What the cells of a row's values say."""

    target: Value
    actual: Value
    history: tuple[PeriodValue, ...]
    interim: tuple[PeriodValue, ...]
    forecast: Value
    adjusted: Value


def _values(reading: IndicatorReading, context: Context) -> _Values:
    """The values of a row, all in the unit of its cell: the target beside those of other years, all others beside the
    target."""
    context = replace(context, unit_cell=reading.cell("unit").text)
    history = tuple(PeriodValue(period, value_of_cell(cell, context)) for period, cell in reading.history)
    target = _target(reading, context, tuple(past.value for past in history))
    beside = replace(context, target=target)
    interim = tuple(PeriodValue(period, value_of_cell(cell, beside)) for period, cell in reading.interim)
    actual, forecast, adjusted = (
        value_of_cell(reading.cell(role), beside) for role in ("actual", "forecast", "adjusted")
    )
    return _Values(target, actual, history, interim, forecast, adjusted)


def indicator_of(
    reading: IndicatorReading, key: str, year: str, taxonomy: Taxonomy | None, paper: Paper, around: Beside
) -> Indicator:
    """What a row says, and how surely."""
    level2 = level_name(reading.level2)
    named = _named(reading, level2, taxonomy, paper.typed)
    values = _values(reading, _context(reading, named.name, level2, year))
    weight_raw, score_raw = reading.cell("weight").text or named.points, reading.cell("score").text
    rule = parse_rule(clean(reading.cell("rule").text))
    weight = _points(weight_raw) if weight_raw else full_points(rule.raw)
    stains = _stains(weight_raw, score_raw)
    doubts = (*reading.reasons, *around.doubts, *named.doubts, *stains, *in_pieces(paper, reading))
    kind, unit = (getattr(values.target, part) or getattr(values.actual, part) for part in ("kind", "unit"))
    matched = match(named.name, level2=level2, kind=kind, unit=unit, taxonomy=taxonomy)
    row = RowMeaning(matched, values.target, values.actual, is_exact(named.name, taxonomy), around.project)
    evidence = of_indicator(paper, reading, row, doubts)
    return replace(
        _printed(reading, key),
        name=named.name,
        level2=level2,
        match=matched,
        target=values.target,
        adjusted=values.adjusted,
        actual=values.actual,
        history=values.history,
        interim=values.interim,
        forecast=values.forecast,
        weight=weight,
        weight_raw=weight_raw.strip(),
        score=_points(score_raw) if score_raw else None,
        score_raw=score_raw.strip(),
        recomputed=score(rule, values.target, values.actual, weight).points,
        scoring_rule=rule.raw,
        rule=rule,
        confidence=sureness("indicators", evidence),
        reasons=(*doubts, *values.target.reasons, *_against_entry(matched)),
        evidence=tuple(evidence.items()),
    )


def _printed(reading: IndicatorReading, key: str) -> Indicator:
    """The record of a row with what stands in it as it is printed."""
    return Indicator(
        key=key,
        form=reading.form,
        name=reading.name.text,
        name_raw=reading.name.text,
        project=tidy(reading.project),
        site=compact(reading.site),
        horizon=reading.horizon,
        level1=level_name(reading.level1),
        second_score=_points(reading.cell("second_score").text),
        basis=clean(reading.cell("basis").text),
        explanation=clean(reading.cell("explanation").text),
        remark=clean(reading.cell("remark").text),
        place=reading.place,
    )


#: What a match says against a row's value, and how the row's reasons put it.
_AGAINST = {
    "kind differs": "a value of another kind than the taxonomy's entry",
    "unit differs": "a unit that the taxonomy's entry has not",
}


def _against_entry(matched: Match) -> tuple[str, ...]:
    """What speaks against a value beside the entry that its name means."""
    return tuple(_AGAINST[reason] for reason in matched.reasons if reason in _AGAINST) if matched.canonical_id else ()


def _stains(*raws: str) -> tuple[str, ...]:
    """What speaks against cells that print points and do not print them plainly."""
    stained = [raw for raw in raws if raw and not _PLAIN_POINTS.match(tidy(raw)) and parse_number(raw) is None]
    return tuple(dict.fromkeys(_NO_POINTS if _points(raw) is None else _STAINED for raw in stained))


def _points(raw: str) -> Decimal | None:
    """The points that a cell prints, as a share of a hundred as well (`13%`), dirt beside them left out."""
    plain = tidy(raw).rstrip("%％")
    number = parse_number(plain)
    return parse_number(without_stray_points(plain)) if number is None else number


def _as_printed(name: str, cell: Printed, taxonomy: Taxonomy | None, typed: bool) -> str:
    """The name with a character put right of which its reader was not sure, where nobody has vouched for it. Of what
    was typed no reader doubts a character, but where a cell ends: only what makes a known name is put right there."""
    doubtful = _HARDLY_A_GUESS < cell.confidence < _SURELY_READ and not cell.settled
    mended = mended_name(name, lambda text: is_exact(text, taxonomy)) if doubtful else name
    return mended if not typed or is_exact(mended, taxonomy) else name


def _context(reading: IndicatorReading, name: str, level2: str, year: str) -> Context:
    """What stands round every value of the row."""
    return Context(
        name=name, head_unit=reading.head_unit, table_unit=reading.table_unit, fiscal_year=year, level2=level2
    )


def _target(reading: IndicatorReading, context: Context, past: tuple[Value, ...]) -> Value:
    beside = replace(context, operator_cell=reading.cell("operator").text, neighbours=past)
    return value_of_cell(reading.cell("target"), beside)
