"""Ruled tables of layouts that few forms have: several projects, places, horizons or indicators in a row, years in
heads, two columns in one, tables on their side, and heads that nobody knows."""

from __future__ import annotations

import pytest

from extractors.forms.words.vocabulary import column_role, qualified
from schema.reading import IndicatorReading, Reading
from tests.extractors.papers import LEVELS, priced, ruled_reading, told

TARGETS, RESULTS = "项目支出绩效目标表（2023年度）", "项目支出绩效自评表（2023年度）"


def read(*rows: str, title: str = TARGETS) -> tuple[IndicatorReading, ...]:
    return ruled_reading(title, *rows).indicators


def shown(found: IndicatorReading, *roles: str) -> tuple[str, ...]:
    return (found.name.text, *(found.cell(role).text for role in roles))


HEADS = f"项目名称|预算金额（万元）|年度目标|{LEVELS}|指标值"
FIRST = "路灯更新|30|更新老旧路灯，方便居民出行。"
SECOND = "管网修复|52.5|修复破损管网，减少污水外溢。"
MERGED = (
    f"{FIRST}|产出指标|数量指标|更新路灯数量|≥120盏",
    "^|^|^|^|质量指标|路灯亮灯率|≥95%",
    "^|^|^|满意度指标|满意度指标|居民满意度|≥90%",
    f"{SECOND}|产出指标|数量指标|修复管网长度|≥3.2公里",
    "^|^|^|^|时效指标|修复完成时间|2023年10月底前",
)


def of_projects(found: Reading) -> list[tuple[str, str, str, str]]:
    return [(i.project, *told(i)) for i in found.indicators]


WANTED = [
    ("路灯更新", "产出指标", "数量指标", "更新路灯数量"),
    ("路灯更新", "产出指标", "质量指标", "路灯亮灯率"),
    ("路灯更新", "满意度指标", "满意度指标", "居民满意度"),
    ("管网修复", "产出指标", "数量指标", "修复管网长度"),
    ("管网修复", "产出指标", "时效指标", "修复完成时间"),
]


@pytest.mark.parametrize(
    "rows",
    [
        MERGED,
        tuple(row.replace("^", "") for row in MERGED),
        tuple(row.replace("^|^|^|", f"{(FIRST, SECOND)[at > 2]}|").replace("^", "产出指标")
              for at, row in enumerate(MERGED)),
    ],
    ids=["merged", "left empty", "printed again"],
)  # fmt: skip
def test_several_projects_in_one_table(rows: tuple[str, ...]) -> None:
    found = ruled_reading(TARGETS, HEADS, *rows)
    assert of_projects(found) == WANTED
    assert [(a.project, *priced(a), a.head_unit) for a in found.amounts] == [
        ("路灯更新", "预算金额", "", "30", "万元"),
        ("管网修复", "预算金额", "", "52.5", "万元"),
    ]
    assert [(g.project, g.kind, g.text) for g in found.goals] == [
        ("路灯更新", "objective", "更新老旧路灯，方便居民出行。"),
        ("管网修复", "objective", "修复破损管网，减少污水外溢。"),
    ]
    assert all(i.confidence > 0.95 for i in found.indicators)


def test_a_department_without_a_project_ends_the_one_before() -> None:
    found = ruled_reading(
        TARGETS,
        f"单位名称|项目名称|预算数|{LEVELS}|指标值",
        "某镇部门||82.5||||",
        f"某镇人民政府|{FIRST.rpartition('|')[0]}|产出指标|数量指标|更新路灯数量|≥120盏",
        f"|{SECOND.rpartition('|')[0]}|产出指标|数量指标|修复管网长度|≥3.2公里",
    )
    assert [(a.project, a.value.text) for a in found.amounts] == [
        ("", "82.5"),
        ("路灯更新", "30"),
        ("管网修复", "52.5"),
    ]
    assert [i.project for i in found.indicators] == ["路灯更新", "管网修复"]


