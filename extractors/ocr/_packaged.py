"""The weights that come inside rapidocr's package."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from schema.errors import MissingToolError

DETECTION, RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
NAME = "PP-OCRv6 small"


def packaged_models(advice: str) -> tuple[Path, Path]:
    """The files of detection and recognition. Raises `MissingToolError` where they are not there."""
    found = find_spec("rapidocr")
    if found is None or found.origin is None:
        raise MissingToolError("the package rapidocr is not installed", advice)
    files = Path(found.origin).parent / "models" / DETECTION, Path(found.origin).parent / "models" / RECOGNITION
    if not all(file.is_file() for file in files):
        raise MissingToolError(f"the package rapidocr holds no {DETECTION} and {RECOGNITION}", advice)
    return files
