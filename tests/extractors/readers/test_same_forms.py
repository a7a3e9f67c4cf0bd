"""A filing says the same in every format that this machine can write, and from an archive of all of them."""

from __future__ import annotations

import base64
import csv
import io
import shutil
import zipfile
from collections.abc import Callable
from contextlib import closing
from html import escape
from pathlib import Path

import pypdfium2
import pytest

from corpus.make import make
from extractors import office
from extractors.reading import read_document
from extractors.recognition import recognise
from normalizers.normalize import normalize
from normalizers.text import fold
from pipeline.export.folder import export
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.store.engine import open_store
from schema.document import Document, Paragraph, Table
from schema.value import Value
from tests.containers.archives import zipped
from tests.extractors.book_files import At, Sheet, as_new, as_old, as_open
from tests.extractors.ofd_files import of_pdf

COUNT = 12


@pytest.fixture(scope="module")
def filings(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Made filings as Word files."""
    folder = tmp_path_factory.mktemp("made")
    return [path.read_bytes() for path in make(folder, COUNT, 8_128, ("docx",)) if path.suffix == ".docx"]


def as_page(document: Document) -> bytes:
    """The blocks as a web page in GBK."""
    return f"<html><meta charset=gb2312><body>{''.join(map(_element, document.blocks))}".encode("gb18030")


def _element(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{escape(block.text)}</p>"
    rows = (
        "".join(
            f'<td rowspan="{cell.rowspan}" colspan={cell.colspan}>{"<br>".join(escape(cell.text).splitlines())}</td>'
            for cell in row
        )
        for row in block.rows()
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def placed(document: Document) -> tuple[dict[At, str], list[tuple[At, At]], set[int]]:
    """The blocks below each other: texts by place, first and last of merged cells, and the rows of tables."""
    texts: dict[At, str] = {}
    merged, ruled = [], set()
    row = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            texts[row, 0] = block.text
            row += 1
            continue
        height = max(cell.row + cell.rowspan for cell in block.cells)
        ruled.update(range(row, row + height))
        for cell in block.cells:
            texts[row + cell.row, cell.column] = cell.text
            if cell.rowspan > 1 or cell.colspan > 1:
                first = row + cell.row, cell.column
                merged.append((first, (first[0] + cell.rowspan - 1, first[1] + cell.colspan - 1)))
        row += height
    return texts, merged, ruled


def as_sheet(document: Document) -> Sheet:
    """The blocks on one sheet, tables with borders."""
    texts, merged, ruled = placed(document)
    width = 1 + max(column for _, column in texts)
    rows = [[texts.get((row, column)) for column in range(width)] for row in range(1 + max(row for row, _ in texts))]
    return Sheet(rows, merged, bordered=[(row, column) for row in ruled for column in range(width)])


def as_web_archive(document: Document) -> bytes:
    """The page as browsers save it."""
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n"
    page = base64.encodebytes(as_page(document))
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + page + b"\r\n--b--\r\n"


def as_delimited(document: Document, delimiter: str = ",", encoding: str = "gb18030") -> bytes:
    """The blocks as rows."""
    texts, _, _ = placed(document)
    width = 1 + max(column for _, column in texts)
    file = io.StringIO()
    rows = range(1 + max(row for row, _ in texts))
    table = ([texts.get((row, column), "") for column in range(width)] for row in rows)
    csv.writer(file, delimiter=delimiter).writerows(table)
    return file.getvalue().encode(encoding)


def scanned(paper: bytes) -> bytes:
    """The pages of a PDF as pictures, as an office scanner makes them."""
    with closing(pypdfium2.PdfDocument(paper)) as document:
        pictures = [page.render(scale=200 / 72).to_pil().convert("L") for page in document]
    file = io.BytesIO()
    pictures[0].save(file, "PDF", resolution=200, save_all=True, append_images=pictures[1:])
    return file.getvalue()


FORMS: dict[str, Callable[[Document], bytes]] = {
    "html": as_page,
    "mht": as_web_archive,
    "csv": as_delimited,
    "tsv": lambda document: as_delimited(document, "\t", "utf-16"),
    "xlsx": lambda document: as_new(as_sheet(document)),
    "xls": lambda document: as_old(as_sheet(document)),
    "ods": lambda document: as_open(as_sheet(document)),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", range(COUNT))
def test_records_are_those_of_the_word_file(filings: list[bytes], number: int, form: str) -> None:
    wanted = records_of(filings[number])
    assert wanted["indicators"] and records_of(FORMS[form](read_document(filings[number]))) == wanted


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One filing in all formats: what Word and PDF files are made of, the rest from these."""
    folder = tmp_path_factory.mktemp("papers")
    every = [path for path in make(folder, 8, 4_711, ("docx", "pdf")) if len(path.suffixes) == 1]
    # LibreOffice writes what stands in content controls several times into old files.
    name = next(path.stem for path in every if path.suffix == ".docx" and not _has_controls(path))
    made = {path.suffix[1:]: path.read_bytes() for path in every if path.stem.startswith(name)}
    document = read_document(made["docx"])
    found = made | {"ofd": of_pdf(made["pdf"])} | {name: form(document) for name, form in FORMS.items()}
    if shutil.which("soffice"):
        found |= {name: office.convert(made["docx"], ".docx", target) for name, target in OLD_FORMS.items()}
    return found


def _has_controls(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return b"<w:sdt" in archive.read("word/document.xml")


OLD_FORMS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8"}


@pytest.mark.parametrize("form", ["pdf", "ofd", *FORMS, *OLD_FORMS])
def test_one_filing_says_the_same_in_every_format(papers: dict[str, bytes], form: str) -> None:
    if form not in papers:
        pytest.skip("LibreOffice is not installed")
    wanted, found = (records_of(papers[name]) for name in ("docx", form))
    assert wanted["indicators"] and wanted["amounts"] and wanted["goals"] and found == wanted


def test_a_scan_of_one_filing_says_the_same(papers: dict[str, bytes]) -> None:
    pytest.importorskip("rapidocr", reason="the engine that reads scans is not installed")
    wanted, found = records_of(papers["docx"]), records_of(scanned(papers["pdf"]))
    # Sentences are compared by their first words: an engine takes a letter for its like here and there.
    for records in (wanted, found):
        records["goals"] = [(*goal[:-1], fold(str(goal[-1]))[:8]) for goal in records["goals"]]
    assert wanted["goals"] and found == wanted


def test_an_archive_of_one_filing_in_every_format_holds_as_many(papers: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    # WPS writes the formats of Word and Excel under names of its own.
    alike = {name: papers[of] for name, of in (("wps", "doc"), ("et", "xls"), ("xlsm", "xlsx")) if of in papers}
    (folder / "all.zip").write_bytes(zipped({f"filing.{form}": data for form, data in (papers | alike).items()}))
    engine = open_store(str(tmp_path / "db"), create=True)
    outcomes = list(ingest(engine, find([folder]), jobs=2))
    assert {outcome.state for outcome in outcomes if "!/" in outcome.name} <= {"loaded", "skipped"}
    assert sum(outcome.state == "loaded" for outcome in outcomes) == len(papers)
    (path,) = [path for path in export(engine, tmp_path / "out") if path.name == "indicators.csv"]
    rows: dict[str, list[tuple[str, ...]]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["filing_id"], []).append(tuple(row[name] for name in COMPARED))
    assert len(rows) == len(papers)
    assert len(set(map(tuple, rows.values()))) == 1


COMPARED = (
    "project",
    "level1",
    "level2",
    "name",
    "target_op",
    "target_value",
    "target_unit",
    "actual_value",
    "weight",
    "score",
)


def records_of(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    """What a file says, by the kind of record; places apart, and blanks that a layout leaves."""
    document = read_document(data)
    filing = normalize(recognise(document), document)
    return {
        "filing": [(filing.form, filing.fiscal_year, filing.unit_name)],
        "indicators": [
            (
                *(_bare(text) for text in (one.project, one.horizon, one.level1, one.level2, one.name)),
                *(*_value(one.target), *_value(one.actual), one.weight, one.score),
            )
            for one in filing.indicators
        ],
        "amounts": sorted(
            (_bare(one.project), _bare(one.item), _bare(one.label), *_value(one.value)) for one in filing.amounts
        ),
        "goals": sorted((one.kind, one.horizon, _bare(one.project), _bare(one.text)) for one in filing.goals),
        "fields": sorted((_bare(one.project), _bare(one.name), _bare(one.value)) for one in filing.fields),
    }


def _bare(text: str) -> str:
    return "".join(text.split())


def _value(value: Value) -> tuple[object, ...]:
    return value.op, value.value, value.value_max, value.unit, value.kind, value.base_value
