"""The public door: what its page shows is so, what it names is typed, and odd input raises our own errors alone."""

from __future__ import annotations

import doctest
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import jixiao

_ROOT = Path(__file__).parents[2]
_PAGE = _ROOT / "docs" / "library.md"
_USER = """\
import jixiao
filing: jixiao.Filing = jixiao.read("a.docx")
print([(row.name, row.target.value) for row in filing.indicators])
"""


def test_the_examples_of_the_page_and_of_the_module_are_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(_ROOT)
    # The fences of Markdown are no part of what an example prints.
    shown = re.sub(r"^```.*$", "", _PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    finder, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    for name, text in (("page", shown), ("module", jixiao.__doc__ or "")):
        runner.run(finder.get_doctest(text, {}, name, None, 0))
    assert runner.tries > 20 and not runner.failures


def test_three_lines_of_a_user_are_typed(tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(_USER, encoding="utf-8")
    wrong = _USER.replace("row.target.value", "row.aim")
    (tmp_path / "wrong.py").write_text(wrong, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--follow-imports=silent",
        "--config-file=",
        "user.py",
        "wrong.py",
    ]
    done = subprocess.run(
        command, cwd=tmp_path, env={"MYPYPATH": str(_ROOT), "PATH": ""}, capture_output=True, text=True, check=False
    )
    complaints = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert len(complaints) == 1 and complaints[0].startswith("wrong.py:3") and "aim" in complaints[0], done.stdout


def test_what_is_exported_is_described_and_typed() -> None:
    page = _PAGE.read_text(encoding="utf-8")
    for name in jixiao.__all__:
        part = getattr(jixiao, name)
        assert inspect.getdoc(part), name
        assert not inspect.isfunction(part) or ("return" in part.__annotations__ and f"jixiao.{name}(" in page)
    assert all((_ROOT / room / "py.typed").is_file() for room in ("jixiao", "schema"))


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.txt", b"", jixiao.UnreadableError),
        ("a.docx", b"PK\x03\x04nothing", jixiao.UnreadableError),
        ("a.pdf", b"%PDF-1.7\n", jixiao.UnreadableError),
        ("a.txt", "今天天气很好。".encode(), jixiao.NoFormError),
        ("a.bin", bytes(range(256)) * 40, jixiao.JixiaoError),
    ],
)
def test_what_is_no_filing_raises_our_own_errors(
    name: str, data: bytes, error: type[Exception], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error):
        jixiao.read(tmp_path / name)


@pytest.mark.parametrize("name", ["not there", ""])
def test_a_path_that_is_no_file_raises_our_own_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(jixiao.UnreadableError):
        jixiao.read(tmp_path / name)


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "9" * 5000, "≤" * 300, "（" * 2000, "每降低1%" * 400])
def test_odd_text_raises_nothing(text: str) -> None:
    assert isinstance(jixiao.parse_value(text, name=text), jixiao.Value)
    assert isinstance(jixiao.match_name(text), jixiao.Match)
    assert isinstance(jixiao.parse_rule(text), jixiao.ScoringRule)
