"""From the bytes of a document to what it says as printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest.understanding import Recognised
from schema.sight import Sight

if TYPE_CHECKING:
    from extractors.forms.trace import Trace


def recognised(data: bytes, name: str = "", sight: Sight = Sight(), trace: Trace | None = None) -> Recognised:
    """What the bytes say as printed, its reasons what became of doubtful pages; how that was understood is taken down
    in the `trace`. Raises a child of `JixiaoError`."""
    from extractors.reading import read_document
    from extractors.recognition import recognise

    document = read_document(data, name, sight)
    reading = recognise(document, trace)
    reading = replace(reading, reasons=(*reading.reasons, *document.warnings))
    return Recognised(document.channel, document.pages, reading)
