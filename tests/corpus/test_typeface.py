from __future__ import annotations

import io
import shutil
import struct
import subprocess
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from corpus.wear import typeface
from corpus.wear.picture import CHINESE, drawn, pages
from corpus.wear.typeface import COLLECTION, WHOLE, Face, face
from extractors.reading import read_document


@pytest.fixture
def fresh() -> Iterator[None]:
    typeface.chinese.cache_clear()
    yield
    typeface.chinese.cache_clear()


def test_a_face_of_a_collection_is_told_by_what_follows_its_start() -> None:
    data = b"ttcf" + struct.pack(">IIII", 0x10000, 2, 20, 60) + bytes(100)
    second = face(data, 1)
    assert second.offset == 60
    assert second.size(COLLECTION) == len(data)
    assert second.size(COLLECTION) - second.size(WHOLE) == 60
    assert second.size(0x68656164) == 0


def test_a_file_of_one_face_is_no_collection() -> None:
    only = face(b"OTTO" + bytes(50), 0)
    assert only == Face(b"OTTO" + bytes(50), 0)
    assert (only.size(COLLECTION), only.size(WHOLE)) == (0, 54)


@pytest.mark.parametrize("answer", ["", "/nowhere.ttf\n0\nen|fr"])
def test_without_a_face_for_the_language_pdfium_goes_its_own_way(
    answer: str, fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 0, stdout=answer))
    assert typeface.chinese() is None


def test_without_fontconfig_pdfium_goes_its_own_way(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert typeface.chinese() is None


def printed(text: str) -> bytes:
    registerFont(UnicodeCIDFont(CHINESE))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 100))
    canvas.setFont(CHINESE, 40)
    canvas.drawString(10, 20, text)
    canvas.save()
    return out.getvalue()


def ink(font: Any, char: str) -> np.ndarray:  # type: ignore[type-arg]
    canvas = Image.new("L", (96, 96), 0)
    ImageDraw.Draw(canvas).text((48, 48), char, 255, font, anchor="mm")
    return trimmed(np.asarray(canvas) / 255)


def trimmed(cover: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    rows, columns = np.nonzero(cover > 0.3)
    part = cover[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return np.asarray(Image.fromarray((part * 255).astype(np.uint8)).resize((60, 60))) / 255


@pytest.mark.skipif(typeface.chinese() is None, reason="no face with the shapes of mainland China")
@pytest.mark.parametrize("char", ["门", "岭", "角", "直"])
def test_characters_have_the_shapes_of_mainland_china(char: str) -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont(CHINESE, 60)
        canvas.drawString(10, 20, char)

    have = trimmed(drawn(96, 96, 72, draw))
    asked = ["fc-match", "-f", "%{file}\n%{index}", typeface.WANTED]
    path, index = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split("\n")
    want = ink(ImageFont.truetype(path, 60, index=int(index)), char)
    assert np.abs(have - want).mean() < 0.06
    if int(index):
        other = ink(ImageFont.truetype(path, 60, index=0), char)
        assert np.abs(have - other).mean() > 1.3 * np.abs(have - want).mean()


@pytest.mark.skipif(typeface.chinese() is None, reason="no face with the shapes of mainland China")
def test_what_was_read_in_between_changes_no_picture() -> None:
    data = printed("门岭角直")
    before = list(pages(data, 72))
    for _ in range(2):
        assert read_document(data).blocks
        assert all(np.array_equal(*pair) for pair in zip(pages(data, 72), before, strict=True))
