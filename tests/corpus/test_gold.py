from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageStat

import corpus
from corpus.gold import gold_of
from corpus.invent import FAMILIES, invent
from corpus.wear.profiles import PROFILES
from schema.finding import SEVERITIES
from schema.reading import FORMS, GOAL_KINDS
from schema.value import KINDS, OPERATORS

SAMPLES = Path(corpus.__file__).parent / "samples"
VALUE = {"raw", "op", "value", "value_max", "unit", "kind", "text"}
INDICATOR = {"project", "horizon", "level1", "level2", "name", "target", "actual", "history", "weight", "score"}
AMOUNT = {"project", "item", "label", "raw", "value", "unit", "source"}
GOLDS = [gold_of(invent(seed, family), "x.txt") for family in FAMILIES for seed in range(5)]
KEPT = sorted(SAMPLES.glob("*.gold.json"))


def golds() -> Iterator[dict[str, Any]]:
    yield from GOLDS
    yield from (json.loads(path.read_text(encoding="utf-8")) for path in KEPT)


def values(gold: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for record in gold["indicators"]:
        yield from (v for v in (record["target"], record["actual"], *record["history"]) if v)


def test_heads_bear_the_contracts_words() -> None:
    for gold in golds():
        assert gold["filing"]["form"] in FORMS
        assert len(gold["filing"]["fiscal_year"]) == 4
        assert not gold["filing"]["unit_name"][:1].isdigit()


def test_values_bear_the_contracts_words() -> None:
    for gold in golds():
        for value in values(gold):
            assert set(value) - {"period"} == VALUE
            assert value["op"] in (*OPERATORS, "")
            assert value["kind"] in KINDS
            assert (value["value"] is None) == (value["kind"] in ("qualitative", "date")) or value["raw"].isdigit() \
                or "2022" in value["raw"]  # fmt: skip
            assert value["kind"] != "qualitative" or value["text"]


def test_records_have_their_keys() -> None:
    for gold in golds():
        assert all(set(record) >= INDICATOR for record in gold["indicators"])
        assert all(set(amount) >= AMOUNT for amount in gold["amounts"])
        assert all(goal["kind"] in GOAL_KINDS for goal in gold["goals"])
        assert all(field["key"] and field["value"] for field in gold["fields"])
        assert all(finding["rule"] and finding["about"] for finding in gold["findings"])
    assert SEVERITIES


def test_levels_are_clean_and_one_paragraph_is_one_goal() -> None:
    for gold in golds():
        for record in gold["indicators"]:
            assert "分）" not in record["level1"] + record["level2"]
            assert "\n" not in record["level1"] + record["level2"] + record["name"]
            assert record["name"] not in ("", "……", "合计", "总分")
        assert all("\n" not in goal["text"] for goal in gold["goals"])


def test_a_bare_actual_takes_its_targets_unit() -> None:
    bare = [r for gold in GOLDS for r in gold["indicators"]
            if r["actual"] and r["actual"]["raw"].replace(".", "").isdigit()]  # fmt: skip
    assert len(bare) > 5
    assert all(r["actual"]["unit"] == r["target"]["unit"] and r["actual"]["kind"] == r["target"]["kind"] for r in bare)


def test_a_percentage_keeps_its_sign_in_a_table_of_money() -> None:
    rates = [a for gold in GOLDS for a in gold["amounts"] if a["raw"].endswith("%")]
    assert rates
    assert {a["unit"] for a in rates} == {"%"}


def printed(path: Path) -> str:
    """All that a sample prints, without any reader of ours."""
    if path.suffix == ".pdf":
        return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            return re.sub(r"<[^<>]*>", "", package.read("word/document.xml").decode())
    return path.read_bytes().decode("gb18030" if "lined" in path.name else "utf-8")


#: Those that are pictures print nothing that could be compared without recognising it.
SCANS = [path for path in KEPT if "wear" in json.loads(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem)
def test_scanned_samples_are_small_pictures_of_pages(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    sample = SAMPLES / gold["source"]
    assert path.name == f"{gold['source']}.gold.json"
    assert f"_{gold['wear']}-scan" in sample.name
    assert gold["wear"] in PROFILES
    assert sample.stat().st_size < 400_000
    if sample.suffix == ".pdf":
        pages = list(pypdfium2.PdfDocument(sample))
        assert [page.get_textpage().count_chars() for page in pages] == [0] * len(pages)
        pictures = [page.render().to_pil() for page in pages]
    else:
        pictures = [Image.open(sample)]
    assert all(ImageStat.Stat(picture.convert("L")).stddev[0] > 10 for picture in pictures)


@pytest.mark.parametrize("path", [path for path in KEPT if path not in SCANS], ids=lambda path: path.stem)
def test_samples_print_what_their_gold_says(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == f"{gold['source']}.gold.json"
    text = "".join(printed(SAMPLES / gold["source"]).split())
    words = [record["name"] for record in gold["indicators"] if not record.get("optional") and "aliases" not in record]
    assert [word for word in words if "".join(word.split()) not in text] in ([], ["履职工作任务完成时间"])


def test_every_sample_is_described() -> None:
    told = (SAMPLES.parent / "README.md").read_text(encoding="utf-8")
    assert len(KEPT) >= 8
    assert {path.suffix for path in SAMPLES.iterdir()} == {".txt", ".docx", ".pdf", ".jpg", ".json"}
    assert [path.name for path in KEPT if path.name.removesuffix(".gold.json") not in told] == []
