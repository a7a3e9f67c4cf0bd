"""The typeface that PDFium sets Chinese in where a PDF embeds none.

Left alone it takes the first face of a collection, which has the shapes of Japan: 门 and 岭 as no office in China
prints them and as no OCR engine knows them.
"""

from __future__ import annotations

import ctypes
import shutil
import struct
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

#: What fontconfig is asked for: any of these faces, else one for the language.
WANTED = "Noto Serif CJK SC,Source Han Serif SC,SimSun,AR PL UMing CN:lang=zh-cn"
#: PDFium's numbers: the character set of GB 2312, the whole file, a collection of faces.
GB2312, WHOLE, COLLECTION = 134, 0, 0x74746366


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, and where in it the face begins: 0 where it holds one alone."""

    data: bytes
    offset: int

    def size(self, table: int) -> int:
        """How large PDFium is to believe the table is: in a collection, the whole is what follows the face's start,
        which is how PDFium finds out which face is meant."""
        if table == COLLECTION:
            return len(self.data) if self.offset else 0
        return len(self.data) - self.offset if table == WHOLE else 0


@cache
def chinese() -> Face | None:
    """A face of this machine with the shapes of mainland China; None where fontconfig knows none."""
    if not shutil.which("fc-match"):
        return None
    asked = ["fc-match", "-f", "%{file}\n%{index}\n%{lang}", WANTED]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split("\n")
    if len(answer) != 3 or "zh-cn" not in answer[2].split("|"):
        return None
    return face(Path(answer[0]).read_bytes(), int(answer[1]) & 0xFFFF)


def face(data: bytes, index: int) -> Face:
    """The face of that index in the file."""
    return Face(data, struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0)


def established() -> None:
    """Has PDFium set Chinese in `chinese()`: before each drawing, for whoever read a PDF since then took it back."""
    import pypdfium2.raw as pdfium

    told = _told()
    if told and not told.stands:
        pdfium.FPDF_SetSystemFontInfo(told.fonts)
        told.stands = True


@dataclass(slots=True)
class _Told:
    """What PDFium is told of fonts, and what must not be freed; it `stands` until PDFium is told otherwise."""

    fonts: Any
    kept: list[Any]
    stands: bool = False

    def over(self, _this: Any) -> None:
        """PDFium goes by it no longer."""
        self.stands = False


@cache
def _told() -> _Told | None:
    import pypdfium2.raw as pdfium

    found = chinese()
    if found is None:
        return None
    fonts = pdfium.FPDF_GetDefaultSystemFontInfo()
    # Any address that PDFium has for no font of its own.
    ours = ctypes.create_string_buffer(1)
    told = _Told(fonts, [ours, *_redirected(fonts.contents, found, ctypes.addressof(ours))])
    over = dict(fonts.contents._fields_)["Release"](told.over)
    # PDFium's own answer to it would free what is told again later.
    fonts.contents.Release = over
    told.kept.append(over)
    return told


def _redirected(fonts: Any, found: Face, ours: int) -> list[Any]:
    """Replaces PDFium's own ways to its fonts by ones that know of this face; gives back the replacements."""
    kinds = dict(fonts._fields_)
    # By address: the field itself will lead to the replacement.
    former = {name: kinds[name](ctypes.cast(getattr(fonts, name), ctypes.c_void_p).value) for name in kinds
              if name in ("MapFont", "GetFontData", "GetFaceName", "GetFontCharset", "DeleteFont")}  # fmt: skip

    def mapped(this: Any, weight: int, italic: int, charset: int, pitch: int, name: Any, exact: Any) -> int | None:
        if charset == GB2312:
            return ours
        answer: int | None = former["MapFont"](this, weight, italic, charset, pitch, name, exact)
        return answer

    def told(this: Any, font: int, table: int, buffer: Any, size: int) -> int:
        if font != ours:
            return int(former["GetFontData"](this, font, table, buffer, size))
        if found.size(table) and buffer and size >= found.size(table):
            ctypes.memmove(buffer, found.data, found.size(table))
        return found.size(table)

    def own(name: str, answer: int | None) -> Callable[..., Any]:
        return lambda this, font, *more: answer if font == ours else former[name](this, font, *more)

    ways = {"MapFont": mapped, "GetFontData": told, "GetFaceName": own("GetFaceName", 0),
            "GetFontCharset": own("GetFontCharset", GB2312), "DeleteFont": own("DeleteFont", None)}  # fmt: skip
    kept = [kinds[name](way) for name, way in ways.items()]
    for name, way in zip(ways, kept, strict=True):
        setattr(fonts, name, way)
    return kept
