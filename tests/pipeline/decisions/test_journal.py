from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from pipeline.decisions import journal
from pipeline.store.engine import open_store, writing
from schema.decision import Decision, effective, from_json
from schema.errors import JixiaoError

_NOTE = Decision("note", "甲", "ab" * 32, why="看过\n了")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_store(str(tmp_path / "a.db"), create=True)


def test_an_entry_is_completed_and_stands_in_database_and_file(engine: Engine) -> None:
    entry = journal.append(engine, _NOTE)
    assert entry.entry_id.startswith(entry.made_at) and entry.made_at.endswith("Z")
    assert entry.code_version and entry.taxonomy_version
    assert journal.entries(engine) == [entry]
    assert list(journal.read_lines(journal.mirrored(engine))) == [entry]


@pytest.mark.parametrize("statement", ["UPDATE journal SET why = ''", "DELETE FROM journal"])
def test_nothing_changes_an_entry(engine: Engine, statement: str) -> None:
    entry = journal.append(engine, _NOTE)
    with pytest.raises(DBAPIError, match="never changed"), writing(engine) as connection:
        connection.execute(text(statement))
    assert journal.entries(engine) == [entry]


def test_entries_sort_by_their_making_even_where_the_clock_goes_back(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = replace(_NOTE, entry_id="2999-01-01T00:00:00.000000Z-aa", made_at="2999-01-01T00:00:00.000000Z")
    journal.take_in(engine, [ahead])
    later = journal.append(engine, _NOTE)
    assert later.made_at == "2999-01-01T00:00:00.000001Z"
    assert [entry.entry_id for entry in journal.entries(engine)] == [ahead.entry_id, later.entry_id]


def test_an_entry_as_json_is_itself_and_one_line(engine: Engine) -> None:
    entry = journal.append(engine, _NOTE)
    assert "\n" not in entry.to_json()
    assert from_json(entry.to_json()) == entry


# An entry as the first version wrote it; it must be read for ever.
_FORMAT_1 = (
    '{"bbox": "1.0 2.0 3.0 4.0", "code_version": "0.1.0+a", "entry_id": "2026-01-02T03:04:05.000006Z-0a1b", "field": '
    '"target_raw", "fingerprint": "aa:bb", "format": 1, "kind": "correct", "made_at": "2026-01-02T03:04:05.000006Z", '
    '"new": "\\"≥92%\\"", "old": "\\"292%\\"", "page": 2, "record_id": "f0-t1r2", "row": 2, "sha256": "ff", "table": '
    '"indicators", "table_number": 1, "taxonomy_version": "1.0-b", "undoes": "", "who": "甲", "why": "识别错"}'
)


def test_the_first_format_is_read_for_ever() -> None:
    entry = from_json(_FORMAT_1)
    assert (entry.kind, entry.told, entry.page, entry.row, entry.why) == ("correct", "≥92%", 2, 2, "识别错")
    assert json.loads(entry.to_json()) == json.loads(_FORMAT_1)


@pytest.mark.parametrize(
    "line", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "kind": "wish", "who": "a"}', _FORMAT_1[:-20]]
)
def test_what_is_no_entry_is_refused(line: str) -> None:
    with pytest.raises(JixiaoError):
        from_json(line)


def test_taking_in_twice_is_taking_in_once(engine: Engine, tmp_path: Path) -> None:
    made = [journal.append(engine, replace(_NOTE, why=str(number))) for number in range(3)]
    other = open_store(str(tmp_path / "b.db"), create=True)
    lines = list(journal.read_lines(journal.mirrored(engine)))
    assert len(journal.take_in(other, lines)) == 3
    assert journal.take_in(other, [*lines, *lines]) == []
    assert journal.entries(other) == made


def test_an_undo_takes_back_and_may_be_taken_back() -> None:
    def entry(name: str, kind: str = "accept", undoes: str = "") -> Decision:
        return Decision(kind, "甲", entry_id=name, undoes=undoes)

    first, undo = entry("1"), entry("2", "undo", "1")
    assert effective([first]) == [first]
    assert effective([first, undo]) == []
    assert effective([first, undo, entry("3", "undo", "2")]) == [first]
    assert effective([entry("4", "undo", "3"), entry("3", "undo", "2"), undo, first]) == []


def test_a_line_that_a_dying_writer_left_is_cut_off_and_journal_and_file_come_together(engine: Engine) -> None:
    first = journal.append(engine, _NOTE)
    file = journal.mirrored(engine)
    with file.open("a", encoding="utf-8") as lines:
        lines.write('{"format": 1, "kind": "no')
    with writing(engine) as connection:
        second = journal.record(connection, _NOTE)  # the process was killed before it wrote the file
    assert journal.difference(engine) == (0, 1)
    assert journal.reconcile(engine) == (0, 1)
    third = journal.append(engine, _NOTE)
    assert journal.difference(engine) == (0, 0)
    assert [entry.entry_id for entry in journal.entries(engine)] == [first.entry_id, second.entry_id, third.entry_id]


def test_a_lost_database_gets_its_journal_back_from_the_file(engine: Engine, tmp_path: Path) -> None:
    made = [journal.append(engine, replace(_NOTE, why=str(number))) for number in range(3)]
    engine.dispose()
    for path in tmp_path.glob("a.db*"):
        if path.is_file():
            path.unlink()
    again = open_store(str(tmp_path / "a.db"), create=True)
    assert journal.reconcile(again) == (3, 0)
    assert journal.entries(again) == made
