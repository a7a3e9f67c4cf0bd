"""Names and their entries: those seen, those that vary, those that must stay without one, and any text at all."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.matching import matching
from normalizers.matching.matching import THRESHOLD, match, match_many
from normalizers.names.taxonomy import Entry, Taxonomy

CASES = Path(__file__).parents[1] / "cases"


def _rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _asked(row: dict[str, str]) -> dict[str, str]:
    return {part: row[part] for part in ("level2", "kind", "unit")}


@pytest.mark.parametrize("row", _rows("names_seen.csv"), ids=lambda row: row["name"])
def test_a_seen_name_gets_its_entry_with_and_without_its_row(row: dict[str, str]) -> None:
    assert match(row["name"], **_asked(row)).canonical_id == row["canonical_id"]
    assert match(row["name"]).canonical_id == row["canonical_id"]


@pytest.mark.parametrize("row", _rows("names_variants.csv"), ids=lambda row: row["name"])
def test_a_variant_gets_its_entry(row: dict[str, str]) -> None:
    found = match(row["name"], **_asked(row))
    assert found.canonical_id == row["canonical_id"], found
    assert found.score >= THRESHOLD
    assert found.reasons


@pytest.mark.parametrize("row", _rows("names_unmatched.csv"), ids=lambda row: row["name"])
def test_a_local_name_gets_none(row: dict[str, str]) -> None:
    for found in (match(row["name"], **_asked(row)), match(row["name"])):
        assert (found.canonical_id, found.canonical_name) == ("", ""), found
        assert found.score < THRESHOLD
        assert found.reasons


def test_there_are_enough_local_names() -> None:
    assert len(_rows("names_unmatched.csv")) >= 100


def test_an_exact_name_scores_full_and_says_so() -> None:
    found = match("预算执行率")
    assert (found.canonical_name, found.score, found.reasons[0]) == ("预算执行率", 100, "exact name")
    assert found.taxonomy_version == Taxonomy.load().version


def test_an_alias_says_whose() -> None:
    assert match("社零额增长率").reasons[0] == "exact alias of 社会消费品零售总额增长率"


def test_the_kind_of_the_value_decides_for_a_vague_name() -> None:
    assert match("外贸进出口增加额", kind="ratio", unit="%").canonical_id == "WF02"
    assert match("外贸进出口增加额", kind="money", unit="亿元").canonical_id == ""


def test_the_unit_decides_for_a_vague_name() -> None:
    assert match("确保数量", unit="辆", kind="quantity").canonical_id == "PQ04"
    assert match("确保数量", unit="吨", kind="quantity").canonical_id == ""


def test_level_2_decides_for_a_vague_name() -> None:
    assert match("长期使用", level2="可持续影响指标").canonical_id == "ED01"
    assert match("长期使用", level2="数量指标").canonical_id == ""
    assert match("数据质量", level2="资产管理").canonical_id == "BF06"
    assert match("数据质量", level2="质量指标").canonical_id == ""


def test_level_2_does_not_decide_for_a_name_that_is_only_short() -> None:
    assert match("覆盖率", level2="社会效益指标", kind="ratio").canonical_id == "PL10"


@pytest.mark.parametrize(
    "name",
    [
        "农产品数据质量",
        "县城保工资",
        "乡镇保工资",
        "教师保工资",
        "全市保工资",
        "区级保工资",
        "园区长期使用着",
        "台账数据质量好",
        "项目基本支出",
        "确保的数量多",
        "可长期使用着",
        "年支出进度表",
    ],
)
def test_a_short_alias_is_like_nothing_but_itself(name: str) -> None:
    assert match(name).canonical_id == ""


def _two() -> Taxonomy:
    levels = ("产出指标", "数量指标")
    return Taxonomy.of(
        (
            Entry("AA01", *levels, "灯塔巡检合格率", (), "ratio", "%", "higher", "quality", "test", "1"),
            Entry("AA02", *levels, "灯塔巡检合格数", (), "quantity", "座", "higher", "quantity", "test", "1"),
        )
    )


def test_evidence_decides_between_entries_as_alike() -> None:
    name = "灯塔巡检合格率数"
    assert match(name, kind="ratio", unit="%", taxonomy=_two()).candidates[0].canonical_id != "AA01"
    assert match("灯塔巡检的合格", kind="ratio", unit="%", taxonomy=_two()).canonical_id == "AA01"
    assert match("灯塔巡检的合格", kind="quantity", unit="座", taxonomy=_two()).canonical_id == "AA02"
    assert match("办公设备的采购", kind="money", unit="万元").canonical_id == "CE12"
    assert match("办公设备的采购", kind="quantity", unit="台").canonical_id == "PQ04"


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("法律援助案件受理数", "案件办结率"),
        ("服务对象投诉件数", "投诉率"),
        ("法律援助案件办结数", "案件办结率"),
        ("设备质量合格台数", "设备质量合格率"),
        ("病死畜禽无害化处理数", "病死畜禽无害化处理率"),
    ],
)
def test_a_count_is_no_slip_of_a_share(name: str, share: str) -> None:
    assert match(name).canonical_name != share


def test_candidates_are_the_next_best_in_order() -> None:
    found = match("预算编制合埋性")
    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert found.canonical_id not in [candidate.canonical_id for candidate in found.candidates]


@pytest.mark.parametrize("others", [(), Taxonomy.load().entries], ids=["alone", "among all"])
def test_a_word_changed_for_another_word_is_no_slip(others: tuple[Entry, ...]) -> None:
    levels = ("产出指标", "数量指标")
    entry = Entry("AA01", *levels, "农产品进口总额", (), "money", "亿元", "higher", "economic-effect", "t", "1")
    taxonomy = Taxonomy.of((*others, entry))
    assert match("农产品进囗总额", taxonomy=taxonomy).canonical_id == "AA01"
    assert match("农产品出口总额", taxonomy=taxonomy).canonical_id == ""


def test_many_are_matched_as_one_by_one() -> None:
    names = ["预算执行率", "公用经沸控制率", "驻村第一书记谈心"]
    assert match_many(names) == [match(name) for name in names]


def test_exact_names_load_neither_the_dictionary_nor_jieba() -> None:
    code = (
        "import sys; from normalizers.matching.matching import match; from normalizers.names import words;"
        "assert match('预算执行率').canonical_id;"
        "assert not {'jieba', 'rapidfuzz'} & set(sys.modules), 'loaded too early';"
        "assert words.cutter.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


FORM_WORDS = st.sampled_from(
    ["预算", "执行", "率", "“三公”", "（%）", "满意度", "数量", "\n", "１", "完成", "公", "及时", "……", "的"]
)


@given(st.one_of(st.text(max_size=300), st.lists(FORM_WORDS, max_size=30).map("".join)))
@settings(deadline=None, max_examples=150)
def test_any_text_gets_an_answer_within_bounds(name: str) -> None:
    found = match(name, level2=name[:5], kind="ratio", unit=name[:3])
    assert 0 <= found.score <= 100
    assert bool(found.canonical_id) == (found.score >= THRESHOLD)


@pytest.mark.parametrize("part", ["率", "预算执行率", "（", "完成", "1.", "指标1：", "\u200b", "”"])
def test_time_does_not_explode_with_length(part: str) -> None:
    matching.forget()
    start = time.process_time()
    match((part * 10_000)[:10_000])
    assert time.process_time() - start < 5
