"""A hundred decisions of all kinds about the sample filings, made by the release whose folder is on the path.

    PYTHONPATH=RELEASE python tests/pipeline/reviewing.py corpus/samples DATABASE JOURNAL

takes the samples into a new database with that release, decides as a reviewer does, and writes the journal, a line of
JSON a decision. `tests/cases/decisions_246cb50.jsonl` is what the release of that commit made. The choice is the same
in every run; times and ids of entries are not.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.decisions.corrections import decide
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.store.engine import open_store
from schema.column import cells
from schema.decision import Decision
from schema.errors import JixiaoError, UsageError

#: What is said of a record: kind of decision, table, and the column with its new text, or the columns of new records.
_CORRECTIONS: dict[str, dict[str, str]] = {
    "indicators": {
        "name": "更正后的指标名称", "target_raw": "≥77%", "actual_raw": "78%", "weight_raw": "7", "score_raw": "6",
        "project": "更正后的项目", "level1": "效益指标", "level2": "质量指标", "horizon": "long-term",
        "remark": "见附件", "canonical_id": "SS09", "target_value": "66",
        "scoring_rule": "每低一个百分点扣1分", "history.2019": "61%",
    },
    "amounts": {
        "raw": "123.45万元", "item": "更正后的款项", "label": "2019年", "project": "更正后的项目", "value": "77",
    },
    "goals": {"text": "更正后的目标。", "kind": "task", "project": "更正后的项目"},
    "fields": {"value": "更正后的内容", "key": "更正后的栏目"},
}  # fmt: skip
_IDS = {"indicators": "indicator_id", "amounts": "amount_id", "goals": "goal_id", "fields": "field_id"}
_COUNT = 100
#: The filing of which all is accepted at once, and the columns of heads that are put right, one a filing.
_ACCEPTED = "invented_transfer_library.pdf"
_HEAD = {"fiscal_year": "2019", "unit_name": "更正后的单位", "form": "monitoring"}


def reviewed(engine: Engine) -> int:
    """Makes the decisions, first what is said of whole filings; how many they are."""
    chosen = random.Random(246)
    filings = sorted(_rows(engine, "filings"), key=lambda row: str(row["source"]))
    made = 0
    for decision in _of_filings(filings):
        made += _decide(engine, decision) is not None
    for turn in range(_COUNT * len(filings)):
        if made >= _COUNT:
            break
        filing = filings[turn % len(filings)]
        decision = _one(engine, chosen, filing, turn)
        done = _decide(engine, decision) if decision is not None else None
        made += done is not None
        if done is not None and turn % 17 == 0:
            made += _decide(engine, Decision("undo", "丁", filing["sha256"], undoes=done.entry_id)) is not None
    return made


def _of_filings(filings: list[Any]) -> Iterator[Decision]:
    for filing, (column, text) in zip(filings, _HEAD.items(), strict=False):
        new = json.dumps(text, ensure_ascii=False)
        yield Decision("correct", "甲", filing["sha256"], "filings", filing["filing_id"], column, new=new)
    yield from (Decision("accept", "甲", f["sha256"], "filings") for f in filings if f["source"] == _ACCEPTED)
    yield Decision("note", "甲", filings[0]["sha256"], why="看过了")
    alias = {"canonical_id": "SS09", "alias": "家长学生满意情况"}
    yield Decision("alias", "甲", filings[0]["sha256"], new=json.dumps(alias, ensure_ascii=False))


def _one(engine: Engine, chosen: random.Random, filing: Any, turn: int) -> Decision | None:
    """A decision about one record of the filing; None where it has no such record."""
    table = chosen.choice(("indicators", "indicators", "indicators", "amounts", "goals", "fields"))
    own = [row for row in _rows(engine, table) if row["filing_id"] == filing["filing_id"]]
    free = [row for row in own if row[_IDS[table]] not in _touched(engine)]
    if not free:
        return None
    record = chosen.choice(free)[_IDS[table]]
    kind = chosen.choice(("correct",) * 6 + ("accept",) * 3 + ("strike", "add", "split", "join"))
    if table != "indicators" and kind in ("split", "join"):
        kind = "correct"
    about = {"kind": kind, "who": "甲乙丙"[turn % 3], "sha256": filing["sha256"], "table": table, "record_id": record}
    return Decision(**(about | _told(turn, kind, table, record, free)))


def _told(turn: int, kind: str, table: str, record: str, free: list[Any]) -> dict[str, str]:
    """What the decision says: the column and its new text, or the new columns."""
    if kind == "correct":
        every = list(_CORRECTIONS[table].items())
        column, text = every[turn % len(every)]
        return {"field": column, "new": json.dumps(text, ensure_ascii=False)}
    if kind == "add":
        column, text = min(_CORRECTIONS[table].items())
        name = {"indicators": {"name": "漏掉的指标"}, "amounts": {"item": "漏掉的款项"}}.get(table, {column: text})
        return {"record_id": "", "new": json.dumps({**name, "after": record}, ensure_ascii=False)}
    if kind == "split":
        return {"new": json.dumps([{"name": "前半"}, {"name": "后半", "target_raw": "≥55%"}], ensure_ascii=False)}
    if kind == "join":
        other = next((row[_IDS[table]] for row in free if row[_IDS[table]] != record), record)
        return {"new": json.dumps({"with": [other]})}
    return {}


def _decide(engine: Engine, decision: Decision) -> Decision | None:
    """The entry in the journal; None where it can't be decided."""
    try:
        return decide(engine, decision, journal.revision(engine, decision.sha256)).entry
    except UsageError:
        return None
    except JixiaoError as error:
        raise SystemExit(str(error)) from error


def _touched(engine: Engine) -> set[str]:
    """The records that somebody decided about: each is decided about once."""
    found = {entry.record_id for entry in journal.entries(engine)}
    joined = (entry.told["with"] for entry in journal.entries(engine) if entry.kind == "join")
    return found.union(*joined)


def _rows(engine: Engine, table: str) -> list[Any]:
    stored = SQLModel.metadata.tables[table]
    with engine.connect() as connection:
        return list(connection.execute(select(*cells(stored)).order_by(*stored.primary_key.columns)).mappings())


if __name__ == "__main__":
    _, samples, database, out = sys.argv
    store = open_store(database, create=True)
    if not _rows(store, "filings"):
        list(ingest(store, find([Path(samples)]), jobs=1))
    print(reviewed(store), "decisions")
    lines = [entry.to_json() + "\n" for entry in journal.entries(store)]
    Path(out).write_text("".join(lines), encoding="utf-8")
