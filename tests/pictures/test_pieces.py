from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from extractors.pictures.pieces import pieces_of


def check(mask: np.ndarray) -> None:
    count, numbers, stats, _ = cv2.connectedComponentsWithStats(mask)
    pieces = pieces_of(mask)
    assert (pieces.numbers == numbers).all()
    assert (pieces.boxes[1:] == stats[1:count, :4]).all()


@given(arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.sampled_from([0, 255])))
def test_pieces_are_those_of_opencv(mask: np.ndarray) -> None:
    check(mask)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_many_pieces_are_those_of_opencv(share: float) -> None:
    check(np.where(np.random.default_rng(1).random((300, 400)) < share, 255, 0).astype(np.uint8))
