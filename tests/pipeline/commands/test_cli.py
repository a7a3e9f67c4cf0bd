from __future__ import annotations

import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import messages
from pipeline.cli import run
from pipeline.commands.parse import command as parse_command
from pipeline.review.accounts import names
from pipeline.store.engine import open_store, waiting
from pipeline.words import LANGUAGES
from schema.errors import JixiaoError

_HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "jieba", "rich", "pdfplumber", "docx", "rapidfuzz", "normalizers")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("JIXIAO_DB", raising=False)


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from pipeline.cli import run; run(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "ingest" in done.stdout
    assert set(done.stdout.split()) & set(_HEAVY) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "command",
    ["ingest", "merge", "watch", "export", "evaluate", "parse", "doctor", "corpus", "taxonomy", "explain"],
)
def test_every_command_helps_in_two_languages(command: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", language, command, "--help"]) == 0
    shown = "".join(capsys.readouterr().out.split())
    assert "".join(messages.say(f"{command}-help").split()) in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["ingest"],
        ["ingest", "no-such-file", "--db", "x.db"],
        ["ingest", ".", "--jobs", "0"],
        ["export", "--db", "none.db", "--out", "out"],
        ["export", "--db", "none.db"],
        ["evaluate", "none", "--db", "none.db"],
        ["parse", "value"],
        ["parse", "value", "1%", "--csv", "x.csv"],
        ["parse", "rule", "--csv", "none.csv"],
        ["--lang", "fr", "doctor"],
        ["corpus", "make", "out", "--as", "stone"],
        ["corpus", "make", "out", "--stress", "boredom"],
        ["corpus", "make", "out", "--as", "docx", "--stress", "separators"],
    ],
)
def test_wrong_usage_exits_with_2_and_says_why(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.err.strip() and "Traceback" not in shown.err
    assert list(tmp_path.iterdir()) == []


WRONG = [
    "", "ingest", "ingst", "ingest x --nope", "export --hep", "rebuild --jobs x", "ingest --jobs 0 x", "export",
    "corpus make out --as", "rebuild a b", "rebuild a", "review --port x", "rebuild --archive pyproject.toml",
    "export --format stone --out x",
    "ingest x --time-limit y", "parse nothing", "user add", "journal --lang=zh --nope",
]  # fmt: skip


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_usage_and_help_are_said_in_the_language_asked_for(
    arguments: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", "en", *arguments.replace("--lang=zh ", "").split()]) == 2
    english = capsys.readouterr().err
    assert re.search("[\u4e00-\u9fff]", english) is None
    assert run([*arguments.replace("--lang=zh ", "").split(), "--lang", "zh"]) == 2
    wrong = capsys.readouterr().err.splitlines()[-1]
    words = re.sub("'[^']*'|--\\S+|(?<=参数 ).*|(?<=范围 )\\S+|(?<=之一).*", "", wrong)
    assert wrong.startswith("错误：") and not re.search("[A-Za-z]{2}", words)


@pytest.mark.parametrize("arguments", [[], ["ingest"], ["review"], ["corpus"], ["corpus", "make"]])
def test_the_frame_of_help_is_chinese_on_a_chinese_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--help", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert "用法：" in shown and "选项:" in shown and "显示本说明" in shown
    assert not re.search("Usage|Options|Commands|Show this|default", shown)


def test_stresses_are_named_again_and_again_or_by_commas(tmp_path: Path) -> None:
    made = tmp_path / "made"
    given = ["--stress", "words,storeys", "--stress", "labels"]
    assert run(["corpus", "make", str(made), "--count", "3", "--as", "docx", *given]) == 0
    assert [path.stem.split("_")[-1] for path in sorted(made.glob("*.docx"))] == ["words", "storeys", "labels"]
    assert run(["corpus", "make", str(made), "--count", "6", "--as", "text", "--stress", "all"]) == 0
    assert len({path.name.split("_")[2] for path in made.glob("*.txt")}) == 6


def test_a_failure_exits_with_1_one_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "random.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.txt").touch()
    database = str(tmp_path / "a.db")
    assert run(["ingest", str(folder), "--db", database, "--jobs", "1"]) == 1
    shown = capsys.readouterr()
    lines = shown.err.strip().splitlines()
    assert [line.split(":")[0] for line in lines] == ["failed empty.txt", "failed random.bin"]
    assert "2 failed" in shown.out and "filings      2" in shown.out
    assert run(["export", "--db", database, "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "datapackage.json").exists()
    assert run(["doctor", "--db", database]) == 0


def test_what_was_passed_over_is_counted_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in" / "@eaDir").mkdir(parents=True)
    litter = ["Thumbs.db", "desktop.ini", ".DS_Store", "~$a.docx", "a.docx.tmp"]
    for name in litter:
        (tmp_path / "in" / name).write_bytes(b"\x00\x01x" * 50)
    assert run(["ingest", str(tmp_path / "in"), "--db", str(tmp_path / "a.db"), "--jobs", "1"]) == 0
    shown = capsys.readouterr()
    assert "0 files: 0 loaded" in shown.out and shown.err == ""
    (line,) = [line for line in shown.out.splitlines() if "passed over" in line]
    assert line.startswith("6 passed over") and line.endswith(
        ": .DS_Store, @eaDir/, Thumbs.db, a.docx.tmp, desktop.ini, …"
    )
    (tmp_path / "none").mkdir()
    assert run(["ingest", str(tmp_path / "none"), "--db", str(tmp_path / "a.db")]) == 0
    assert "passed over" not in capsys.readouterr().out


_ALL = (
    ["ingest", "in", "--jobs", "1"], ["export", "--out", "out"], ["doctor"], ["rebuild"], ["evaluate", "in"],
    ["taxonomy", "suggest"], ["review"], ["user", "list"], ["user", "add", "甲"], ["user", "remove", "甲"],
    ["journal", "export"], ["journal", "import", "in/j.jsonl"], ["journal", "lost"],
)  # fmt: skip


def _content(path: Path) -> bytes:
    path.write_bytes("这是说明\n".encode() * 90)
    return path.read_bytes()


def _strange(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE filings (a)")
        other.commit()
    return path.read_bytes()


@pytest.mark.parametrize(("make", "said"), [(_content, "not a database"), (_strange, "a database of another program")])
@pytest.mark.parametrize("arguments", _ALL, ids=" ".join)
def test_every_command_refuses_a_file_that_is_no_database_of_ours(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    make: Callable[[Path], bytes],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("ein langes Wort\n"))
    (tmp_path / "in").mkdir()
    for name in ("a.gold.json", "j.jsonl"):
        (tmp_path / "in" / name).touch()
    before = make(tmp_path / "a.db")
    assert run([*arguments, "--db", "a.db"]) in (1, 2)
    shown = capsys.readouterr()
    (line,) = [line for line in (shown.out + shown.err).splitlines() if said in line]
    assert line.startswith("wrong" if arguments == ["doctor"] else "error:") and "with --db" in line
    assert (tmp_path / "a.db").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"in", "a.db"}


@pytest.mark.parametrize("arguments", _ALL, ids=" ".join)
def test_a_command_on_a_locked_database_works_or_waits_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("ein langes Wort\n"))
    monkeypatch.setattr("pipeline.review.serving.serve", lambda engine, *_: names(engine))
    monkeypatch.setattr(waiting, "QUIET", 0.1)
    monkeypatch.setattr(waiting, "PATIENCE", 0.3)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("路灯维护项目绩效自评表\n项目名称\t路灯维护\n", encoding="utf-8")
    for name in ("a.gold.json", "j.jsonl"):
        (tmp_path / "in" / name).write_text("{}" if name.endswith("d.json") else "", encoding="utf-8")
    open_store("a.db", create=True)
    with closing(sqlite3.connect("a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        code = run([*arguments, "--db", "a.db"])
    shown = capsys.readouterr()
    writes = arguments[0] in ("ingest", "rebuild") or arguments[1:2] in (["add"], ["remove"], ["import"])
    assert ("waiting" in shown.err and "locked by another program" in shown.err) is writes
    assert code == 1 if writes else code in (0, 2)
    assert "Traceback" not in shown.err and "internal error" not in shown.err


def test_the_environment_names_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_DB", str(tmp_path / "named.db"))
    (tmp_path / "in").mkdir()
    assert run(["ingest", str(tmp_path / "in")]) == 0
    assert (tmp_path / "named.db").exists()


@pytest.mark.parametrize(("level", "traced"), [("warning", False), ("debug", True)])
def test_a_traceback_is_for_who_asks(
    level: str, traced: bool, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    code = f"""
import pipeline.commands.doctor as doctor
from pipeline.cli import run
from schema.errors import JixiaoError
def broken(**_): raise JixiaoError("it broke", "mend it")
doctor.command.callback = broken
raise SystemExit(run(["--log-level", "{level}", "doctor"]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == JixiaoError.exit_code == 1
    assert "error: it broke (mend it)" in done.stderr
    assert ("Traceback" in done.stderr) is traced


def test_a_fault_of_ours_is_an_error_without_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: object) -> int:
        raise KeyError("role")

    monkeypatch.setattr(parse_command.commands["rule"], "callback", broken)
    assert run(["--log-level", "error", "parse", "rule", "x"]) == 1
    assert "internal error: KeyError: 'role'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["value", "≤200万元"],
            {"op": "<=", "value": "200", "value_max": "", "base_value": "2000000"},
        ),
        (["value", "-5%"], {"value": "-5", "base_unit": "1"}),
        (["value", "15", "--name", "开展活动次数"], {"value": "15"}),
        (["name", "社会公众满意度"], {"canonical_name": "社会公众满意度", "match_score": "100"}),
        (["name", "本地独有的一句话"], {"canonical_id": ""}),
        (["rule", "100%得3分，否则不得分"], {"points": "3", "threshold_op": "="}),
    ],
)
def test_parse_prints_one_object_with_numbers_as_strings(
    arguments: list[str], expected: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["parse", *arguments]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {key: found[key] for key in expected} == expected
    assert {type(value) for key, value in found.items() if key not in ("reasons", "readings", "candidates")} == {str}


def test_parse_reads_a_file_row_by_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "values.csv"
    path.write_text("\ufeffraw,context_name\n≥95%,\n=1+1,\n,x\n", encoding="utf-8")
    assert run(["parse", "value", "--csv", str(path)]) == 0
    assert [json.loads(line)["raw"] for line in capsys.readouterr().out.splitlines()] == ["≥95%", "=1+1", ""]
    path.write_text("other\n1\n", encoding="utf-8")
    assert run(["parse", "value", "--csv", str(path)]) == 2


@pytest.mark.parametrize("kind", ["value", "name", "rule"])
def test_each_kind_of_text_names_the_columns_of_its_file(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", kind, "--help", "--lang", "en"]) == 0
    assert "columns:" in capsys.readouterr().out


def test_the_summary_tells_what_we_doubt_from_what_contradicts_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    money = "项目资金（万元）\t\t全年预算数\t全年执行数\t执行率\n\t年度资金总额\t80\t72\t40%\n"
    rows = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t新建路灯数量\t≥50盏\n"
    texts = {
        "amiss.txt": "路灯维护项目绩效自评表\n项目名称\t路灯维护项目\n" + money + rows,
        "empty.txt": "桥梁巡查项目绩效自评表\n项目名称\t桥梁巡查项目\n主管部门\t柳湾县交通局\n",
        "sound.txt": "路灯维护项目绩效自评表\n项目名称\t路灯维护项目\n" + money.replace("40%", "90%") + rows,
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / name) for name in texts]
    assert run(["--lang", "en", "ingest", *files, "--db", str(tmp_path / "a.db"), "--jobs", "1"]) == 0
    shown = capsys.readouterr().out
    assert "3 (2 to review, 0 failed)" in shown
    assert "1 for our reading, 1 because they contradict themselves" in shown
