"""The gold of an invented filing: its truth in the shape of a `*.gold.json`, as the export contract describes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from corpus.invention import (
    Abreast,
    Fields,
    Figure,
    Form,
    Goals,
    Indicators,
    Invention,
    Line,
    Listed,
    Money,
    Project,
    Prose,
    Row,
    Section,
    Stated,
    Told,
    Total,
)  # fmt: skip

Record = dict[str, Any]
HORIZONS = frozenset({"annual", "long-term"})


@dataclass(slots=True)
class Gold:
    """The lists of a gold file while they are gathered."""

    indicators: list[Record] = field(default_factory=list)
    amounts: list[Record] = field(default_factory=list)
    goals: list[Record] = field(default_factory=list)
    fields: list[Record] = field(default_factory=list)


def gold_of(invention: Invention, source: str) -> Record:
    """The gold for a document of that file name."""
    found = Gold()
    for part in invention.parts:
        if isinstance(part, Prose):
            _prose(found, part)
        else:
            for section in part.sections:
                _section(found, part, section)
    findings = [
        {"rule": p.rule, "about": p.about, "why": p.why, **({"project": p.project} if p.project else {})}
        for p in invention.planted
    ]
    filing = {"form": invention.form, "fiscal_year": invention.fiscal_year, "unit_name": invention.unit_name}
    note = "Made up: places, people and figures are invented."
    head: Record = {"source": source, "note": note, "family": invention.family, "filing": filing}
    if invention.stress:
        head |= {"stress": list(invention.stress), "variants": list(invention.variants)}
    return {**head, "indicators": found.indicators, "amounts": found.amounts,
            "goals": found.goals, "fields": found.fields, "findings": findings}  # fmt: skip


def _section(found: Gold, form: Form, section: Section) -> None:
    match section:
        case Fields():
            found.fields += _field_records(form, section)
        case Money():
            found.amounts += _money_records(form, section)
        case Stated():
            found.amounts += _stated_records(form, section)
        case Goals():
            found.goals += _goal_records(form, section)
        case Indicators():
            found.indicators += [record for row in section.rows for record in _indicators(form, section, row)]
        case Abreast():
            _section(found, form, section.left)
            _section(found, form, section.right)
        case Listed():
            for project in section.projects:
                _listed(found, replace(form, project=project.name), project, section.heads[1])
        case Total() if section.score:
            found.fields.append(_field(form, section.label, section.score, True))


def _stated_records(form: Form, stated: Stated) -> list[Record]:
    lines = [line for row in stated.rows for line in row if line is not None]
    return [record for line in lines for record in _line_records(form, line, ("",), stated.unit)]


def _listed(found: Gold, form: Form, project: Project, head: str) -> None:
    """One of several projects in a table, its money under this head; without one nothing but its indicators."""
    if head:
        found.amounts += _line_records(form, Line(_label(head), "", (project.money,)), ("",), "万元")
        _section(found, form, project.goals)
    _section(found, form, project.indicators)


def number(value: Decimal | None) -> int | float | None:
    """As JSON prints it: whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def figure_record(figure: Figure | None) -> Record | None:
    """The value as an object; None where there is none."""
    if figure is None or not figure.kind:
        return None
    return {
        "raw": figure.raw, "op": figure.op, "value": number(figure.value), "value_max": number(figure.value_max),
        "unit": figure.unit, "kind": figure.kind, "text": figure.text,
    }  # fmt: skip


def _indicators(form: Form, table: Indicators, row: Row) -> list[Record]:
    """The row's indicators: none of a placeholder, one a place or horizon where it has values for several."""
    if row.placeholder:
        return []
    if not row.spread:
        return [_indicator(form, table, row)]
    records = [(of, _indicator(form, table, replace(row, target=figure))) for of, figure in row.spread.items()]
    return [{**record, "horizon" if of in HORIZONS else "place": of} for of, record in records]


