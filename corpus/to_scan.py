"""Keeps pictures of pages as scanners, cameras and fax machines do: PDFs of pictures, PNG, JPEG, TIFF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

from corpus.steady import steady
from corpus.wear.picture import POINTS, Chance, pages
from corpus.wear.profiles import PROFILES, Profile, Worn, worn

#: By profile, else by the way to the picture: each container's share, for one page and for several.
ALONE = {
    "clean": {".pdf": 0.5, ".png": 0.4, ".tif": 0.1},
    "glass": {".pdf": 0.55, "_layered.pdf": 0.1, ".jpg": 0.25, ".tif": 0.1},
    "camera": {".jpg": 0.75, ".pdf": 0.25},
    "fax": {".tif": 0.5, ".pdf": 0.5},
}
TOGETHER = {
    "glass": {".pdf": 0.55, "_mixed.pdf": 0.2, "_layered.pdf": 0.1, ".tif": 0.15},
    "camera": {".pdf": 1.0},
    "fax": {".tif": 0.5, ".pdf": 0.5},
}
#: Turns of a picture, clockwise by quarters, → the Exif orientation under which a viewer sets it upright.
UPRIGHT = {0: 1, 1: 8, 2: 3, 3: 6}
ORIENTATION = 0x0112


def container(name: str, pages: int, chance: Chance) -> str:
    """What the name of a scan of that profile and so many pages ends with: `.jpg`, `_mixed.pdf`.

    Raises `KeyError` for a profile that there is not."""
    way = PROFILES[name].way
    shares = ALONE.get(name, ALONE[way]) if pages == 1 else TOGETHER[way]
    ending = str(chance.choice(list(shares), p=list(shares.values())))
    # Of two pages neither kind would be what most are.
    return ".pdf" if ending == "_mixed.pdf" and pages < 3 else ending


def to_scan(pdf: bytes, name: str, ending: str, office: str, chance: Chance) -> bytes:
    """The PDF's pages after the wear of that name, in the container that `ending` tells.

    `office` is who sealed or faxed them. The same for the same arguments, on a machine with the same fonts. Raises
    `KeyError` for a profile or a container that there is not, `MissingToolError` without a font for Chinese."""
    profile = PROFILES[name]
    dpi = float(chance.choice(profile.dots))
    taken = worn(list(pages(pdf, dpi)), profile, office, dpi, chance)
    quality = int(chance.integers(55, 90)) if profile.rough else 92
    if ending == "_mixed.pdf":
        return _mixed(pdf, taken, quality, chance)
    if ending == "_layered.pdf":
        return _layered(pdf, taken, quality)
    return KEPT[ending](taken, profile, quality, chance)


def image(page: Worn) -> Image.Image:
    """The page as Pillow has it, in its mode: RGB, L or 1."""
    whole = Image.fromarray(np.ascontiguousarray(page.picture[:, :, ::-1]))
    modes = {"colour": "RGB", "grey": "L", "bilevel": "1"}
    return whole if page.mode == "colour" else whole.convert(modes[page.mode], dither=Image.Dither.NONE)


def _pdf(taken: Sequence[Worn], profile: Profile, quality: int, chance: Chance) -> bytes:
    """A PDF of pictures; what lies on its side stays so, or bears a rotation that sets it upright."""
    data = _pictured(taken, quality)
    if profile.turned and chance.random() < 0.4:
        return _with_rotations(data, [-page.quarters % 4 * 90 for page in taken])
    return data


def _pictured(taken: Sequence[Worn], quality: int) -> bytes:
    first, *others = (image(page) for page in taken)
    how = {} if taken[0].mode == "bilevel" else {"quality": quality}
    return _saved(first, "PDF", save_all=True, append_images=others, dpi=taken[0].dpi,
                  creationDate=None, modDate=None, **how)  # fmt: skip


def _with_rotations(data: bytes, degrees: Sequence[int]) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page, turn in zip(document, degrees, strict=True):
        page.set_rotation(turn)
    return _closed(document)


def _mixed(pdf: bytes, taken: Sequence[Worn], quality: int, chance: Chance) -> bytes:
    """The PDF, of three pages or more, most of them replaced by their pictures, at least one kept as it was printed."""
    import pypdfium2

    count = len(taken)
    kept = int(chance.integers(1, (count + 1) // 2))
    printed = set(chance.choice(count, kept, replace=False).tolist())
    source, scans = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(_pictured(taken, quality))
    whole = pypdfium2.PdfDocument.new()
    for i in range(count):
        whole.import_pages(source if i in printed else scans, [i])
    source.close()
    scans.close()
    return _closed(whole)


def _layered(pdf: bytes, taken: Sequence[Worn], quality: int) -> bytes:
    """A PDF of pictures with unseen words behind them, nonsense: what a scanner with the wrong code page makes."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    source = pypdfium2.PdfDocument(pdf)
    for page, printed in zip(taken, source, strict=True):
        high, wide = (side * POINTS / page.dpi[0] for side in page.picture.shape[:2])
        canvas.setPageSize((wide, high))
        canvas.drawImage(ImageReader(io.BytesIO(_saved(image(page), "JPEG", quality=quality))), 0, 0, wide, high)
        words = canvas.beginText(36, high - 36)
        words.setTextRenderMode(3)
        words.setFont("Helvetica", 9)
        for line in printed.get_textpage().get_text_range().splitlines():
            words.textLine(line.encode("gb18030").decode("latin-1"))
        canvas.drawText(words)
        canvas.showPage()
    source.close()
    canvas.save()
    return out.getvalue()


def _closed(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    document.close()
    return steady(out.getvalue())


def _png(taken: Sequence[Worn], profile: Profile, quality: int, chance: Chance) -> bytes:
    return _saved(image(taken[0]), "PNG", dpi=taken[0].dpi)


def _jpeg(taken: Sequence[Worn], profile: Profile, quality: int, chance: Chance) -> bytes:
    """A photograph says 72 dots an inch, as telephones do; some lie on their side and say so."""
    if profile.way != "camera":
        return _saved(image(taken[0]), "JPEG", dpi=taken[0].dpi, quality=quality)
    quarters = int(chance.integers(1, 4)) if chance.random() < 0.35 else 0
    exif = Image.Exif()
    exif[ORIENTATION] = UPRIGHT[quarters]
    pixels = Image.fromarray(np.ascontiguousarray(np.rot90(np.asarray(image(taken[0])), -quarters)))
    return _saved(pixels, "JPEG", dpi=(POINTS, POINTS), quality=quality, exif=exif)


def _tiff(taken: Sequence[Worn], profile: Profile, quality: int, chance: Chance) -> bytes:
    first, *others = (image(page) for page in taken)
    how = {"compression": "group4"} if profile.way == "fax" else {"compression": "jpeg", "quality": quality}
    return _saved(first, "TIFF", save_all=True, append_images=others, dpi=taken[0].dpi, **how)


#: How each container is written.
KEPT = {".pdf": _pdf, ".png": _png, ".jpg": _jpeg, ".tif": _tiff}


def _saved(picture: Image.Image, form: str, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()
