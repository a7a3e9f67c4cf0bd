"""Running text: the amounts listed under a total add up to it."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.text import compact
from pipeline.checks import _prose
from pipeline.checks._knowledge import holds_any
from pipeline.checks._ledger import path_of
from pipeline.checks._listings import stated_sums
from pipeline.checks._wording import info, name, warning
from schema.filing import Amount, Filing
from schema.finding import Finding
from schema.parts import Check


def _lines_by_block(filing: Filing) -> dict[int, list[_prose.Line]]:
    blocks: dict[int, list[_prose.Line]] = {}
    for line in _prose.lines(filing):
        if line.block is not None:
            blocks.setdefault(line.block, []).append(line)
    return blocks


def _home(total: Amount, blocks: dict[int, list[_prose.Line]]) -> _prose.Line | None:
    """The line that states the total: of its paragraph, the first that prints the figure."""
    lines = blocks.get(total.place.block or 0, [])
    digits = compact(total.value.raw)
    return next((line for line in lines if digits and digits in compact(line.text)), lines[0] if lines else None)


def _claims_whole(total: Amount, home: _prose.Line | None) -> bool:
    """Whether 共计, 合计 or the like stands right before the total, so that what follows is all of it."""
    text, raw = compact(home.text) if home else "", compact(total.value.raw)
    at = text.find(raw) if raw else -1
    while at >= 0:
        if holds_any(text[max(at - 6, 0) : at], "allocation", "totalling"):
            return True
        at = text.find(raw, at + 1)
    return False


def _run(filing: Filing) -> Iterator[Finding]:
    blocks = _lines_by_block(filing)
    for total, addition in stated_sums(filing):
        # Head counts are the staff check's.
        if addition.is_exact or addition.total.unit == "人":
            continue
        home = _home(total, blocks)
        whole = _claims_whole(total, home)
        if addition.difference < 0 and not whole:
            continue
        where = home.where if home else ""
        text = f"{where}{name(path_of(total)[-1])}为{addition.total.words}，而所列分项{addition.words}"
        say = info if addition.is_rounding else warning
        yield say("sum-mismatch" if whole else "allocation-sum-mismatch", text, project=total.project)


ALLOCATION = Check("allocation", ("allocation-sum-mismatch", "sum-mismatch"), _run)
