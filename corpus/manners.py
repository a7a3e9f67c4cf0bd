"""The indicators of a made filing printed as text in the manners of archives: what parts cells, how often a level is
printed, and whether anybody knows the heads are drawn for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

from corpus.stress.unseen import heads

#: What parts the cells of a row, and one row from the next.
_MANNERS = ((" ", "\n"), ("  ", "\n"), ("\u3000", "\n"), ("\t", "\n"), ("\n", "\n"), ("\n\n", "\n\n"), (" | ", "\n"),
            ("|", "\n"), (" ", " "), ("", "\n"), ("", ""), (",", "\n"))  # fmt: skip
_KNOWN = {"level1": "一级指标", "level2": "二级指标", "name": "三级指标", "target": "年度指标值",
          "actual": "实际完成值", "weight": "分值", "score": "得分"}  # fmt: skip
_COLUMNS = tuple(_KNOWN)
_LEVELS = ("level1", "level2")
#: A head is one that no reader was shown as often as not, and a level is printed in each of its rows as seldom.
_STRANGE, _REPEATED = 0.5, 0.3
#: So many texts are worn, in which one character of so many is lost.
_WORN, _LOST = 0.3, 0.01

Row = Mapping[str, str]


def in_a_manner(random: Random, gold: Mapping[str, Any]) -> str:
    """The title, the labelled cells and the annual indicators of a filing as text."""
    between, behind = random.choice(_MANNERS)
    rows = [_row(one) for one in gold["indicators"] if one["horizon"] == "annual"]
    columns = [column for column in _COLUMNS if any(row[column] for row in rows)]
    filing = gold["filing"]
    title = "项目支出绩效自评表" if "actual" in columns else "项目支出绩效目标申报表"
    pairs = [("项目名称", next((one["project"] for one in gold["indicators"]), "")), ("主管部门", filing["unit_name"])]
    lines = [title, f"（{filing['fiscal_year']}年度）", *(between.join(pair) for pair in pairs if pair[1])]
    cells = [_heads(random, columns), *_cells(rows, columns, random.random() < _REPEATED)]
    keeps_empty = between.strip(" \n") != "" or between == "\t"
    lines += [between.join(cell for cell in row if cell or keeps_empty) for row in cells]
    text = behind.join(lines)
    return _worn(random, text) if random.random() < _WORN else text


def _worn(random: Random, text: str) -> str:
    """The text with characters lost and blanks where there were none, as recognisers leave it; no figure is lost."""
    found: list[str] = []
    for sign in text:
        chance = random.random()
        lost = chance < _LOST and not sign.isdigit() and not sign.isspace()
        found += [] if lost else [sign, " "] if chance > 1 - _LOST else [sign]
    return "".join(found)


def _row(indicator: Mapping[str, Any]) -> Row:
    values = {role: (indicator.get(role) or {}).get("raw") or "" for role in ("target", "actual")}
    points = {role: _points(indicator.get(role)) for role in ("weight", "score")}
    return {"level1": indicator["level1"], "level2": indicator["level2"], "name": indicator["name"], **values, **points}


def _points(figure: float | None) -> str:
    return "" if figure is None else f"{float(figure):g}"


def _heads(random: Random, columns: Sequence[str]) -> list[str]:
    """A head for each column, no two the same."""
    taken: list[str] = []
    for column in columns:
        strange = [head for head in heads(column) if head not in taken] if random.random() < _STRANGE else []
        taken.append(random.choice(strange) if strange else _KNOWN[column])
    return taken


def _cells(rows: Iterable[Row], columns: Sequence[str], repeated: bool) -> Iterator[list[str]]:
    """The cells of each row; a level that is not repeated is printed in the first of its rows alone."""
    before: Row = {}
    for row in rows:
        same = [not repeated and all(before.get(level) == row[level] for level in _LEVELS[:at]) for at in (1, 2)]
        hidden = {level for level, is_same in zip(_LEVELS, same, strict=True) if is_same}
        yield ["" if column in hidden else row[column] for column in columns]
        before = row
