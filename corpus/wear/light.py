"""Paper and light: the tint of the sheet, shadows, an unevenly lit page, dark edges of the glass."""

from __future__ import annotations

import numpy as np

from corpus.wear.picture import Chance, Cover, Picture, cloudy, eight_bit


def lit(picture: Picture, light: Cover, tint: tuple[float, float, float] = (1, 1, 1)) -> Picture:
    """The page under that light (1 is full) and of that tint: blue, green, red."""
    return eight_bit(picture * (light[:, :, None] * np.asarray(tint, np.float32)))


def uneven(shape: tuple[int, int], chance: Chance, depth: float) -> Cover:
    """A lamp that reaches one side less, and soft clouds; nowhere less than 1 - `depth`."""
    y, x = _grid(shape)
    angle = chance.uniform(0, 2 * np.pi)
    slope = 0.5 + 0.5 * (np.cos(angle) * (x - 0.5) + np.sin(angle) * (y - 0.5)) * 1.4
    clouds = cloudy(shape, max(shape) // 3, chance)
    light: Cover = (1 - depth * np.clip(0.7 * slope + 0.3 * clouds, 0, 1)).astype(np.float32)
    return light


def shadowed(shape: tuple[int, int], chance: Chance, depth: float) -> Cover:
    """The shadow of a hand or a telephone with a soft edge over one part of the page."""
    y, x = _grid(shape)
    angle, reach = chance.uniform(0, 2 * np.pi), chance.uniform(0.0, 0.3)
    away = np.cos(angle) * (x - 0.5) + np.sin(angle) * (y - 0.5) - reach
    wave = chance.uniform(0.0, 0.06) * np.sin(chance.uniform(4, 9) * (x + y))
    edge = chance.uniform(0.02, 0.08)
    light: Cover = (1 - depth / (1 + np.exp(-(away + wave) / edge))).astype(np.float32)
    return light


def vignetted(shape: tuple[int, int], depth: float) -> Cover:
    """Darker towards the corners, as lenses are."""
    y, x = _grid(shape)
    light: Cover = (1 - depth * 2 * ((x - 0.5) ** 2 + (y - 0.5) ** 2)).astype(np.float32)
    return light


def edged(shape: tuple[int, int], dpi: float, chance: Chance) -> Cover:
    """Dark bands where the lid stood open: along one or two edges of the glass."""
    rows, columns = shape
    light = np.ones(shape, np.float32)
    for side in chance.choice(4, chance.integers(1, 3), replace=False):
        wide = int(dpi * chance.uniform(0.04, 0.16))
        band = np.linspace(chance.uniform(0.25, 0.6), 1, wide, dtype=np.float32)
        if side < 2:
            part = light[:, :wide] if side == 0 else light[:, columns - wide :]
            part *= band if side == 0 else band[::-1]
        else:
            part = light[:wide] if side == 2 else light[rows - wide :]
            part *= (band if side == 2 else band[::-1])[:, None]
    return light


def _grid(shape: tuple[int, int]) -> tuple[Cover, Cover]:
    """Down and across, each 0 to 1."""
    y = np.linspace(0, 1, shape[0], dtype=np.float32)[:, None]
    x = np.linspace(0, 1, shape[1], dtype=np.float32)[None, :]
    return y, x
