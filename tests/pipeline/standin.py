"""Stands in for the stages: what it makes of a document is told by the first word of the text."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pipeline.ingest.interpreting import Meaning
from pipeline.ingest.preparing import Made, Maker, Stages
from pipeline.ingest.understanding import Recognised
from schema.errors import UnreadableError
from schema.filing import Amount, Field, Filing, Goal, Indicator
from schema.finding import Finding
from schema.geometry import Box
from schema.match import Match
from schema.place import Place
from schema.reading import Printed, Reading
from schema.rule import ScoringRule
from schema.sight import Sight
from schema.value import PeriodValue, Value

MONEY = Value("≥1.20万元", ">=", Decimal("1.20"), None, "万元", "money", "", Decimal("12000.0"), None, "元")
DOUBTFUL = Value(
    "292%",
    confidence=0.3,
    readings=(
        Value("292%", ">=", Decimal(92), unit="%", kind="ratio", reasons=("≥ 常被认作 2",)),
        Value("292%", value=Decimal(292), unit="%", kind="ratio"),
    ),
)


def read(data: bytes, name: str, _sight: Sight = Sight()) -> Recognised:
    """A reading that keeps the text, or the mishap that its first word names."""
    text = data.decode()
    mishap = MISHAPS.get(text.split()[0] if text.strip() else "empty")
    if mishap:
        mishap(text)
    return Recognised("text", None, Reading(titles=(Printed(text.strip()),)))


def mean(found: Recognised, _decisions: object = (), _taxonomy: object = None) -> Meaning:
    """A filing whose indicator is named by the text."""
    text = found.reading.titles[0].text
    filing = _huge(text) if text.startswith("huge") else filing_named(text)
    return Meaning(filing, (Finding("sum-mismatch", "warning", "合计 3 不等于 1+1", "t1r2"),))


STANDIN = Stages(read, mean)
MAKER = Maker.of(stages=STANDIN)


def made_named(name: str, source: str = "a.txt", sha256: str = "ab" * 32) -> Made:
    """Such a filing, ready to be stored."""
    return MAKER.make(Recognised("text", None, Reading(titles=(Printed(name),))), source, sha256)


def filing_named(name: str) -> Filing:
    """A filing with a record of every kind, two of them at one place."""
    place = Place(1, 2, 1, 2, box=Box(1, 2, 3.25, 4))
    indicator = Indicator(
        "t1r2", "overall-target", name, name, match=Match("SS03", "社会公众满意度", 98.5),
        target=MONEY, actual=DOUBTFUL,
        history=(PeriodValue("2021", MONEY),), weight=Decimal("5.00"), place=place,
        rule=ScoringRule("得5分", points=Decimal(5), pieces=({"lo": Decimal("1.50"), "points": Decimal(3)},)),
    )  # fmt: skip
    return Filing(
        "text", "overall-target", "2024", "某县商务局",
        indicators=(indicator, indicator),
        amounts=(Amount("t2r1c1", "收入/财政拨款", MONEY, label="当年金额"), Amount("t2r1c2", "收入/其他", MONEY)),
        goals=(Goal("b1", "objective", "-一段目标", position=1),),
        fields=(Field("b2", "联系电话", "+86 100"),),
    )  # fmt: skip


def _bug(_text: str) -> None:
    raise KeyError("role")


def _refuse(_text: str) -> None:
    raise UnreadableError("the bytes are no text", "save it as UTF-8")


def _eat(_text: str) -> None:
    bytearray(2**40)


def _huge(name: str) -> Filing:
    """A filing that no database takes."""
    filing = filing_named(name)
    return replace(filing, indicators=(replace(filing.indicators[0], place=Place(page=2**70)),))


def _gated(text: str) -> None:
    """Refuses as long as the file that the text names is there."""
    if Path(text.split()[1]).exists():
        _refuse(text)


MISHAPS = {
    "die": lambda _: os._exit(3),
    "hang": lambda _: time.sleep(60),
    "stop": lambda _: os.kill(os.getpid(), signal.SIGSTOP),
    "kill": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "eat": _eat,
    "bug": _bug,
    "refuse": _refuse,
    "empty": _refuse,
    "gated": _gated,
}
