"""Scans of a short filing in every container."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.random import default_rng
from PIL import Image, ImageOps

from corpus import make, office, to_scan
from corpus.gold import gold_of
from corpus.invent import FAMILIES, invent
from corpus.make import PLAIN, short
from corpus.to_pdf import to_pdf
from corpus.to_scan import ALONE, TOGETHER, container
from corpus.typeset import typeset
from corpus.wear import bending, picture
from corpus.wear.picture import page_count
from corpus.wear.profiles import PROFILES, Profile, Worn
from schema.errors import MissingToolError

pytestmark = pytest.mark.skipif(not picture.chinese_is_printed(), reason="no font with Chinese characters")
OFFICE = "云桐市水利局"


@cache
def printed(pages: int) -> bytes:
    """A filing of about so many upright pages."""
    family = {1: "older", 2: "transfer", 3: "project-targets"}[pages]
    return next(
        data for seed in range(40)
        if page_count(data := to_pdf(typeset(invent(seed, family)), PLAIN)) == pages
    )  # fmt: skip


def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few dots an inch, so that the tests are quick."""
    rough = {name: Profile(p.way, (72,), p.skew, p.rough, p.marks, p.poor, p.seal, p.turned)
             for name, p in PROFILES.items()}  # fmt: skip
    monkeypatch.setattr(to_scan, "PROFILES", rough)


def scanned(ending: str, name: str, pages: int, seed: int = 1) -> bytes:
    return to_scan.to_scan(printed(pages), name, ending, OFFICE, default_rng(seed))


def every_container() -> Iterator[tuple[str, str, int]]:
    for name, profile in PROFILES.items():
        for ending in ALONE.get(name, ALONE[profile.way]):
            yield ending, name, 1
        for ending in TOGETHER[profile.way]:
            yield ending, name, 3


