"""What breaks while a reading is given its meaning costs the record or the check that it happens in."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from normalizers import normalize
from normalizers.values import values
from pipeline import checks
from pipeline.generations.versions import Versions
from pipeline.ingest.ingest import understand
from pipeline.ingest.recognising import recognised
from pipeline.store.rows import rows_of
from schema.errors import LimitError
from schema.parts import Check
from tests.pipeline.papers import school

PAPER = school().encode()


def breaking(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, error: Exception, at: Callable[[Any], bool]
) -> None:
    """From now on a step of the meaning breaks where its first argument is so."""
    step = getattr(module, name)

    def broken(given: Any, *more: Any) -> Any:
        if at(given):
            raise error
        return step(given, *more)

    monkeypatch.setattr(module, name, broken)


def test_an_indicator_whose_meaning_breaks_stays_as_printed_and_keeps_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = understand(PAPER, "")
    breaking(monkeypatch, values, "parse_value", ArithmeticError(), lambda raw: raw == "100%")
    filing, findings = understand(PAPER, "")
    assert [one.key for one in filing.indicators] == [one.key for one in whole.indicators]
    assert [one.name for one in filing.indicators] == ["新购图书册数", "图书验收合格率", "师生满意度"]
    broken = filing.indicators[1]
    assert (broken.target.raw, broken.target.value, broken.confidence) == ("100%", None, 0.0)
    assert filing.unread[0].startswith("table 1, row 7: the meaning of an indicator failed (ArithmeticError)")
    assert [one for one in filing.indicators if one is not broken] == [whole.indicators[0], whole.indicators[2]]
    head = rows_of(filing, findings, "a", "0" * 64, Versions("2", "a", "b"))["filings"][0]
    assert (head["status"], head["doubt"]) == ("needs-review", "reading")


def test_an_amount_whose_meaning_breaks_stays_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, normalize, "item_path", KeyError(), lambda _: True)
    filing, _ = understand(PAPER, "")
    assert [(one.item, one.value.raw, one.confidence) for one in filing.amounts] == [("年度资金总额", "12.5万元", 0.0)]
    assert len(filing.indicators) == 3


def test_what_we_refuse_there_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, values, "parse_value", LimitError("too much", "cut it"), lambda raw: raw == "100%")
    with pytest.raises(LimitError):
        understand(PAPER, "")


def test_a_check_that_breaks_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    lamps = (
        "路灯维护项目绩效自评表\n项目资金（万元）\t\t全年预算数\t全年执行数\t执行率\n\t年度资金总额\t80\t72\t40%\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t新建路灯数量\t≥50盏\n"
    ).encode()

    def broken(_: object) -> None:
        raise ZeroDivisionError

    every = checks.checks()
    monkeypatch.setattr(checks, "checks", lambda: (Check("stars", ("stars",), broken), *every))
    filing, findings = understand(lamps, "")
    assert [finding.rule for finding in findings] == ["execution-rate-mismatch"]
    assert filing.unread == (
        "the check of stars failed (ZeroDivisionError): a fault of jixiao, report it with the file",
    )
    assert recognised(lamps).reading.unread == ()
