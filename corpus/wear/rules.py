"""Rules of a form that printed faint or came out in pieces."""

from __future__ import annotations

import cv2
import numpy as np

from corpus.wear.picture import Chance, Cover, Picture, eight_bit

#: A run of ink at least so long, in inches, is a rule and no stroke of a character.
LONG = 0.3


def faded(picture: Picture, dpi: float, left: float) -> Picture:
    """The page with its rules printed fainter: `left` is the share of their ink that is left."""
    return _thinned(picture, _rules(picture, dpi) * np.float32(1 - left))


def broken(picture: Picture, dpi: float, chance: Chance, share: float) -> Picture:
    """The page with its rules in pieces: about this share of their length is gone."""
    found = _rules(picture, dpi)
    # Short gaps and a few long ones.
    grains = (max(2, int(dpi / 25)), max(2, int(dpi / 6)))
    gaps = np.maximum(*(_gaps(found.shape, grain, share / 2, chance) for grain in grains))
    return _thinned(picture, found * gaps * np.float32(0.92))


def _rules(picture: Picture, dpi: float) -> Cover:
    """Where long straight runs of ink are."""
    dark = (picture.min(axis=2) < 140).astype(np.uint8)
    length = int(LONG * dpi)
    found = np.zeros_like(dark)
    for size in ((length, 1), (1, length)):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
        found |= cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel).astype(np.uint8)
    # The grey edge that the renderer gives a rule belongs to it.
    return cv2.dilate(found, np.ones((3, 3), np.uint8)).astype(np.float32)


def _gaps(shape: tuple[int, ...], grain: int, share: float, chance: Chance) -> Cover:
    rows, columns = (side // grain + 1 for side in shape[:2])
    gone = (chance.random((rows, columns)) < share).astype(np.float32)
    return cv2.resize(gone, (shape[1], shape[0]), interpolation=cv2.INTER_NEAREST).astype(np.float32)


def _thinned(picture: Picture, cover: Cover) -> Picture:
    return eight_bit(picture + (255 - picture) * cover[:, :, None])
