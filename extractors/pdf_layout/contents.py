"""The pages of a PDF by the reader that reads each best, and what the file holds beside them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from extractors.pdf_layout.second import second_content, second_contents
from extractors.pdf_layout.told import attached
from extractors.pdf_layout.trust import covered, distrust
from extractors.pdf_objects.layers import layers_off
from extractors.pdf_objects.page import PageContent
from extractors.pdf_objects.pages import DamagedError, DamagedPageError, opened, page_content
from extractors.pictures.picture import Picture
from extractors.pictures.rendered import page_picture
from schema.errors import JixiaoError, LimitError, UnreadableError

#: Beyond this the second reader would take too long, and after so many pages that it can't read either it isn't asked.
_SECOND_UP_TO = 20_000_000
_PATIENCE = 3
#: The second reader is taken where it has so many of the first one's characters.
_ENOUGH = 0.8
#: Kinds of forms whose pages are made by a program in the file.
_MADE_BY_PROGRAM = (2, 3)
_MOST_NAMES = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its text has it, why that can't be trusted, how many there are, and what gives its picture.

    `problem` is why it can't be read at all; `lacks` counts the characters that its reader has fewer of than another.
    """

    content: PageContent
    doubt: str
    of: int
    picture: Callable[[], Picture] | None = None
    problem: JixiaoError | None = None
    lacks: int = 0


def contents(data: bytes, only: int | None, unread: list[str], notes: list[str]) -> Iterator[Page]:
    """The pages, or one alone; a file that the fast reader refuses goes to the second one, which gives no pictures.

    What the file holds beside its pages is added to `unread`, or to `notes` where it is read elsewhere.
    """
    try:
        with opened(data) as document:
            unread += _made_by_program(document)
            notes += _attached(document)
            layers = _layers(data, unread)
            reading = _Reading(data, document, layers)
            for number in range(len(document)) if only is None else (only - 1,):
                yield reading.page(number)
    except DamagedError as problem:
        if len(data) > _SECOND_UP_TO:
            raise
        try:
            yield from _all_by_second(data)
        except UnreadableError:
            raise problem from None


def _all_by_second(data: bytes) -> Iterator[Page]:
    for number, found in enumerate(second_contents(data), 1):
        if isinstance(found, PageContent):
            yield Page(found, distrust(found), found.number)
        else:
            yield Page(PageContent(number, 0.0, 0.0), "", number, problem=found)


class _Reading:
    """An open file whose pages are read one after the other."""

    def __init__(self, data: bytes, document: Any, layers: Collection[bytes]) -> None:
        self._data, self._document, self._layers = data, document, layers
        self._patience = _PATIENCE if len(data) <= _SECOND_UP_TO else 0

    def page(self, number: int) -> Page:
        """The page of that number, from 0."""
        pages = len(self._document)
        try:
            content, doubt, why = self._looked_at(number)
        except LimitError as problem:
            return Page(PageContent(number + 1, 0.0, 0.0), "", pages, problem=problem)
        lacks = 0
        if why == "characters" and self._patience:
            other = _by_second(self._data, number, len(content.characters))
            self._patience -= other is None
            if other:
                lacks = max(0, len(content.characters) - len(other.characters))
                content, doubt = other, ""
        return Page(content, doubt, pages, partial(page_picture, self._document, number), lacks=lacks)

    def _looked_at(self, number: int) -> tuple[PageContent, str, str]:
        """The page, why its text can't be trusted, and whether its `ink` or its `characters` say so."""
        try:
            content = self._by_first(number)
        except DamagedPageError as problem:
            return PageContent(number + 1, 0.0, 0.0), problem.message, "characters"
        doubt = covered(content)
        if doubt:
            return content, doubt, "ink"
        doubt = distrust(content)
        return content, doubt, "characters" if doubt or (content.rules and not content.characters) else ""

    def _by_first(self, number: int) -> PageContent:
        """The page by the fast reader. Raises `DamagedPageError` for whatever damage makes it stumble over."""
        try:
            return page_content(self._document, number, self._layers)
        except JixiaoError:
            raise
        except Exception as problem:
            raise DamagedPageError(f"page {number + 1} is damaged ({type(problem).__name__})") from problem


def _by_second(data: bytes, number: int, characters: int) -> PageContent | None:
    """The page by the second reader, where that one reads it well, and not much less of it."""
    try:
        content = second_content(data, number)
    except UnreadableError:
        return None
    enough = len(content.characters) >= max(1, _ENOUGH * characters)
    return content if enough and not distrust(content) else None


def _layers(data: bytes, unread: list[str]) -> Collection[bytes]:
    try:
        return layers_off(data)
    except UnreadableError as problem:
        unread.append(problem.message)
        return ()


def _made_by_program(document: Any) -> Iterator[str]:
    """That the pages are a form which a program in the file makes."""
    if document.get_formtype() in _MADE_BY_PROGRAM:
        yield "the PDF is a form made by a program in it (XFA), of which the pages alone are read"


def _attached(document: Any) -> Iterator[str]:
    """That files are attached, with their names."""
    import pypdfium2

    names = []
    for number in range(min(_MOST_NAMES, document.count_attachments())):
        try:
            names.append(document.get_attachment(number).get_name())
        except pypdfium2.PdfiumError:
            names.append("?")
    if names:
        yield attached(names)
