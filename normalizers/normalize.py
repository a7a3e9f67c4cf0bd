"""The door to meaning: `Reading` in, `Filing` out. Values parsed, names matched, rules read, the printed text kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from normalizers.confidence import of_filing, sureness
from normalizers.indicators import indicator_of
from normalizers.legibility import surroundings
from normalizers.names.layout import item_path, labelled_unit
from normalizers.names.taxonomy import Taxonomy
from normalizers.planned_years import of_the_year
from normalizers.quantities.periods import find_years, fiscal_year
from normalizers.signals import Paper, of_amount, of_words
from normalizers.text import tidy
from normalizers.unit_lines import any_body, unit_of_lines
from normalizers.unmeant import unmeant_amount, unmeant_indicator
from normalizers.values.values import Context, value_of_cell
from schema.document import Document
from schema.faults import attempt
from schema.filing import Amount, Field, Filing, Goal, Indicator
from schema.place import Place
from schema.reading import AmountReading, FieldReading, GoalReading, Reading

#: Labelled cells that are the filing's own columns, not other fields.
_IN_THE_HEAD = ("unit_name", "year")
#: So many lines of a document may be its cover.
_COVER_LINES = 12


def normalize(
    reading: Reading, document: Document, taxonomy: Taxonomy | None = None, year: str | None = None
) -> Filing:
    """What a reading means. Keys name places; of several records at one place the later get a number.

    Names are matched with the built-in taxonomy unless another is given; `year` is the fiscal year where it is settled.
    """
    year = _year(reading) if year is None else year
    keys = _Keys()
    reading = replace(reading, indicators=tuple(of_the_year(row, year) for row in reading.indicators))
    paper = Paper(document.channel, len(reading.unread))
    faults: list[str] = []
    indicators = tuple(
        attempt(faults, _meaning_of("an indicator", row.place), indicator_of, row, key, year, taxonomy, paper, around)
        or unmeant_indicator(row, key)
        for row, around in zip(reading.indicators, surroundings(reading, paper.typed), strict=True)
        for key in [keys.of("indicator", row.place)]
    )
    amounts = tuple(
        attempt(faults, _meaning_of("an amount", row.place), _amount, row, key, year, paper) or unmeant_amount(row, key)
        for row in reading.amounts
        for key in [keys.of("amount", row.place)]
    )
    return Filing(
        channel=document.channel,
        form=reading.form,
        fiscal_year=year,
        unit_name=labelled_unit(reading.fields) or unit_of_lines(_cover(reading)) or any_body(reading.fields),
        pages=document.pages,
        titles=reading.titles,
        texts=reading.texts,
        indicators=indicators,
        amounts=amounts,
        goals=tuple(_goals(reading.goals, keys, paper)),
        fields=tuple(_field(r, keys, paper) for r in reading.fields if is_own_field(r)),
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
    """The year printed in titles, labelled cells and text; else the one that the annual goals name most, or the dates
    by which annual targets are to be met, or the one behind the last year of the history."""
    labelled = [f"{field.key}：{field.value}" for field in reading.fields if field.role == "year"]
    texts = [*labelled, *(text.text for text in reading.texts)]
    printed = fiscal_year([title.text for title in reading.titles], texts)
    if printed:
        return printed
    goals = [goal.text for goal in reading.goals if goal.horizon == "annual"]
    targets = [row.cell("target").text for row in reading.indicators if row.horizon == "annual"]
    for said in (goals, targets):
        named = Counter(year for text in said for year in find_years(text))
        if named:
            return max(named, key=lambda year: (named[year], year))
    past = [int(period) for r in reading.indicators for period, _ in r.history if period.isdigit()]
    return str(max(past) + 1) if past else ""


def _cover(reading: Reading) -> list[str]:
    """What a document prints first, and the titles of its forms."""
    return [text.text for text in (*reading.texts[:_COVER_LINES], *reading.titles)]


class _Keys:
    """Keys of places, told apart where several records share one."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, kind: str, place: Place) -> str:
        key = f"{kind}-{place.key}"
        self._seen[key] += 1
        return place.key if self._seen[key] == 1 else f"{place.key}-{self._seen[key]}"


def _amount(reading: AmountReading, key: str, year: str, paper: Paper) -> Amount:
    item = item_path(reading.path)
    label = tidy(reading.label)
    name = f"{item}/{label}" if label else item
    context = Context(name=name, head_unit=reading.head_unit, table_unit=reading.table_unit, fiscal_year=year)
    value = value_of_cell(reading.value, context)
    evidence = of_amount(paper, reading, value)
    return Amount(
        key=key,
        item=item,
        value=value,
        project=tidy(reading.project),
        label=label,
        source=reading.source,
        place=reading.place,
        confidence=sureness("amounts", evidence),
        reasons=(*reading.reasons, *value.reasons),
        evidence=tuple(evidence.items()),
    )


def _goals(readings: Iterable[GoalReading], keys: _Keys, paper: Paper) -> Iterable[Goal]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for reading in readings:
        group = (reading.kind, reading.horizon, reading.project)
        counts[group] += 1
        evidence = of_words(paper, reading)
        yield Goal(
            key=keys.of("goal", reading.place),
            kind=reading.kind,
            text=tidy(reading.text),
            project=tidy(reading.project),
            horizon=reading.horizon,
            task=tidy(reading.task),
            position=counts[group],
            place=reading.place,
            confidence=sureness("goals", evidence),
            evidence=tuple(evidence.items()),
        )


def _field(reading: FieldReading, keys: _Keys, paper: Paper) -> Field:
    evidence = of_words(paper, reading)
    return Field(
        key=keys.of("field", reading.place),
        name=reading.key,
        value=reading.value,
        role=reading.role,
        project=tidy(reading.project),
        place=reading.place,
        confidence=sureness("fields", evidence),
        evidence=tuple(evidence.items()),
    )


def _overall(indicators: Iterable[Indicator], reading: Reading) -> float:
    found = [indicator.confidence for indicator in indicators] or [reading.confidence]
    return of_filing(found, len(reading.unread))
