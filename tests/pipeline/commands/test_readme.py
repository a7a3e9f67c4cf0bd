from __future__ import annotations

import re
import subprocess
from pathlib import Path

from click import Context

from pipeline.cli import cli
from schema.records import TABLES, columns, table_name

_ROOT = Path(__file__).parents[3]
_README = (_ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme_and_the_other_way_round() -> None:
    told = set(re.findall(r"^    jixiao (\w+)", _README, re.MULTILINE))
    assert told == set(cli.list_commands(Context(cli)))


def test_every_table_is_in_the_readme() -> None:
    assert re.findall(r"^\| `(\w+)` \|", _README, re.MULTILINE) == [table_name(record) for record in TABLES]


def test_the_excerpt_has_the_columns_of_its_table() -> None:
    excerpt = _README.split("<!-- excerpt: begin -->")[1].split("<!-- excerpt: end -->")[0]
    header, *rows = excerpt.strip().strip("`").strip().splitlines()
    record = next(record for record in TABLES if table_name(record) == "values")
    assert header.split(",") == list(columns(record))
    assert rows and all(row.count(",") == header.count(",") for row in rows)


def test_every_path_in_the_readme_is_there() -> None:
    named = re.findall(r"`((?:schema|normalizers|extractors|pipeline|corpus|tests)/[\w./]+?)(?:::\w+)?`", _README)
    templates = [path for path in named if "NAME" in path]
    assert templates and all((_ROOT / path).parent.is_dir() for path in templates)
    assert [path for path in named if path not in templates and not (_ROOT / path).exists()] == []


def test_make_help_lists_the_targets_that_the_readme_names() -> None:
    done = subprocess.run(["make", "help"], cwd=_ROOT, capture_output=True, text=True, check=True)
    targets = {line.split()[0] for line in done.stdout.splitlines()}
    assert set(re.findall(r"(?:^    |`)make (\w+)", _README, re.MULTILINE)) <= targets
    assert {"run", "setup", "test", "check", "score", "evaluate", "bench", "clean"} <= targets
