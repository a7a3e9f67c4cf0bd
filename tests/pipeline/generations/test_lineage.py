from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipeline.generations import lineage

_ROOT = Path(__file__).parents[3]


def test_reading_hangs_on_readers_and_forms_and_what_they_import() -> None:
    found = lineage._lineage(lineage._READING)
    assert {"extractors/recognition.py", "extractors/data/headers.toml", "schema/document.py"} <= found
    assert {"normalizers/text.py", "normalizers/data/units.toml"} <= found
    assert not [name for name in found if name.startswith(("pipeline/", "corpus/"))]
    assert not {"normalizers/rules/scoring_rules.py", "normalizers/data/taxonomy.csv", "schema/records.py"} & found


def test_meaning_hangs_on_normalizers_checks_and_what_decisions_do_and_not_on_the_web() -> None:
    found = lineage._lineage(lineage._MEANING)
    every_check = {path.relative_to(_ROOT).as_posix() for path in (_ROOT / "pipeline/checks").iterdir() if path.suffix}
    assert every_check - {"pipeline/checks/__pycache__"} <= found
    assert {
        "pipeline/store/rows.py",
        "pipeline/decisions/drafts.py",
        "normalizers/rules/scoring_rules.py",
        "schema/records.py",
    } <= found
    assert not [name for name in found if name.startswith(("pipeline/review", "pipeline/commands", "extractors/"))]


def test_a_version_changes_with_a_file_and_not_with_line_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lineage, "_ROOT", tmp_path)
    (tmp_path / "a.py").write_bytes(b"x = 1\n")
    first = lineage._hash(["a.py"])
    (tmp_path / "a.py").write_bytes(b"x = 1\r\n")
    assert lineage._hash(["a.py"]) == first
    (tmp_path / "a.py").write_bytes(b"x = 2\n")
    assert lineage._hash(["a.py"]) != first


def _by_tree(path: Path) -> tuple[set[str], set[str]]:
    """What a module imports of ours, and the words in it, as its syntax tree has them."""
    nodes = list(ast.walk(ast.parse(path.read_bytes())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    taken = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    named = {f"{node.module}.{alias.name}" for node in taken for alias in node.names}
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return plain | named | {str(node.module) for node in taken}, words


def test_the_text_of_a_module_tells_what_its_syntax_tree_tells() -> None:
    tables = {name for path in lineage._ROOT.rglob("data/*") for name in (path.stem, path.name)}
    for path in [path for room in lineage._ROOMS for path in (_ROOT / room).rglob("*.py")]:
        text, (imports, words) = path.read_text(encoding="utf-8"), _by_tree(path)
        assert lineage._imported(text) >= imports, path
        assert set(lineage._QUOTED.findall(text)) >= words & tables, path


def test_an_import_is_found_wherever_it_stands() -> None:
    text = "import a, b.c as d  # why\nif x:\n    from e.f import g as h\nfrom i import (  # all\n    j,\n    k,\n)\n"
    assert lineage._imported(text) == {"a", "b.c", "e.f", "e.f.g", "i", "i.j", "i.k"}
