"""Counts of what stands in the columns of indicator tables, from made filings: what `jixiao corpus count` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.forms.evidence.characters import NAMES, name_counts
from extractors.forms.evidence.counts import CELLS, COLUMNS, PAIRS, Counted, counted
from extractors.forms.text.arbiter import WEIGHTS
from normalizers.names.taxonomy import Taxonomy
from pipeline.measuring.counting_rows import row_weights

#: How many filings are made, from which seed: other numbers make another model.
COUNT, SEED = 240, 4242
#: Every so many-eth of them has a layout that few forms have, so that its columns are counted as well.
UNUSUAL = 4
#: As many texts are made for so many filings.
TEXTS = 2


def own_folder() -> Path:
    """Where the program keeps the counts that it reads by."""
    import extractors

    return Path(extractors.__file__).parent / "data"


def write_counts(folder: Path, count: int = COUNT, seed: int = SEED) -> tuple[Path, ...]:
    """Makes the filings, counts their columns and the names of the taxonomy, and writes the model into the folder."""
    with TemporaryDirectory(prefix="jixiao-") as made:
        texts = counted(made_tables(Path(made), count, seed))
    with TemporaryDirectory(prefix="jixiao-") as made:
        rows = row_weights(Path(made), count // TEXTS, seed)
    names = name_counts(name for entry in Taxonomy.load().entries for name in entry.spellings)
    paths = tuple(folder / name for name in (CELLS, PAIRS, COLUMNS, NAMES, WEIGHTS))
    for path, text in zip(paths, (*texts, names, rows), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def made_tables(folder: Path, count: int, seed: int) -> Iterator[Sequence[Counted]]:
    """The columns of every indicator table of made Word filings; the words of their heads say what each is."""
    from corpus.make import make
    from extractors.forms.blocks.indicators import named_tables
    from extractors.reading import read_document

    make(folder, count, seed, ("docx",))
    make(folder / "unusual", count // UNUSUAL, seed, ("docx",), ("layout",))
    for path in sorted(folder.rglob("*.docx")):
        yield from named_tables(read_document(path.read_bytes(), path.name))
