"""Named kinds of wear, and what each does to the pages of a filing, in the order in which it happens to paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.wear import bending, light, rules, seals, sensing, strokes
from corpus.wear.picture import Chance, Picture


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of wear. `way` is how the page becomes a picture: `glass` (a scanner), `camera` or `fax`.

    `dots` are the resolutions in dots an inch; `skew` is the largest in degrees; `rough` (0 to 1) how much noise, dirt
    and uneven light there is; `marks` the chance of each mark beside the form; `poor` the chance that rules are faint
    or broken; `seal` whether a seal lies over the print; `turned` the chance that a page lies on its side or its head.
    """

    way: str
    dots: tuple[int, ...]
    skew: float = 0.0
    rough: float = 0.0
    marks: float = 0.0
    poor: float = 0.0
    seal: bool = False
    turned: float = 0.0


PROFILES: Mapping[str, Profile] = {
    "office": Profile("glass", (200, 200, 240, 300), skew=1.5, rough=0.5, marks=0.25),
    "clean": Profile("glass", (200, 300), skew=0.2),
    "seal": Profile("glass", (200, 200, 300), skew=1.2, rough=0.4, marks=0.2, seal=True),
    "photo": Profile("camera", (190, 220, 250), skew=1.0, rough=0.6, marks=0.15),
    "fax": Profile("fax", (204,), skew=1.0, rough=0.3, marks=0.1, poor=0.4),
    "turned": Profile("glass", (200, 240), skew=1.0, rough=0.3, marks=0.15, turned=0.8),
    "worn": Profile("glass", (150, 200, 200), skew=3.0, rough=1.0, marks=0.6, poor=0.8),
    "seal-photo": Profile("camera", (200, 240), skew=1.0, rough=0.5, marks=0.15, seal=True),
}


@dataclass(frozen=True, slots=True)
class Worn:
    """A page as a picture: its pixels, its dots an inch across and down, by how many quarters it was turned clockwise,
    and how it is kept: `colour`, `grey` or `bilevel`."""

    picture: Picture
    dpi: tuple[float, float]
    quarters: int
    mode: str


def worn(pictures: Sequence[Picture], profile: Profile, office: str, dpi: float, chance: Chance) -> list[Worn]:
    """The pages of one filing of that office after this wear; `dpi` is the resolution that they come in."""
    first = int(chance.integers(1, 300))
    stamps, holes = chance.random() < profile.marks, chance.random() < profile.marks
    done = [_marked(picture, profile, dpi, chance) for picture in pictures]
    if holes:
        done = [strokes.punched(picture, dpi, chance) for picture in done]
    if stamps:
        done = [strokes.numbered(picture, first + i, dpi, chance) for i, picture in enumerate(done)]
    if profile.seal:
        done = _stamped(done, office, dpi, chance)
    if profile.way == "camera":
        # All pages lie on one desk under one lamp.
        desk, warm = bending.DESKS[chance.integers(len(bending.DESKS))], chance.uniform(-0.08, 0.1)
        return [Worn(_photographed(p, profile, desk, warm, chance), (dpi, dpi), 0, "colour") for p in done]
    if profile.way == "fax":
        return _faxed(done, profile, office, dpi, chance)
    # Half of the scanners see no colour; where there are seals, few.
    grey = chance.random() < (0.15 if profile.seal else 0.5)
    return [_scanned(picture, profile, dpi, "grey" if grey else "colour", chance) for picture in done]


def _stamped(pictures: list[Picture], office: str, dpi: float, chance: Chance) -> list[Picture]:
    """One seal at the end, at times one more on the first page, and one over the edges of all."""
    if len(pictures) > 1 and chance.random() < 0.4:
        pictures = seals.straddled(pictures, office, dpi, chance)
    done = [*pictures[:-1], seals.sealed(pictures[-1], office, dpi, chance)]
    if len(done) > 1 and chance.random() < 0.5:
        done[0] = seals.sealed(done[0], office, dpi, chance)
    return done


