"""What a text that is written for another program is, by its beginning; and the page in a web archive."""

from __future__ import annotations

import re

from schema.errors import UnreadableError

WEB_PAGE = "a web page"
MAIL = "a mail or a saved web page (MIME)"

_HEAD = 4096
#: A piece of a page, cut out of it, has so many cells.
_CELLS = 3
_PRINT = "open it in a browser and print it to PDF"
_OPENING = "html|head|body|table|div|meta|p|span|center|section|article|h[1-6]|tbody|tr|font"
_KINDS = (
    (
        re.compile(rf"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype html|<(?:{_OPENING})[\s>])", re.S),
        WEB_PAGE,
    ),
    (re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!doctype svg|<svg[\s>])"), "a drawing (SVG)"),
    (re.compile(r"<\?xml"), "an XML file"),
    (re.compile(r"(?:[a-z][a-z-]{1,30}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}mime-version:"), MAIL),
)


def kind_of(text: str) -> str:
    """The kind in words; empty for plain text. Cells of a table in a page's marks make a text one wherever they
    begin."""
    head = text[:_HEAD].replace("\r\n", "\n").lstrip("\ufeff \t\r\n").lower()
    kind = next((kind for pattern, kind in _KINDS if pattern.match(head)), "")
    return kind or (WEB_PAGE if head.count("</td>") >= _CELLS and "<tr" in head else "")


def page_of_archive(data: bytes) -> bytes:
    """The page in a web archive (MHT), or in a mail. Raises `UnreadableError` where there is none."""
    import email

    try:
        parts = list(email.message_from_bytes(data).walk())
    except RecursionError as error:
        raise UnreadableError("a web archive holds archives without end", _PRINT) from error
    for part in parts:
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page:
                return page
    raise UnreadableError("a web archive holds no page", _PRINT)
