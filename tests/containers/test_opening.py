"""What containers hold comes out under its own name; what can't be had is named, and never stops the rest."""

from __future__ import annotations

import gzip
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from extractors.containers import libarchive
from extractors.containers import zipped as zips
from extractors.opening import complaint, container_of, members_of
from extractors.reading import read_document
from schema.errors import JixiaoError, LimitError
from schema.parts import Member
from tests.containers.archives import archived, encrypted, mailed, zipped
from tests.extractors.book_files import Sheet, as_new, as_open

FILES = {"自评表.txt": "甲".encode(), "2023年/附件/目标.csv": b"a,b", "b.bin": b"\x00" * 9}


def opened(data: bytes, wanted: Callable[[str], bool] = lambda _name: True) -> list[Member]:
    file = io.BytesIO(data)
    container = container_of(file)
    assert container is not None
    return list(members_of(file, container, wanted))


def held(data: bytes) -> dict[str, bytes]:
    return {member.name: member.data for member in opened(data) if not member.problem}


def with_attachments(files: dict[str, bytes]) -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    for name, data in files.items():
        document.new_attachment(name).set_data(data)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_zip_has_names_in_any_chinese_encoding(encoding: str) -> None:
    files = {"部门整体支出绩效自评表及说明材料.txt": b"1", "二〇二三年度/项目支出绩效目标申报表汇总.txt": b"2"}
    if encoding == "big5":
        files = {"部門整體支出績效自評表及說明材料.txt": b"1"}
    assert held(zipped(files, encoding)) == files


@pytest.mark.parametrize("form", ["zip", "zip stored", "mail", "pdf", "7zip", "ustar", "tar.gz"])
def test_every_container_gives_what_it_holds(form: str, tmp_path: Path) -> None:
    flat = {name.replace("/", "_"): data for name, data in FILES.items()}
    if form in ("7zip", "ustar", "tar.gz") and shutil.which("bsdtar") is None:
        pytest.skip("bsdtar is not installed")
    made = {
        "zip": lambda: (zipped(FILES), FILES),
        "zip stored": lambda: (zipped(FILES, method=zipfile.ZIP_STORED), FILES),
        "mail": lambda: (mailed(flat), flat),
        "pdf": lambda: (with_attachments(flat), flat),
        "7zip": lambda: (archived(tmp_path, FILES, "7zip"), FILES),
        "ustar": lambda: (archived(tmp_path, FILES, "ustar"), FILES),
        "tar.gz": lambda: (gzip.compress(archived(tmp_path, FILES, "ustar")), FILES),
    }[form]
    data, wanted = made()
    assert held(data) == wanted


def test_only_what_is_wanted_is_unpacked() -> None:
    assert [member.name for member in opened(zipped(FILES), lambda name: name.endswith(".txt"))] == ["自评表.txt"]


@pytest.mark.parametrize(
    ("path", "name"),
    [("../../etc/passwd", "etc/passwd"), ("/a.txt", "a.txt"), ("C:\\表\\a.txt", "表/a.txt"), ("a/./b//c", "a/b/c")],
)
def test_no_path_leads_out_of_an_archive(path: str, name: str) -> None:
    assert [member.name for member in opened(zipped({path: b"1"}))] == [name]


def test_a_name_that_comes_twice_is_told_apart() -> None:
    assert [member.name for member in opened(zipped({"a.txt": b"1", "./a.txt": b"2"}))] == ["a.txt", "a.txt (2)"]


def test_a_mail_without_attachments_is_what_it_says_and_a_mail_in_it_a_mail() -> None:
    assert held(mailed({}, "绩效自评表", "<p>绩效自评表</p>")).keys() == {"mail.html"}
    assert held(mailed({}, "绩效自评表")).keys() == {"mail.txt"}
    assert held(mailed({"转发.eml": mailed({"甲.txt": b"1"})})).keys() == {"转发.eml"}


@pytest.mark.parametrize(
    "name", ["=?gb2312?B?xr2=?=", "=?utf-8?q?=E8=A1=A8=2Etxt?=", "=?x-none?q?a?=", "\udcff.txt", ""]
)
def test_odd_names_of_attachments_are_borne(name: str) -> None:
    head = f'From: a\r\nMIME-Version: 1.0\r\nContent-Type: application/x; name="{name}"\r\n'
    for member in opened(
        (head + f'Content-Disposition: attachment; filename="{name}"\r\n\r\nx').encode("utf-8", "replace")
    ):
        assert isinstance(member.name, str)


def test_documents_that_are_zips_are_no_containers() -> None:
    rows = (("甲", "乙"), ("丙", "丁"), ("戊", "己"))
    for data in (as_new(Sheet(rows)), as_open(Sheet(rows)), zipped({"OFD.xml": b"<x/>"}), b"PK\x03\x04broken"):
        assert container_of(io.BytesIO(data)) is None
    assert container_of(io.BytesIO(zipped({"表.xlsx": as_new(Sheet(rows))}, method=zipfile.ZIP_STORED))) is not None


BOMB = zipped({"a.txt": b"1", "bomb.txt": bytes(40_000_000)})


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (BOMB, "files in it that can't be read: 1 (bomb.txt: it grows as no document does when unpacked: a zip bomb)"),
        (encrypted(zipped({"甲.txt": b"1"})), "files in it that can't be read: 1 (甲.txt: it is encrypted)"),
        (zipped({"甲.txt": b"12345678" * 50}).replace(b"\x73\x74", b"\xff\xff"), ""),
    ],
    ids=["bomb", "encrypted", "whole"],
)
def test_what_can_not_be_had_is_named(data: bytes, sentence: str) -> None:
    assert complaint([member for member in opened(data) if member.problem])[0] == sentence


def test_more_than_an_archive_may_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, least in (("MOST_MEMBERS", 2), ("MOST_BYTES", 5)):
        with monkeypatch.context() as patch:
            patch.setattr(zips, name, least)
            with pytest.raises(LimitError):
                opened(zipped(FILES))


def test_an_archive_that_needs_a_tool_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libarchive, "_PROGRAMS", ("no such program",))
    with pytest.raises(JixiaoError, match="bsdtar") as refused:
        opened(b"Rar!\x1a\x07\x01\x00" + bytes(200))
    assert "libarchive-tools" in refused.value.advice


@pytest.mark.skipif(shutil.which("bsdtar") is None, reason="bsdtar is not installed")
@pytest.mark.parametrize("mark", [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"])
def test_a_damaged_archive_is_refused_by_name(mark: bytes) -> None:
    with pytest.raises(JixiaoError, match=r"can't be unpacked|no file in it"):
        opened(mark + bytes(200))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(BOMB, "bomb"), (zipped(FILES), "filings of their own"), (mailed(FILES), "filings of their own")],
)
def test_a_container_is_no_document(data: bytes, sentence: str) -> None:
    with pytest.raises(JixiaoError, match=sentence):
        read_document(data)


def test_mails_within_mails_without_end_are_refused() -> None:
    data = b"From: a\r\nMIME-Version: 1.0\r\n" + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n' * 5_000
    try:
        opened(data)
    except JixiaoError as refused:
        assert "without end" in refused.message
