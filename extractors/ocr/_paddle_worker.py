"""PaddleOCR in an environment of its own: asked and answered over pipes by `extractors.ocr.paddleocr`.

Run as `python -I _paddle_worker.py THREADS FOLDER`, the folder having `det` and `rec`, or `THREADS DET.onnx REC.onnx`.
It can import nothing of this project. A frame is its length and the length of its head, four bytes each, then the head
in JSON, then the pixels of all pictures, RGB, in a row. Asked `detect` with one picture and the side to scale it to,
it answers the corners of lines; asked `read`, for each picture its characters, the steps at which the model saw them,
how many steps the picture has, and how sure the model is. An answer is its length and JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import struct
import sys
import tempfile
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

#: What is asked for, `cpu` or `gpu`; where nothing is, a GPU is used if there is one.
DEVICE = "JIXIAO_PADDLEOCR_DEVICE"

_BATCH = 6
_DECODE = {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}}
_NORMALIZE = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "scale": "1./255.", "order": "hwc"}
_DETECTION_STEPS = [_DECODE, {"DetResizeForTest": None}, {"NormalizeImage": _NORMALIZE}, {"ToCHWImage": None}]
_DETECTION_AFTER = {
    "name": "DBPostProcess", "thresh": 0.3, "box_thresh": 0.5, "max_candidates": 3000, "unclip_ratio": 1.6,
}  # fmt: skip
_RECOGNITION_STEPS = [_DECODE, {"RecResizeImg": {"image_shape": [3, 48, 320]}}]


class _Models:
    """The two models, detection and recognition, of the folders `det` and `rec`."""

    def __init__(self, threads: int, folder: Path) -> None:
        from paddleocr import TextDetection, TextRecognition

        self._detection = TextDetection(**_source(folder / "det", threads), limit_type="max")
        self._recognition = TextRecognition(**_source(folder / "rec", threads))

    def detect(self, pictures: list[Any], side: int) -> list[Any]:
        """The corners of the lines of one page, scaled down to that longest side, each clockwise from the top left."""
        return [quad.tolist() for quad in self._detection.predict(pictures[0], limit_side_len=side)[0]["dt_polys"]]

    def read(self, pictures: list[Any]) -> list[Any]:
        """For each picture characters, their steps, the steps of the whole picture, and the confidence."""
        # In the order of their proportions, in which the steps of a batch are counted.
        order = sorted(range(len(pictures)), key=lambda i: pictures[i].shape[1] / pictures[i].shape[0])
        seen = self._recognition.predict([pictures[i] for i in order], batch_size=_BATCH, return_word_box=True)
        answers: list[Any] = [None] * len(pictures)
        for i, result in zip(order, seen, strict=True):
            _, (steps, words, columns, _) = result["rec_text"]
            answers[i] = [[*chain(*words)], [*chain(*columns)], float(steps), float(result["rec_score"])]
        return answers


def _made(folder: Path, detection: Path, recognition: Path) -> Path:
    """The folder, with model folders made of two files as PaddleOCR wants them."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(recognition), providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    reading = {"name": "CTCLabelDecode", "character_dict": characters}
    for name, weights, steps, after in (
        ("det", detection, _DETECTION_STEPS, _DETECTION_AFTER),
        ("rec", recognition, _RECOGNITION_STEPS, reading),
    ):
        (folder / name).mkdir()
        shutil.copy(weights, folder / name / "inference.onnx")
        about = {
            "Global": {"model_name": f"PP-OCRv6_small_{name}"},
            "PreProcess": {"transform_ops": steps},
            "PostProcess": after,
        }
        # JSON is YAML too.
        (folder / name / "inference.yml").write_text(json.dumps(about), encoding="utf-8")
    return folder


def _source(folder: Path, threads: int) -> dict[str, Any]:
    """The arguments for a model of that folder."""
    import yaml

    name = yaml.safe_load((folder / "inference.yml").read_text(encoding="utf-8"))["Global"]["model_name"]
    source = {"model_name": name, "model_dir": str(folder)}
    if not (folder / "inference.onnx").exists():  # a folder of the user's, in the format of paddlepaddle
        return {**source, "cpu_threads": threads}
    device = _device()
    settings = {"intra_op_num_threads": threads, "inter_op_num_threads": 1, "enable_cpu_mem_arena": device == "gpu"}
    return {**source, "engine": "onnxruntime", "device": device, "engine_config": settings}


def _device() -> str:
    """`gpu` or `cpu`. Raises `RuntimeError` where a GPU is asked for and there is none."""
    import onnxruntime

    asked, has_one = os.environ.get(DEVICE, ""), "CUDAExecutionProvider" in onnxruntime.get_available_providers()
    if asked == "gpu" and not has_one:
        raise RuntimeError(f"{DEVICE} asks for a GPU, and onnxruntime finds none (it needs onnxruntime-gpu and CUDA)")
    return "gpu" if has_one and asked != "cpu" else "cpu"


def _asked(source: BinaryIO) -> tuple[dict[str, Any], list[Any]] | None:
    """The head and the pictures of the next frame, blue first as the models want them; None at the end."""
    import numpy as np

    lengths = source.read(8)
    if len(lengths) < 8:
        return None
    whole, head = struct.unpack("<II", lengths)
    data = source.read(whole)
    asked = json.loads(data[:head])
    pictures, at = [], head
    for high, wide in asked["shapes"]:
        flat = np.frombuffer(data, dtype=np.uint8, count=high * wide * 3, offset=at)
        pictures.append(np.ascontiguousarray(flat.reshape(high, wide, 3)[:, :, ::-1]))
        at += high * wide * 3
    return asked, pictures


def _answer(target: BinaryIO, answer: dict[str, Any]) -> None:
    data = json.dumps(answer).encode()
    target.write(struct.pack("<I", len(data)) + data)
    target.flush()


def main(threads: int, *models: Path) -> None:
    """Answers until it is asked no more."""
    # What the libraries print must not get between the answers.
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        loaded = _Models(threads, models[0] if len(models) == 1 else _made(Path(folder), *models))
    _answer(target, {"ready": True})
    with contextlib.suppress(BrokenPipeError):
        while frame := _asked(sys.stdin.buffer):
            asked, pictures = frame
            try:
                answer = {"seen": getattr(loaded, asked["do"])(pictures, **asked["with"])}
            except Exception as error:
                answer = {"error": f"{type(error).__name__}: {error}"}
            _answer(target, answer)


if __name__ == "__main__":
    main(int(sys.argv[1]), *map(Path, sys.argv[2:]))