def _marked(picture: Picture, profile: Profile, dpi: float, chance: Chance) -> Picture:
    """What print and pens did to the page before it became a picture."""
    if chance.random() < profile.poor:
        # What is fainter still a fax does not print at all.
        faintest = 0.6 if profile.way == "fax" else 0.3
        picture = rules.faded(picture, dpi, faintest + chance.uniform(0, 0.3))
    if chance.random() < profile.poor:
        picture = rules.broken(picture, dpi, chance, chance.uniform(0.02, 0.12))
    if chance.random() < profile.marks:
        picture = strokes.written(picture, dpi, chance)
    if chance.random() < profile.marks:
        picture = strokes.ticked(picture, dpi, chance)
    return picture


def _scanned(picture: Picture, profile: Profile, dpi: float, mode: str, chance: Chance) -> Worn:
    quarters = int(chance.integers(1, 4)) if chance.random() < profile.turned else 0
    return Worn(bending.turned(_on_glass(picture, profile, dpi, chance), quarters), (dpi, dpi), quarters, mode)


def _faxed(pictures: list[Picture], profile: Profile, office: str, dpi: float, chance: Chance) -> list[Worn]:
    """The pages as they were sent, each under a line that says when, by whom and which of how many it is."""
    day, hour, minute = (int(chance.integers(low, high)) for low, high in ((2, 30), (8, 18), (0, 60)))
    done: list[Worn] = []
    for i, picture in enumerate(pictures, 1):
        head = f"2024-01-{day:02d} {hour:02d}:{minute:02d}    发送方：{office}    第{i}页/共{len(pictures)}页"
        seen = sensing.faxed(_on_glass(picture, profile, dpi, chance), dpi, chance, head)
        done.append(Worn(seen, sensing.FAX, 0, "bilevel"))
    return done


def _on_glass(picture: Picture, profile: Profile, dpi: float, chance: Chance) -> Picture:
    """The page on a scanner: askew, with dirt, through its optics, its sensor and its idea of white."""
    degrees = chance.uniform(-profile.skew, profile.skew)
    right, down = chance.normal(0, dpi * 0.02, 2)
    done = bending.skewed(picture, degrees, (float(right), float(down)), int(chance.integers(235, 256)))
    if not profile.rough:
        return sensing.blurred(done, dpi / 500)
    rough = profile.rough
    done = strokes.specked(done, dpi, chance, int(chance.poisson(60 * rough)))
    shape = done.shape[:2]
    bright = light.uneven(shape, chance, 0.12 * rough)
    if chance.random() < 0.5 * rough:
        bright = bright * light.edged(shape, dpi, chance)
    cream = 1 - chance.uniform(0, 0.08) * rough
    done = light.lit(done, bright, (cream, 1 - (1 - cream) / 3, 1.0))
    done = sensing.blurred(done, dpi / 200 * chance.uniform(0.4, 0.55 + 0.35 * rough))
    done = sensing.noisy(done, chance, chance.uniform(2, 4 + 8 * rough), coloured=False)
    return sensing.contrasted(done, chance.uniform(0, 25), chance.uniform(225, 255))


def _photographed(
    picture: Picture, profile: Profile, desk: tuple[int, int, int], warm: float, chance: Chance
) -> Picture:
    """The page on a desk before the camera of a telephone."""
    if chance.random() < 0.5:
        picture = bending.curled(picture, chance, chance.uniform(0.001, 0.004))
    done = bending.photographed(picture, chance, chance.uniform(0.008, 0.03), desk)
    shape = done.shape[:2]
    bright = light.uneven(shape, chance, chance.uniform(0.1, 0.35)) * light.vignetted(shape, chance.uniform(0, 0.15))
    if chance.random() < 0.6:
        bright = bright * light.shadowed(shape, chance, chance.uniform(0.15, 0.45))
    done = light.lit(done, bright, (0.97 - warm, 0.97, min(1.0, 0.97 + warm / 2)))
    done = sensing.blurred(done, chance.uniform(0.5, 0.9))
    return sensing.noisy(done, chance, chance.uniform(2, 3 + 6 * profile.rough), coloured=True)