@pytest.mark.parametrize(
    ("heads", "horizons"),
    [
        ("实施期指标值|年度指标值", ["long-term", "annual"]),
        ("年度目标值|实施周期目标值", ["annual", "long-term"]),
        ("指标值（长期）|指标值（年度）", ["long-term", "annual"]),
        ("中期指标值|指标值", ["long-term", "annual"]),
        ("三年拟达数|本年拟达数", ["long-term", "annual"]),
    ],
)
def test_two_horizons_in_a_row_are_two_indicators(heads: str, horizons: list[str]) -> None:
    found = read(
        f"{LEVELS}|{heads}",
        "产出指标|数量指标|养护里程|≥30公里|≥10公里",
        "^|^|新增护栏|≥900米|≥300米",
        "^|质量指标|路面完好率||≥90%",
        "效益指标|社会效益指标|受益人口|≥5000人|≥4000人",
    )
    of_name = [(i.horizon, i.cell("target").text) for i in found if i.name.text == "养护里程"]
    assert of_name == list(zip(horizons, ["≥30公里", "≥10公里"], strict=True))
    assert [i.horizon for i in found if i.name.text == "路面完好率"] == [horizons[1]]


PLACES = ("产出指标|数量指标|改厕户数|≥30户|≥12户|≥20户", "^|质量指标|验收合格率|100%|100%|100%",
          "效益指标|社会效益指标|受益人口|≥500人||≥300人")  # fmt: skip


@pytest.mark.parametrize(
    "heads",
    [
        (f"{LEVELS}|甲村|乙村|丙村",),
        (f"{LEVELS}|目标值|>|>", "^|^|^|甲村|乙村|丙村"),
        (f"{LEVELS}|各村任务|>|>", "^|^|^|甲村|乙村|丙村"),
    ],
    ids=["heads alone", "under a value", "under an unknown word"],
)
def test_a_column_a_place_is_an_indicator_a_filled_cell(heads: tuple[str, ...]) -> None:
    found = read(*heads, *PLACES)
    assert [(i.name.text, i.site, i.cell("target").text) for i in found] == [
        ("改厕户数", "甲村", "≥30户"), ("改厕户数", "乙村", "≥12户"), ("改厕户数", "丙村", "≥20户"),
        ("验收合格率", "甲村", "100%"), ("验收合格率", "乙村", "100%"), ("验收合格率", "丙村", "100%"),
        ("受益人口", "甲村", "≥500人"), ("受益人口", "丙村", "≥300人"),
    ]  # fmt: skip


def test_values_of_a_place_stand_together_and_a_column_of_places_counts_for_its_rows() -> None:
    both = read(
        f"{LEVELS}|甲镇|>|乙镇|>",
        "^|^|^|目标值|完成值|目标值|完成值",
        "产出指标|数量指标|改厕户数|30户|31户|12户|13户",
        title=RESULTS,
    )
    assert [(i.site, *shown(i, "target", "actual")) for i in both] == [
        ("甲镇", "改厕户数", "30户", "31户"),
        ("乙镇", "改厕户数", "12户", "13户"),
    ]
    rows = read(f"乡镇|{LEVELS}|指标值", "甲镇|产出指标|数量指标|改厕户数|30户", "^|^|质量指标|合格率|100%",
                "乙镇|产出指标|数量指标|改厕户数|12户")  # fmt: skip
    assert [(i.site, i.level1, i.name.text) for i in rows] == [
        ("甲镇", "产出指标", "改厕户数"), ("甲镇", "产出指标", "合格率"), ("乙镇", "产出指标", "改厕户数"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "target", "actual", "history"),
    [
        ("2021年实际实现值|2022年实际实现值|预期2023年实现值", "≥9个", "", ["2021", "2022"]),
        ("2021年|2022年|2023年", "≥9个", "", ["2021", "2022"]),
        ("2021年目标值|2022年目标值|2023年目标值", "≥9个", "", ["2021", "2022"]),
        ("2021年完成值|年度指标值|2023年完成值", "7个", "≥9个", ["2021"]),
        ("2022年实际完成值|2023年目标值|2023年实际完成值", "7个", "≥9个", ["2022"]),
    ],
)
def test_which_year_is_the_target(heads: str, target: str, actual: str, history: list[str]) -> None:
    (found,) = read(f"{LEVELS}|{heads}", "产出指标|数量指标|新建路灯|5个|7个|≥9个")
    assert shown(found, "target", "actual") == ("新建路灯", target, actual)
    assert [period for period, _ in found.history] == history


def test_words_of_a_storey_that_nobody_knows_belong_to_the_head_that_is_merged_beside_them() -> None:
    (found,) = read(
        f"{LEVELS}|目标值|>|>|备注", "^|^|^|近两年达成的数|>|当年目标值|^", "^|^|^|2021年|2022年|^|^",
        "产出指标|数量指标|新建路灯|5个|7个|9个|",
    )  # fmt: skip
    assert shown(found, "target") == ("新建路灯", "9个")
    assert [(period, cell.text) for period, cell in found.history] == [("2021", "5个"), ("2022", "7个")]


