"""PaddleOCR's small models by rapidocr, on OpenVINO where that is installed and onnxruntime otherwise.

The weights are part of the package: nothing is downloaded. Detection and recognition are the package's; cutting the
lines out of the page as it was given, batches of bounded memory and the boxes of characters are ours.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.ocr._decoding import line_of
from extractors.ocr._packaged import NAME, packaged_models
from extractors.ocr._stacks import with_stacks
from extractors.ocr._strips import DETECTION_AREA, batches, cut, detection_side, padded
from extractors.ocr.seen import Line, nothing
from schema.errors import MissingToolError
from schema.parts import Engine

if TYPE_CHECKING:
    from extractors.ocr.seen import Picture

_MOST_LINES = 3000
_BACKENDS = ("openvino", "onnxruntime")
_ADVICE = "pip install rapidocr openvino (where there is no openvino: pip install rapidocr onnxruntime)"


class _Rapid:
    """The engine with its models loaded."""

    def __init__(self, engine: Any, threads: int) -> None:
        import numpy as np

        self._engine = engine
        blank = np.full((48, 320, 3), 255, dtype=np.uint8)  # models are loaded when they are first asked
        engine.recognize_txt([blank])
        engine(blank, use_det=True, use_cls=False, use_rec=False)
        for part in (engine.text_det, engine.text_rec):
            _forget_shapes(part.session, threads)
        self._recogniser = engine.text_rec
        self._characters: Sequence[str] = self._recogniser.postprocess_op.character

    def page(self, image: Picture) -> tuple[Line, ...]:
        """Every line of the page, from top to bottom."""
        self._engine.text_det.limit_side_len = detection_side(*image.shape[:2])
        boxes = self._engine(image[:, :, ::-1], use_det=True, use_cls=False, use_rec=False).boxes
        if boxes is None:
            return ()
        strips = [cut(image, quad) for quad in boxes]
        lines = self.crops([strip.picture for strip in strips])
        placed = [strip.placed(line) for strip, line in zip(strips, lines, strict=True)]
        return with_stacks(image, placed, self.crops)

    def crops(self, images: Sequence[Picture]) -> tuple[Line, ...]:
        """One line a picture."""
        lines = [nothing(image) for image in images]
        for batch, width in batches(images):
            chances = self._recogniser.session(padded([images[i] for i in batch], width))
            for i, chance in zip(batch, chances, strict=True):
                lines[i] = line_of(chance, width, images[i].shape[:2], self._characters)
        return tuple(lines)


def _forget_shapes(session: Any, threads: int) -> None:
    """Keeps OpenVINO from keeping a plan for each shape of picture that it ever met, which grows without end."""
    if not hasattr(session, "model"):
        return
    from openvino import Core

    settings = {"CPU_RUNTIME_CACHE_CAPACITY": "0", "INFERENCE_NUM_THREADS": threads}
    session.session = Core().compile_model(session.model, "CPU", settings).create_infer_request()


def _backend() -> str:
    """The installed package that runs the models; raises `MissingToolError` without one or without rapidocr."""
    found = next((name for name in _BACKENDS if find_spec(name)), None)
    if found is None or find_spec("rapidocr") is None:
        raise MissingToolError("the OCR engine rapidocr is not installed", _ADVICE)
    return found


def engine_version() -> str:
    """The packages, the models and the size that lines are looked for at."""
    backend = _backend()
    try:
        packages = [f"{name} {version(name)}" for name in ("rapidocr", backend)]
    except PackageNotFoundError as error:
        raise MissingToolError("the OCR engine rapidocr is not installed as a package", _ADVICE) from error
    packaged_models(_ADVICE)
    return ", ".join([*packages, NAME, f"detection in {DETECTION_AREA} pixels"])


@cache
def load(threads: int) -> _Rapid:
    """The engine on so many threads, loaded once a process."""
    backend = _backend()
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    from rapidocr import EngineType, RapidOCR

    threads = max(1, min(threads, os.cpu_count() or 1))  # beyond these it takes all
    return _Rapid(RapidOCR(params=_settings(EngineType(backend), packaged_models(_ADVICE), threads)), threads)


def _settings(backend: Any, models: tuple[Path, Path], threads: int) -> dict[str, Any]:
    """No direction classifier: it turns lines over. The page is not resized: lines are cut from it as it is."""
    return {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.use_preprocess_img": False,
        "Global.use_vertical_padding": False,
        "Det.engine_type": backend,
        "Det.model_path": str(models[0]),
        "Det.limit_type": "max",
        "Det.max_candidates": _MOST_LINES,
        "Rec.engine_type": backend,
        "Rec.model_path": str(models[1]),
        "EngineConfig.openvino.inference_num_threads": threads,
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }


RAPIDOCR = Engine(name="rapidocr", version=engine_version, load=load)
