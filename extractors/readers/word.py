"""Word files (`.docx`): paragraphs and tables in document order, every merged cell with its extent.

What is read is the body as it prints, with changes accepted, the notes, what headers and footers label, embedded sheets
and pictures that show a table. All else that the file holds is named in `Document.unread`: other pictures and objects,
comments, text that is hidden or struck.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.word_text.formats import Formats, formats_of
from extractors.word_text.margins import insert_margins
from extractors.word_text.numbering import labels
from extractors.word_text.tables import Rows, read_rows, table_of
from extractors.word_text.text import Writer
from extractors.word_tree.chunks import insert_chunks
from extractors.word_tree.controls import fill_controls
from extractors.word_tree.embedded import Embedded
from extractors.word_tree.joining import take_on
from extractors.word_tree.nesting import unnest
from extractors.word_tree.objects import name_objects
from extractors.word_tree.omissions import SIGN, STRAY, Omissions, text_of
from extractors.word_tree.package import Element, Package, W, is_package, open_package
from extractors.word_tree.settling import settle
from schema.document import Block, Document, Paragraph
from schema.errors import JixiaoError, LimitError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

#: The longest report seen has 1,500.
MAXIMUM_PARAGRAPHS = 400_000
#: What may be wrong where a part that all paragraphs lean on is damaged.
_LOST = {
    "styles": "what is hidden or numbered by a style may be wrong",
    "numbering": "numbers that Word generates are missing",
}


def accepts(data: bytes) -> float:
    """How sure we are that the bytes are a Word file: 0.95, and 0.2 for another zip, so that it is refused by name."""
    return is_package(data)


def read(data: bytes, sight: Sight = Sight()) -> Document:
    """The paragraphs and tables of a Word file; all its tables are `exact`, and it has no pages.

    Raises `UnreadableError` for what is encrypted, damaged or no Word file, `LimitError` for what unpacks to too much
    or has more cells and columns than a filing.
    """
    package = open_package(data)
    root = package.tree(package.main)
    omissions = Omissions()
    styles = _related(package, "styles", omissions)
    numbering = _related(package, "numbering", omissions)
    embedded = Embedded(package, sight, omissions)
    _gather(root, package, formats_of(styles), embedded)
    blocks = tuple(embedded.in_places(blocks_of(_body(root), labels(root, numbering, styles), omissions)))
    unread = (*omissions.unread(root), *_doubled(package))
    if not blocks:
        raise UnreadableError(*_nothing(root, unread))
    return Document(channel="docx", blocks=blocks, warnings=omissions.warnings(), unread=unread)


def _gather(root: Element, package: Package, formats: Formats, embedded: Embedded) -> None:
    """Brings all that prints into the tree, takes out what doesn't, and reads or names what is no text."""
    omissions = embedded.omissions
    insert_chunks(root, package, omissions)
    insert_margins(root, package, formats, omissions)
    fill_controls(root, package, omissions)
    settle(root, formats, omissions)
    name_objects(root, package, omissions, embedded.is_read)
    unnest(root)


def _doubled(package: Package) -> tuple[str, ...]:
    return tuple(f"the part {name} stands twice in the file, one of them was not read" for name in package.doubled)


def _related(package: Package, kind: str, omissions: Omissions) -> Element | None:
    """The styles or lists of the file; damaged ones are named."""
    try:
        return package.related(kind)
    except JixiaoError:
        omissions.damage.append(f"the part for {kind} is damaged: {_LOST[kind]}")
        return None


def _body(root: Element) -> Element:
    body = next(root.iterchildren(W + "body"), None)
    if body is None:
        raise UnreadableError("the Word file has no body", "open it in Word and save it anew")
    return body


def blocks_of(body: Element, numbers: dict[Element, str], omissions: Omissions) -> Iterator[Block]:
    """The blocks of the body; a table waits until it is plain that the next does not go on with it."""
    waiting: Rows | None = None
    lines: list[str] = []
    count = 0
    for block in _stories(body, numbers, omissions):
        if isinstance(block, str):
            lines.append(block)
            continue
        if waiting is None or not take_on(waiting, block, lines):
            count += waiting is not None
            yield from _told(waiting, lines, count, omissions)
            waiting = block
        lines = []
    yield from _told(waiting, lines, count + 1, omissions)


def _told(table: Rows | None, lines: list[str], number: int, omissions: Omissions) -> Iterator[Block]:
    if table is not None and any(table.rows):
        made, left_out = table_of(table)
        for kind, row, words in left_out:
            omissions.add(kind, None, words, f"table {number}, row {row + 1}")
        yield made
    yield from (Paragraph(line) for line in lines)


def _stories(body: Element, numbers: dict[Element, str], omissions: Omissions) -> Iterator[str | Rows]:
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
            while writer.unknown:
                omissions.add(SIGN, child, writer.unknown.pop())
            if line.strip():
                yield line
        elif words := text_of(child):
            omissions.add(STRAY, child, words)


def _nothing(root: Element, unread: tuple[str, ...]) -> tuple[str, str]:
    pictured = any(next(root.iter(f"{{*}}{name}"), None) is not None for name in ("blip", "imagedata"))
    if pictured:
        return (
            "the Word file holds pictures and no text",
            "print it to PDF and ingest that: pictures are then recognised",
        )
    what = f": {unread[0]}" if unread else ""
    return f"the Word file holds no text{what}", "look for the original and ingest that"


WORD = Reader(name="word", version="2", accepts=accepts, read=read)
