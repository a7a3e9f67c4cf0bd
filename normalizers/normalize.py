"""The door to meaning: `Reading` in, `Filing` out. Values parsed, names matched, rules read, the printed text kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from normalizers.confidence import TYPED, Beside, left_by, legible, of_filing, of_value, together
from normalizers.layout import clean, filing_unit, indicator_name, item_path, level_name, parted_points, without_doubled
from normalizers.legibility import as_an_engine_read, as_put_into_cells, surroundings
from normalizers.matching import is_exact, match
from normalizers.numbers import parse_number, without_stray_points
from normalizers.periods import find_years, fiscal_year
from normalizers.scoring_rules import full_points, parse_rule
from normalizers.slips import mended_name
from normalizers.taxonomy import Taxonomy
from normalizers.text import compact, tidy
from normalizers.unmeant import unmeant_amount, unmeant_indicator
from normalizers.values import Context, parse_value, settled_value
from schema.document import Document
from schema.faults import attempt
from schema.filing import Amount, Field, Filing, Goal, Indicator
from schema.place import Place
from schema.reading import AmountReading, FieldReading, GoalReading, IndicatorReading, Printed, Reading
from schema.value import PeriodValue, Value

_EXACT = 100.0
#: Labelled cells that are the filing's own columns, not other fields.
_IN_THE_HEAD = ("unit_name", "year")
#: How sure its reader is of a name in which one character may be misread.
_HARDLY_A_GUESS, _SURELY_READ = 0.2, 0.99
_SLIP = "a misread character of the name put right"
_MENDED = 0.9
_UNNAMED = 0.6
_NO_POINTS = 0.7


def normalize(
    reading: Reading, document: Document, taxonomy: Taxonomy | None = None, year: str | None = None
) -> Filing:
    """What a reading means. Keys name places; of several records at one place the later get a number.

    Names are matched with the built-in taxonomy unless another is given; `year` is the fiscal year where it is settled.
    """
    year = _year(reading) if year is None else year
    keys = _Keys()
    typed = document.channel in TYPED
    faults: list[str] = []
    indicators = tuple(
        attempt(faults, _meaning_of("an indicator", row.place), _indicator, row, key, year, taxonomy, typed, around)
        or unmeant_indicator(row, key)
        for row, around in zip(reading.indicators, surroundings(reading, typed), strict=True)
        for key in [keys.of("indicator", row.place)]
    )
    amounts = tuple(
        attempt(faults, _meaning_of("an amount", row.place), _amount, row, key, year, typed) or unmeant_amount(row, key)
        for row in reading.amounts
        for key in [keys.of("amount", row.place)]
    )
    return Filing(
        channel=document.channel,
        form=reading.form,
        fiscal_year=year,
        unit_name=filing_unit(reading.fields),
        pages=document.pages,
        titles=reading.titles,
        texts=reading.texts,
        indicators=indicators,
        amounts=amounts,
        goals=tuple(_goals(reading.goals, keys)),
        fields=tuple(_field(r, keys) for r in reading.fields if is_own_field(r)),
        confidence=_overall(indicators, reading),
        reasons=(*reading.reasons, *document.warnings),
        unread=(*reading.unread, *faults),
    )


def _meaning_of(what: str, place: Place) -> str:
    where = f"table {place.table}, row {place.row}" if place.table is not None else f"block {place.block or 0}"
    return f"{where}: the meaning of {what}"


def is_own_field(reading: FieldReading) -> bool:
    """Whether a labelled cell is a field of its own, and no column of the filing."""
    return reading.role not in _IN_THE_HEAD


def _year(reading: Reading) -> str:
    """The year printed in titles, labelled cells and text; else the one that the annual goals name most, or the one
    behind the last year of the history."""
    labelled = [f"{field.key}：{field.value}" for field in reading.fields if field.role == "year"]
    texts = [*labelled, *(text.text for text in reading.texts)]
    printed = fiscal_year([title.text for title in reading.titles], texts)
    if printed:
        return printed
    goals = [goal.text for goal in reading.goals if goal.horizon == "annual"]
    named = Counter(year for text in goals for year in find_years(text))
    if named:
        return max(named, key=lambda year: (named[year], year))
    past = [int(period) for r in reading.indicators for period, _ in r.history if period.isdigit()]
    return str(max(past) + 1) if past else ""


class _Keys:
    """Keys of places, told apart where several records share one."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, kind: str, place: Place) -> str:
        key = f"{kind}-{place.key}"
        self._seen[key] += 1
        return place.key if self._seen[key] == 1 else f"{place.key}-{self._seen[key]}"


