"""PDFs of which some pages are text and some are scans: every page's rows once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from extractors.readers import pdf
from schema.document import Document, Table
from schema.sight import Sight
from tests.extractors.pdf_made import EDGES, HEIGHT, WIDTH, drawn, table
from tests.pictures.drawn import Knowing, grid, paper, write

_XS, _YS = (100, 420, 800, 1100, 1500), (300, 380, 460, 540)


def scanned(*names: str) -> tuple[Any, Sequence[Any]]:
    """A page that is a picture of a table with these names, and the lines that stand there."""
    page = grid(paper(2339, 1654), _XS, _YS)
    lines = [write(page, 120, y + 24, name) for y, name in zip(_YS, names, strict=False)]
    picture = Image.fromarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY))
    return lambda canvas: canvas.drawInlineImage(picture, 0, 0, WIDTH, HEIGHT), lines


def printed(*names: str) -> Any:
    return lambda canvas: table(
        canvas, 100, [[name, *"234567890"[: len(EDGES) - 2]] for name in names], [20] * len(names)
    )


def read(monkeypatch: pytest.MonkeyPatch, lines: Sequence[Any], data: bytes, when: str = "auto") -> Document:
    monkeypatch.setattr(pdf, "recogniser_for", lambda _sight: Knowing(lines))
    return pdf.read(data, Sight(when))


def names(document: Document) -> list[str]:
    return [
        cell.text for block in document.blocks if isinstance(block, Table)
        for cell in block.cells if cell.text and not cell.text.isdigit()
    ]  # fmt: skip


def test_every_page_gives_its_rows_once(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, lines = scanned("丙", "丁", "戊")
    document = read(monkeypatch, lines, drawn(printed("甲", "乙"), picture, printed("己")))
    assert names(document) == ["甲", "乙", "丙", "丁", "戊", "己"]
    assert (document.channel, document.pages) == ("pdf-text", 3)
    assert document.warnings == ("page 2 was read from its picture: a picture without text",)


def test_what_most_pages_are_is_the_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, lines = scanned("丙")
    assert read(monkeypatch, lines, drawn(printed("甲"), picture, picture)).channel == "pdf-scan"


def test_every_page_may_be_asked_to_be_read_from_its_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    _, lines = scanned("单位职责说明", "年度工作说明")
    document = read(monkeypatch, lines, drawn(printed("甲", "乙", "丙")), "always")
    assert document.channel == "pdf-scan" and "甲" not in names(document)


def test_an_empty_page_among_scans_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, lines = scanned("丙")
    white = Image.new("L", (1654, 2339), 255)
    data = drawn(picture, lambda canvas: canvas.drawInlineImage(white, 0, 0, WIDTH, HEIGHT))

    class Once(Knowing):
        def page(self, image: Any) -> tuple[Any, ...]:
            return self.lines if image.min() < 100 else ()

    monkeypatch.setattr(pdf, "recogniser_for", lambda _sight: Once(lines))
    assert names(pdf.read(data)) == ["丙"]


def test_long_scans_are_told_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("1", (400, 560), 1)
    for x in range(40, 360, 40):
        picture.paste(0, (x, 100, x + 2, 300))
    heard: list[tuple[int, int]] = []
    monkeypatch.setattr(pdf, "recogniser_for", lambda _sight: Knowing(scanned("单位职责说明")[1]))
    data = drawn(*[lambda canvas: canvas.drawInlineImage(picture, 0, 0, WIDTH, HEIGHT)] * 12)
    pdf.read(data, Sight(page_begun=lambda page, of: heard.append((page, of))))
    assert heard == [(page, 12) for page in range(1, 13)]


def test_pages_of_one_doubt_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, lines = scanned("丙")
    document = read(monkeypatch, lines, drawn(picture, picture, printed("甲"), picture))
    assert document.warnings == ("pages 1-2, 4 were read from their pictures: a picture without text",)


def test_one_page_may_be_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, lines = scanned("丙", "丁")
    monkeypatch.setattr(pdf, "recogniser_for", lambda _sight: Knowing(lines))
    heard: list[tuple[int, int]] = []
    data = drawn(picture, printed("甲"), picture)
    for only, wanted in ((2, ["甲"]), (3, ["丙", "丁"])):
        sight = Sight(page_begun=lambda page, of: heard.append((page, of)), only=only)
        assert names(pdf.read(data, sight)) == wanted
    assert heard == [(3, 3)]


def test_a_photograph_among_pages_is_said_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    coarse = np.random.default_rng(7).integers(0, 255, (12, 12), np.uint8)
    picture = Image.fromarray(cv2.resize(coarse, (827, 1169), interpolation=cv2.INTER_CUBIC))
    seen = [write(paper(), 100, 100, "不读")]
    document = read(
        monkeypatch, seen, drawn(printed("甲"), lambda canvas: canvas.drawInlineImage(picture, 0, 0, WIDTH, HEIGHT))
    )
    assert names(document) == ["甲"]
    assert document.unread == ("not read on p. 2: photographs (1)",)
