"""Word files (`.docx`): paragraphs and tables in document order, every merged cell with its extent.

What is read is the body as it prints, with changes accepted. Headers and footers, footnotes and comments are parts of
their own and stay apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.readers.word_joining import take_on
from extractors.readers.word_nesting import unnest
from extractors.readers.word_numbering import labels
from extractors.readers.word_package import Element, Package, W, is_package, open_package
from extractors.readers.word_settling import settle
from extractors.readers.word_tables import Rows, read_rows, table_of
from extractors.readers.word_text import Writer
from schema.document import Block, Document, Paragraph
from schema.errors import LimitError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

#: The longest report seen has 1,500.
MAXIMUM_PARAGRAPHS = 400_000


def accepts(data: bytes) -> float:
    """How sure we are that the bytes are a Word file: 0.95, and 0.2 for another zip, so that it is refused by name."""
    return is_package(data)


def read(data: bytes, _sight: Sight = Sight()) -> Document:
    """The paragraphs and tables of a Word file; all its tables are `exact`, and it has no pages.

    Raises `UnreadableError` for what is encrypted, damaged or no Word file, `LimitError` for what unpacks to too much
    or has more cells and columns than a filing.
    """
    package = open_package(data)
    root = package.tree(package.main)
    settle(root)
    unnest(root)
    warnings: list[str] = []
    numbers = _labels(package, root, warnings)
    blocks = tuple(_joined(_body(root), numbers))
    if next(root.iter(W + "altChunk"), None) is not None:
        warnings.append("a part of the file is embedded in a format of its own and was not read")
    if not blocks:
        raise UnreadableError(*_nothing(root))
    return Document(channel="docx", blocks=blocks, warnings=tuple(warnings))


def _body(root: Element) -> Element:
    body = next(root.iterchildren(W + "body"), None)
    if body is None:
        raise UnreadableError("the Word file has no body", "open it in Word and save it anew")
    return body


def _labels(package: Package, root: Element, warnings: list[str]) -> dict[Element, str]:
    try:
        return labels(root, package.related("numbering"), package.related("styles"))
    except UnreadableError:
        warnings.append("the lists of the file are damaged: numbers that Word generates are missing")
        return {}


def _joined(body: Element, numbers: dict[Element, str]) -> Iterator[Block]:
    """The blocks of the body; a table waits until it is plain that the next does not go on with it."""
    waiting: Rows | None = None
    lines: list[str] = []
    for block in _stories(body, numbers):
        if isinstance(block, str):
            lines.append(block)
            continue
        if waiting is None or not take_on(waiting, block, lines):
            yield from _told(waiting, lines)
            waiting = block
        lines = []
    yield from _told(waiting, lines)


def _told(table: Rows | None, lines: list[str]) -> Iterator[Block]:
    if table is not None and any(table.rows):
        yield table_of(table)
    yield from (Paragraph(line) for line in lines)


def _stories(body: Element, numbers: dict[Element, str]) -> Iterator[str | Rows]:
    """The lines of text and the tables, in order; paragraphs that print nothing are none."""
    writer = Writer()
    acts = writer.acts()
    for count, child in enumerate(body):
        if count > MAXIMUM_PARAGRAPHS:
            raise LimitError(
                f"the file has more than {MAXIMUM_PARAGRAPHS:,} paragraphs", "cut it into one file a filing"
            )
        if child.tag == W + "tbl":
            yield read_rows(child, numbers)
        elif child.tag == W + "p":
            for node in child.iter(*acts):
                acts[node.tag](node)
            line = numbers.get(child, "") + writer.line().strip("\n")
            if line.strip():
                yield line


def _nothing(root: Element) -> tuple[str, str]:
    pictured = any(next(root.iter(f"{{*}}{name}"), None) is not None for name in ("blip", "imagedata"))
    if pictured:
        return (
            "the Word file holds pictures and no text",
            "print it to PDF and ingest that: pictures are then recognised",
        )
    return "the Word file holds no text", "look for the original and ingest that"


WORD = Reader(name="word", version="1", accepts=accepts, read=read)
