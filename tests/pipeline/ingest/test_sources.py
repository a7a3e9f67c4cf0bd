from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest.sources import Source, each, find, foreign, search
from schema.errors import UsageError


def test_folders_are_searched_through_and_names_are_relative(folder: Callable[..., Path]) -> None:
    made = folder(b="1", a__c="2", a__b__d="3")
    assert [source.name for source in find([made])] == ["a/b/d.txt", "a/c.txt", "b.txt"]
    assert [source.name for source in find([made / "b.txt"])] == ["b.txt"]


def test_the_order_of_arguments_is_nothing(folder: Callable[..., Path]) -> None:
    one, two = folder("one", z="1"), folder("two", a="2")
    assert find([one, two]) == find([two, one]) == find([two, one, two])


_LITTER = (
    ".hidden", ".DS_Store", "._自评表.docx", ".~lock.自评表.docx#", "~$文档.docx", "~$表.DOCX", "文档.txt.gold.json",
    "Thumbs.db", "thumbs.DB", "ehthumbs.db", "desktop.ini", "Desktop.ini", "Icon\r", "~WRL0001.tmp", "自评表.docx.tmp",
    "A1B2.TMP", "a.docx.crdownload", "b.docx.part", "jixiao.db", "jixiao.db-wal",
)  # fmt: skip
_LITTERED = (
    ".git", ".Trash-1000", "@eaDir", "@EADIR", "#recycle", "#snapshot", "@Recycle", "__MACOSX", "$RECYCLE.BIN",
    "System Volume Information", "lost+found", "jixiao.db.archive",
)  # fmt: skip
# Names of documents that look a little like litter.
_DOCUMENTS = (
    "thumbs.docx", "tmp.docx", "a.tmp.docx", "desktop.txt", "db", "part.pdf", "~文档.docx", "$文档.docx", "@表.docx",
    "__MACOSX", "lost+found", "文档.gold", "数据.json", "自评表.docx.bak",
)  # fmt: skip


@pytest.mark.parametrize("name", _LITTER)
def test_what_stands_beside_documents_is_passed_over_in_folders_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    found = search([tmp_path])
    assert found.sources == find([tmp_path]) == []
    assert [source.path.name for source in found.passed_over] == [name]
    given = search([tmp_path / name])
    assert [source.path.name for source in given.sources] == [name] and given.passed_over == []


@pytest.mark.parametrize("name", _LITTERED)
def test_folders_of_systems_are_not_entered_and_are_one(tmp_path: Path, name: str) -> None:
    (tmp_path / "in" / name / "自评表.docx").mkdir(parents=True)
    for place in (name, f"{name}/自评表.docx"):
        (tmp_path / "in" / place / "SYNOFILE_THUMB_M.jpg").write_text("x", encoding="utf-8")
    found = search([tmp_path])
    assert found.sources == [] and [source.name for source in found.passed_over] == [f"in/{name}/"]
    assert len(find([tmp_path / "in" / name])) == 2


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_what_only_looks_like_litter_is_a_document(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "b.tmp").mkdir()
    (tmp_path / "b.tmp" / "c.txt").write_text("x", encoding="utf-8")
    found = search([tmp_path])
    assert {source.name for source in found.sources} == {name, "b.tmp/c.txt"} and found.passed_over == []


def test_links_to_folders_are_not_followed_and_a_link_to_nowhere_is_a_file_that_fails(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, target in (("loop", "."), ("elsewhere", ".."), ("gone.docx", "nowhere")):
        (tmp_path / "in" / name).symlink_to(target)
    found = search([tmp_path / "in"])
    assert [source.name for source in found.passed_over] == ["elsewhere/", "loop/"]
    assert [source.name for source in found.sources] == ["gone.docx"]


@pytest.mark.parametrize("hidden", ["in/b", "in"])
def test_a_folder_that_can_not_be_listed_is_a_file_that_fails(
    tmp_path: Path, folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, hidden: str
) -> None:
    folder(a="1", b__c="2")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if Path(path) == tmp_path / hidden:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = [source for source in find([tmp_path / "in"]) if source.path.is_dir()]
    assert [(source.name, source.path) for source in found] == [(hidden.split("/")[-1], tmp_path / hidden)]


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        find([tmp_path / "none"])


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert find([tmp_path]) == []
    assert [source.name for source in search([tmp_path]).passed_over] == ["pipe"]
    with pytest.raises(UsageError, match="neither"):
        find([tmp_path / "pipe"])


def test_names_that_are_no_text_become_printable(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff\nb.txt")).write_text("x", encoding="utf-8")
    assert [source.name for source in find([tmp_path])] == ["a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b.txt"]


def test_the_files_come_one_by_one_by_name_without_a_list_of_them(folder: Callable[..., Path]) -> None:
    made = folder(**{"b": "1", "a": "2", "a__c": "3", "a__b__d": "4", "a b": "5", "ab__e": "6"})
    names = [source.name for source, is_taken in each([made, made / "a.txt", made]) if is_taken]
    assert names == sorted(names) and len(names) == len(set(names)) == 6
    later = each([made])
    first = next(later)
    (made / "z.txt").write_text("x", encoding="utf-8")
    (made / "a" / "b" / "e.txt").write_text("x", encoding="utf-8")  # a folder is looked into when its turn comes
    assert first[0].name == "a b.txt"
    assert "a/b/e.txt" in {source.name for source, _ in later}


def test_nesting_without_end_is_no_fault(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(400):
        deep /= "a"
    deep.mkdir(parents=True)
    (deep / "b.txt").write_text("x", encoding="utf-8")
    assert len(find([tmp_path])) == 1


def test_what_the_program_writes_itself_is_not_taken_in(tmp_path: Path) -> None:
    names = ["a.txt", "mine.sqlite", "mine.sqlite-wal", "mine.sqlite.txt", "kept/ab/x", "kept.txt"]
    found = foreign(
        [Source(name, tmp_path / name) for name in names], [tmp_path / "mine.sqlite", tmp_path / "kept", None]
    )
    assert [source.name for source in found] == ["a.txt", "mine.sqlite.txt", "kept.txt"]
