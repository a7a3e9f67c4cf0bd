"""The rows of the database, which are the rows of the export: a column is declared here and nowhere else.

CSV files, data package, titles and the test against the contract follow from these declarations. Tables stand in the
order in which they are exported. A filing's rows bear an `ordinal`, their place in the document's reading order.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from schema.column import Column, add_numbers, count, free, number, share, term
from schema.document import CHANNELS
from schema.finding import SETTLEMENTS, SEVERITIES
from schema.match import FAMILIES
from schema.reading import FORMS, GOAL_KINDS, HORIZONS, SOURCES
from schema.value import KINDS, OPERATORS

#: Changes whenever a table or a column does.
SCHEMA_VERSION = "6"

STATUSES = ("ok", "needs-review", "failed")
#: Why a filing needs review: its reading is doubted, it contradicts itself, or both.
DOUBTS = ("reading", "content", "both")
REVIEWS = ("none", "pending", "accepted", "corrected")
ROLES = ("target", "adjusted", "actual", "history", "interim", "forecast")

#: What each part of a value is: Chinese title, English title, meaning.
_PARTS = {
    "raw": ("原文", "as printed", "The value cell alone, as printed."),
    "op": ("运算符", "operator", "Empty for words and for a bare number."),
    "value": ("数值", "number", "The number in the printed unit; the lower end of a range."),
    "value_max": ("数值上限", "upper number", "The upper end of a range, else empty."),
    "unit": ("单位", "unit", "As printed; empty where none is printed or implied."),
    "kind": ("类型", "kind", "What is measured; empty where there is no value."),
    "text": ("文字", "words", "The words of a qualitative value, or what is left beside operator, number and unit."),
    "base_value": ("基准数值", "base number", "The number in the base unit; a date as YYYYMMDD of its last day."),
    "base_value_max": ("基准数值上限", "upper base number", "The upper end of a range in the base unit, else empty."),
    "base_unit": ("基准单位", "base unit", "元, 1 for a ratio, kg, m, m2, m3, 小时, 月, 工作日 or a counter."),
}  # fmt: skip
_NUMBERS = ("value", "value_max", "base_value", "base_value_max")
_CHOICES = {"op": OPERATORS, "kind": KINDS}


def _part(name: str, zh: str = "", en: str = "") -> Any:
    part_zh, part_en, about = _PARTS[name]
    titles = zh + part_zh, f"{en} {part_en}".strip().capitalize()
    if name in _NUMBERS:
        return number(f"{en}_{name}" if en else name, *titles, about)
    if name in _CHOICES:
        return term(*titles, about, _CHOICES[name])
    return free(*titles, about)


def _target(name: str) -> Any:
    return _part(name, "目标值", "target")


def _actual(name: str) -> Any:
    return _part(name, "实际值", "actual")


def _filing(**keys: Any) -> Any:
    about = "The filing that the row belongs to."
    return term("文件编号", "Filing", about, foreign_key="filings.filing_id", ondelete="CASCADE", **keys)


def _indicator(**keys: Any) -> Any:
    about = "The indicator that the row belongs to."
    return term("指标编号", "Indicator", about, foreign_key="indicators.indicator_id", ondelete="CASCADE", **keys)


def _ordinal(**keys: Any) -> Any:
    return count("顺序", "Order", "The row's place in its filing, from 0.", exported=False, nullable=False, **keys)


def _role() -> Any:
    about = "Goal, goal as changed, result, another year's value, state within the year, or what the year may give."
    return term("角色", "Role", about, ROLES)


def _period() -> Any:
    return free("年份", "Period", "The year of the value, or the part of it (1-7月); empty where none is known.")


def _project() -> Any:
    return free("项目名称", "Project", "As printed; empty for a department's overall table.")


def _horizon() -> Any:
    return term("目标期限", "Horizon", "One year, or several.", HORIZONS)


def _page() -> Any:
    return count("页码", "Page", "From 1; empty where the format has none.")


def _table() -> Any:
    return count("表序", "Table", "Counts the document's tables from 1; one joined over pages counts once.")


def _row() -> Any:
    return count("行号", "Row", "The physical row in its table from 1, heads included.")


def _bbox() -> Any:
    return term("位置", "Box", "x0 y0 x1 y1 from the top left, in PDF points or image pixels.")


def _confidence() -> Any:
    return share("置信度", "Confidence", "How likely every cell of the row is right, from 0 to 1.", index=True)


def _review() -> Any:
    return term("复核状态", "Review", "What a reviewer has said or is to say.", REVIEWS, index=True)


def _reasons() -> Any:
    return free("存疑原因", "Reasons", "What the program doubts, one phrase each, joined by ；.")


class FilingRecord(SQLModel, table=True):
    """A document."""

    __tablename__ = "filings"
    filing_id: str = term("文件编号", "Filing", "Stable: from the hash of the content.", primary_key=True)
    source: str = free("来源", "Source", "Path relative to the ingested folder, the first of its names.", index=True)
    sha256: str = term("内容散列", "SHA-256", "Of the source bytes.", unique=True)
    channel: str = term("载体", "Channel", "What the document is written in; empty where it can't be read.", CHANNELS)
    form: str = term("表类", "Form", "What most indicators stand in.", FORMS, index=True)
    fiscal_year: str = free("年度", "Fiscal year", "The year that the filing is about.", index=True)
    unit_name: str = free("单位名称", "Organisation", "The department that files, without code prefixes.", index=True)
    pages: int | None = count("页数", "Pages", "Empty where the format has none.")
    confidence: float = _confidence()
    status: str = term("状态", "Status", "Whether a person should look.", STATUSES, index=True)
    error: str = free("失败原因", "Error", "Why the document failed; empty where it did not.")
    doubt: str = term("存疑类别", "Doubt", "Doubts our reading, the filing's own content, or both.", DOUBTS, index=True)
    schema_version: str = term("表结构版本", "Schema version", "Of these tables.")
    code_version: str = term("程序版本", "Code version", "Of the program that read the document.")
    taxonomy_version: str = term("指标库版本", "Taxonomy version", "Of the indicators that names were matched with.")
    reasons: str = _reasons()


class SourceRecord(SQLModel, table=True):
    """A further name under which the same content was met."""

    __tablename__ = "sources"
    filing_id: str = _filing(primary_key=True)
    source: str = free("来源", "Source", "Path relative to the ingested folder.", primary_key=True)


class IndicatorRecord(SQLModel, table=True):
    """A 三级指标."""

    __tablename__ = "indicators"
    __table_args__ = (Index("ix_indicators_order", "filing_id", "ordinal", unique=True),)
    filing_id: str = _filing()
    indicator_id: str = term("指标编号", "Indicator", "Stable: from the place, not the words.", primary_key=True)
    form: str = term("表类", "Form", "Of the table that the indicator stands in.", FORMS)
    project: str = _project()
    place: str = free("地点", "Place", "Town, village or site of the row or column; empty where the table has none.")
    horizon: str = _horizon()
    level1: str = free("一级指标", "Level 1", "As printed, without layout blanks and bracketed weights.")
    level2: str = free("二级指标", "Level 2", "As printed, without layout blanks and bracketed weights.")
    name: str = free("三级指标", "Indicator name", "Without layout blanks, OCR breaks and numbering.")
    name_raw: str = free("三级指标原文", "Indicator name as printed", "As printed.")
    canonical_id: str = term("标准指标编号", "Canonical id", "The taxonomy's entry; empty where none is.", index=True)
    canonical_name: str = free("标准指标名称", "Canonical name", "The taxonomy's name; empty where none is close.")
    match_score: float = share("匹配分", "Match score", "How close the printed name is, from 0 to 100.")
    family: str = term("指标族", "Family", "What it is of, also without an entry.", FAMILIES, index=True)
    target_raw: str = _target("raw")
    target_op: str = _target("op")
    target_value: Decimal | None = _target("value")
    target_value_max: Decimal | None = _target("value_max")
    target_unit: str = _target("unit")
    target_kind: str = _target("kind")
    target_text: str = _target("text")
    target_base_value: Decimal | None = _target("base_value")
    target_base_value_max: Decimal | None = _target("base_value_max")
    target_base_unit: str = _target("base_unit")
    actual_raw: str = _actual("raw")
    actual_op: str = _actual("op")
    actual_value: Decimal | None = _actual("value")
    actual_value_max: Decimal | None = _actual("value_max")
    actual_unit: str = _actual("unit")
    actual_kind: str = _actual("kind")
    actual_text: str = _actual("text")
    actual_base_value: Decimal | None = _actual("base_value")
    actual_base_value_max: Decimal | None = _actual("base_value_max")
    actual_base_unit: str = _actual("base_unit")
    weight: Decimal | None = number("weight", "分值", "Weight", "Full points of the indicator.", "分")
    score: Decimal | None = number("score", "得分", "Score", "Points given.", "分")
    second_score: Decimal | None = number(
        "second_score", "复评得分", "Second score", "Points given by who checked the score.", "分"
    )
    weight_raw: str = free("分值原文", "Weight as printed", "As printed.")
    score_raw: str = free("得分原文", "Score as printed", "As printed.")
    basis: str = free("指标值确定依据", "Basis", "What the target rests on.")
    recomputed: Decimal | None = number(
        "recomputed", "复算得分", "Recomputed", "Points by rule, target and result.", "分"
    )
    scoring_rule: str = free("评分标准", "Scoring rule", "As printed, OCR breaks repaired.")
    explanation: str = free("指标解释", "Explanation", "As printed, OCR breaks repaired.")
    remark: str = free("备注", "Remark", "偏差原因分析及改进措施, 备注.")
    page: int | None = _page()
    table: int | None = _table()
    row: int | None = _row()
    bbox: str = _bbox()
    cell: str = term("单元格", "Cell", "The workbook's cell that names the indicator (B7); else empty.")
    polygon: str = term("四角", "Corners", "x and y of four corners where the row slants on a scan; else empty.")
    confidence: float = _confidence()
    review: str = _review()
    reasons: str = _reasons()
    ordinal: int = _ordinal()


class ValueRecord(SQLModel, table=True):
    """A value of an indicator, long form."""

    __tablename__ = "values"
    filing_id: str = _filing(primary_key=True)
    indicator_id: str = _indicator(index=True)
    role: str = _role()
    period: str = _period()
    raw: str = _part("raw")
    op: str = _part("op")
    value: Decimal | None = _part("value")
    value_max: Decimal | None = _part("value_max")
    unit: str = _part("unit")
    kind: str = _part("kind")
    text: str = _part("text")
    base_value: Decimal | None = _part("base_value")
    base_value_max: Decimal | None = _part("base_value_max")
    base_unit: str = _part("base_unit")
    confidence: float = _confidence()
    ordinal: int = _ordinal(primary_key=True)


class ReadingRecord(SQLModel, table=True):
    """One way to read a doubtful value."""

    __tablename__ = "readings"
    filing_id: str = _filing(primary_key=True)
    indicator_id: str = _indicator(index=True)
    role: str = _role()
    period: str = _period()
    rank: int = count("名次", "Rank", "From 1, the likeliest first.")
    raw: str = _part("raw")
    op: str = _part("op")
    value: Decimal | None = _part("value")
    value_max: Decimal | None = _part("value_max")
    unit: str = _part("unit")
    kind: str = _part("kind")
    text: str = _part("text")
    base_value: Decimal | None = _part("base_value")
    base_value_max: Decimal | None = _part("base_value_max")
    base_unit: str = _part("base_unit")
    reason: str = free("理由", "Reason", "What speaks for this reading.")
    confidence: float = _confidence()
    ordinal: int = _ordinal(primary_key=True)


class AmountRecord(SQLModel, table=True):
    """Money, a head count or a share outside the indicator rows."""

    __tablename__ = "amounts"
    __table_args__ = (Index("ix_amounts_order", "filing_id", "ordinal", unique=True),)
    filing_id: str = _filing()
    amount_id: str = term("金额编号", "Amount", "Stable: from the place, not the words.", primary_key=True)
    project: str = _project()
    item: str = free("项目栏目", "Item", "The row's label, its parents first, joined by /.")
    label: str = free("列名", "Label", "The column's label; empty where there is one value.")
    raw: str = _part("raw")
    value: Decimal | None = _part("value")
    unit: str = _part("unit")
    base_value: Decimal | None = _part("base_value")
    base_unit: str = _part("base_unit")
    source: str = term("出处", "Found in", "A table, or running text.", SOURCES)
    page: int | None = _page()
    table: int | None = _table()
    row: int | None = _row()
    bbox: str = _bbox()
    confidence: float = _confidence()
    review: str = _review()
    reasons: str = _reasons()
    ordinal: int = _ordinal()


class GoalRecord(SQLModel, table=True):
    """A paragraph of the objectives in words."""

    __tablename__ = "goals"
    __table_args__ = (Index("ix_goals_order", "filing_id", "ordinal", unique=True),)
    filing_id: str = _filing()
    goal_id: str = term("目标编号", "Goal", "Stable: from the place, not the words.", primary_key=True)
    project: str = _project()
    horizon: str = _horizon()
    kind: str = term("类别", "Kind", "Objective, task, completion or duty.", GOAL_KINDS)
    task: str = free("任务", "Task", "The task that the goal belongs to.")
    position: int | None = count("序号", "Position", "From 1 within its kind.")
    text: str = free("正文", "Text", "The paragraph, its number included.")
    page: int | None = _page()
    bbox: str = _bbox()
    confidence: float = _confidence()
    ordinal: int = _ordinal()


class FieldRecord(SQLModel, table=True):
    """Another labelled cell of the form."""

    __tablename__ = "fields"
    __table_args__ = (Index("ix_fields_order", "filing_id", "ordinal", unique=True),)
    filing_id: str = _filing()
    field_id: str = term("栏目编号", "Field", "Stable: from the place, not the words.", primary_key=True)
    project: str = _project()
    key: str = free("栏目", "Key", "As printed, without layout blanks.")
    value: str = free("内容", "Value", "What is filled in.")
    page: int | None = _page()
    bbox: str = _bbox()
    confidence: float = _confidence()
    ordinal: int = _ordinal()


class RuleRecord(SQLModel, table=True):
    """A scoring rule as structure."""

    __tablename__ = "rules"
    filing_id: str = _filing(primary_key=True)
    indicator_id: str = _indicator(index=True)
    raw: str = free("评分标准", "Scoring rule", "As printed, OCR breaks repaired.")
    threshold_op: str = term("门槛运算符", "Threshold operator", "How the result is compared.", OPERATORS)
    threshold: Decimal | None = number(
        "threshold", "门槛", "Threshold", "What earns the full points, in the rule's unit."
    )
    unit: str = free("单位", "Unit", "Of the threshold, as printed.")
    points: Decimal | None = number("points", "满分", "Points", "Full points.", "分")
    step: Decimal | None = number("step", "步长", "Step", "What each deduction is counted by.")
    step_unit: str = free("步长单位", "Step unit", "Of the step, as printed.")
    deduct_per_step: Decimal | None = number(
        "deduct_per_step", "每步扣分", "Deduction a step", "Points lost for each step.", "分"
    )
    floor: Decimal | None = number("floor", "最低分", "Floor", "Points below which nothing is deducted.", "分")
    pieces: str = free("分段", "Pieces", "JSON list of ranges or conditions with points, share or formula.")
    confidence: float = _confidence()
    reasons: str = _reasons()
    ordinal: int = _ordinal(primary_key=True)


class FindingRecord(SQLModel, table=True):
    """One thing that does not add up."""

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_order", "filing_id", "ordinal", unique=True),)
    filing_id: str = _filing()
    finding_id: str = term("问题编号", "Finding", "Stable: from the rule and the place.", primary_key=True)
    indicator_id: str = term("指标编号", "Indicator", "The indicator that it is about; may be empty.", index=True)
    project: str = _project()
    rule: str = term("规则", "Rule", "The name of the check.", index=True)
    severity: str = term("严重程度", "Severity", "How grave it is.", SEVERITIES, index=True)
    message: str = free("说明", "Message", "One sentence with both figures.")
    settled: str = term("处理结果", "Settled", "What a person said of it; empty while it is open.", SETTLEMENTS)
    ordinal: int = _ordinal()


class StampRecord(SQLModel, table=True):
    """What the database itself is: never exported."""

    __tablename__ = "stamps"
    name: str = Field(primary_key=True, max_length=80)
    value: str = Field(default="", max_length=80)


#: Every table of the export, filings first; a row refers only to rows of tables before its own.
TABLES: tuple[type[SQLModel], ...] = (
    FilingRecord, SourceRecord, IndicatorRecord, ValueRecord, ReadingRecord, AmountRecord, GoalRecord, FieldRecord,
    RuleRecord, FindingRecord,
)  # fmt: skip


for _record in TABLES:
    add_numbers(_record.__table__)  # type: ignore[attr-defined]


def columns(record: type[SQLModel], exported: bool = True) -> dict[str, Column]:
    """The columns of a table by name, in order; those that only the database needs are left out unless asked for."""
    declared = record.__table__.columns  # type: ignore[attr-defined]
    every = {column.key: column.info["column"] for column in declared if "column" in column.info}
    return {name: column for name, column in every.items() if column.exported or not exported}


def table_name(record: type[SQLModel]) -> str:
    """The table's name, which is its file's too."""
    return str(record.__tablename__)