def _indicator(form: Form, table: Indicators, row: Row) -> Record:
    roles = table.roles
    record: Record = {
        "project": form.project, "horizon": table.horizon, "level1": row.level1, "level2": row.level2, "name": row.name,
        "target": figure_record(row.target), "actual": figure_record(row.actual),
        "history": [{"period": period, **(figure_record(past) or {})} for period, past in row.history],
        "weight": number(row.weight), "score": number(row.score),
    }  # fmt: skip
    texts = {"basis": "basis", "scoring_rule": "rule", "explanation": "explanation", "remark": "remark"}
    record.update({key: row.texts.get(role, "") if role in roles else "" for key, role in texts.items()})
    if row.interim:
        record["interim"] = [{"period": period, **(figure_record(state) or {})} for period, state in row.interim]
    if row.forecast:
        record["forecast"] = figure_record(row.forecast)
    if "second_score" in roles and row.texts.get("second_score"):
        record["second_score"] = number(Decimal(row.texts["second_score"]))
    if row.aliases:
        record["aliases"] = list(row.aliases)
    return {**record, "optional": row.optional}


def _decimal(raw: str) -> Decimal | None:
    try:
        return Decimal(raw.strip().rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None


def unit_of(raw: str, label: str, unit: str) -> str:
    """The cell's own unit, else the label's, else the block's."""
    if raw.endswith("%") or "率" in label or label == "占比":
        return "%"
    return "分" if label.startswith(("分值", "得分", "权重")) else unit


def _label(text: str) -> str:
    """A column's label without layout and bracketed additions."""
    return text.replace("\n", "").split("(")[0].split("（")[0].replace(" ", "")


def _line_records(form: Form, line: Line, heads: Iterable[str], unit: str) -> list[Record]:
    done: list[Record] = []
    for head, raw in zip(heads, line.cells, strict=True):
        if not raw:
            continue
        record: Record = {
            "project": form.project, "item": line.item, "label": _label(head), "raw": raw,
            "value": number(_decimal(raw)), "unit": unit_of(raw, head, unit), "source": "table",
        }  # fmt: skip
        if line.aliases:
            record["aliases"] = list(line.aliases)
        if record["unit"] == "分":
            record["optional"] = True
        done.append(record)
    return done


def _money_records(form: Form, section: Money) -> list[Record]:
    heads = section.heads if section.labelled else ("",)
    return [record for line in section.lines for record in _line_records(form, line, heads, section.unit)]


def _goal_records(form: Form, section: Goals) -> list[Record]:
    return [
        {
            "project": form.project,
            "horizon": box.horizon or section.horizon,
            "kind": box.kind,
            "text": text,
            "task": box.task,
        }
        for box in section.boxes
        for text in box.paragraphs
    ]


def _field(form: Form, key: str, value: str, optional: bool) -> Record:
    record: Record = {"project": form.project, "key": key.replace("\n", ""), "value": value}
    return {**record, "optional": True} if optional else record


def _field_records(form: Form, section: Fields) -> list[Record]:
    done: list[Record] = []
    for key, value in section.pairs:
        clean = key.replace("\n", "")
        given = section.means.get(key, ((clean, value),))
        done += [_field(form, k, v, clean in section.roles) for k, v in given if v]
    return done


def _told(told: Told) -> Record:
    record: Record = {"project": "", "item": told.item, "label": "", "raw": told.raw, "value": number(told.value),
                      "unit": told.unit, "source": "narrative"}  # fmt: skip
    return {**record, "optional": True} if told.optional else record


def _prose(found: Gold, part: Prose) -> None:
    found.amounts += [_told(told) for told in part.told]
    if part.indicator:
        found.indicators.append(_indicator(Form("", ()), Indicators("", (), ()), part.indicator))
    if part.style == "year" and "年度:" in part.text:
        year: Record = {"project": "", "key": "年度", "value": part.text.split(":")[1].strip(), "optional": True}
        found.fields.append(year)
    if part.goal:
        record: Record = {"project": "", "horizon": "annual", "kind": part.goal, "text": part.text}
        found.goals.append({**record, "optional": True} if part.optional else record)
