"""From the bytes of a document to what it says as printed."""

from __future__ import annotations

from pipeline.understanding import Recognised
from schema.sight import Sight


def recognised(data: bytes, name: str = "", sight: Sight = Sight()) -> Recognised:
    """What the bytes say as printed: read, and recognised. Raises a child of `JixiaoError`."""
    from extractors.reading import read_document
    from extractors.recognition import recognise

    document = read_document(data, name, sight)
    return Recognised(document.channel, document.pages, recognise(document))
