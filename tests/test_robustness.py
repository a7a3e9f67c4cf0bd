"""No file makes anything but a filing or an error of ours, soon; and a batch goes on behind every one of them."""

from __future__ import annotations

import csv
import random
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.readers.encoding import decode
from pipeline.cli import run
from pipeline.ingest.ingest import understand
from schema.errors import JixiaoError
from schema.filing import Filing

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
#: Far more than any case needs, and far less than what grows with the square of its length would take.
GENEROUS_SECONDS = 20
EVERY = 500
MIB = 1024 * 1024

HEAD = "一级指标\t二级指标\t三级指标\t指标值\t分值\n"
ROW = "产出指标\t数量指标\t新建路灯数量\t≥5盏\t10\n"
SCORES = "一级指标\t分值\t二级指标\t分值\t三级指标\t分值\t得分\n"
MONEY = "项目资金（万元）\t\t年初预算数\t全年执行数\t执行率\n"


def outcome(data: bytes | str) -> Filing | JixiaoError:
    """What becomes of a file; any other exception, a fault that cost its place alone, and slowness fail the test."""
    begun = time.process_time()
    found: Filing | JixiaoError
    try:
        found, _ = understand(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data, "")
        assert [said for said in found.unread if " failed (" in said] == []
    except JixiaoError as error:
        assert error.message and error.advice
        found = error
    assert time.process_time() - begun < GENEROUS_SECONDS
    return found