@dataclass(frozen=True, slots=True)
class _Named:
    """A row's name as it stands in the record, the points printed behind it, and what had to be put right."""

    name: str
    points: str
    doubled: bool
    slipped: bool

    @property
    def slips(self) -> tuple[str, ...]:
        """What speaks against the row for its name, by a sentence of `data/confidence.toml`."""
        return (_SLIP,) if self.slipped else ()

    @property
    def chances(self) -> tuple[float, float]:
        """What a missing name and a character that was seen twice leave of the row's confidence."""
        return 1.0 if self.name else _UNNAMED, _MENDED if self.doubled else 1.0


def _named(reading: IndicatorReading, level2: str, taxonomy: Taxonomy | None) -> _Named:
    """The name of a row; points in brackets behind it are its weight where the form has no column of weights."""
    printed, points = indicator_name(reading.name.text), ""
    if not reading.cell("weight").text:
        printed, points = parted_points(printed)
    single = without_doubled(printed, lambda text: match(text, level2=level2, taxonomy=taxonomy).score == _EXACT)
    name = _as_printed(single, reading.name, taxonomy)
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

    @property
    def chances(self) -> tuple[float, float]:
        """What target and result leave of the row's confidence."""
        return of_value(self.target.confidence), of_value(self.actual.confidence)


def _values(reading: IndicatorReading, context: Context) -> _Values:
    """The values of a row: the target beside those of other years, all others beside the target."""
    history = tuple(PeriodValue(period, _value(cell, context)) for period, cell in reading.history)
    target = _target(reading, context, tuple(past.value for past in history))
    beside = replace(context, unit_cell=reading.cell("unit").text, target=target)
    interim = tuple(PeriodValue(period, _value(cell, beside)) for period, cell in reading.interim)
    actual, forecast, adjusted = (_value(reading.cell(role), beside) for role in ("actual", "forecast", "adjusted"))
    return _Values(target, actual, history, interim, forecast, adjusted)


def _indicator(
    reading: IndicatorReading,
    key: str,
    year: str,
    taxonomy: Taxonomy | None,
    typed: bool,
    around: Beside,
) -> Indicator:
    level2 = level_name(reading.level2)
    named = _named(reading, level2, taxonomy)
    values = _values(reading, _context(reading, named.name, level2, year))
    rule = parse_rule(clean(reading.cell("rule").text))
    weight_raw, score_raw = reading.cell("weight").text or named.points, reading.cell("score").text
    chances = [
        *(as_put_into_cells(reading) if typed else as_an_engine_read(reading, is_exact(named.name, taxonomy))),
        around.chance,
        left_by((*around.doubts, *named.slips)),
        *named.chances,
        *values.chances,
        *(_plainness(raw) for raw in (weight_raw, score_raw)),
    ]
    kind, unit = (getattr(values.target, part) or getattr(values.actual, part) for part in ("kind", "unit"))
    return Indicator(
        key=key,
        form=reading.form,
        name=named.name,
        name_raw=reading.name.text,
        project=tidy(reading.project),
        site=compact(reading.site),
        horizon=reading.horizon,
        level1=level_name(reading.level1),
        level2=level2,
        match=match(named.name, level2=level2, kind=kind, unit=unit, taxonomy=taxonomy),
        target=values.target,
        adjusted=values.adjusted,
        actual=values.actual,
        history=values.history,
        interim=values.interim,
        forecast=values.forecast,
        weight=_points(weight_raw) if weight_raw else full_points(rule.raw),
        weight_raw=weight_raw.strip(),
        score=_points(score_raw) if score_raw else None,
        score_raw=score_raw.strip(),
        second_score=_points(reading.cell("second_score").text),
        basis=clean(reading.cell("basis").text),
        scoring_rule=rule.raw,
        rule=rule,
        explanation=clean(reading.cell("explanation").text),
        remark=clean(reading.cell("remark").text),
        place=reading.place,
        confidence=together(chances),
        reasons=(*reading.reasons, *around.doubts, *named.slips, *values.target.reasons),
    )


