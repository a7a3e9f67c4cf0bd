from __future__ import annotations

import codecs

import pytest

from extractors.readers.encoding import decode

TEXT = "二〇二三年度部门整体绩效目标表\n单位：万元\n数量指标\t新建站点数量\t≥5个\n" * 3


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "gb18030"),
        (b"", "gbk"),
    ],
)
def test_a_text_is_itself_in_every_encoding(mark: bytes, encoding: str) -> None:
    text = TEXT.replace("≥", "不少于") if encoding == "gbk" else TEXT
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_character_are_known_by_their_zeros(encoding: str) -> None:
    text = "FY2023 budget report: 5 items, 100% done.\n" * 4
    assert decode(text.encode(encoding)) == text


def test_traditional_characters_are_left_to_the_library() -> None:
    text = "部門整體績效目標表，各單位應如實填報數量指標及滿意度。" * 20
    data = text.encode("big5")
    assert decode(data) is not None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_last_character_torn_by_a_copy_is_dropped(encoding: str) -> None:
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else b""
    assert decode(mark + TEXT.strip().encode(encoding)[:-1]) == TEXT.strip()[:-1]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bytes(range(256)) * 50, id="every byte"),
        pytest.param(b"PK\x03\x04" + bytes(range(128, 256)) * 9 + b"\x00\x08" * 90, id="an archive"),
        pytest.param(codecs.BOM_UTF8 + b"\xff\xfe\xfd", id="a mark that lies"),
        pytest.param("\ue000".encode() * 50, id="private characters alone"),
    ],
)
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decode(data) is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_noughts_that_fill_up_a_block_are_no_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding) + bytes(512)) == TEXT
