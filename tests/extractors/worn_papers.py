"""Indicator tables as a scan gives them: one of each family, whose heads the tests damage."""

from __future__ import annotations

from dataclasses import replace

from extractors.forms.columns.heads import find_head
from extractors.forms.damage.restored import restored
from extractors.forms.grid import Grid, grid_of
from schema.document import Cell, Table

_LEVELS = ("产出指标|数量指标", "产出指标|质量指标", "效益指标|社会效益指标", "满意度指标|服务对象满意度指标")
_NAMES = ("新建路灯数量", "路灯亮灯率", "居民夜间出行条件", "受益群众满意度")


def _columns(*columns: str) -> tuple[str, ...]:
    """The rows whose cells below the levels and the name are these columns', each written with strokes between."""
    cells = zip(*(column.split("|") for column in columns), strict=True)
    return tuple("|".join((level, name, *row)) for level, name, row in zip(_LEVELS, _NAMES, cells, strict=True))


_TARGETS = "≥50盏|≥95%|明显改善|≥90%"
_FIGURES, _SIGNS, _UNITS = "50|95|改善|90", "≥|≥|定性|≥", "盏|%||%"
_ACTUALS = "52盏|96%|已改善|93%"
_WEIGHTS, _SCORES = "15|15|20|10", "15|14.5|18|10"
_REASONS = "|||部分群众反映照明时间短，已调整"
_SOURCES = "年度工作计划|行业标准|部门职责|历史经验"
_RULES = "达标得15分，每少一盏扣1分|每降低1%扣1分|视情况酌情扣分|低于90%不得分"
_MEANINGS = "反映路灯建设情况|反映路灯运行情况|考察是否方便出行|反映群众是否满意"

#: A table of each family: its head, its rows.
FAMILIES = {
    "targets": ("一级指标|二级指标|三级指标|指标值|指标值确定依据", _columns(_TARGETS, _SOURCES)),
    "results": (
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施",
        _columns(_TARGETS, _ACTUALS, _WEIGHTS, _SCORES, _REASONS),
    ),
    "parted": (
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析",
        _columns(_SIGNS, _FIGURES, _UNITS, _ACTUALS, _WEIGHTS, _SCORES, _REASONS),
    ),
    "ruled": (
        "一级指标|二级指标|三级指标|计算符号|指标值|计量单位|评分标准|指标说明",
        _columns(_SIGNS, _FIGURES, _UNITS, _RULES, _MEANINGS),
    ),
    "score sheet": (
        "一级指标|二级指标|三级指标|分值|得分|指标解释|评分标准",
        _columns(_WEIGHTS, _SCORES, _MEANINGS, _RULES),
    ),
}


def worn(head: str, rows: tuple[str, ...], side: str = "绩效指标") -> Grid:
    """The table with its side, as an engine read it and as it is then restored."""
    lines = [f"{side}|{head}", *(f"|{row}" for row in rows)]
    cells = [
        Cell(text, row, column, confidence=0.9)
        for row, line in enumerate(lines)
        for column, text in enumerate(line.split("|"))
        if column or not row
    ]
    cells[0] = replace(cells[0], rowspan=len(lines))
    return restored(grid_of(Table(tuple(cells)), 1, 1), frozenset())


def roles(grid: Grid) -> tuple[str, ...]:
    """The roles of the columns under the first head; none where it is no head."""
    head = find_head(grid, 0)
    return head.roles() if head else ()
