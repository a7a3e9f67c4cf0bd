"""Hostile and damaged PDFs: each is read or refused by name, quickly and in little memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.pdf_layout.second import second_contents
from extractors.pdf_objects.page import PageContent
from extractors.readers.pdf import read
from schema.document import Document, Table
from schema.errors import JixiaoError, LimitError, UnreadableError
from schema.sight import Sight
from tests.extractors.pdf.test_pdf_left_out import on_a_layer
from tests.extractors.pdf.test_pdf_typed import annotation, form
from tests.extractors.pdf_made import made_pages
from tests.hostile import pdf_files

SECONDS = 30.0

REFUSED: list[tuple[str, Callable[[], bytes], type[JixiaoError]]] = [
    ("characters", lambda: pdf_files.many_characters(200_000), LimitError),
    ("bomb", lambda: pdf_files.bomb(100), LimitError),
    ("forms within forms", lambda: pdf_files.nested_forms(6, 10), LimitError),
    ("clipped areas", lambda: pdf_files.clipped_areas(20_000, 1_000), LimitError),
    ("pages", lambda: pdf_files.many_pages(5_000), LimitError),
    ("a page tree in itself", pdf_files.page_tree_in_itself, UnreadableError),
    ("password", pdf_files.encrypted, UnreadableError),
    ("mark alone", lambda: b"%PDF-1.7\n", UnreadableError),
    ("noise", lambda: b"%PDF-1.4" + bytes(range(256)) * 400, UnreadableError),
    ("grid", lambda: pdf_files.grid(400, 400), LimitError),
]


@pytest.mark.parametrize(("make", "kind"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_asks_too_much_is_refused_by_name(make: Callable[[], bytes], kind: type[JixiaoError]) -> None:
    data = make()
    begun = time.monotonic()
    with pytest.raises(kind):
        read(data)
    assert time.monotonic() - begun < SECONDS


def test_an_encrypted_file_says_so_with_advice() -> None:
    with pytest.raises(UnreadableError, match="encrypted") as refused:
        read(pdf_files.encrypted())
    assert "password" in refused.value.advice


@pytest.mark.parametrize("each", [False, True])
def test_a_grid_of_160_by_160_is_read(each: bool) -> None:
    begun = time.monotonic()
    tables = [block for block in read(pdf_files.grid(160, 160, each)).blocks if isinstance(block, Table)]
    assert time.monotonic() - begun < SECONDS
    assert [len(table.cells) for table in tables] == [25_600]


def test_a_form_that_draws_itself_and_wrong_lengths_do_no_harm() -> None:
    content = b"BT /F1 9 Tf 10 10 Td (some text) Tj ET"
    for data in (
        pdf_files.form_in_itself(),
        pdf_files.page_of(content, length=10**8),
        pdf_files.page_of(content, length=-5),
    ):
        assert isinstance(read(data), Document)


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=40), st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_damage_makes_anything_but_our_error(place: int, noise: bytes, cut: bool) -> None:
    at = place % len(WHOLE)
    data = WHOLE[:at] if cut else WHOLE[:at] + noise + WHOLE[at + len(noise) :]
    try:
        assert isinstance(read(data), Document)
    except JixiaoError as refused:
        assert refused.message


@pytest.mark.parametrize("seed", range(8))
def test_no_damaged_structure_makes_anything_but_our_error_by_either_reader(seed: int) -> None:
    random = Random(seed)
    for _ in range(25):
        data = pdf_files.damaged(random.choice(STRUCTURES), random)
        for by in (lambda data: read(data, Sight("never")), lambda data: list(second_contents(data))):
            try:
                by(data)
            except JixiaoError as refused:
                assert refused.message


@pytest.mark.parametrize("broken", [b"[3 0 R 9 0 R", b"[3 0 R 4 0 R", b"[3 0 R null", b"[3 0 R [3 0 R]"])
def test_a_broken_tree_of_pages_gives_the_pages_before_the_break(broken: bytes) -> None:
    whole = pdf_files.page_of(b"BT /F1 9 Tf 10 10 Td (some text) Tj ET")
    found = list(second_contents(whole.replace(b"[3 0 R", broken).replace(b"%%EOF", b"")))
    assert isinstance(found[0], PageContent)
    assert all(isinstance(page, (PageContent, JixiaoError)) for page in found)


WHOLE = made_pages(1, seed=3, rows=6, columns=4).data
STRUCTURES = (
    WHOLE,
    on_a_layer(b"/OFF [6 0 R]", b"/OC /MC0 BDC /X Do EMC"),
    form(
        [
            annotation(b"FreeText", 0, 1, "3.8"),
            annotation(b"Widget", 0, 2, keys=b"/FT /Tx /T (a) /V (1)"),
            annotation(b"Widget", 1, 2, keys=b"/FT /Btn /T (b) /AS /Yes"),
        ],
        fields=(7, 8),
    ),
    pdf_files.page_of(b"BT /F1 9 Tf 10 10 Td (text) Tj ET"),
)
