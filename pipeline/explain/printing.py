"""An explanation as lines of text: a heading a table, a line a column, a row, a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.explain.explanation import (
    Block,
    Column,
    Explanation,
    Head,
    Plan,
    Record,
    Row,
    Second,
    Signal,
    Table,
    Text,
)
from pipeline.explain.terms import cells, counts, place, second, signal, term
from pipeline.messages import language, say
from pipeline.words import Words

#: So many plans are printed however unlikely the second is; what is less than this is no news.
_PLANS, _LEAST = 2, 0.005


def lines_of(found: Explanation) -> Iterator[str]:
    """The lines, top down."""
    words = Words(language())
    yield say(
        "explained-filing",
        source=found.source,
        channel=words.term("channel", found.channel),
        form=words.term("form", found.form),
        confidence=_share(found.confidence),
    )
    for text in found.texts:
        yield from _text(text)
    for table in found.tables:
        yield from _table(table)
    yield from _listed(say("explained-unread"), [words.reason(one) for one in found.unread])
    yield from _listed(say("explained-reasons"), [words.reason(one) for one in found.reasons])
    yield from _listed(say("explained-findings"), [_finding(one, words) for one in found.findings])
    if found.records:
        yield from ("", say("explained-records"))
    for record in found.records:
        yield from _record(record)
    if found.left_out:
        yield from ("", say("explained-left-out", counts=counts(found.left_out)))


def _listed(heading: str, sentences: Sequence[str]) -> Iterator[str]:
    if sentences:
        yield from ("", heading, *(f"  - {sentence}" for sentence in sentences))


def _finding(finding: str, words: Words) -> str:
    """A finding's rule and message."""
    rule, _, message = finding.partition(": ")
    return f"{words.term('rule', rule)}: {words.finding(message)}" if message else finding


def _text(text: Text) -> Iterator[str]:
    yield from ("", say("explained-text", head=cells(text.head)))
    for row in text.rows:
        yield f"  {cells(row.cells)}"
        if row.second:
            cut = {"second": cells(row.second), "instead": cells(row.instead_of), "ahead": row.ahead}
            yield f"      {say('explained-cut', **cut)}"


def _table(table: Table) -> Iterator[str]:
    borders = say(f"explained-borders-{table.borders}")
    form = Words(language()).term("form", table.form)
    about = {"table": table.table, "form": form, "rows": table.rows, "columns": table.columns}
    yield from ("", say("explained-table", **about, borders=borders))
    for block in table.blocks:
        yield from _block(block)
    if table.unclaimed:
        yield f"  {say('explained-unclaimed', rows=', '.join(map(str, table.unclaimed)))}"


def _block(block: Block) -> Iterator[str]:
    found = counts(block.found) or say("explained-nothing")
    rows = _rows(block.first, block.last)
    line = say("explained-block", rows=rows, reader=term("readers", block.reader), found=found)
    yield f"  {line}{_second(block.second)}"
    for head in block.heads:
        yield from _head(head)
    for row in block.rows:
        yield from _row(row)


def _head(head: Head) -> Iterator[str]:
    rows = say("explained-head", rows=_rows(head.first, head.last)) if head.first else say("explained-no-head")
    several = say("explained-several", count=head.indicators_a_row) if head.indicators_a_row > 1 else ""
    yield f"    {rows}{several}{say('explained-chance', chance=_share(head.chance))}"
    for column in head.columns:
        yield f"      {_column(column)}"
    for plan in (plan for at, plan in enumerate(head.plans) if at < _PLANS or plan.share >= _LEAST):
        yield f"      {_plan(plan)}"
    words = Words(language())
    for sentence in (*head.doubts, *head.unread):
        yield f"      - {words.reason(sentence)}"


def _rows(first: int, last: int) -> str:
    """`row 4`, `rows 4-6`."""
    one = first == last
    return say("explained-one-row", row=first) if one else say("explained-rows", first=first, last=last)


def _column(column: Column) -> str:
    where = str(column.first) if column.first == column.last else f"{column.first}-{column.last}"
    head = f"“{column.prints}”" if column.prints else say("explained-no-words")
    decided = say(f"explained-by-{column.decided}")
    sure = _share(column.chance if column.chance is not None else column.sureness)
    return f"{where:>5} {head} → {term('roles', column.role)} {sure} ({decided}){_second(column.second)}"


def _plan(plan: Plan) -> str:
    taken = say("explained-plan-taken") if plan.is_taken else say("explained-plan")
    return f"{taken} {_share(plan.share)}: {' '.join(term('roles', role) for role in plan.roles)}"


def _row(row: Row) -> Iterator[str]:
    name = row.name or say("explained-no-name")
    line = say("explained-row", row=row.row, name=name, way=say(f"explained-{row.way.replace(' ', '-')}"))
    yield f"    {line} {_share(row.sureness)}{_second(row.second)}"
    if row.left:
        yield f"      - {say('explained-left', cells=' | '.join(row.left))}"
    words = Words(language())
    yield from (f"      - {words.reason(sentence)}" for sentence in row.doubts)


def _record(record: Record) -> Iterator[str]:
    where = f" [{place(record.place)}]" if record.place else ""
    yield f"  {term('kinds', record.table)} {record.key}{where} {record.says}: {_share(record.confidence)}"
    signals = "; ".join(_signal(one) for one in record.signals if abs(one.says) >= _LEAST)
    sums = {"base": record.base, "sum": record.sum, "chance": _share(record.chance), "most": _share(record.most)}
    yield f"      {say('explained-sum', **sums)}: {signals or say('explained-no-signals')}"
    words = Words(language())
    yield from (f"      - {words.reason(reason)}" for reason in record.reasons)


def _signal(one: Signal) -> str:
    """What a signal weighs, and what it is: a doubt of its own, or one of a kind, as `value: a date`."""
    return f"{one.says:+.2f} {signal(one.signal)}"


def _second(told: Second) -> str:
    if not told.says:
        return ""
    chance = f" {_share(told.chance)}" if told.chance is not None else ""
    return say("explained-second", says=second(told.says) + chance)


def _share(chance: float) -> str:
    return f"{chance:.3f}"
