"""The fonts that PDFium may use: those of the file and its own, never those of the machine.

Where a file does not hold its Chinese font, PDFium takes one of the machine. The boxes of characters, and whether a
run of a single character has any extent at all, would then differ from machine to machine.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any


@contextmanager
def without_fonts_of_the_machine() -> Iterator[None]:
    """While it lasts, PDFium finds no installed font; afterwards it finds them again, for whoever draws pages.

    What else it was told of fonts before is forgotten: it can't be asked for that.
    """
    import pypdfium2.raw as pdfium

    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(_no_fonts()))
    try:
        yield
    finally:
        pdfium.FPDF_SetSystemFontInfo(pdfium.FPDF_GetDefaultSystemFontInfo())


@cache
def _no_fonts() -> Any:
    """A description of installed fonts that knows none; PDFium keeps its address, so there is one for good."""
    import pypdfium2.raw as pdfium

    return pdfium.FPDF_SYSFONTINFO(version=1)
