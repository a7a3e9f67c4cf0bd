"""The process of paddleocr as seen from ours: answers in frames, and an end that says why."""

from __future__ import annotations

import os
import sys

import numpy as np
import pytest

from extractors.ocr import paddleocr
from extractors.ocr.paddleocr import _Paddle
from schema.errors import JixiaoError, MissingToolError, UnreadableError

ANSWERS = """
import json, struct, sys
def answer(what):
    data = json.dumps(what).encode()
    sys.stdout.buffer.write(struct.pack("<I", len(data)) + data)
    sys.stdout.buffer.flush()
answer({"ready": True})
while lengths := sys.stdin.buffer.read(8):
    whole, head = struct.unpack("<II", lengths)
    data = sys.stdin.buffer.read(whole)
    asked = json.loads(data[:head])
    if asked["do"] == "detect":
        answer({"error": "ValueError: no such picture"})
    elif data[head] == 0:
        sys.exit("killed in the middle")
    else:
        # How many bytes came for each picture, as a character each at the first of two steps.
        answer({"seen": [[[chr(h * w)], [0], 2.0, 0.5] for h, w in asked["shapes"]]})
"""


def process() -> _Paddle:
    return _Paddle([sys.executable, "-c", ANSWERS])


def white(high: int, wide: int) -> np.ndarray:
    return np.full((high, wide, 3), 255, dtype=np.uint8)


def test_pictures_go_out_and_characters_come_back() -> None:
    lines = process().crops([white(6, 11), white(0, 5), white(7, 10)])
    assert [line.text for line in lines] == ["B", "", "F"]
    assert [line.confidence for line in lines] == [0.5, 0.0, 0.5]
    assert lines[2][:4] == (0, 0, 10, 7)


def test_many_pictures_go_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paddleocr, "_AT_ONCE", 500)
    lines = process().crops([white(6, 11), white(7, 10), white(6, 11), white(9, 10)])
    assert [line.text for line in lines] == ["B", "F", "B", "Z"]


def test_an_error_of_the_models_is_a_named_failure() -> None:
    with pytest.raises(UnreadableError, match="no such picture"):
        process().page(white(9, 9))


def test_a_process_that_ends_says_why() -> None:
    running = process()
    with pytest.raises(JixiaoError, match="killed in the middle"):
        running.crops([np.zeros((4, 4, 3), dtype=np.uint8)])
    with pytest.raises(JixiaoError, match="ended"):
        running.crops([white(4, 4)])
    with pytest.raises(JixiaoError, match="no models here"):
        _Paddle([sys.executable, "-c", "import sys; sys.exit('no models here')"])


def test_a_python_without_paddleocr_is_a_missing_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    for python in (os.devnull, "/nowhere/python"):
        monkeypatch.setenv("JIXIAO_PADDLEOCR_PYTHON", python)
        paddleocr._python.cache_clear()
        paddleocr.engine_version.cache_clear()
        with pytest.raises(MissingToolError) as caught:
            paddleocr.load(1)
        assert "make paddleocr" in caught.value.advice
    paddleocr._python.cache_clear()
