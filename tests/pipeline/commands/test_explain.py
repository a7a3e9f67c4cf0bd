"""`jixiao explain`: what is said of how a file was understood."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from extractors.forms.scene import BlockReader
from extractors.forms.trace import Trace
from extractors.forms.words.vocabulary import spellings
from normalizers.confidence import weights
from pipeline.cli import run
from pipeline.explain import explanation as shapes
from pipeline.explain.explaining import as_json, explanation
from pipeline.explain.explanation import DECIDED, Bounds, Column, Explanation, Head
from pipeline.explain.printing import lines_of
from pipeline.explain.terms import signal, term
from pipeline.ingest.recognising import recognised
from pipeline.messages import choose, say
from pipeline.words import LANGUAGES
from schema.registry import discover

CASES = Path(__file__).parents[2] / "cases"
SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"
#: The samples that no OCR engine is needed for.
TYPED = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".txt", ".docx", ".pdf") and "scan" not in p.name)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    choose("en")
    yield
    choose(None)


def river(target: str = "达成刻度", proof: str = "佐证出处") -> bytes:
    """A filing with a head that asks for a value, and one behind it, in these words."""
    rows = [
        ("数量指标", "清淤河道长度", "≥5.2公里", "20", "施工合同"),
        ("数量指标", "加固堤岸长度", "≥12公里", "20", "施工合同"),
        ("质量指标", "验收合格率", "≥95%", "20", "验收报告"),
        ("社会效益指标", "受益人口", "≥3000人", "20", "入户登记"),
        ("服务对象满意度指标", "沿岸居民满意度", "≥90%", "20", "问卷"),
    ]
    lines = ["项目支出绩效目标表", "（2024年度）", "项目名称\t河道清淤工程", "实施单位\t柳湾县水务站"]
    lines.append(f"绩效指标\t一级指标\t二级指标\t三级指标\t{target}\t分值\t{proof}")
    lines += ["\t".join(("", "产出指标", *row)) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def head_of(found: Explanation) -> Head:
    return next(head for table in found.tables for block in table.blocks for head in block.heads)


def column(found: Explanation, prints: str) -> Column:
    return next(one for one in head_of(found).columns if one.prints == prints)


@pytest.mark.parametrize("word", ["达成刻度", "拟达水准", "约定成效", "预设档线"])
def test_an_unknown_head_has_a_role_its_chance_and_a_runner_up(word: str) -> None:
    found = explanation(river(word), "river.txt")
    own = column(found, word)
    assert own.role == "target" and own.decided in ("cells", "letters-and-cells", "letters")
    assert own.chance is not None and 0.6 <= own.chance <= 1
    assert own.second.says and own.second.chance is not None and own.second.chance < own.chance
    assert own.cells[:2] == ("≥5.2公里", "≥12公里")
    line = next(line for line in lines_of(found) if f"“{word}”" in line)
    assert f"→ target {own.chance:.3f}" in line and f"second {own.second.says} {own.second.chance:.3f}" in line


def test_known_heads_are_told_by_their_words_and_columns_that_are_not_read_are_named() -> None:
    found = explanation(river(), "river.txt")
    decided = {one.prints: (one.role, one.decided) for one in head_of(found).columns}
    assert decided["分值"] == ("weight", "known-word")
    assert decided["绩效指标"] == ("other", "edge")
    assert decided["佐证出处"] == ("other", "nothing")
    assert any("佐证出处" in sentence for sentence in found.reasons)
    assert all(key in DECIDED for _, key in decided.values())


def test_plans_stand_by_their_share_and_one_at_most_is_taken() -> None:
    plans = head_of(explanation(river(proof="备注"), "river.txt")).plans
    shares = [plan.share for plan in plans]
    assert len(plans) > 1 and shares == sorted(shares, reverse=True) and sum(shares) <= 1.001
    taken = [plan.roles[-1] for plan in plans if plan.is_taken]
    assert taken == ["note"]  # what a known word says stands against what cells and places alone say


def test_the_signals_of_a_record_come_to_its_confidence() -> None:
    found = explanation(river(), "river.txt")
    assert {one.table for one in found.records} == {"indicators", "fields"}
    for record in found.records:
        assert record.base + sum(one.says for one in record.signals) == pytest.approx(record.sum, abs=0.01)
        assert record.confidence == pytest.approx(min(0.999, max(0.01, min(record.chance, record.most))), abs=0.002)
    first = found.records[0]
    assert "a head that is not known was told by the cells under it" in first.reasons
    assert "a head that is not known was told by the cells under it" in [one.signal for one in first.signals]


def test_a_row_that_was_cut_out_of_text_stands_beside_the_second_cut() -> None:
    found = explanation((SAMPLES / "invented_project_results_glued.txt").read_bytes(), "glued.txt")
    rows = [row for text in found.texts for row in text.rows]
    told = [row for row in rows if row.second]
    assert len(rows) > 5 and len(told) > len(rows) // 2
    assert all(row.second != row.instead_of and row.ahead >= 0 for row in told)
    assert any("second: " in line and "instead of" in line for line in lines_of(found))


@pytest.mark.parametrize("path", TYPED, ids=lambda path: path.name)
def test_every_sample_is_explained_and_read_no_otherwise_for_it(path: Path) -> None:
    data = path.read_bytes()
    found = explanation(data, path.name)
    assert found.tables and found.records
    assert recognised(data, path.name, trace=Trace()) == recognised(data, path.name)
    assert json.loads(json.dumps(as_json(found), ensure_ascii=False))["source"] == path.name
    assert all("\n" not in line for line in lines_of(found))


def test_the_page_on_accuracy_shows_what_is_said_of_a_column_that_is_doubtful() -> None:
    path = CASES / "unknown_head.txt"
    said = list(lines_of(explanation(path.read_bytes(), path.name)))
    page = (SAMPLES.parents[1] / "docs" / "accuracy.md").read_text(encoding="utf-8")
    shown = page.split("<!-- explained: begin -->")[1].split("<!-- explained: end -->")[0].strip().strip("`")
    heads = [line.split(";")[0] for line in shown.splitlines() if "→" in line]
    assert len(heads) > 2 and {_masked(head) for head in heads} <= {_masked(line.split(";")[0]) for line in said}
    others = [line for line in shown.splitlines() if line.strip() and "→" not in line]
    assert {line.split()[0] for line in others} <= {line.split()[0] for line in said if line}


def _masked(line: str) -> str:
    """The line with a sign for each figure: figures change with what was counted."""
    return re.sub(r"\d", "9", line)


def keys_of(shape: Any) -> dict[str, Any]:
    """The keys of a shape's JSON, and of what lies in them."""
    hints = get_type_hints(shape)
    inner = {one.name: [part for part in get_args(hints[one.name]) if is_dataclass(part)] for one in fields(shape)}
    return {
        name: keys_of(own[0] if own else hints[name]) if own or is_dataclass(hints[name]) else None
        for name, own in inner.items()
    }


