from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from random import Random

import pytest
from docx import Document
from docx.oxml.ns import qn

from corpus.invent import FAMILIES, invent
from corpus.layout import Layout, Paragraph, Table, grid
from corpus.likeness import folded
from corpus.to_docx import CHANCES, Manner, manner, to_docx
from corpus.typeset import typeset

PLAIN = Manner()


def xml_of(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


def made(family: str = "project-results", how: Manner = PLAIN, seed: int = 2) -> bytes:
    return to_docx(typeset(invent(seed, family)), Random(1), how)


def shape(data: bytes) -> list[list[list[tuple[str, int, str]]]]:
    """(text, columns, vertical merge) of each cell of each row of each table."""
    done = []
    for table in Document(io.BytesIO(data)).element.body.iter(qn("w:tbl")):
        rows = []
        for row in table.iter(qn("w:tr")):
            cells = []
            for cell in row.iter(qn("w:tc")):
                span, merge = cell.tcPr.find(qn("w:gridSpan")), cell.tcPr.find(qn("w:vMerge"))
                kind = "" if merge is None else merge.get(qn("w:val"), "continue")
                text = "".join(t.text or "" for t in cell.iter(qn("w:t")))
                cells.append((folded(text), 1 if span is None else int(span.get(qn("w:val"))), kind))
            rows.append(cells)
        done.append(rows)
    return done


def wanted(layout: Layout) -> list[list[list[tuple[str, int, str]]]]:
    done = []
    for table in (block for block in layout.blocks if isinstance(block, Table)):
        rows = []
        for row in grid(table):
            cells = [slot for slot in row if slot.first_column]
            rows.append([(folded(slot.cell.text) if slot.first_row else "", slot.cell.colspan,
                          "" if slot.cell.rowspan == 1 else "restart" if slot.first_row else "continue")
                         for slot in cells])  # fmt: skip
        done.append(rows)
    return done


@pytest.mark.parametrize("family", FAMILIES)
def test_every_cell_and_every_span_is_in_the_file(family: str) -> None:
    assert shape(made(family)) == wanted(typeset(invent(2, family)))


@pytest.mark.parametrize("seed", range(20))
def test_any_manner_keeps_every_word_in_order(seed: int) -> None:
    random = Random(seed)
    family = list(FAMILIES)[seed % len(FAMILIES)]
    layout = typeset(invent(seed, family))
    how = replace(manner(random), symbols=False, lists=False, boxed=False, split=False)
    text = re.sub(r"<w:delText.*?</w:delText>", "", xml_of(to_docx(layout, random, how)))
    found = folded("".join(re.findall(r"<w:t[ >][^<]*|<w:br/>", text)).replace('<w:t xml:space="preserve">', ""))
    words: list[str] = []
    for block in layout.blocks:
        words += [block.text] if isinstance(block, Paragraph) else [c.text for row in block.rows for c in row]
    at = 0
    found = found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("<w:br/>", "")
    for word in words:
        place = found.find(folded(word), at)
        assert place >= at or not folded(word), word
        at = max(at, place)


def test_the_same_arguments_give_the_same_bytes() -> None:
    how = Manner(**dict.fromkeys(CHANCES, True), nested="inner")
    assert made("unit-report", how) == made("unit-report", how)


MARKS = {"controls": "<w:sdt>", "lists": "<w:numPr>", "boxed": "<w:txbxContent>", "tracked": "<w:del ",
         "symbols": '<w:sym w:font="Symbol"'}  # fmt: skip


@pytest.mark.parametrize("name", MARKS)
def test_a_manner_leaves_its_mark_and_a_plain_file_has_none(name: str) -> None:
    for family in ("unit-report", "project-results"):
        assert MARKS[name] not in xml_of(made(family))
    how = Manner(**{name: True})
    assert any(MARKS[name] in xml_of(made(family, how, seed)) for family in FAMILIES for seed in range(3))


def test_numbers_made_by_word_stand_in_the_numbering_and_not_in_the_text() -> None:
    data = made("unit-report", Manner(lists=True), 1)
    duties = [part.text for part in invent(1, "unit-report").parts if getattr(part, "goal", "") == "duty"]
    assert len(duties) > 1
    assert duties[0] not in xml_of(data)
    assert 'w:val="%1' in xml_of(data, "word/numbering.xml") or "（%1）" in xml_of(data, "word/numbering.xml")


def test_hollow_cells_are_empty_and_only_heads_are_merged() -> None:
    plain, hollow = shape(made("score-sheet")), shape(made("score-sheet", Manner(hollow=True)))
    assert [[[c[:2] for c in row] for row in t] for t in plain] == [[[c[:2] for c in row] for row in t] for t in hollow]
    assert sum(c[2] == "continue" for t in hollow for row in t for c in row) == 0
    assert sum(c[2] == "continue" for t in plain for row in t for c in row) > 10


def test_a_split_table_keeps_its_rows() -> None:
    whole, halves = shape(made("older")), shape(made("older", Manner(split=True)))
    assert len(halves) == 2 * len(whole)
    again = len(halves[0]) + len(halves[1]) - len(whole[0])
    assert again in (0, 1)
    assert [row[-1] for row in halves[1][again:]] == [row[-1] for row in whole[0][len(halves[0]) :]]


def test_both_halves_of_a_split_table_have_the_columns_of_the_whole() -> None:
    grids = re.findall(r"<w:tblGrid>.*?</w:tblGrid>", xml_of(made("older", Manner(split=True))))
    assert len(grids) == 2
    assert len({*grids, *re.findall(r"<w:tblGrid>.*?</w:tblGrid>", xml_of(made("older")))}) == 1


def test_the_second_half_names_its_level_again_where_it_has_heads() -> None:
    layout = typeset(invent(2, "score-sheet"))
    levels = set()
    for seed in range(12):
        second = shape(to_docx(layout, Random(seed), Manner(split=True)))[1]
        headed = second[0][0][0].endswith("级指标")
        levels.add((headed, second[headed][0][0] in ("履职效能", "管理效率")))
    assert (True, True) in levels
    assert (True, False) not in levels
    assert (False, False) in levels


@pytest.mark.parametrize("nested", ["inner", "outer"])
def test_a_table_stands_in_a_cell(nested: str) -> None:
    xml = xml_of(made("overall-history", Manner(nested=nested)))
    assert re.search(r"<w:tc>(?:(?!</w:tc>).)*<w:tbl[ >]", xml)
    assert not re.search(r"</w:tbl></w:tc>", xml)


def test_what_a_printer_shows_otherwise_is_not_printed() -> None:
    drawn = [manner(Random(seed), for_print=True) for seed in range(60)]
    assert not any(how.tracked or how.controls or how.symbols for how in drawn)
    assert any(how.hollow for how in drawn)
    assert any(how.split for how in drawn)
