"""PaddleOCR itself, in a process of its own: its OpenCV would take the place of ours.

It runs in this environment where it can be imported here, else in `.venv-paddle` beside it (`make paddleocr`), else by
the Python that `JIXIAO_PADDLEOCR_PYTHON` names. Nothing is downloaded: its model folders are made from the weights in
rapidocr's package, or are `det` and `rec` of the folder that `JIXIAO_PADDLEOCR_MODELS` names.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.ocr._decoding import placed_by_steps
from extractors.ocr._packaged import NAME, packaged_models
from extractors.ocr._stacks import with_stacks
from extractors.ocr._strips import DETECTION_AREA, cut, detection_side
from extractors.ocr.seen import Line, nothing
from schema.errors import JixiaoError, MissingToolError, UnreadableError
from schema.parts import Engine

if TYPE_CHECKING:
    from extractors.ocr.seen import Picture

_PYTHON, _MODELS = "JIXIAO_PADDLEOCR_PYTHON", "JIXIAO_PADDLEOCR_MODELS"
_WORKER = Path(__file__).with_name("_paddle_worker.py")
_VERSIONS = "from importlib.metadata import version as v; print('paddleocr', v('paddleocr'), 'paddlex', v('paddlex'))"
_ADVICE = "make paddleocr (or: python3 -m venv .venv-paddle && .venv-paddle/bin/pip install paddleocr onnxruntime)"
#: Bytes of pixels that are sent at a time: what a page takes at most.
_AT_ONCE = 64 * 1024**2


class _Paddle:
    """The process with its models loaded."""

    def __init__(self, command: Sequence[str]) -> None:
        # Open as long as the process.
        self._problems = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._problems, env=_environment()
        )
        self._answer()

    def page(self, image: Picture) -> tuple[Line, ...]:
        """Every line of the page, from top to bottom."""
        quads = sorted(
            self._ask("detect", [image], side=detection_side(*image.shape[:2])),
            key=lambda quad: (quad[0][1], quad[0][0]),
        )
        strips = [cut(image, quad) for quad in quads]
        lines = self.crops([strip.picture for strip in strips])
        return with_stacks(image, [strip.placed(line) for strip, line in zip(strips, lines, strict=True)], self.crops)

    def crops(self, images: Sequence[Picture]) -> tuple[Line, ...]:
        """One line a picture."""
        lines = [nothing(image) for image in images]
        for part in _parts(images):
            for i, seen in zip(part, self._ask("read", [images[i] for i in part]), strict=True):
                lines[i] = placed_by_steps(images[i].shape[:2], *seen)
        return tuple(lines)

    def _ask(self, do: str, images: Sequence[Picture], **how: int) -> list[Any]:
        head = json.dumps({"do": do, "with": how, "shapes": [image.shape[:2] for image in images]}).encode()
        length = len(head) + sum(image.size for image in images)
        with suppress(BrokenPipeError):  # it ended: the answer that is missing says so
            assert self._process.stdin
            self._process.stdin.write(struct.pack("<II", length, len(head)) + head)
            for image in images:
                self._process.stdin.write(image.tobytes())
            self._process.stdin.flush()
        answer = self._answer()
        if "error" in answer:
            raise UnreadableError(f"paddleocr failed: {answer['error']}", "use the engine rapidocr")
        seen: list[Any] = answer["seen"]
        return seen

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        length = self._process.stdout.read(4)
        data = self._process.stdout.read(struct.unpack("<I", length)[0]) if len(length) == 4 else b""
        if not data:
            self._problems.seek(0)
            last = self._problems.read().decode(errors="replace").strip().splitlines()[-1:]
            raise JixiaoError(f"the process of paddleocr ended: {''.join(last)}", "use the engine rapidocr")
        answer: dict[str, Any] = json.loads(data)
        return answer


def _parts(images: Sequence[Picture]) -> list[list[int]]:
    """The numbers of the pictures that have pixels, in parts of bounded size."""
    parts: list[list[int]] = []
    room = 0
    for i, image in enumerate(images):
        if not image.size:
            continue
        if image.size > room:
            parts.append([])
            room = _AT_ONCE
        parts[-1].append(i)
        room -= image.size
    return parts


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@cache
def _python() -> str:
    """The Python in which paddleocr is installed."""
    named = os.environ.get(_PYTHON, "")
    if named or find_spec("paddleocr") is None:
        beside = Path(sys.prefix).parent / ".venv-paddle" / ("Scripts" if os.name == "nt" else "bin") / "python"
        return named or str(beside)
    return sys.executable


@cache
def engine_version() -> str:
    """The packages and the models."""
    try:
        told = subprocess.run([_python(), "-I", "-c", _VERSIONS], capture_output=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise MissingToolError("the OCR engine paddleocr is not installed", _ADVICE) from error
    return f"{told.stdout.decode().strip()}, {os.environ.get(_MODELS) or NAME}, detection in {DETECTION_AREA} pixels"


def load(threads: int) -> _Paddle:
    """The process on so many threads, started once for a process of ours: a fork must not share its pipes."""
    return _loaded(threads, os.getpid())


@cache
def _loaded(threads: int, _owner: int) -> _Paddle:
    engine_version()
    named = os.environ.get(_MODELS)
    models = [named] if named else [str(file) for file in packaged_models(_ADVICE)]
    return _Paddle([_python(), "-I", str(_WORKER), str(max(1, threads)), *models])


PADDLEOCR = Engine(name="paddleocr", version=engine_version, load=load)