@pytest.mark.parametrize(("ending", "name", "pages"), list(every_container()))
def test_every_container_holds_readable_pages(
    ending: str, name: str, pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(monkeypatch)
    data = scanned(ending, name, pages)
    if ending.endswith(".pdf"):
        document = pypdfium2.PdfDocument(data)
        sizes = [sorted(page.get_size()) for page in document]
    else:
        image = Image.open(io.BytesIO(data))
        assert image.format == {".png": "PNG", ".jpg": "JPEG", ".tif": "TIFF"}[ending]
        assert image.mode == "1" if name == "fax" else image.mode in ("RGB", "L")
        across, down = (float(dots) for dots in image.info["dpi"])
        sizes = []
        for at in range(getattr(image, "n_frames", 1)):
            image.seek(at)
            image.load()
            sizes.append(sorted((image.width / across * 72, image.height / down * 72)))
    assert len(sizes) == pages
    for short_side, long_side in sizes:
        assert 590 < short_side < 720
        assert 835 < long_side < 1000


@pytest.mark.parametrize(
    ("ending", "name"),
    [(".pdf", "clean"), ("_mixed.pdf", "seal"), ("_layered.pdf", "worn"), (".tif", "fax"), (".pdf", "seal-photo")],
)
def test_the_same_seed_gives_the_same_bytes(ending: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    pages = 3 if ending == "_mixed.pdf" else 1
    assert scanned(ending, name, pages, 1) == scanned(ending, name, pages, 1) != scanned(ending, name, pages, 2)


def lengths(data: bytes) -> list[int]:
    """How many characters the text layer of each page has."""
    return [page.get_textpage().count_chars() for page in pypdfium2.PdfDocument(data)]


def test_scanned_pages_have_no_text_and_some_of_a_mixed_one_have(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    assert lengths(scanned(".pdf", "office", 3)) == [0, 0, 0]
    mixed = lengths(scanned("_mixed.pdf", "office", 3))
    assert sorted(count > 0 for count in mixed) == [False, False, True]
    assert max(mixed) in lengths(printed(3))


@pytest.mark.parametrize("name", PROFILES)
def test_containers_are_those_of_the_way_and_two_pages_are_never_mixed(name: str) -> None:
    drawn = {pages: {container(name, pages, default_rng(seed)) for seed in range(120)} for pages in (1, 2, 3)}
    way = PROFILES[name].way
    assert drawn[1] == set(ALONE.get(name, ALONE[way]))
    assert drawn[3] == set(TOGETHER[way])
    assert drawn[2] == drawn[3] - {"_mixed.pdf"}


def test_a_layered_page_has_unseen_nonsense_behind_its_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    document = pypdfium2.PdfDocument(scanned("_layered.pdf", "office", 1))
    text = document[0].get_textpage().get_text_range()
    assert len(text) > 100
    assert not any("一" <= char <= "鿿" for char in text)
    plain = pypdfium2.PdfDocument(scanned(".pdf", "office", 1))
    views = [np.asarray(d[0].render(scale=0.5).to_pil().convert("L"), dtype=int) for d in (document, plain)]
    assert np.abs(views[0] - views[1]).mean() < 2


def leaning(quarters: int) -> Worn:
    """A page that is dark in its upper left corner alone, put on the glass turned."""
    pixels = np.full((117, 83, 3), 255, np.uint8)
    pixels[:40, :30] = 0
    return Worn(bending.turned(pixels, quarters), (72.0, 72.0), quarters, "colour")


def test_a_photograph_on_its_side_says_how_it_stands_upright() -> None:
    seen: set[int] = set()
    for seed in range(30):
        data = to_scan.KEPT[".jpg"]([leaning(0)], PROFILES["photo"], 90, default_rng(seed))
        image = Image.open(io.BytesIO(data))
        seen.add(image.getexif()[0x0112])
        upright = np.asarray(ImageOps.exif_transpose(image).convert("L"))
        assert upright.shape == (117, 83)
        assert (upright[:30, :20] < 60).all()
        assert (upright[60:] > 200).all()
    assert seen == {1, 3, 6, 8}


def test_a_turned_page_may_bear_the_rotation_that_sets_it_upright() -> None:
    upright = 0
    for seed in range(12):
        data = to_scan.KEPT[".pdf"]([leaning(n) for n in range(4)], PROFILES["turned"], 90, default_rng(seed))
        pages = list(pypdfium2.PdfDocument(data))
        rotated = any(page.get_rotation() for page in pages)
        views = [page.render().to_pil().convert("L") for page in pages]
        set_up = [view.size == (83, 117) and np.asarray(view)[:30, :20].max() < 60 for view in views]
        assert set_up == ([True] * 4 if rotated else [True, False, False, False])
        upright += rotated
    assert 0 < upright < 12


def test_without_a_chinese_font_no_scan_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "chinese_is_printed", lambda: False)
    with pytest.raises(MissingToolError, match="font") as caught:
        scanned(".pdf", "clean", 1)
    assert "fonts-noto-cjk" in caught.value.advice


def test_a_profile_that_there_is_not_is_refused() -> None:
    with pytest.raises(KeyError):
        scanned(".pdf", "charred", 1)
    with pytest.raises(KeyError):
        container("charred", 1, default_rng(1))


def test_scans_of_every_wear_are_made_with_their_gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    monkeypatch.setattr(office, "program", lambda: None)
    count = len(PROFILES)
    paths = make.make(tmp_path / "a", count, 1, ("scan",))
    make.make(tmp_path / "b", 1, 1, ("scan",))
    for number, path in enumerate(paths):
        gold = json.loads(Path(f"{path}.gold.json").read_text(encoding="utf-8"))
        family = list(FAMILIES)[number]
        assert path.name.startswith(f"{number + 1:04d}_{family}_{gold['wear']}-scan")
        assert (gold["source"], gold["family"]) == (path.name, family)
        truth = gold_of(short(partial(invent, family=family), f"1/{number}"), path.name)
        assert gold["indicators"] == truth["indicators"] or gold["scope"] == ["filing", "indicators"]
        assert gold["filing"] == truth["filing"]
    assert {json.loads(p.read_text())["wear"] for p in tmp_path.glob("a/*.gold.json")} == set(PROFILES)
    assert len(list(tmp_path.glob("b/*"))) == 2
    assert all(path.read_bytes() == (tmp_path / "a" / path.name).read_bytes() for path in tmp_path.glob("b/*"))


def test_each_wear_meets_both_producers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: "soffice")
    met: set[tuple[str, bool]] = set()
    for number in range(4 * len(PROFILES)):
        met.add((make.profile_of(number), make.goes_to_office(number)))
    assert met == {(name, by_office) for name in PROFILES for by_office in (False, True)}


def test_short_filings_are_short() -> None:
    filings = {family: short(partial(invent, family=family), "7") for family in FAMILIES}
    counts = {family: page_count(to_pdf(typeset(filing), PLAIN)) for family, filing in filings.items()}
    assert sum(count <= make.PAGES for count in counts.values()) >= 8
    assert max(counts.values()) <= 4
