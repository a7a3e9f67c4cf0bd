"""What the program says of a document or of itself is there in both languages, and is put so at every door."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipeline import cli, messages
from pipeline.export.folder import export
from pipeline.export.wording import said
from pipeline.words import Words
from schema.records import TABLES, columns, table_name
from tests.pipeline.papers import school, taken_in
from tests.pipeline.phrases import said_by

_ERRORS = (
    "JixiaoError", "UnreadableError", "NoFormError", "LimitError", "MissingToolError", "UsageError", "DamagedPageError",
    "Failure",
)  # fmt: skip
CHINESE, ENGLISH = Words("zh"), Words("en")


@pytest.mark.parametrize("folder", ["schema", "normalizers", "extractors", "pipeline"])
def test_every_failure_and_what_to_do_about_it_is_said_in_chinese(folder: str) -> None:
    calls = dict.fromkeys(_ERRORS, slice(0, 2)) | {"Outcome": slice(2, 4), "Remark": slice(1, 3)}
    said_here = {phrase for phrase in said_by(folder, calls) if re.search("[a-z]{2}", phrase)}
    assert said_here
    assert sorted(phrase for phrase in said_here if CHINESE.reason(phrase) == phrase) == []


def test_every_finding_is_said_in_english() -> None:
    calls = dict.fromkeys(("error", "warning", "info", "say"), slice(1, 2))
    said_here = {phrase for phrase in said_by("pipeline/checks", calls) if re.search(r"[^\x00-\u2fff]", phrase)}
    assert len(said_here) > 30
    assert sorted(phrase for phrase in said_here if ENGLISH.finding(phrase) == phrase) == []


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (
            "“投资额”完成值7部为指标值≥4部的175%，偏差过大",
            "“投资额”: the result 7部 is 175% of the target ≥4部, too far off",
        ),
        ("“总分”印为96.3分，各项得分之和为99.3分", "“总分” is printed as 96.3, but the scores add up to 99.3"),
        ("正文写“2023年”，与报告年度2024年不符", "the text says “2023年”, which is not the year of the report, 2024"),
        ("3个指标的指标分值合计90分，不等于100分", "the points of 3 indicators add up to 90, not to 100"),
        (
            "“出口额”名称中的单位是万美元，完成值却写1亿美元",
            "“出口额”: the unit in its name is 万美元, but its result says 1亿美元",
        ),
        (
            "“出口额”指标值≥140亿元，评分标准却给140分，超过100分",
            "“出口额”: for the target ≥140亿元 the scoring rule gives 140 points: more than 100",
        ),
        ("没有人写过的话", "没有人写过的话"),
    ],
)
def test_a_finding_keeps_its_figures(chinese: str, english: str) -> None:
    assert ENGLISH.finding(chinese) == english
    assert CHINESE.finding(chinese) == chinese


def test_every_code_of_the_export_has_chinese_words() -> None:
    bare = [
        (table_name(record), name, code)
        for record in TABLES
        for name, column in columns(record).items()
        for code in column.choices
        if re.search("[a-z]", code) and said(table_name(record), name, code, CHINESE) == code
    ]
    assert bare == []


def test_chinese_heads_stand_over_chinese_words_and_english_ones_over_codes(tmp_path: Path) -> None:
    engine = taken_in(tmp_path, {"a.txt": school(), "bad.txt": ""})
    for headers, form, failed, reason in (
        ("zh", "项目绩效目标", "失败", "空"),
        ("en", "project-target", "failed", "empty"),
    ):
        export(engine, tmp_path / headers, headers=headers)
        with (tmp_path / headers / "filings.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))[1:]
        cells = [cell for row in rows for cell in row]
        assert form in cells and failed in cells and any(reason in cell for cell in cells)


@pytest.mark.parametrize(
    ("language", "said_here"),
    [
        ("zh", "没有数据库 none.db（请用 --db 指定，或先建立：jixiao ingest PATH）"),
        ("en", "there is no database none.db (Name it"),
    ],
)
def test_a_command_fails_in_the_language_chosen(
    language: str, said_here: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["score", "--db", "none.db", "--lang", language]) == 2
    assert said_here in capsys.readouterr().err


def test_what_is_advised_is_said_in_the_language_chosen() -> None:
    messages.choose("zh")
    assert messages.advised("the file is empty", "look for the original and ingest that") == (
        "文件是空的（请找到原件后导入）"
    )
    messages.choose("en")
