"""Hostile workbooks are refused, or read, in bounded time, and never break a reader in another way."""

from __future__ import annotations

import random
import time

import pytest

from extractors.reading import read_document
from schema.errors import JixiaoError, LimitError
from tests.extractors.papers import texts_of
from tests.extractors.sheet_files import MAIN, sheet, workbook
from tests.extractors.word_files import package

ROWS = (["一级指标", "三级指标", "指标值"], ["产出", "里程", 3.6], [None, "合格率", 0.95])
SECONDS = 20


def told(data: bytes) -> str:
    """What the reader refuses it with; empty where it is read."""
    try:
        read_document(data)
    except JixiaoError as error:
        assert error.advice
        return error.message
    return ""


def cells(number: int, inside: str = "<v>1</v>") -> str:
    row = "<row>" + f"<c>{inside}</c>" * 100 + "</row>"
    return f'<worksheet xmlns="{MAIN}"><sheetData>{row * (number // 100)}</sheetData></worksheet>'


@pytest.mark.parametrize(
    "made",
    [
        cells(350_000),
        cells(1_500_000, ""),
        sheet(*ROWS, columns='<cols><col min="1" max="999999" hidden="1"/></cols>' * 2_000),
        sheet(*ROWS, merged=["A1:XFD1048576"] * 40_000),
        sheet(*ROWS, merged=["A1:B2", "B2:C3", "C3:A1", "XFD1:A1", "A0:B0", "A1", ":", "ZZZ9999999:A1"]),
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1048576"/></sheetData></worksheet>',
        sheet(["甲" * 2_000_000, "乙"]),
        sheet(["<v>1e400</v>", "<v>nan</v>", "<v>-inf</v>", "<v>１</v>", 't="s"|<v>99999</v>', 't="s"|<v>-1</v>']),
        sheet(['t="odd"|<v>1</v>', "<v/>", '<is><t>x</t></is>', 't="e"|<v>#UNKNOWN!</v>', 't="d"|<v>2024-01-01</v>']),
    ],
    ids=["many cells", "empty cells", "hidden columns", "merged whole", "odd ranges", "last row", "long text",
         "odd numbers", "odd kinds"],
)  # fmt: skip
def test_hostile_sheets_end_soon(made: str) -> None:
    started = time.process_time()
    told(workbook(made))
    assert time.process_time() - started < SECONDS


def test_a_million_rows_that_were_only_formatted_cost_nothing() -> None:
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(4, 1_000_000))
    data = workbook(sheet(*ROWS).replace("</sheetData>", empty + "</sheetData>"))
    started = time.process_time()
    (table, *rest) = texts_of(read_document(data))
    assert (
        table[:3] == [["一级指标", "三级指标", "指标值"], ["产出", "里程", "3.6"], ["", "合格率", "0.95"]] and not rest
    )
    assert time.process_time() - started < SECONDS


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(LimitError, match="zip bomb"):
        read_document(workbook(sheet(*ROWS), parts={"xl/media/image1.bin": bytes(60_000_000)}))


@pytest.mark.parametrize(
    "properties",
    ['<!DOCTYPE x [<!ENTITY a "aa">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">'],
    ids=["entity", "file"],
)
def test_declarations_are_refused(properties: str) -> None:
    assert "DOCTYPE" in told(workbook(properties + sheet(*ROWS)))


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
                                  "xl/styles.xml", "xl/sharedStrings.xml"])  # fmt: skip
@pytest.mark.parametrize("part", ["", "<", "<x/>", "\x00" * 50, "<worksheet><sheetData><row><c/></row></sheetData>"])
def test_any_part_may_be_damaged(name: str, part: str) -> None:
    told(workbook(sheet(*ROWS), parts={name: part}))


def test_sheets_may_be_named_twice_or_lead_out_of_the_file() -> None:
    looped = f'<workbook xmlns="{MAIN}"><sheets><sheet/><sheet name="a"/></sheets></workbook>'
    assert told(package({"xl/workbook.xml": looped}))
    assert "more than" in told(workbook(*[sheet(["甲", "乙"])] * 301))


def test_cut_and_changed_files_break_nothing() -> None:
    whole = workbook(sheet(*ROWS, merged=["A2:A3"]), sheet(*ROWS))
    chance = random.Random(41)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        told(bytes(data[: chance.randint(len(data) // 2, len(data))]))


@pytest.mark.parametrize(
    "rows", [[["甲"]] * 60_000, [["甲", "乙"], *[["丙"]] * 60_000, ["甲", "乙"]] * 2], ids=["lines", "gaps"]
)
def test_many_lines_take_time_that_grows_with_their_number(rows: list[list[str]]) -> None:
    started = time.process_time()
    told(workbook(sheet(*rows)))
    assert time.process_time() - started < SECONDS
