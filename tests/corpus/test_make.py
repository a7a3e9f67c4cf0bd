from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from corpus import office
from corpus.gold import gold_of
from corpus.invent import FAMILIES, invent
from corpus.likeness import folded
from corpus.make import make
from corpus.softened import softened, unruled
from corpus.to_text import DAMAGES, ENCODINGS, SHAPES, encoded, to_text
from corpus.typeset import typeset


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path / "a", 10, 4)
    make(tmp_path / "b", 10, 4)
    make(tmp_path / "c", 10, 5)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert list(contents(tmp_path / "a").values()) != list(contents(tmp_path / "c").values())


def test_every_family_is_written_with_its_gold(tmp_path: Path) -> None:
    paths = make(tmp_path, len(FAMILIES), 1)
    assert len(paths) == len(FAMILIES)
    for path, family in zip(paths, FAMILIES, strict=True):
        assert family in path.name
        gold = json.loads(Path(f"{path}.gold.json").read_text(encoding="utf-8"))
        assert gold["source"] == path.name


def test_every_kind_is_written_with_its_gold_and_pdfs_by_both_producers_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr(office, "program", lambda: "soffice")
    monkeypatch.setattr(office, "print_pdfs", lambda files, folder: [
        printed.append(file.name) or (folder / f"{file.stem}.pdf").write_bytes(b"%PDF-") for file in files
    ])  # fmt: skip
    count = 2 * len(FAMILIES)
    paths = make(tmp_path, count, 1, ("docx", "pdf"))
    assert len(paths) == 2 * count
    assert all(Path(f"{path}.gold.json").exists() for path in paths)
    by_office = {path.name for path in paths if path.stem.endswith("_office")}
    assert {f"{Path(name).stem}.pdf" for name in printed} == by_office
    assert {name.split("_")[1] for name in by_office} == set(FAMILIES)
    assert len(by_office) == len(FAMILIES)


def test_a_page_without_rulings_leaves_levels_open() -> None:
    gold = gold_of(invent(3, "older"), "x.pdf")
    assert all(set(record["optional_fields"]) == {"level1", "level2"} for record in unruled(gold)["indicators"])
    assert unruled(gold)["scope"] == ["filing", "indicators"]


def test_a_kind_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="papyrus"):
        make(tmp_path, 1, 1, ("papyrus",))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_undamaged_names_survive_every_shape(shape: str, damage: str) -> None:
    invention = invent(3, "project-results")
    text = folded(to_text(typeset(invention), Random(1), shape, damage).text)
    for record in gold_of(invention, "x")["indicators"]:
        assert folded(record["name"]) in text


def test_tabbed_rows_begin_after_a_blank_line_and_merged_cells_are_a_tab() -> None:
    lines = to_text(typeset(invent(2, "unit-report")), Random(1), "tabbed", "none").text.split("\n")
    table = lines[next(i for i, line in enumerate(lines) if line == "\t绩效\n".rstrip()) :]
    assert "\t一级指标" in table
    assert "\t" in table


def test_flattened_texts_have_no_tabs_and_glued_ones_no_blanks() -> None:
    layout = typeset(invent(2, "project-results"))
    texts = {shape: to_text(layout, Random(1), shape, "none").text for shape in ("spaced", "lined", "glued")}
    assert not any("\t" in text for text in texts.values())
    assert "\n" not in texts["spaced"].strip()
    assert texts["glued"].strip() == "".join(texts["glued"].split())
    assert "\n\n" in texts["lined"] or texts["lined"].count("\n") > 40


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_come_back(encoding: str) -> None:
    data = encoded("绩效\n目标", encoding)
    assert data.decode(ENCODINGS[encoding][0]).replace("\r\n", "\n") == "绩效\n目标"


def test_glued_golds_judge_indicators_alone_and_leave_open_what_runs_together() -> None:
    invention = invent(26, "project-results")
    printed = to_text(typeset(invention), Random(1), "glued")
    whole = gold_of(invention, "x")
    gold = softened(whole, invention, "glued", printed)
    assert gold["scope"] == ["filing", "indicators"]
    assert sum(r["optional"] for r in gold["indicators"]) > sum(r["optional"] for r in whole["indicators"])


def test_torn_rows_keep_name_and_values_judged() -> None:
    for seed in range(40):
        invention = invent(seed, "overall-rules")
        printed = to_text(typeset(invention), Random(seed), "ocr", "heavy")
        gold = softened(gold_of(invention, "x"), invention, "ocr", printed)
        torn = [r for r in gold["indicators"] if r["name"] in printed.torn]
        if torn:
            assert all("level1" in r["optional_fields"] and "target" not in r["optional_fields"] for r in torn)
            return
    pytest.fail("heavy damage never turned a block")