def long(text: str, characters: int = 25_000) -> str:
    """The text again and again."""
    return (text * (characters // len(text) + 1))[:characters]


def samples(*suffixes: str) -> list[Path]:
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in suffixes)


@pytest.mark.parametrize("path", samples(".txt"), ids=lambda path: path.stem)
def test_a_sample_cut_anywhere(path: Path) -> None:
    text = decode(path.read_bytes()) or ""
    found = [outcome(text[:end]) for end in range(EVERY, len(text), EVERY)]
    found += [outcome(text[start:]) for start in range(EVERY, len(text), 4 * EVERY)]
    assert any(isinstance(filing, Filing) for filing in found)


@pytest.mark.parametrize("path", samples(".docx", ".pdf"), ids=lambda path: path.stem)
def test_a_copy_that_broke_off(path: Path) -> None:
    data = path.read_bytes()
    for eighth in range(1, 8):
        outcome(data[: len(data) * eighth // 8])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("start", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xfe", "一级指标\t".encode()], ids=repr)
def test_random_bytes(start: bytes, seed: int) -> None:
    outcome(start + random.Random(seed).randbytes(5_000))


@pytest.mark.parametrize("path", samples(".txt")[:3], ids=lambda path: path.stem)
def test_a_sample_with_bytes_changed(path: Path) -> None:
    data = path.read_bytes()
    for seed in range(3):
        chance = random.Random(seed)
        spoiled = bytearray(data)
        for _ in range(len(data) // 200):
            spoiled[chance.randrange(len(data))] = chance.randrange(256)
        outcome(bytes(spoiled))


ODD = {
    "nothing": "",
    "zeros": "\0" * 10_000,
    "zeros inside": long("路灯\0"),
    "tabs alone": "\t" * 10_000,
    "tabs in a line": "甲" + "\t" * 100_000 + "乙",
    "tabs in a line under a head": HEAD + ROW + "甲" + "\t" * 20_000 + "乙\n" + ROW,
    "line ends alone": "\n" * 50_000 + "甲",
    "blanks alone": "甲" + " " * 50_000 + "乙",
    "lone surrogates": long("一级指标\ud800\t二级指标\udfff\n"),
    "marks of direction": long("\u202e一级指标\u202c"),
    "combining marks": "甲" + "\u0301" * 50_000,
    "private characters": long("\ue000\uf8ff"),
    "other planes": long("𠮷野家🙂\t"),
    "control characters": long("甲\x01\x02\x1b[31m"),
    "heads": long(HEAD),
    "heads with rows": long(HEAD + ROW),
    "heads without borders": long(HEAD.replace("\t", " ").replace("\n", " ")),
    "heads without blanks": long(HEAD.replace("\t", "").replace("\n", "")),
    "rows without borders": HEAD.replace("\t", " ") + long(ROW.replace("\t", " ").replace("\n", " "), 20_000),
    "rows without blanks": HEAD.replace("\t", "") + long(ROW.replace("\t", "").replace("\n", ""), 10_000),
    "prose behind a head without borders": HEAD.replace("\t", " ") + long("加强巡查及时维修路灯", 20_000),
    "figures behind a head without borders": HEAD.replace("\t", " ") + long("1234567890", 5_000),
    "a head of a thousand columns": "\t".join(["一级指标", "三级指标", *["分值"] * 1000]) + "\n" + long(ROW, 5_000),
    "a row of ten thousand cells": HEAD + ROW + "\t".join(["新建路灯数量", "≥5盏"] * 5_000) + "\n",
    "keys": long("项目名称 甲 主管部门 乙 ") + HEAD.replace("\t", " "),
    "keys without blanks": long("项目名称主管部门实施单位") + HEAD.replace("\t", ""),
    "sums": MONEY + long("\t合计\t5\t6\t7\n"),
    "parts": MONEY + long("\t其中：财政拨款\t5\t6\t7\n"),
    "empty pairs": long("其中：基本支出：\t\n", 30_000),
    "pairs": long("填报人：某某\t联系电话：5551234\n"),
    "goals": long("年度目标\t1.完成。2.完成。\n"),
    "numbers in a goal": "年度目标\t" + long("1.完成。2.做好。"),
    "torn rows": "定性\t相关\n" + long("定性\t相关\t≥\t5\t新建路灯数量\t每少1个扣1分\n"),
    "levels alone": HEAD + long("产出指标\t数量指标\t\t\t\n"),
    "points in every level": SCORES + long("履职效能\t50\t整体效能\t25\t亮灯率\t5\t5\n"),
    "points that are no numbers": SCORES + "履职\tsNaN\t整体\tInfinity\t亮灯率\t1e999999999\t-1e999999999\n" * 20,
    "one letter as a name": HEAD + "产出指标\t数量指标\t" + "工" * 50_000 + "\t5\t5\n",
    "one digit as a value": HEAD + "产出指标\t数量指标\t路灯数量\t" + "5" * 50_000 + "\t" + "5" * 50_000 + "\n",
    "signs as a value": HEAD + "产出指标\t数量指标\t路灯数量\t" + "≥" * 50_000 + "\t5\n",
    "brackets": HEAD + "产出指标\t数量指标\t" + "（" * 50_000 + "\t" + "（" * 50_000 + "\t5\n",
    "strokes in a head": HEAD.replace("指标值", "指标类型（定性/定量）\t指标值")
    + "产出\t数量\t路灯/桥灯\t定量/定性\t5/6\t10\n",
    "a number of 25 digits": HEAD + f"产出指标\t数量指标\t路灯数量\t≥{'1234567890' * 2}12345万元\t5\n" + ROW,
    "rules": HEAD.replace("分值", "评分标准") + "产出\t数量\t路灯数量\t5\t" + long("每少1%扣0.5分，") + "\n",
    "colons": long("：") + "甲",
    "markup": long("<a"),
    "chapters": long("一、工作情况\n"),
    "amounts told": "整体绩效自评报告\n" + long("支出5万元，其中基本支出3万元，"),
    "budgets": "年度主要任务\t" + long("1、资金来源：（1）财政性资金 "),
    "a paragraph that goes on in its cell": "\t年度目标\n" + long("修好路灯。\n"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_texts(name: str) -> None:
    outcome(ODD[name])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(long("加强巡查及时维修", 5 * MIB // 3), id="words"),
        pytest.param(long("1234567890", 5 * MIB), id="digits"),
        pytest.param("甲" + " " * (2 * MIB) + "乙", id="blanks"),
    ],
)
def test_a_line_of_megabytes(text: str) -> None:
    outcome(text)


@pytest.mark.slow
@pytest.mark.parametrize("text", [long("加强巡查及时维修", 50 * MIB // 3), "\t" * (50 * MIB) + "甲", "1" * (50 * MIB)])
def test_a_line_of_fifty_megabytes(text: str) -> None:
    assert isinstance(outcome(text), JixiaoError)


SEEN = """
一级指标 二级指标 三级指标 指标值 实际完成值 分值 得分 评分标准 备注 单位 绩效指标 长期绩效指标 年度目标 完成情况
年度主要任务 任务名称 项目名称 主管部门 填报人： 项目资金（万元） 全年预算数 执行率 其中： 合计 总分 产出指标 数量指标
产出指标（50分） 满意度指标 新建路灯数量 不涉及 …… 定性 ≥ ≤5% 2022年 95% 1,200 0 10 9.5 （1） 1. 目标1： 每少1%扣1分
部门整体绩效自评表 项目绩效目标表 单位：万元 其中:财政拨款 资金来源：（1）
"""
WORDS = st.sampled_from(SEEN.split())
MARKS = st.sampled_from(
    ("\t", "\t", "\n", "\n", "\n\n", "\n\t", " ", "", "，", "。", "：", "（", "）", "\u3000", "\f", "|")
)
PIECES = st.one_of(WORDS, WORDS, MARKS, MARKS, st.text(max_size=6), st.integers().map(str))


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=120).map("".join))
def test_words_of_forms_in_any_order(text: str) -> None:
    outcome(text)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=9), max_size=25))
def test_tables_of_words_of_forms_in_any_order(rows: list[list[str]]) -> None:
    outcome(HEAD + "\n".join("\t".join(row) for row in rows))
    outcome("".join("\t" + "\n\t".join(row) + "\n\n" for row in rows))


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch")
    (folder / "in").mkdir()
    for name in ("nothing", "zeros", "tabs alone", "lone surrogates", "control characters", "heads", "chapters"):
        (folder / "in" / f"{name}.txt").write_bytes(ODD[name].encode("utf-8", "surrogatepass"))
    (folder / "in" / "random.pdf").write_bytes(b"%PDF-1.7\n" + random.Random(1).randbytes(3_000))
    (folder / "in" / "random.docx").write_bytes(b"PK\x03\x04" + random.Random(2).randbytes(3_000))
    for path in samples(".txt")[:2]:
        (folder / "in" / path.name).write_bytes(path.read_bytes())
    return folder


def exported(folder: Path, database: str) -> Iterator[dict[str, str]]:
    assert run(["export", "--db", database, "--out", str(folder)]) == 0
    with (folder / "filings.csv").open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def test_a_batch_goes_on_names_each_and_leaves_the_database_whole(
    batch: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    database = str(tmp_path / "batch.db")
    assert run(["ingest", str(batch / "in"), "--db", database, "--jobs", "2"]) == 1
    shown = capsys.readouterr().err
    filings = {row["source"]: row for row in exported(tmp_path / "out", database)}
    assert set(filings) == {path.name for path in (batch / "in").iterdir()}
    failed = {name for name, row in filings.items() if row["status"] == "failed"}
    assert {path.name for path in samples(".txt")[:2]}.isdisjoint(failed)
    assert {"nothing.txt", "zeros.txt", "random.pdf", "random.docx", "chapters.txt"} <= failed
    for name in failed:
        assert f"failed {name}:" in shown
        assert filings[name]["error"]
    assert "internal error" not in shown
    assert "Traceback" not in shown
    with closing(connect(database)) as opened:
        assert opened.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert opened.execute("pragma foreign_key_check").fetchall() == []
    assert run(["doctor", "--db", database]) == 0


def test_a_second_round_over_the_batch_changes_nothing(batch: Path, tmp_path: Path) -> None:
    database = str(tmp_path / "batch.db")
    run(["ingest", str(batch / "in"), "--db", database, "--jobs", "1"])
    first = list(exported(tmp_path / "first", database))
    run(["ingest", str(batch / "in"), "--db", database, "--jobs", "1"])
    assert list(exported(tmp_path / "again", database)) == first
