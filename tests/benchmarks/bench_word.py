"""How long reading the tables of a Word file takes, beside a bare lxml walk of its `document.xml` in the same run.

    python -m tests.benchmarks.bench_word

The floor parses the part and takes from each cell its text, `w:gridSpan` and `w:vMerge`, and no more. The reader opens
the zip, refuses what it must, parses, settles and gives a `Document`. Prints seconds, ratios and peak memory; the walk
and the reading without the parse are told too, and what python-docx takes only to open the file.
"""

from __future__ import annotations

import gc
import io
import resource
import time
import zipfile
from collections.abc import Callable

from lxml import etree

from extractors.readers.word import read
from extractors.word_tree.package import W

SHAPES = (("5,000 x 20 cells", 5_000, 20, 0), ("a merge 3,000 rows high", 3_000, 20, 1), ("400 x 8 cells", 400, 8, 1))
RUNS = 3
CELL = (
    '<w:tc><w:tcPr><w:tcW w:w="1200" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
    '<w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="SimSun"/><w:sz w:val="18"/>'
    "</w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc>"
)


def document(rows: int, columns: int, merged: int) -> bytes:
    """A `document.xml` of one table, its first `merged` columns one cell each from top to bottom."""
    lines = []
    for row in range(rows):
        merges = ['<w:vMerge w:val="restart"/>' if row == 0 else "<w:vMerge/>"] * merged + [""] * (columns - merged)
        cells = (CELL.format(merge=merge, text=f"指标{row}之{at}") for at, merge in enumerate(merges))
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = '<w:gridCol w:w="1200"/>' * columns
    table = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    return f'<?xml version="1.0"?><w:document xmlns:w="{W[1:-1]}"><w:body>{table}</w:body></w:document>'.encode()


def packed(part: bytes) -> bytes:
    """A Word file around the part."""
    file = io.BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    space = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{space}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{space}/relationships"><Relationship Id="rId1" Type="{kind}" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", part)
    return file.getvalue()


def walk(root: etree._Element) -> list[tuple[str, int, str | None]]:
    """The floor: text, width and merge of every cell."""
    found = []
    for row in root.iter(W + "tr"):
        for cell in row.iterchildren(W + "tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            text = "".join(part.text or "" for part in cell.iter(W + "t"))
            width = 1 if span is None else int(span.get(W + "val"))
            found.append((text, width, None if merge is None else merge.get(W + "val", "continue")))
    return found


def seconds(work: Callable[[], object]) -> float:
    """The best of a few runs."""
    best = float("inf")
    for _ in range(RUNS):
        gc.collect()
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def opened(data: bytes) -> None:
    """What python-docx does before anything is read."""
    import docx

    docx.Document(io.BytesIO(data))


def main() -> None:
    """Prints the table."""
    read(packed(document(2, 2, 0)))
    for title, rows, columns, merged in SHAPES:
        part = document(rows, columns, merged)
        data = packed(part)
        parse = seconds(lambda part=part: etree.fromstring(part))
        floor = seconds(lambda part=part: walk(etree.fromstring(part)))
        taken = seconds(lambda data=data: read(data))
        other = seconds(lambda data=data: opened(data))
        print(f"{title}: document.xml of {len(part) / 1e6:.1f} MB, parsed in {parse:.3f} s")
        print(f"  bare walk with parse {floor:.3f} s; reader {taken:.3f} s, {taken / floor:.2f} times the walk")
        print(f"  without the parse {(taken - parse) / max(floor - parse, 1e-9):.2f} times")
        print(f"  python-docx opens it in {other:.3f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
