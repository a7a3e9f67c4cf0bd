"""A file explained: read once with a trace, in a process of its own, for a document may be hostile."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from extractors.forms.trace import Trace
from pipeline.explain.explanation import ONE_TABLE, Bounds, Explanation
from pipeline.explain.records import records_of
from pipeline.explain.tables import table_of, text_of
from pipeline.explain.wording import cut
from pipeline.ingest.interpreting import meant
from pipeline.ingest.recognising import recognised
from pipeline.ingest.sources import bytes_of
from pipeline.ingest.worker import Failure, Tell
from pipeline.ingest.workers import Crew, Step
from pipeline.settings import Limits
from schema.errors import JixiaoError
from schema.sight import Sight


@dataclass(frozen=True, slots=True)
class Question:
    """Which file is to be explained, whether one table of it alone, and how pictures in it are read."""

    path: Path
    table: int | None
    sight: Sight


def explained(question: Question) -> Explanation:
    """The file explained within the limits of an ingest. Raises a child of `JixiaoError` where it can't be read."""
    limits = Limits()
    step = Step(limits.seconds_a_page, limits.memory_with_pictures)
    work = partial(_work, size=limits.size)
    crew: Crew[Question, Explanation] = Crew(work, 1, limits.seconds, limits.memory, step)
    result = next(result for _, result in crew.results([question]))
    if isinstance(result, Failure):
        raise JixiaoError(result.message, result.advice)
    return result


def _work(question: Question, tell: Tell, size: int) -> Explanation:
    data = bytes_of(question.path, size)
    sight = replace(question.sight, page_begun=lambda page, pages: tell((page, pages)))
    return explanation(data, question.path.name, sight, question.table)


def explanation(data: bytes, name: str = "", sight: Sight = Sight(), table: int | None = None) -> Explanation:
    """The bytes of a document explained, or one table of it. Raises a child of `JixiaoError`."""
    trace = Trace()
    found = recognised(data, name, sight, trace)
    meaning = meant(found)
    filing = meaning.filing
    bounds = Bounds() if table is None else ONE_TABLE
    tables = [one for one in trace.tables if table in (None, one.grid.table)]
    texts = trace.texts if table is None else []
    records = list(records_of(filing, bounds, table))
    findings = [f"{finding.rule}: {finding.message}" for finding in meaning.findings]
    return Explanation(
        source=name,
        channel=filing.channel,
        form=filing.form,
        confidence=round(filing.confidence, 3),
        tables=tuple(table_of(one, bounds) for one in tables[: bounds.tables]),
        texts=tuple(text_of(one, bounds) for one in texts[: bounds.tables]),
        records=tuple(records[: bounds.records]),
        findings=cut(findings, bounds),
        unread=cut(filing.unread, bounds),
        reasons=cut(filing.reasons, bounds),
        left_out=_left_out(
            tables=(tables, bounds.tables),
            texts=(texts, bounds.tables),
            records=(records, bounds.records),
            findings=(findings, bounds.sentences),
            unread=(filing.unread, bounds.sentences),
            blocks=([block for one in tables for block in one.blocks[bounds.blocks :]], 0),
            rows=([row for one in tables for block in one.blocks for row in block.watch.rows[bounds.rows :]], 0),
        ),
    )


def _left_out(**lists: tuple[Sized, int]) -> dict[str, int]:
    """How many of each list did not fit, where some did not."""
    return {name: len(found) - most for name, (found, most) in lists.items() if len(found) > most}


def as_json(found: Explanation) -> dict[str, Any]:
    """The explanation as an object of JSON."""
    return asdict(found)
