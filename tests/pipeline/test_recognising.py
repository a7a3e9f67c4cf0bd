from __future__ import annotations

import pytest

from pipeline.recognising import recognised
from pipeline.understanding import packed, unpacked
from schema.document import Document, Paragraph


def test_what_became_of_doubtful_pages_is_kept_with_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    note = "page 2 was left out, it needs OCR: a picture without text"
    document = Document("pdf-text", (Paragraph("填报单位：某县商务局"),), 2, (note,))
    monkeypatch.setattr("extractors.reading.read_document", lambda *_: document)
    found = recognised(b"any")
    assert found.reading.reasons == (note,)
    assert unpacked(packed(found)) == found
