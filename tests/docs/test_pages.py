"""The pages that people read say what is there: commands, options, columns, paths, links; and they can be built."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from sqlmodel import SQLModel

from pipeline.cli import cli
from pipeline.export.view_columns import view_columns
from pipeline.store.database_views import statements
from schema.records import TABLES, columns, table_name
from tests.docs.pages import PAGES, ROOT

_FILES = sorted(
    path
    for path in (*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md"))
    if path.name != "CHANGELOG.md"  # which tells of what was
)
_TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in _FILES}
# Options of other programs that the pages show.
_FOREIGN = {"--rm", "--metadata", "--root", "--include"}


@pytest.fixture(params=list(_TEXTS))
def page(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("name", PAGES)
def test_what_the_code_declares_is_on_its_page(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "write it anew: make pages"


def test_every_command_table_and_column_is_described() -> None:
    commands, tables = _TEXTS["docs/commands.md"], _TEXTS["docs/columns.md"]
    assert {line.split()[2] for line in commands.splitlines() if line.startswith("## ")} == set(_names())
    for record in TABLES:
        section = tables.split(f"\n## {table_name(record)}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(columns(record))


def test_every_view_its_columns_and_every_table_of_our_own_are_described() -> None:
    page = _TEXTS["docs/columns.md"]
    for view, known in view_columns().items():
        section = page.split(f"\n## {view}\n")[1].split("\n#")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(known)
        assert all(told.title_zh and told.title_en and told.description for told in known.values()), view
    assert view_columns().keys() == statements().keys()
    with (ROOT / "pipeline" / "data" / "view_columns.toml").open("rb") as file:
        told = tomllib.load(file)
    shown = {name for known in view_columns().values() for name in known}
    assert set(told.pop("every")) <= shown
    assert all(set(columns_told) - {"of"} <= view_columns()[view].keys() for view, columns_told in told.items())
    own = page.split("\n# Tables of the program's own\n")[1]
    described = set(re.findall(r"^\| `(\w+)` \| \w", own, re.MULTILINE))
    ours = set(SQLModel.metadata.tables) - {table_name(record) for record in TABLES}
    assert described >= ours and "journal" in described


def test_every_command_that_is_named_is_there(page: str) -> None:
    named = set(re.findall(r"(?:^    |[`(])jixiao ([a-z]+)\b", _TEXTS[page], re.MULTILINE))
    assert named <= set(_names())


def test_every_option_that_is_named_is_there(page: str) -> None:
    known = set(_options(cli)) | {"--help", "--version"} | _FOREIGN
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", _shown(_TEXTS[page]))) <= known


def test_every_path_that_is_named_is_there(page: str) -> None:
    rooms = "jixiao|schema|normalizers|extractors|pipeline|corpus|tests|docs"
    named = re.findall(rf"`((?:{rooms})/[\w./]+?)(?:::\w+)?`", _TEXTS[page])
    templates = [path for path in named if "NAME" in path]
    assert all((ROOT / path).parent.is_dir() for path in templates)
    assert [path for path in named if path not in templates and not (ROOT / path).exists()] == []


def test_every_link_leads_somewhere(page: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", _TEXTS[page]) if "://" not in link]
    for link in links:
        path, _, heading = link.partition("#")
        target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        assert target.exists(), link
        if heading:
            assert heading in {_anchor(line) for line in target.read_text(encoding="utf-8").splitlines()}, link


def test_make_help_lists_the_targets_that_are_named() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    targets = {line.split()[0] for line in done.stdout.splitlines()}
    named = {name for text in _TEXTS.values() for name in re.findall(r"(?:^    |[`&] ?)make (\w+)", text, re.MULTILINE)}
    assert named <= targets
    assert {"run", "setup", "test", "check", "score", "evaluate", "bench", "docs", "pages", "tools", "clean"} <= targets


def test_the_excerpt_has_the_columns_of_its_table() -> None:
    excerpt = _TEXTS["README.md"].split("<!-- excerpt: begin -->")[1].split("<!-- excerpt: end -->")[0]
    header, *rows = excerpt.strip().strip("`").strip().splitlines()
    record = next(record for record in TABLES if table_name(record) == "values")
    assert header.split(",") == list(columns(record))
    assert rows and all(row.count(",") == header.count(",") for row in rows)


def test_the_first_screen_is_short_and_there_in_both_languages() -> None:
    for name in ("README.md", "README.zh.md"):
        assert len(_TEXTS[name].splitlines()) < 100
        assert "make run" in _TEXTS[name] and "docs/review/" in _TEXTS[name]


def test_how_well_it_reads_is_said_alike_in_both_languages() -> None:
    said = [
        re.findall(r"\d+(?:\.\d+)?", _TEXTS[name].split(f"\n## {heading}\n")[1].split("\n## ")[0])
        for name, heading in (("README.md", "How well"), ("README.zh.md", "准不准"))
    ]
    assert sorted(said[0]) == sorted(said[1]) and len(said[0]) > 5


def test_the_first_steps_are_the_same_in_both_languages() -> None:
    typed = [_typed(_TEXTS[f"docs/first-steps{ending}.md"]) for ending in ("", ".zh")]
    assert len(typed[0]) > 8 and typed[0] == typed[1]
    assert "docs/first-steps.zh.md" in _TEXTS["README.zh.md"]


def test_the_chinese_first_screen_leads_wherever_the_english_one_does() -> None:
    links = [set(re.findall(r"\]\(([\w/.-]+\.md)\)", _TEXTS[name])) for name in ("README.md", "README.zh.md")]
    both = [{link.replace(".zh.md", ".md") for link in each} - {"README.md"} for each in links]
    assert both[0] == both[1]


def test_every_page_is_in_the_index_and_in_the_menu() -> None:
    pages = {name.removeprefix("docs/") for name in _TEXTS if name.startswith("docs/")} - {"index.md"}
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert pages <= set(re.findall(r"\((\w[\w.-]*\.md)", _TEXTS["docs/index.md"]))
    assert pages <= set(re.findall(r"[\w.-]+\.md", menu))


def test_the_pages_can_be_built(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs is not installed: make tools")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "jixiao remove" in (tmp_path / "site" / "commands.html").read_text(encoding="utf-8")


def _names() -> list[str]:
    return cli.list_commands(click.Context(cli))


def _options(command: click.Command) -> Iterator[str]:
    """Every option of a command and of those within it."""
    yield from (name for each in command.params for name in each.opts)
    for name in command.list_commands(click.Context(command)) if isinstance(command, click.Group) else ():
        yield from _options(command.get_command(click.Context(command), name) or command)


def _shown(text: str) -> str:
    """What stands in code, in the text or in a block of its own, on lines that are about us."""
    return "\n".join(_code(text))


def _code(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith("    "):
            yield line.split(" #")[0] if "jixiao" in line and "docker build" not in line else ""
        else:
            yield from re.findall(r"`([^`]+)`", line)


def _typed(text: str) -> list[list[str]]:
    """The commands on lines of their own, word by word; of the names of files only that they are there."""
    lines = [line.split(" #")[0].split() for line in text.splitlines() if line.startswith("    ")]
    return [["FILE" if "." in word[1:] else word for word in line] for line in lines]


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w-]", "", heading.lstrip("# ").lower().replace(" ", "-")) if heading.startswith("#") else ""