SECOND = dict.fromkeys(("says", "chance"))
COLUMN = dict.fromkeys(("first", "last", "prints", "role", "decided", "sureness", "chance")) | {
    "second": SECOND,
    "cells": None,
}
HEAD = dict.fromkeys(("first", "last", "side", "indicators_a_row", "chance")) | {
    "columns": COLUMN,
    "plans": dict.fromkeys(("roles", "share", "is_taken")),
    "doubts": None,
    "unread": None,
}
ROW = dict.fromkeys(("row", "name", "way", "sureness", "left")) | {"second": SECOND, "doubts": None}
BLOCK = dict.fromkeys(("reader", "first", "last", "found")) | {"second": SECOND, "heads": HEAD, "rows": ROW}
RECORD = dict.fromkeys(("table", "key", "says", "place", "confidence", "base")) | {
    "signals": dict.fromkeys(("signal", "strength", "weight", "says")),
    **dict.fromkeys(("sum", "chance", "most", "reasons")),
}
KEYS = dict.fromkeys(("source", "channel", "form", "confidence")) | {
    "tables": dict.fromkeys(("table", "form", "rows", "columns", "borders")) | {"blocks": BLOCK, "unclaimed": None},
    "texts": {"head": None, "rows": dict.fromkeys(("cells", "second", "instead_of", "ahead"))},
    "records": RECORD,
    **dict.fromkeys(("findings", "unread", "reasons", "left_out", "format")),
}


def test_the_keys_of_the_json_stay_while_its_format_is_the_same() -> None:
    assert shapes.FORMAT == 1
    assert keys_of(Explanation) == KEYS