@pytest.mark.parametrize(
    ("heads", "wanted"),
    [
        ("指标值|自评得分|复核得分", {"target": "9个", "score": "10", "second_score": "8"}),
        ("指标值|自评分|财政评分", {"target": "9个", "score": "10", "second_score": "8"}),
        ("指标值|分值|专家评分", {"target": "9个", "weight": "10", "score": "8", "second_score": ""}),
        ("调整后指标值|分值|得分", {"target": "9个", "weight": "10", "score": "8", "adjusted": ""}),
    ],
)
def test_second_scores_and_changed_targets(heads: str, wanted: dict[str, str]) -> None:
    (found,) = read(f"{LEVELS}|{heads}", "产出指标|数量指标|新建路灯|9个|10|8", title=RESULTS)
    assert {role: found.cell(role).text for role in wanted} == wanted


def test_a_changed_target_stands_beside_the_one_of_the_beginning() -> None:
    (found,) = read(
        f"{LEVELS}|年初指标值|调整后指标值|实际完成值", "产出指标|数量指标|新建路灯|9个|7个|8个", title=RESULTS
    )
    assert shown(found, "target", "adjusted", "actual") == ("新建路灯", "9个", "7个", "8个")


UPRIGHT = (
    f"{LEVELS}|指标值|分值",
    "产出指标|数量指标|新建路灯|≥9盏|30",
    "^|质量指标|验收合格率|100%|30",
    "效益指标|社会效益指标|受益人口|≥500人|40",
)


def test_a_table_on_its_side_says_what_the_upright_one_does() -> None:
    rows = [row.split("|") for row in UPRIGHT]
    turned = ["|".join({"^": ">"}.get(row[at], row[at]) for row in rows) for at in range(len(rows[0]))]
    found, plain = read(*turned), read(*UPRIGHT)
    assert [(told(i), i.cell("target").text, i.cell("weight").text) for i in found] == [
        (told(i), i.cell("target").text, i.cell("weight").text) for i in plain
    ]
    assert {(i.place.row, i.cell("target").place.row, i.cell("target").place.column) for i in found} == {
        (3, 4, 2), (3, 4, 3), (3, 4, 4),
    }  # fmt: skip


def test_one_head_over_levels_and_names() -> None:
    found = read("绩效指标|>|>|指标值|分值|得分", *(f"{row}|30" for row in UPRIGHT[1:]), title=RESULTS)
    assert [told(i) for i in found] == [told(i) for i in read(*UPRIGHT)]


UNKNOWN = (
    "门类|细目|事项|拟办数|配比",
    "产出指标|数量指标|新建路灯数量|≥9盏|30",
    "^|质量指标|工程验收合格率|100%|20",
    "^|时效指标|工程完成及时率|≥95%|10",
    "效益指标|社会效益指标|受益居民人数|≥500人|40",
)


@pytest.mark.parametrize("rows", [UNKNOWN, UNKNOWN[1:]], ids=["heads that nobody knows", "no head"])
def test_what_only_cells_tell_is_read_and_doubted(rows: tuple[str, ...]) -> None:
    found = read(*rows)
    assert [(told(i)[2], i.cell("target").text) for i in found] == [
        ("新建路灯数量", "≥9盏"), ("工程验收合格率", "100%"), ("工程完成及时率", "≥95%"), ("受益居民人数", "≥500人"),
    ]  # fmt: skip
    assert all(i.reasons and i.confidence <= 0.8 for i in found)


def test_a_table_of_money_is_no_table_of_indicators() -> None:
    found = ruled_reading(TARGETS, "来源|甲数|乙数|丙数", "县级安排|30|20|66%", "省级补助|50|40|80%", "合计|80|60|75%")
    assert not found.indicators


@pytest.mark.parametrize(
    ("head", "role", "year", "kinds"),
    [
        ("实施周期目标值", "target", "", {"long-term"}),
        ("2021年实际实现值", "actual", "2021", set()),
        ("年中调整目标值", "adjusted", "", {"adjusted"}),
        ("主管部门评分", "second_score", "", set()),
        ("第三方评分", "second_score", "", {"second"}),
        ("长期", "", "", {"long-term"}),
        ("年度总结材料", "", "", set()),
        ("2022年预算执行率", "", "", set()),
    ],
)
def test_what_qualifies_a_head(head: str, role: str, year: str, kinds: set[str]) -> None:
    assert column_role(head).name == role
    assert kinds <= qualified(head).kinds
    assert qualified(head).year == (year if role else "")
