"""Which processor paddleocr runs on: a GPU where there is one, unless another is asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from extractors.ocr import _paddle_worker, paddleocr

WITH, WITHOUT = ["CUDAExecutionProvider", "CPUExecutionProvider"], ["CPUExecutionProvider"]
_HAS_CUDA = "import onnxruntime; raise SystemExit('CUDAExecutionProvider' not in onnxruntime.get_available_providers())"


@pytest.mark.parametrize(
    ("asked", "providers", "device"),
    [("", WITH, "gpu"), ("", WITHOUT, "cpu"), ("cpu", WITH, "cpu"), ("cpu", WITHOUT, "cpu"), ("gpu", WITH, "gpu")],
)
def test_the_device(monkeypatch: pytest.MonkeyPatch, asked: str, providers: list[str], device: str) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", SimpleNamespace(get_available_providers=lambda: providers))
    monkeypatch.setenv(_paddle_worker.DEVICE, asked)
    assert _paddle_worker._device() == device


def test_a_gpu_that_is_asked_for_and_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", SimpleNamespace(get_available_providers=lambda: WITHOUT))
    monkeypatch.setenv(_paddle_worker.DEVICE, "gpu")
    with pytest.raises(RuntimeError, match="onnxruntime-gpu"):
        _paddle_worker._device()


def _has_gpu() -> bool:
    if shutil.which("nvidia-smi") is None or subprocess.run(["nvidia-smi"], capture_output=True).returncode:
        return False
    told: Any = SimpleNamespace(returncode=1)
    if Path(paddleocr._python()).exists():
        told = subprocess.run([paddleocr._python(), "-I", "-c", _HAS_CUDA], capture_output=True)
    return bool(told.returncode == 0)


@pytest.mark.skipif(not _has_gpu(), reason="no GPU that onnxruntime of paddleocr's environment can use")
def test_a_page_is_read_on_a_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(_paddle_worker.DEVICE, "gpu")
    assert paddleocr.load(1).page(np.full((200, 300, 3), 255, np.uint8)) == ()