def _wide(rows: int, columns: int) -> bytes:
    head = "一级指标\t二级指标\t三级指标\t指标值\t" + "\t".join(f"未知{at}" for at in range(columns))
    body = "\t".join(["产出指标", "数量指标", "新建路灯数量", "≥5盏", *["x" * 50] * columns])
    return "\n".join(["项目支出绩效目标表", head, *[body] * rows]).encode()


GLUED = "项目支出绩效目标表 一级指标 二级指标 三级指标 指标值 " + "产出指标数量指标新建路灯数量≥5盏" * 150
HOSTILE: list[tuple[str, Callable[[], bytes]]] = [
    ("many rows", lambda: _wide(400, 3)),
    ("many columns", lambda: _wide(20, 120)),
    ("many labels", lambda: ("项目支出绩效目标表\n" + "项目名称\t甲\n联系电话\t0000\n" * 300).encode()),
    ("many heads", lambda: ("项目支出绩效目标表\n" + "一级指标\t二级指标\t三级指标\t指标值\n" * 600).encode()),
    ("text without an end", lambda: GLUED.encode()),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "made"), HOSTILE, ids=[kind for kind, _ in HOSTILE])
def test_a_hostile_file_ends_soon_and_says_little(kind: str, made: Callable[[], bytes]) -> None:
    data = made()
    start = time.process_time()
    recognised(data)
    alone = time.process_time() - start
    found = explanation(data, kind)
    assert time.process_time() - start - alone < 6 * alone + 10
    assert len(found.tables) <= Bounds().tables and len(found.records) <= Bounds().records
    assert sum(map(len, lines_of(found))) < 400_000
    assert len(json.dumps(as_json(found), ensure_ascii=False)) < 1_500_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_decided_a_column_has_words_in_every_language(language: str) -> None:
    choose(language)
    assert len({say(f"explained-by-{key}") for key in DECIDED}) == len(DECIDED)


# What stays in Latin letters in a Chinese explanation: keys of records, and what formats and units are called.
_LATIN = re.compile(r"(?<![A-Za-z])(?:t\d+r\d+(?:-\d+)?|p\d+\w*|docx|pdf|txt|Word|PDF|OFD|HTML|TB|km|kg|hm2|m[23]?)\b")


@pytest.mark.parametrize("path", TYPED, ids=lambda path: path.name)
def test_an_explanation_is_chinese_for_chinese_readers(path: Path) -> None:
    choose("zh")
    found = explanation(path.read_bytes(), path.name)
    said = [line.replace(path.name, "") for line in lines_of(replace(found, source=""))]
    # Of records, rows and cells the words of the document are left out: those are as they are.
    ours = [re.sub(r"“.*?”|\] .*?: (?=\d\.\d{3}$)| \| .*", "", line) for line in said]
    assert [line for line in ours if re.search("[A-Za-z]{2}", _LATIN.sub("", line))] == []


@pytest.mark.parametrize("name", ["readers", "roles"])
def test_every_reader_and_every_role_has_a_chinese_name(name: str) -> None:
    choose("zh")
    blocks = {reader.name for reader in discover("extractors.forms.blocks", BlockReader)}
    known = {"readers": blocks, "roles": set(spellings("columns").values())}[name]
    assert sorted(one for one in known if term(name, one) == one) == []


def test_every_signal_that_was_counted_has_a_chinese_name() -> None:
    choose("zh")
    counted = {name for table in ("indicators", "amounts", "goals", "fields") for name in weights(table)}
    assert len(counted) > 100
    assert sorted(name for name in counted if re.search("[a-z]{2}", signal(name))) == []


def test_one_row_and_one_record_are_said_as_one() -> None:
    choose("en")
    said = "\n".join(lines_of(explanation(river(), "river.txt")))
    assert not re.search(r"rows (\d+)-\1\b|\b1 \w+s\b(?! a row)", said)


def test_the_command_prints_text_json_and_one_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "river.txt"
    path.write_bytes(river())
    assert run(["explain", str(path)]) == 0
    assert "→ target" in capsys.readouterr().out
    assert run(["explain", str(path), "--json", "--table", "1"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [table["table"] for table in said["tables"]] == [1] and said["format"] == 1
    assert run(["explain", str(path), "--table", "9"]) == 2
    assert run(["explain", str(tmp_path / "none.txt")]) == 2
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run(["explain", str(tmp_path / "empty.txt")]) == 1
