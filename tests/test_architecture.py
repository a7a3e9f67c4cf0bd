"""`docs/architecture.md` names what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"
TEXT = PAGE.read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:schema|normalizers|extractors|pipeline|corpus)(?:/[\w.]+)*)`", TEXT)))


def test_it_names_modules() -> None:
    assert len(NAMED) > 30


@pytest.mark.parametrize("name", NAMED)
def test_every_module_that_it_names_is_there(name: str) -> None:
    path = ROOT / name
    assert path.is_file() if path.suffix else (path / "__init__.py").is_file() or path.is_dir()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([A-Z]\w+)`", TEXT))))
def test_every_shape_that_it_names_is_defined(name: str) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("[a-z]*/**/*.py"))
    assert re.search(rf"^class {name}\b", code, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`jixiao (\w+)", TEXT))))
def test_every_command_that_it_names_is_there(command: str) -> None:
    assert (ROOT / "pipeline" / "commands" / f"{command}.py").is_file()


def test_the_lines_are_no_longer_than_those_of_the_code() -> None:
    assert max(map(len, TEXT.splitlines())) <= 120
