"""What stands round a value cell and helps to read it."""

from __future__ import annotations

from dataclasses import dataclass

from schema.value import Value


@dataclass(frozen=True, slots=True)
class Context:
    """The words round a value cell, each empty where the form has none.

    `name` is the indicator's name, `level2` its 二级指标; `unit_cell` the row's own unit column, `head_unit` the unit
    in the column's head, `table_unit` the 单位：万元 over the table; `operator_cell` the row's operator column;
    `target` the target of the same row where its actual is read; `neighbours` the values of the rows beside it
    and of its other periods, which only doubts are decided by.
    """

    name: str = ""
    unit_cell: str = ""
    head_unit: str = ""
    table_unit: str = ""
    operator_cell: str = ""
    fiscal_year: str = ""
    level2: str = ""
    target: Value | None = None
    neighbours: tuple[Value, ...] = ()


NO_CONTEXT = Context()
