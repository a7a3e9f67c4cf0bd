from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.sources import Source, digest, find, group
from schema.errors import UsageError


def test_folders_are_searched_through_and_names_are_relative(folder: Callable[..., Path]) -> None:
    made = folder(b="1", a__c="2", a__b__d="3")
    assert [source.name for source in find([made])] == ["a/b/d.txt", "a/c.txt", "b.txt"]
    assert [source.name for source in find([made / "b.txt"])] == ["b.txt"]


def test_the_order_of_arguments_is_nothing(folder: Callable[..., Path]) -> None:
    one, two = folder("one", z="1"), folder("two", a="2")
    assert find([one, two]) == find([two, one]) == find([two, one, two])


@pytest.mark.parametrize("name", [".hidden", "~$文档.docx", "文档.txt.gold.json"])
def test_what_stands_beside_documents_is_passed_over_in_folders_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    assert find([tmp_path]) == []
    assert [source.name for source in find([tmp_path / name])] == [name]


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        find([tmp_path / "none"])


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert find([tmp_path]) == []
    with pytest.raises(UsageError, match="neither"):
        find([tmp_path / "pipe"])


def test_names_that_are_no_text_become_printable(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff\nb.txt")).write_text("x", encoding="utf-8")
    assert [source.name for source in find([tmp_path])] == ["a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b.txt"]


def test_equal_contents_are_one(folder: Callable[..., Path]) -> None:
    made = folder(b="same", a="same", c="other")
    contents = group((source, digest(source.path)) for source in reversed(find([made])))
    assert [content.names for content in contents] == [("a.txt", "b.txt"), ("c.txt",)]
    assert contents[0].path == made / "a.txt"
    assert group([(Source("a", made), "x"), (Source("a", made), "x")])[0].names == ("a",)
