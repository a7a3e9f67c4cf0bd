"""Tesseract by its command: a box for each character, by way of hOCR; slower and less sure of Chinese than the rest."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.ocr._stacks import with_stacks
from extractors.ocr.seen import Glyph, Line, nothing
from schema.errors import LimitError, MissingToolError, UnreadableError
from schema.parts import Engine

if TYPE_CHECKING:
    from extractors.ocr.seen import Picture

_LANGUAGE = "chi_sim"
#: How the picture is laid out, in tesseract's numbers: text here and there, and one line.
_SPARSE, _ONE_LINE = 11, 7
#: Seconds for a page and for a picture of one line; a dense page takes a tenth of that.
_SECONDS, _SECONDS_CROP = 240.0, 5.0
_ADVICE = (
    "install it (Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-chi-sim; "
    "macOS: brew install tesseract tesseract-lang)"
)
#: Its threads wait for each other: with two it took 20 s of processor for a page that takes one 2.3 s.
_THREADS = "1"
#: A picture whose levels differ by less is blank, and one with fewer pixels a side has no text: tesseract would see
#: strokes in the one, and stretch the other for a minute.
_CONTRAST, _SMALLEST = 24, 6
#: Pixels of the shortest rule: longer than a stroke of a heading.
_RULE = 80
_BOX = re.compile(r"\bx?_?bbox(?:es)? (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_CONFIDENCE = re.compile(r"x_conf (\d+(?:\.\d+)?)")


class _Tesseract:
    """The command."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._environment = {**os.environ, "OMP_THREAD_LIMIT": _THREADS}

    def page(self, image: Picture) -> tuple[Line, ...]:
        """Every line of the page, from top to bottom."""
        lines = self._seen([_without_rules(image)], _SPARSE, _SECONDS)[0] if _has_ink(image) else []
        return with_stacks(image, sorted(lines, key=lambda line: (line.y0, line.x0)), self.crops)

    def crops(self, images: Sequence[Picture]) -> tuple[Line, ...]:
        """One line a picture; what tesseract parts into several is joined."""
        inked = [i for i, image in enumerate(images) if _has_ink(image)]
        lines = [nothing(image) for image in images]
        if inked:
            seen = self._seen([images[i] for i in inked], _ONE_LINE, _SECONDS + _SECONDS_CROP * len(inked))
            for i, parts in zip(inked, seen, strict=True):
                lines[i] = _joined(lines[i], parts)
        return tuple(lines)

    def _seen(self, images: Sequence[Picture], layout: int, seconds: float) -> list[list[Line]]:
        with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as folder:
            names = [_saved(image, Path(folder) / f"{number}.ppm") for number, image in enumerate(images)]
            listed = Path(folder) / "pictures.txt"
            listed.write_text("\n".join(map(str, names)) + "\n", encoding="utf-8")
            settings = ["-l", _LANGUAGE, "--psm", str(layout), "-c", "hocr_char_boxes=1", "hocr"]
            output = _run([self._program, str(listed), "stdout", *settings], self._environment, seconds)
        pages = _pages(output)
        if len(pages) != len(images):
            raise UnreadableError(f"tesseract answered for {len(pages)} of {len(images)} pictures", "use rapidocr")
        return pages


def _has_ink(image: Picture) -> bool:
    return min(image.shape[:2]) >= _SMALLEST and int(image.max()) - int(image.min()) >= _CONTRAST


def _without_rules(image: Picture) -> Picture:
    """The page without long straight strokes: tesseract takes those and the characters beside them for each other."""
    import cv2
    import numpy as np

    _, ink = cv2.threshold(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    clear = image.copy()
    for size in ((_RULE, 1), (1, _RULE)):
        rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
        clear[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 255
    return clear


def _saved(image: Picture, path: Path) -> Path:
    """The picture as a file that tesseract reads."""
    high, wide = image.shape[:2]
    path.write_bytes(b"P6 %d %d 255\n" % (wide, high) + image.tobytes())
    return path


def _run(command: Sequence[str], environment: dict[str, str], seconds: float) -> bytes:
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        message = f"tesseract took longer than {seconds:g} seconds for a picture"
        raise LimitError(message, "use the engine rapidocr") from error
    if done.returncode:
        problem = done.stderr.decode(errors="replace").strip().splitlines()
        raise UnreadableError(f"tesseract failed: {problem[-1] if problem else done.returncode}", "use rapidocr")
    return done.stdout


def _pages(output: bytes) -> list[list[Line]]:
    """The lines of each page of the hOCR."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(output, parser)
    pages = root.iterfind(".//{*}div[@class='ocr_page']") if root is not None else ()
    return [[line for part in page.iterfind(".//{*}span[@class]") if (line := _line(part))] for page in pages]


def _line(part: Any) -> Line | None:
    """The line of an element of the hOCR; None where it is none, or has no text."""
    if part.get("class") not in ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"):
        return None
    glyphs = [
        Glyph(text, *_box(found), float(said[1]) / 100 if (said := _CONFIDENCE.search(found)) else 0.0)
        for character in part.iterfind(".//{*}span[@class='ocrx_cinfo']")
        if (text := (character.text or "").strip()) and (found := character.get("title", ""))
    ]
    if not glyphs:
        return None
    sure = sum(glyph.confidence for glyph in glyphs) / len(glyphs)
    return Line(*_box(part.get("title", "")), _apart(glyphs), round(sure, 4))


def _apart(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The characters of a line, each ending where the next begins: some boxes reach over their neighbours."""
    following = [*glyphs[1:], None]
    return tuple(
        glyph._replace(x1=after.x0) if after and glyph.x0 < after.x0 < glyph.x1 else glyph
        for glyph, after in zip(glyphs, following, strict=True)
    )


def _box(title: str) -> tuple[float, float, float, float]:
    found = _BOX.search(title)
    x0, y0, x1, y1 = map(float, found.groups()) if found else (0.0, 0.0, 0.0, 0.0)
    return x0, y0, x1, y1


def _joined(whole: Line, parts: Sequence[Line]) -> Line:
    glyphs = tuple(sorted((glyph for part in parts for glyph in part.glyphs), key=lambda glyph: glyph.x0))
    sure = sum(glyph.confidence for glyph in glyphs) / len(glyphs) if glyphs else 0.0
    return whole._replace(glyphs=glyphs, confidence=round(sure, 4))


def _program() -> str:
    found = shutil.which("tesseract")
    if found is None:
        raise MissingToolError("the OCR engine tesseract is not installed", _ADVICE)
    return found


@cache
def engine_version() -> str:
    """The program's version and the language."""
    program = _program()
    languages = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)
    if _LANGUAGE not in languages.stdout.decode(errors="replace").split():
        raise MissingToolError(f"tesseract has no data of the language {_LANGUAGE}", _ADVICE)
    told = subprocess.run([program, "--version"], capture_output=True, timeout=20, check=False)
    first = (told.stdout or told.stderr).decode(errors="replace").splitlines()[:1]
    return f"{first[0].strip() if first else 'tesseract'}, {_LANGUAGE}"


@cache
def load(threads: int) -> _Tesseract:
    """The command; each call is a process of its own, on one thread whatever is asked."""
    engine_version()
    return _Tesseract(_program())


TESSERACT = Engine(name="tesseract", version=engine_version, load=load)
