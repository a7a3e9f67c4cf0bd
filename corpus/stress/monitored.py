"""The monitoring of a year that is not over: its state, what the whole year is expected to give, whether it will do."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from corpus import figures
from corpus.figures import printed
from corpus.invention import Column, Figure, Form, Goals, Indicators, Invention, Prose, Row, Section
from corpus.lexicon import word
from corpus.stress import changing
from corpus.stress.unseen import unseen

#: Columns that a monitoring does not have, and those that end it.
LATER = frozenset({"actual", "score", "weight", "remark", "basis", "rule", "explanation"})
MONTHS = (6, 7, 8, 9)


def monitoring(random: Random, invention: Invention) -> Invention | None:
    """The filing as a monitoring form: no results, but the months so far and the forecast."""
    if invention.form != "project-target":
        return None
    month, words = random.choice(MONTHS), unseen()["layout"]
    title = random.choice(words["monitoring_titles"])
    period = f"1-{month}月"
    columns = _columns(random, month, period)

    def table(given: Indicators) -> Indicators | None:
        if given.horizon != "annual" or "target" not in given.roles:
            return None
        kept = tuple(column for column in given.columns if column.role not in LATER)
        rows = tuple(row if row.placeholder else _row(random, row, period) for row in given.rows)
        return replace(given, columns=(*kept, *columns), rows=rows)

    changed = changing.tables(changing.sections(changing.without_totals(invention), _current), table)
    return changed and replace(changed, form="monitoring", parts=tuple(_part(part, title) for part in changed.parts))


def _part(part: Prose | Form, title: str) -> Prose | Form:
    if isinstance(part, Form):
        return replace(part, kind="monitoring")
    numbered = part.text[:2] if part.text[1:2] == "、" else ""
    return replace(part, text=numbered + title) if part.style == "title" and "绩效目标" in part.text else part


def _current(section: Section) -> Section:
    if isinstance(section, Goals):
        return replace(section, boxes=tuple(box for box in section.boxes if box.kind != "completion"))
    return section


def _columns(random: Random, month: int, period: str) -> tuple[Column, ...]:
    words = unseen()["layout"]
    causes = tuple(Column(f"cause{i}", cause, "偏差原因分析") for i, cause in enumerate(words["causes"]))
    shown = causes if random.random() < 0.4 else (Column("remark", random.choice(words["deviation"])),)
    state = Column("interim", random.choice(words["interim"]).format(m=month), period=period)
    forecast = Column("forecast", random.choice(words["forecast"]))
    possible = Column("possibility", random.choice(words["possibility"]))
    return (state, forecast, *shown, possible) if random.random() < 0.6 else (state, forecast, possible, *shown)


def _row(random: Random, row: Row, period: str) -> Row:
    target = row.target
    if target is None:
        return row
    late = random.random() < 0.15
    possible = "有可能" if late else random.choice(unseen()["layout"]["possible"])
    texts = {**{k: v for k, v in row.texts.items() if k != "remark"}, "possibility": possible}
    if late:
        texts |= {"remark": word(random, "reasons"), f"cause{random.randrange(4)}": "√"}
    interim, forecast = _states(random, target)
    return replace(row, texts=texts, interim=((period, interim),), forecast=forecast)


def _states(random: Random, target: Figure) -> tuple[Figure, Figure]:
    """Where the year stands, and where it will end."""
    if target.value is None or target.value_max is not None:
        return figures.qualitative("正在推进"), figures.qualitative("按期完成")
    share = Decimal(random.choice((40, 50, 60, 80, 100))) / 100
    whole = target.value == target.value.to_integral_value()
    now = (target.value * share).quantize(Decimal(1) if whole else Decimal("0.01"), ROUND_HALF_UP)
    return _plain(now, target), _plain(target.value, target)


def _plain(value: Decimal, target: Figure) -> Figure:
    return Figure(f"{printed(value)}{target.unit}", "", value, None, target.unit, target.kind)
