"""What breaks in one place of a paper costs that place: it is said, and the rest is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors import recognition
from extractors.forms.grid import Grid
from extractors.forms.scene import BlockReader, Claim, Scene
from schema.errors import LimitError
from schema.faults import attempt
from schema.registry import discover
from tests.extractors.papers import LEVELS, lined, reading

MONEY = lined("项目资金||全年预算数|全年执行数|执行率", "|年度资金总额|80|72|90%")
INDICATORS = lined(
    f"绩效指标|{LEVELS}|指标值|实际完成值|分值|得分",
    "|产出指标|数量指标|新建路灯数量|≥50盏|52盏|50|50",
    "||质量指标|路灯亮灯率|≥95%|96%|40|38",
)
PAPER = f"路灯维护项目绩效自评表\n{MONEY}\n\n说明\n{INDICATORS}"


def breaking(
    monkeypatch: pytest.MonkeyPatch, name: str, error: Exception, at: Callable[[Grid, int], bool] = lambda *_: True
) -> None:
    """From now on the reader of that name breaks in those rows."""

    def patched(package: str, kind: type[BlockReader]) -> tuple[BlockReader, ...]:
        return tuple(
            replace(part, read=breaks(part)) if part.name == name else part for part in discover(package, kind)
        )

    def breaks(part: BlockReader) -> Callable[[Grid, int, Scene], Claim | None]:
        def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
            if at(grid, index):
                raise error
            return part.read(grid, index, scene)

        return read

    monkeypatch.setattr(recognition, "discover", patched)


def test_a_reader_that_breaks_costs_its_block_and_is_named_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reading(PAPER)
    breaking(monkeypatch, "indicators", KeyError("定性"), lambda grid, _: grid.table == 2)
    found = reading(PAPER)
    assert found.indicators == ()
    assert [a.value.text for a in found.amounts] == [a.value.text for a in whole.amounts] == ["80", "72", "90%"]
    assert found.unread[0].startswith("table 2, row 1: the reader of indicators failed (KeyError)")
    assert whole.unread == ()


def test_it_is_asked_again_at_the_next_row(monkeypatch: pytest.MonkeyPatch) -> None:
    again = INDICATORS + INDICATORS.replace("新建路灯数量", "桥灯数量").replace("绩效指标", "长期绩效指标")
    breaking(monkeypatch, "indicators", IndexError(), lambda grid, index: grid.table == 2 and index == 0)
    found = reading(f"路灯维护项目绩效自评表\n{MONEY}\n\n说明\n{again}")
    assert [i.name.text for i in found.indicators] == ["桥灯数量", "路灯亮灯率"]
    assert sum("failed" in sentence for sentence in found.unread) == 1


def test_what_stands_behind_a_fault_in_its_table_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, "money", ValueError(), lambda grid, index: index == 0)
    found = reading(f"路灯维护项目绩效自评表\n{MONEY}{INDICATORS}\n\n说明\n{INDICATORS}")
    assert [(i.place.table, i.confidence <= 0.5) for i in found.indicators] == [
        (1, True),
        (1, True),
        (2, False),
        (2, False),
    ]


@pytest.mark.parametrize("error", [LimitError("too long", "cut it"), MemoryError()])
def test_what_we_refuse_is_no_fault(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    breaking(monkeypatch, "money", error)
    with pytest.raises(type(error)):
        reading(PAPER)


def test_an_attempt_gives_what_the_step_gives() -> None:
    faults: list[str] = []
    assert attempt(faults, "a division", divmod, 7, 2) == (3, 1)
    assert attempt(faults, "a division", divmod, 7, 0) is None
    assert faults == ["a division failed (ZeroDivisionError): a fault of jixiao, report it with the file"]


@pytest.mark.parametrize("step", ["unflatten", "_mended", "_table", "_prose"])
def test_whatever_breaks_on_the_way_the_rest_is_read(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(recognition, step, broken)
    found = reading(f"{PAPER}\n单位负责人：钱一凡\n")
    assert any("failed (RecursionError)" in said for said in found.unread)
    assert ("单位负责人", "钱一凡") in {(field.key, field.value) for field in found.fields}
    assert bool(found.indicators) is (step != "_table")
