"""PDFs that lie, burst or break off, made here so that none need be kept."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence
from random import Random

from reportlab.pdfgen.canvas import Canvas


def raw(objects: Sequence[bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these numbered objects with a right table of their places."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (len(objects) + 1, root, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(content: bytes, keys: bytes = b"", length: int | None = None) -> bytes:
    """A stream object, its length as told or true."""
    return (
        b"<< /Length %d %s >>\nstream\n" % (len(content) if length is None else length, keys) + content + b"\nendstream"
    )


def page_of(content: bytes, keys: bytes = b"", more: Sequence[bytes] = (), length: int | None = None) -> bytes:
    """A PDF of one page with this content, a font F1, and more objects from number 6 on."""
    return raw([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> " + keys + b" >> >>",
        stream(content, length=length),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ])  # fmt: skip


def many_characters(count: int) -> bytes:
    """So many characters on one page."""
    line = b"(" + b"x" * 1000 + b") Tj\n"
    return page_of(b"BT /F1 1 Tf 10 10 Td\n" + line * (count // 1000) + b"ET")


def bomb(megabytes: int) -> bytes:
    """A page whose content is small in the file and so many megabytes of blanks and text in truth."""
    packed = zlib.compress(b"BT /F1 9 Tf 10 10 Td (x) Tj ET\n" + b" " * (megabytes << 20), 9)
    return raw([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        stream(packed, b"/Filter /FlateDecode"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ])  # fmt: skip


def nested_forms(depth: int, times: int) -> bytes:
    """Forms that each draw the next one several times over, `depth` deep."""
    more = []
    for level in range(depth):
        inner = b"/Resources << /XObject << /X %d 0 R >> >>" % (7 + level) if level < depth - 1 else b""
        content = b"/X Do\n" * times if level < depth - 1 else b"0 0 m 9 9 l S\n"
        more.append(stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] " + inner))
    return page_of(b"/X Do\nBT /F1 9 Tf 10 10 Td (text) Tj ET", b"/XObject << /X 6 0 R >>", more)


def clipped_areas(corners: int, count: int) -> bytes:
    """So many areas painted over a text, all clipped to one outline of so many corners."""
    outline = b" ".join(b"%d %d l" % (number % 600, 800 * (number % 2)) for number in range(corners))
    areas = b"0 0 600 800 re f\n" * count
    return page_of(b"BT /F1 9 Tf 10 10 Td (text) Tj ET\n0 0 m " + outline + b" h W n\n1 g " + areas)


def form_in_itself() -> bytes:
    """A form that draws itself."""
    keys = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 6 0 R >> >>"
    return page_of(b"/X Do\nBT /F1 9 Tf 10 10 Td (text) Tj ET", b"/XObject << /X 6 0 R >>", [stream(b"/X Do\n", keys)])


def page_tree_in_itself() -> bytes:
    """A page tree that holds itself and says that it has a thousand million pages."""
    return raw([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>"])


def many_pages(count: int) -> bytes:
    """So many pages, all the same object."""
    kids = b" ".join([b"3 0 R"] * count)
    return raw([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>",
    ])  # fmt: skip


def grid(rows: int, columns: int, each: bool = False) -> bytes:
    """A ruled grid of so many rows and columns with a figure in each cell; with `each` every cell draws its own box."""
    wide, high = 580 / columns, 780 / rows
    parts = [b"0.2 w\n"]
    if each:
        for row in range(rows):
            for column in range(columns):
                parts.append(b"%.2f %.2f %.2f %.2f re S\n" % (10 + column * wide, 10 + row * high, wide, high))
    else:
        parts += [b"10 %.2f m 590 %.2f l S\n" % (10 + row * high, 10 + row * high) for row in range(rows + 1)]
        parts += [b"%.2f 10 m %.2f 790 l S\n" % (10 + c * wide, 10 + c * wide) for c in range(columns + 1)]
    parts.append(b"BT /F1 %.2f Tf\n" % min(wide, high / 2))
    for row in range(rows):
        for column in range(columns):
            parts.append(b"1 0 0 1 %.2f %.2f Tm (%d) Tj\n" % (11 + column * wide, 12 + row * high, (row + column) % 10))
    return page_of(b"".join(parts) + b"ET")


def many_lines(count: int) -> bytes:
    """So many short lines over a page."""
    lines = b"".join(b"%d %d m %d %d l S\n" % (i % 600, i // 600, i % 600 + 9, i // 600) for i in range(count))
    return page_of(lines + b"BT /F1 9 Tf 10 10 Td (text) Tj ET")


def encrypted() -> bytes:
    """A PDF that opens with a password alone."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt="user")
    canvas.drawString(100, 100, "secret")
    canvas.save()
    return out.getvalue()


def damaged(data: bytes, random: Random) -> bytes:
    """The PDF with a word or two of its structure replaced by others, bytes lost, doubled or cut off."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4))):
        kind, at = random.random(), random.randrange(len(changed))
        words = list(_WORD.finditer(changed))
        if kind < 0.6 and words:
            word = random.choice(words)
            changed[word.start() : word.end()] = random.choice(_WORDS)
        elif kind < 0.8:
            changed[at : at + random.randrange(40)] = random.randbytes(random.randrange(40))
        elif kind < 0.9:
            changed[at:at] = changed[at : at + 400]
        else:
            del changed[max(8, at) :]
    return bytes(changed)


_WORD = re.compile(rb"-?\d+(?:\.\d+)?|/[A-Za-z]+|[\[\]<>()]+")
_WORDS = (
    b"0", b"-1", b"99999999999", b"null", b"[", b"]", b"<<", b">>", b"(", b")", b"1e40", b"/X", b"6 0 R", b"3 0 R",
    b"2 0 R", b"1 0 R", b"endobj", b"stream", b"true", b"<FEFF", b"%",
)  # fmt: skip
