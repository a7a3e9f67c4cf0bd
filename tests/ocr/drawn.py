"""Drawn tables of known text, as pictures: for the tests (kept in `pictures/`) and for the benchmark of the engines.

`python -m tests.ocr.drawn` draws the pictures of the tests anew; it needs a Chinese font.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

PICTURES = Path(__file__).with_name("pictures")
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/Supplemental/Songti.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
_WORDS = (
    "数量指标", "质量指标", "时效指标", "验收合格率", "≥95%", "3,200.50", "12.5万元", "100%", "2024年12月底前",
    "资金到位及时率", "不低于8个", "0.75", "以年末统计为准", "达到得满分,否则", "1,204.8万人次", "按进度折算得分",
    "PM2.5平均浓度", "≤5", "ISO 9001 认证", "社会公众满意度", "≥ 8 人次", "7", "定性", "Internet+政务",
    "改造老旧管网36公里", "发放补贴", "二是完善《办法》", "反映项目完成情况", "元/人", "85分以上",
)  # fmt: skip
_LABELS = ("产出指标", "效益指标", "满意度")


@dataclass(frozen=True, slots=True)
class Cell:
    """A drawn cell: its box, its text, and where the middle of each character is, from left to right."""

    x0: int
    y0: int
    x1: int
    y1: int
    text: str
    middles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture and its cells; `labels` are cells whose characters stand one below the other."""

    picture: Any
    cells: tuple[Cell, ...]
    labels: tuple[Cell, ...]


def font_file() -> str | None:
    """A Chinese font of this machine."""
    return next((file for file in FONTS if Path(file).exists()), None)


def drawn(file: str, seed: int, size: int, columns: int, rows: int) -> Drawn:
    """A ruled table of random words in type of that many pixels, behind a column of labels over four rows each."""
    random = Random(seed)
    font = ImageFont.truetype(file, size)
    wide, high, left = round(size * 10.5), round(size * 1.9), round(size * 1.8)
    image = Image.new("RGB", (40 + left + wide * columns, 40 + high * rows), "white")
    pen = ImageDraw.Draw(image)
    cells = [
        _cell(pen, font, (x, y, x + wide, y + high), random.choice(_WORDS))
        for y in range(20, 20 + high * rows, high)
        for x in range(20 + left, 20 + left + wide * columns, wide)
    ]
    labels = [
        _label(pen, font, (20, y, 20 + left, y + 4 * high), size, _LABELS[number % len(_LABELS)])
        for number, y in enumerate(range(20, 20 + high * (rows // 4 * 4), 4 * high))
    ]
    return Drawn(np.asarray(image), tuple(cells), tuple(labels))


def _cell(pen: Any, font: Any, box: tuple[int, int, int, int], text: str) -> Cell:
    pen.rectangle(box, outline="black", width=2)
    x, middle = box[0] + 8, (box[1] + box[3]) // 2
    pen.text((x, middle), text, font=font, fill="black", anchor="lm")
    ends = [x + font.getlength(text[:i]) for i in range(len(text) + 1)]
    return Cell(*box, text, tuple((a + b) / 2 for a, b in pairwise(ends)))


def _label(pen: Any, font: Any, box: tuple[int, int, int, int], size: int, text: str) -> Cell:
    pen.rectangle(box, outline="black", width=2)
    pitch = round(size * 1.3)
    middle, top = (box[0] + box[2]) // 2, (box[1] + box[3] - pitch * len(text)) // 2
    for number, character in enumerate(text):
        pen.text((middle, top + pitch * number + pitch // 2), character, font=font, fill="black", anchor="mm")
    return Cell(*box, text, (middle,) * len(text))


def save(made: Drawn, name: str) -> None:
    """Writes the picture and what it says."""
    Image.fromarray(made.picture).convert("L").quantize(16).save(PICTURES / f"{name}.png", optimize=True)
    cells = [[[cell.x0, cell.y0, cell.x1, cell.y1], cell.text, cell.middles] for cell in (*made.cells, *made.labels)]
    listed = {"cells": cells[: len(made.cells)], "labels": cells[len(made.cells) :]}
    (PICTURES / f"{name}.json").write_text(json.dumps(listed, ensure_ascii=False) + "\n", encoding="utf-8")


def saved(name: str) -> Drawn:
    """A picture of the tests."""
    listed = json.loads((PICTURES / f"{name}.json").read_text(encoding="utf-8"))
    cells = {
        kind: tuple(Cell(*box, text, tuple(middles)) for box, text, middles in listed[kind])
        for kind in ("cells", "labels")
    }
    return Drawn(np.asarray(Image.open(PICTURES / f"{name}.png").convert("RGB")), cells["cells"], cells["labels"])


def main() -> int:
    """Draws the pictures of the tests."""
    file = font_file()
    if file is None:
        print("No Chinese font here: apt-get install fonts-noto-cjk", file=sys.stderr)
        return 1
    save(drawn(file, seed=11, size=28, columns=3, rows=12), "table")
    return 0


if __name__ == "__main__":
    sys.exit(main())
