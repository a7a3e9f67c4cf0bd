from __future__ import annotations

import pytest

from pipeline.ingest.recognising import recognised
from pipeline.ingest.understanding import packed, unpacked
from schema.document import Document, Paragraph


def test_what_became_of_doubtful_pages_is_kept_with_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    note, loss = "page 2 was read from its picture", "page 3 was left out, it needs OCR: a picture without text"
    blocks = (Paragraph("项目支出绩效自评表"), Paragraph("填报单位：某县商务局"))
    document = Document("pdf-text", blocks, 3, (note,), (loss,))
    monkeypatch.setattr("extractors.reading.read_document", lambda *_: document)
    found = recognised(b"any")
    assert found.reading.reasons == (note,)
    assert found.reading.unread.count(loss) == 1
    assert unpacked(packed(found)) == found
