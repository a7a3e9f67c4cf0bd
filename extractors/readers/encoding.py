"""What encoding a text is in: its mark, UTF-8, UTF-16, GB18030, and for the rest a library's judgment."""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Of a text with any sense, nearly nothing is a control, private or unassigned character.
_IMPLAUSIBLE_SHARE = 0.02
_SAMPLE = 20_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, cut: bool = False) -> str | None:
    """The text without its byte order mark; None where the bytes make no plausible text in any encoding.

    `cut` says that the bytes may end inside a character; a last character torn by a truncated copy is dropped anyway.
    """
    data = _unpadded(data)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plausible(_strict(data[len(mark) :], encoding))
    candidates = ("utf-16-le", "utf-16-be") if b"\x00" in data[:_SAMPLE] else ("utf-8", "gb18030")
    for encoding in candidates:
        text = _plausible(_strict(data, encoding))
        if text is not None:
            return text
    return None if b"\x00" in data[:_SAMPLE] or cut else _by_library(data)


def _unpadded(data: bytes) -> bytes:
    """The bytes without the noughts that fill the end of a block, where those are the only ones."""
    text = data.rstrip(b"\x00")
    return data if b"\x00" in text else text


def _strict(data: bytes, encoding: str) -> str | None:
    """The text if all but a torn last character decodes."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        return decoder.decode(data, final=False)
    except UnicodeDecodeError:
        return None


def _plausible(text: str | None) -> str | None:
    if text is None:
        return None
    sample = text[:_SAMPLE]
    odd = sum(1 for c in sample if unicodedata.category(c) in ("Co", "Cn", "Cs") or _CONTROLS.match(c))
    return text if odd <= _IMPLAUSIBLE_SHARE * len(sample) else None


def _by_library(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return _plausible(_strict(data, best.encoding)) if best is not None else None
