"""Web pages (`.html`, `.shtml`, spreadsheets saved as such) and saved ones (`.mht`): what they say, without the site.

A page becomes a tree as Word has it, so that spans, nested tables and tables cut in two are read as in a Word file.
"""

from __future__ import annotations

import re

from extractors.readers.encoding import decode
from extractors.readers.html_clutter import settle_page
from extractors.readers.markup import MAIL, WEB_PAGE, kind_of, page_of_archive
from extractors.readers.word import blocks_of
from extractors.word_tree.html import parse, write_elements
from extractors.word_tree.nesting import unnest
from extractors.word_tree.objects import name_pictures
from extractors.word_tree.omissions import Omissions
from extractors.word_tree.package import W
from schema.document import Block, Document, Paragraph
from schema.errors import LimitError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

#: The longest public page with a filing seen has 2 million.
MAXIMUM_BYTES = 16_000_000

_HEAD = 65_536
_CHARSET = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?([a-zA-Z0-9_-]{2,20})")
_ARCHIVE = re.compile(rb"(?im)^content-type:\s{0,4}multipart/related|^content-type:\s{0,4}text/html")
# What is in GB is told by content: pages that say GB2312 hold characters that only its successors have.
_TOLD_BY_CONTENT = ("utf-8", "utf8", "gb2312", "gbk", "gb18030")
_PRINT = "open it in a browser and print it to PDF"
# What divides the title of a page from the name of the site.
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-—–]+\s+|-{2,}")
_BLANKS = re.compile(r"\s+")


def accepts(data: bytes) -> float:
    """How sure we are that the bytes are a web page: 0.8 by how they begin, 0 for what is none."""
    head = decode(data[:_HEAD], cut=True)
    kind = kind_of(head) if head is not None else ""
    return 0.8 if kind == WEB_PAGE or (kind == MAIL and _ARCHIVE.search(data[:_HEAD])) else 0.0


def read(data: bytes, _sight: Sight = Sight()) -> Document:
    """The paragraphs and tables of a page; its tables are `exact`, and it has no pages.

    Raises `UnreadableError` for a page that says nothing (it may only hold frames or pictures), `LimitError` for more
    than a report.
    """
    from lxml import etree

    if len(data) > MAXIMUM_BYTES:
        raise LimitError(f"the page has {len(data):,} bytes, more than {MAXIMUM_BYTES:,}", "cut it into smaller files")
    root = parse(_words(data))
    omissions = Omissions()
    title = settle_page(root, omissions)
    document = etree.Element(W + "document")
    body = etree.SubElement(document, W + "body")
    write_elements(root, body)
    name_pictures(document, omissions)
    unnest(document)
    blocks = tuple(blocks_of(body, {}, omissions))
    unread = omissions.unread(document)
    if not blocks:
        what = f": {unread[0]}" if unread else ""
        raise UnreadableError(f"the web page holds no text{what}", f"{_PRINT}, or look for the file that it shows")
    return Document("html", (*_titled(title, blocks), *blocks), warnings=omissions.warnings(), unread=unread)


def _words(data: bytes) -> str:
    if kind_of(data[:_HEAD].decode("latin-1")) == MAIL:
        data = page_of_archive(data)
    words = _as_told(data) or decode(data)
    if words is None:
        raise UnreadableError("the web page is in no encoding that we know", _PRINT)
    return words


def _as_told(data: bytes) -> str | None:
    """The page in the encoding that it names, where that is one which content can't tell (Big5)."""
    told = _CHARSET.search(data[:_HEAD])
    name = told[1].decode("ascii").lower() if told else "utf-8"
    if name in _TOLD_BY_CONTENT or _decoded(data, "utf-8") is not None:  # what is UTF-8 is that, whatever it says
        return None
    return _decoded(data, name)


def _decoded(data: bytes, name: str) -> str | None:
    """The text; None in another encoding, one that nobody knows, or one that is no encoding of text (`hex`)."""
    try:
        return data.decode(name)
    except (LookupError, UnicodeError):
        return None


def _titled(title: str, blocks: tuple[Block, ...]) -> list[Block]:
    """The page's title as its first line, without the name of the site, where the page doesn't print it."""
    words = _BLANKS.sub("", _SITE.split(title.strip())[0])
    if not words:
        return []
    texts = (
        text
        for block in blocks
        for text in ([block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells])
    )
    return [] if any(words in _BLANKS.sub("", text) for text in texts) else [Paragraph(words)]


HTML = Reader(name="html", version="1", accepts=accepts, read=read)
