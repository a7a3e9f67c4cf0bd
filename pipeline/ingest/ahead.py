"""Pages of a long scan recognised ahead, by workers for whom no document is left.

What they recognise is kept by its pixels, and the reader of the document finds it there when it comes to the page. It
reads every page in its turn all the same: what comes out is the same whoever helped, and whatever became of that. The
last page comes first, so that reader and helpers meet in the middle.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.ingest.sources import Content


@dataclass(frozen=True, slots=True)
class Ahead:
    """A page of a content that its reader has not come to yet."""

    content: Content
    page: int


def page_ahead(content: Content, page: int, pages: int, times: int) -> Ahead | None:
    """The next page to read ahead, after so many, where the reader is at `page`; None where they have met."""
    return Ahead(content, pages - times) if pages - times > page else None
