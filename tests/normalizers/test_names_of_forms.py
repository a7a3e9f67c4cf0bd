"""Names as forms print them, in other words, damaged, near each other, and such as look like an entry and mean none."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from random import Random

import pytest
from rapidfuzz import fuzz, process

from normalizers.knowledge import table
from normalizers.matching.likeness import candidates
from normalizers.matching.matching import match, match_many
from normalizers.matching.model import WEIGHTS, network, read_network
from normalizers.matching.name_features import FEATURES
from normalizers.matching.proof import Proof, proofs
from normalizers.matching.training import count_weights, folds
from normalizers.names.families import likely_family
from normalizers.names.levels import standard_level
from normalizers.names.names import key
from normalizers.names.parts import parts
from normalizers.names.taxonomy import NameWithoutEntry, Taxonomy
from schema.match import FAMILIES
from tests.benchmarks.bench_matching import entries, misread, seconds
from tests.normalizers.known import known_wrong

CASES = Path(__file__).parents[1] / "cases"

Row = dict[str, str]


def _rows(name: str) -> list[Row]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _found(row: Row, *parts_given: str) -> str:
    return match(row["name"], **{part: row[part] for part in parts_given}).canonical_id


def _wrong(rows: Sequence[Row], *given: str) -> list[str]:
    return [row["name"] for row in rows if _found(row, *given) != row.get("canonical_id", "")]


def test_names_of_real_forms_get_their_entry_or_none_but_for_what_is_known() -> None:
    rows = _rows("names_forms.csv")
    assert len(rows) > 1600
    assert set(_wrong(rows, "level2", "kind")) == set(known_wrong("names_forms"))


@pytest.mark.parametrize(
    ("given", "least"), [(("level2", "kind", "unit"), 0.88), (("level2", "kind"), 0.87), ((), 0.82)]
)
def test_names_in_local_words_get_their_entry(given: tuple[str, ...], least: float) -> None:
    rows = _rows("names_local.csv")
    assert len(rows) > 280
    assert 1 - len(_wrong(rows, *given)) / len(rows) >= least


def test_names_near_each_other_are_told_apart() -> None:
    assert _wrong(_rows("names_near.csv"), "level2", "kind", "unit") == []


@pytest.mark.parametrize("given", [("level2", "kind", "unit"), ("level2", "kind")])
def test_a_name_that_shares_an_entry_s_thing_alone_gets_none(given: tuple[str, ...]) -> None:
    rows = _rows("names_traps.csv")
    assert 1 - len(_wrong(rows, *given)) / len(rows) >= 0.95


@pytest.mark.parametrize(
    ("name", "canonical_id"),
    [
        ("設備購置數量", "PQ04"),
        ("預算執行率", "BC01"),
        ("項目履約率", "WF12"),
        ("政府採購執行率", "BC06"),
        ("教學設備採購套數", "PQ04"),
        ("预箅执行牢", "BC01"),
        ("培训台格牢", "PL06"),
        ("资金支村及时率", "PT04"),
        ("服务对象满意庆", "SS01"),
        ("社会公从满意度", "SS03"),
        ("验收合恪率", "PL02"),
        ("危房攺造户数", "PQ78"),
        ("污永处理率", "PL36"),
        ("农村低保人教", "PQ68"),
        ("新增高标准农由建设面积", "PQ37"),
        ("政策知哓率", "ES01"),
        ("预算执亍率", "BC01"),
        ("投诉処理率", "PL12"),
        ("问题整政完成率", "PL39"),
        ("资金到位宰", "BC08"),
        ("案件办狸数量", "PQ91"),
        ("学生满急率", "SS09"),
    ],
)
def test_damaged_and_traditional_characters_are_put_right(name: str, canonical_id: str) -> None:
    assert match(name).canonical_id == canonical_id


@pytest.mark.parametrize("name", ["政策执行率", "预算调整率", "学生流失率", "设备闲置率", "培训淘汰率"])
def test_a_word_that_is_whole_breaks_none(name: str) -> None:
    assert not any("a slip" in reason for reason in match(name).reasons)


@pytest.mark.parametrize(
    ("name", "things", "doings", "counts"),
    [
        ("课桌椅采购套数", {"课桌椅"}, {"购置"}, "数"),
        ("值班人员到岗比例", {"值班", "人员"}, {"出勤"}, "率"),
        ("麻疹疫苗接种比例", {"麻疹疫苗"}, {"接种"}, "率"),
        ("通组公路硬化公里数", {"通组公路"}, {"硬化"}, "长度"),
        ("补贴发放率", set(), {"补助", "发放"}, "率"),
        ("维护社会稳定", {"社会"}, {"维修", "稳定"}, ""),
        ("覆盖率", set(), {"覆盖"}, "率"),
    ],
)
def test_a_name_is_a_thing_an_action_and_what_is_counted(
    name: str, things: set[str], doings: set[str], counts: str
) -> None:
    found = parts(key(name))
    assert (found.things, found.doings, found.ending.means if found.ending else "") == (things, doings, counts)


def test_a_word_belongs_to_one_line() -> None:
    data = table("name_words")
    lines = [*data["same"], *data["actions"]["lines"], *data["aspects"]["lines"], *data["things"].values()]
    endings = [word for group in data["endings"].values() for line in group for word in line["words"]]
    count = Counter(chain(data["silent"], endings, *lines))
    assert [word for word, times in count.items() if times > 1] == []


@pytest.mark.parametrize(
    "name",
    [
        "防汛物资储备点数量", "疫苗接种点数量", "技能培训点数量", "政策宣传点个数", "食品检测站数量", "法律援助站数量",
        "物资储备库数量", "应急物资储备库个数", "农机维修点数量", "优抚对象救助站个数", "技能培训基地个数",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["", "quantity"])
def test_places_where_something_is_done_are_not_what_is_done(name: str, kind: str) -> None:
    assert match(name, kind=kind).canonical_id == ""


def test_places_may_be_what_an_entry_counts() -> None:
    assert match("空气监测点数量", kind="quantity").canonical_id == "PR20"


def test_words_in_another_order_are_the_same_words() -> None:
    assert parts("办公设备采购数量").ordered == parts("采购办公设备数量").ordered


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("部门预算执行情况", {"level2": "预算执行"}, "level agrees"),
        ("执法记录仪配备台数", {"kind": "quantity"}, "of a kind with 设备"),
        ("设备采购数", {"kind": "quantity"}, "kind agrees"),
        ("甲鱼苗分拣艘数", {"unit": "艘"}, "is not close enough"),
    ],
)
def test_the_reasons_say_what_decided(name: str, given: dict[str, str], said: str) -> None:
    found = match(name, **given)
    assert any(said in reason for reason in found.reasons), found


def test_a_near_tie_says_with_what_and_what_decided() -> None:
    ties = [found for row in _rows("names_local.csv") if (found := match(row["name"], kind=row["kind"])).canonical_id]
    near = [reason for found in ties for reason in found.reasons if reason.startswith("a near tie with")]
    assert near and all(", decided by " in reason for reason in near)
    assert all(found.reasons for found in ties)


@pytest.mark.parametrize(
    ("name", "level2", "kind", "family"),
    [
        ("老街石板路拓宽幅度", "数量指标", "quantity", "quantity"),
        ("接受帮教青年人数", "数量指标", "quantity", "people"),
        ("渔民对禁渔政策的认可度", "满意度指标", "ratio", "satisfaction"),
        ("接警后出动及时率", "时效指标", "ratio", "timeliness"),
        ("每吨饲料运费", "成本指标", "money", "cost"),
        ("打造城市会客厅", "社会效益指标", "qualitative", "social-effect"),
        ("预算执行率", "", "", "completion"),
        ("不涉及", "数量指标", "", ""),
    ],
)
def test_every_name_has_a_family(name: str, level2: str, kind: str, family: str) -> None:
    assert match(name, level2=level2, kind=kind).family == family


def test_the_families_of_spellings_left_out_are_told() -> None:
    assert {entry.family for entry in Taxonomy.load().entries} == set(FAMILIES)
    left, out = next(folds(Taxonomy.load()))
    right = sum(likely_family(spelling, entry.level2, entry.kind, left) == entry.family for entry, spelling in out)
    assert right / len(out) >= 0.92


@pytest.mark.parametrize(
    ("printed", "standard"),
    [
        ("数量指标", "数量"),
        ("进度指标（10分）", "时效"),
        ("产出值", "产出"),
        ("产出指标(40-50)分", "产出"),
        ("产出（工作量）指标", "产出"),
        ("社会公众或服务对象满意度指标", "满意度"),
        ("过程指标", "过程"),
        ("环境效益", "生态效益"),
        ("时效目标", "时效"),
        ("实施效果指标", "效益"),
        ("一、成本指标", "成本"),
        ("编制说明", ""),
        ("", ""),
    ],
)
def test_level_words_mean_a_standard_level(printed: str, standard: str) -> None:
    assert standard_level(printed) == standard


@pytest.mark.parametrize("text", ["1" * 30_000 + "级", "1-" * 15_000 + "级", "(1" * 15_000 + "级", "一" * 30_000])
def test_a_hostile_level_takes_linear_time(text: str) -> None:
    began = time.process_time()
    assert standard_level(text) == ""
    assert time.process_time() - began < 1


@pytest.fixture(scope="module")
def proven() -> dict[str, Proof]:
    return {proof.title: proof for proof in proofs(Taxonomy.load())}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "least"), [("aliases", 0.84), ("things", 0.92), ("domains", 0.85), ("refused", 0.92)]
)
def test_what_was_left_out_is_matched_or_refused(title: str, least: float, proven: dict[str, Proof]) -> None:
    proof = proven[title]
    assert proof.right / proof.tried >= least


def test_the_weights_are_those_of_the_features() -> None:
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        assert tuple(row["feature"] for row in csv.DictReader(file))[:-1] == FEATURES


@pytest.mark.slow
def test_the_weights_are_what_the_command_counts() -> None:
    kept, counted = network(), count_weights(Taxonomy.load())
    for part in ("alone", "sums", "worths"):
        assert abs(getattr(counted, part) - getattr(kept, part)).max() <= 0.02, part


@pytest.mark.slow
def test_a_thousand_names_take_at_most_ten_times_a_bare_matrix() -> None:
    chance, taxonomy = Random(1), Taxonomy.of(entries())
    names = [entry.name for entry in taxonomy.entries]
    new = [misread(chance.choice(names), chance) for _ in range(1000)]
    match_many(new[:1], taxonomy=taxonomy)
    floor = seconds(lambda: process.cdist(new, names, scorer=fuzz.ratio))
    assert seconds(lambda: match_many(new, taxonomy=taxonomy)) <= 10 * floor


def test_weights_that_were_written_weigh_the_same(tmp_path: Path) -> None:
    network().write(tmp_path / "weights.csv")
    figures = [[0.1 * at for at in range(len(FEATURES))], [1.0] * len(FEATURES)]
    assert read_network(tmp_path / "weights.csv").weigh(figures) == network().weigh(figures)


def test_counting_needs_no_more_than_a_few_entries() -> None:
    few = Taxonomy.of(Taxonomy.load().entries[:30], (NameWithoutEntry("蜂农放蜂许可备案", "数量指标", "quantity"),))
    counted = count_weights(few)
    right, wrong = (
        candidates(parts(key(name)), "", "", "", few)[0] for name in ("项目建设总投资额", "蜂农放蜂许可备案")
    )
    assert counted.weigh([right.figures])[0] > counted.weigh([wrong.figures])[0]


@pytest.mark.parametrize(
    "name", ["提高老城知名度，促进老城经济发展", "会议、培训、差旅、接待各项开支", "一、二、三、四"]
)
def test_a_sentence_of_several_things_gets_none(name: str) -> None:
    assert match(name).canonical_id == ""