def _points(raw: str) -> Decimal | None:
    """The points that a cell prints, dirt beside them left out."""
    number = parse_number(raw)
    return parse_number(without_stray_points(raw)) if number is None else number


def _plainness(raw: str) -> float:
    """How plainly a cell prints its points, if it prints anything."""
    if not raw or parse_number(raw) is not None:
        return 1.0
    return _NO_POINTS if _points(raw) is None else _MENDED


def _as_printed(name: str, cell: Printed, taxonomy: Taxonomy | None) -> str:
    """The name with a character put right of which its reader was not sure, where nobody has vouched for it."""
    doubtful = _HARDLY_A_GUESS < cell.confidence < _SURELY_READ and not cell.settled
    return mended_name(name, lambda text: is_exact(text, taxonomy)) if doubtful else name


def _context(reading: IndicatorReading, name: str, level2: str, year: str) -> Context:
    """What stands round every value of the row."""
    return Context(
        name=name, head_unit=reading.head_unit, table_unit=reading.table_unit, fiscal_year=year, level2=level2
    )


def _target(reading: IndicatorReading, context: Context, past: tuple[Value, ...]) -> Value:
    beside = replace(
        context,
        unit_cell=reading.cell("unit").text,
        operator_cell=reading.cell("operator").text,
        neighbours=past,
    )
    return _value(reading.cell("target"), beside)


def _value(cell: Printed, context: Context) -> Value:
    """What a cell prints; what a person has vouched for is not doubted."""
    return settled_value(cell.text, context) if cell.settled else parse_value(cell.text, context)


def _amount(reading: AmountReading, key: str, year: str, typed: bool) -> Amount:
    item = item_path(reading.path)
    label = tidy(reading.label)
    name = f"{item}/{label}" if label else item
    context = Context(name=name, head_unit=reading.head_unit, table_unit=reading.table_unit, fiscal_year=year)
    value = _value(reading.value, context)
    printed = reading.value.confidence if typed else legible(reading.value.confidence)
    return Amount(
        key=key,
        item=item,
        value=value,
        project=tidy(reading.project),
        label=label,
        source=reading.source,
        place=reading.place,
        confidence=together([reading.confidence, printed, of_value(value.confidence)]),
        reasons=(*reading.reasons, *value.reasons),
    )


def _goals(readings: Iterable[GoalReading], keys: _Keys) -> Iterable[Goal]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for reading in readings:
        group = (reading.kind, reading.horizon, reading.project)
        counts[group] += 1
        yield Goal(
            key=keys.of("goal", reading.place),
            kind=reading.kind,
            text=tidy(reading.text),
            project=tidy(reading.project),
            horizon=reading.horizon,
            task=tidy(reading.task),
            position=counts[group],
            place=reading.place,
            confidence=together([reading.confidence]),
        )


def _field(reading: FieldReading, keys: _Keys) -> Field:
    return Field(
        key=keys.of("field", reading.place),
        name=reading.key,
        value=reading.value,
        role=reading.role,
        project=tidy(reading.project),
        place=reading.place,
        confidence=together([reading.confidence]),
    )


def _overall(indicators: Iterable[Indicator], reading: Reading) -> float:
    found = [indicator.confidence for indicator in indicators] or [reading.confidence]
    return together([of_filing(found, len(reading.unread))])
