"""The taxonomy's own order: ids, columns, spellings, version."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from normalizers.names.names import key
from normalizers.names.taxonomy import BUILT_IN, COLUMNS, Entry, Taxonomy
from schema.errors import JixiaoError
from schema.value import KINDS


def test_every_entry_is_whole() -> None:
    for entry in Taxonomy.load().entries:
        assert re.fullmatch(r"[A-Z]{2}\d\d", entry.id), entry
        assert entry.level1 and entry.level2 and entry.name and entry.source and entry.version, entry
        assert entry.kind in KINDS, entry
        assert entry.direction in ("higher", "lower", "equal"), entry


def test_the_first_edition_keeps_its_ids() -> None:
    first = Counter(entry.id[:2] for entry in Taxonomy.load().entries if not entry.source.startswith("通用"))
    assert sum(first.values()) > 100
    assert {"WF02", "PQ04", "BD02"} <= {entry.id for entry in Taxonomy.load().entries}


def test_no_spelling_belongs_to_two_entries() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for entry in Taxonomy.load().entries:
        for spelling in entry.spellings:
            owners[key(spelling)].add(entry.id)
    assert [spelling for spelling, found in owners.items() if len(found) > 1] == []


def test_the_file_is_read_once() -> None:
    assert Taxonomy.load() is Taxonomy.load()


def test_a_new_alias_is_a_new_version() -> None:
    entry = Entry("AA01", "产出指标", "数量指标", "灯塔数量", version="1.0")
    longer = Entry("AA01", "产出指标", "数量指标", "灯塔数量", ("灯塔座数",), version="1.0")
    assert Taxonomy.of((entry,)).version != Taxonomy.of((longer,)).version
    assert Taxonomy.of((entry,)).version.startswith("1.0-")


def _written(path: Path, rows: list[list[str]], columns: tuple[str, ...] = COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(columns), *rows])
    return path


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    row = ["AA01", "产出指标", "数量指标", "灯塔数量", "", "quantity", "座", "higher", "通用", "1.0"]
    with pytest.raises(JixiaoError, match="AA01"):
        Taxonomy.load(_written(tmp_path / "t.csv", [row, row]))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(JixiaoError, match="direction"):
        Taxonomy.load(_written(tmp_path / "t.csv", [], tuple(column for column in COLUMNS if column != "direction")))


def test_the_built_in_file_has_the_columns() -> None:
    assert tuple(BUILT_IN.read_text(encoding="utf-8").splitlines()[0].split(",")) == COLUMNS
