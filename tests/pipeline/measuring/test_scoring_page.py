"""The questions in `docs/scoring.md` can be asked, of either database, and give the columns that the page shows;
`tests.test_samples` holds the answers against the samples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from pipeline.store.database_views import statements
from tests.pipeline.store.test_views import connection

__all__ = ["connection"]

_PAGE = (Path(__file__).parents[3] / "docs" / "scoring.md").read_text(encoding="utf-8")
_ASKED = re.findall(r"```sql\n(.*?)\n```\n\n```text\n(.*?)\n", _PAGE, re.DOTALL)


def test_ten_questions_are_answered() -> None:
    assert len(_ASKED) == 10


@pytest.mark.parametrize(("question", "heads"), _ASKED)
def test_a_question_gives_the_columns_that_are_shown(connection: Connection, question: str, heads: str) -> None:
    assert " | ".join(connection.execute(text(question)).keys()) == heads


def test_every_view_is_on_the_page() -> None:
    assert set(re.findall(r"^\| (`v_.*?) \|", _PAGE, re.MULTILINE)) and all(
        f"`{name}`" in _PAGE for name in statements()
    )
