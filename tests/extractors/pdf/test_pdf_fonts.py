"""PDFs that do not hold their Chinese font read alike on every machine, with fonts and without."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from extractors.readers.pdf import read
from schema.document import Paragraph
from tests.extractors.pdf_made import EDGES, HEIGHT, drawn, made_pages, table, tables, texts, write

#: Runs that a producer writes one by one where it changes the font between a sign, a figure and a unit.
RUNS = (
    ("≤", "875.66", "万", "元"), ("≥", "5", "次"), ("2024", "年", "12", "月"), ("人",), ("＞", "3"), ("第", "1", "名"),
    ("①", "完成"), ("—",), ("○", "2", "项"), ("①", "②"),
)  # fmt: skip

#: Reads the file named and prints all that came of it; pdfium looks for fonts in the folder named alone, if any.
_READING = """
import ctypes, sys
from pathlib import Path
import pypdfium2_raw.bindings as raw
path, folder, drawn_before = sys.argv[1:4]
if folder:
    kept = ctypes.create_string_buffer(folder.encode())
    paths = (ctypes.POINTER(ctypes.c_char) * 2)(ctypes.cast(kept, ctypes.POINTER(ctypes.c_char)), None)
    begin = raw.FPDF_InitLibraryWithConfig
    def begun(config):
        config.m_pUserFontPaths = ctypes.cast(paths, type(config.m_pUserFontPaths))
        return begin(config)
    raw.FPDF_InitLibraryWithConfig = begun
import pypdfium2
if drawn_before:
    pypdfium2.PdfDocument(path)[0].render()
from extractors.readers.pdf import read
document = read(Path(path).read_bytes())
sys.stdout.buffer.write(repr((document.blocks, document.warnings, document.unread)).encode())
"""


def in_runs(runs: Sequence[Sequence[str]], font: str = "STSong-Light") -> bytes:
    """A table with those runs in its last column, each run a text of its own."""

    def page(canvas: Any) -> None:
        table(canvas, 100, [["产出指标", "数量指标", "事项", ""]] * len(runs), [20] * len(runs))
        for number, run in enumerate(runs):
            x = EDGES[3] + 3
            for piece in run:
                canvas.setFont(font, 9)
                canvas.drawString(x, HEIGHT - 103 - 20 * number - 9, piece)
                x += pdfmetrics.stringWidth(piece, font, 9)

    return drawn(page)


def printed_with(path: Path, fonts: str, drawn_before: bool = False) -> bytes:
    """All that is read of the file by a process that finds the fonts of that folder; of the machine for none."""
    command = [sys.executable, "-c", _READING, str(path), fonts, "x" if drawn_before else ""]
    done = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": "0"})
    return done.stdout


@pytest.mark.parametrize("font", ["STSong-Light", "MSung-Light", "HeiseiMin-W3", "HYSMyeongJo-Medium"])
def test_runs_of_one_character_are_read(font: str) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    runs = RUNS if font == "STSong-Light" else (("人", "1", "名"), ("年", "月"), ("一",), ("中",))
    found = [row[3] for row in texts(tables(read(in_runs(runs, font)))[0])]
    assert found == ["".join(run) for run in runs]


def test_turned_text_is_read() -> None:
    def page(canvas: Any) -> None:
        table(canvas, 100, [["", "数量指标", "事项", "5次"]] * 5, [40] * 5, skip=[(row, 0) for row in range(1, 5)])
        canvas.translate(EDGES[0] + 30, HEIGHT - 260)
        canvas.rotate(90)
        write(canvas, 0, HEIGHT - 9, "产出指标")

    assert tables(read(drawn(page)))[0].cells[0].text == "产出指标"


def test_lines_that_say_the_same_are_read_each() -> None:
    long = "按进度及时足额拨付到位并使用"

    def page(canvas: Any) -> None:
        table(canvas, 100, [["产出指标", "数量指标", "事项", long]] * 9, [14] * 9)

    assert [row[3] for row in texts(tables(read(drawn(page)))[0])] == [long] * 9


def test_what_is_read_does_not_depend_on_the_fonts_of_the_machine(tmp_path: Path) -> None:
    empty = tmp_path / "fonts"
    empty.mkdir()
    for number, data in enumerate((in_runs(RUNS), made_pages(2, seed=4).data)):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(data)
        hidden = printed_with(path, str(empty))
        assert hidden == printed_with(path, "")
        assert hidden == printed_with(path, "", drawn_before=True)


def test_pages_are_drawn_with_the_fonts_of_the_machine_afterwards() -> None:
    data = drawn(lambda canvas: write(canvas, 60, 60, "中文字"))

    def ink() -> int:
        return sum(pypdfium2.PdfDocument(data)[0].render().to_pil().convert("L").histogram()[:128])

    before = ink()
    assert [block.text for block in read(data).blocks if isinstance(block, Paragraph)] == ["中文字"]
    assert ink() == before


def _claiming(ascent: int, descent: int) -> bytes:
    """Ten lines close to one another in a font that says it rises and falls so far, in thousandths of its size."""
    lines = " ".join(f"({number}.39 of 95%, W{number}) Tj 0 -13.7 Td" for number in range(10, 20))
    text = f"BT /F1 12 Tf 72 700 Td {lines} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(text)}>>stream\n{text}\nendstream",
        "<</Type/Font/Subtype/TrueType/BaseFont/Wide/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126"
        f"/Widths[{' '.join(['500'] * 95)}]/FontDescriptor 6 0 R>>",
        f"<</Type/FontDescriptor/FontName/Wide/Flags 32/Ascent {ascent}/Descent {descent}/CapHeight 700/ItalicAngle 0"
        f"/StemV 80/FontBBox[-100 {descent} 1000 {ascent}]>>",
    )
    body = "".join(f"{number} 0 obj {one} endobj\n" for number, one in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>".encode()


@pytest.mark.parametrize(("ascent", "descent"), [(1_300, -350), (1_420, -440), (2_189, -600)])
def test_lines_stay_apart_whatever_height_their_font_claims(ascent: int, descent: int) -> None:
    (plain,), (found,) = (read(_claiming(*sides)).blocks for sides in ((890, -216), (ascent, descent)))
    assert isinstance(plain, Paragraph) and isinstance(found, Paragraph)
    assert found.text == plain.text and found.text.startswith("10.39")
