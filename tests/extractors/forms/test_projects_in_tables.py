"""Several projects in one table, or under a heading each: as rows over their indicators, as trees, in a column shared
with departments, numbered; and what else stands in such tables."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.forms.columns.beside_heads import beside_role
from extractors.forms.evidence.columns import Evidence, told
from extractors.reading import read_document
from extractors.recognition import recognise
from schema.document import Document, Paragraph, Table
from tests.extractors.papers import LEVELS, ruled_reading, ruled_table
from tests.extractors.tables.test_ruled_kinds import TARGETS

#: No word of a name says that it is a project's.
PROJECTS = {
    "乡镇卫生院设备更新": (
        ("产出指标", "数量指标", "更新检验设备", "≥14台"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥92%"),
    ),
    "村医岗位保障": (
        ("产出指标", "数量指标", "在岗村医人数", "=72人"),
        ("效益指标", "社会效益指标", "村医在岗率", "≥98%"),
    ),
    "妇幼健康宣传": (
        ("效益指标", "可持续影响指标", "孕产妇建册率", "≥96%"),
        ("满意度指标", "服务对象满意度指标", "受众满意度", "≥93%"),
    ),
}
FOUND = [
    (project, level1, level2, name, target)
    for project, rows in PROJECTS.items()
    for level1, level2, name, target in rows
]


def read(*rows: str, title: str = TARGETS) -> list[tuple[str, ...]]:
    found = ruled_reading(title, *rows).indicators
    return [(row.project, row.level1, row.level2, row.name.text, row.cell("target").text) for row in found]


def tree(over: str, level1: str, level2: str, name: str, code: bool = False) -> Sequence[str]:
    """The projects in one column, each kind of row in its way; `code` with a column of codes before it."""
    rows = ["编码|项目及指标|指标值" if code else "项目及指标|指标值"]

    def add(number: str, text: str, target: str = "") -> None:
        rows.append(f"{number}|{text}|{target}" if code else f"{text}|{target}")

    for at, (project, own) in enumerate(PROJECTS.items(), 1):
        add(f"0{at}", over.format(project, "一二三"[at - 1]))
        for number, (first, second, named, target) in enumerate(own, 1):
            add(f"0{at}0{number}", level1.format(first))
            add(f"0{at}0{number}01", level2.format(second))
            add(f"0{at}0{number}0101", name.format(named), target)
    return rows


@pytest.mark.parametrize(
    ("over", "level1", "level2", "name", "code"),
    [
        ("{1}、{0}", "（一）{}", "1.{}", "{}", False),
        ("{0}", "　{}", "　　{}", "　　　{}", False),
        ("├{0}", "│ {}", "{}", "{}", True),
        ("项目：{0}", "{}", "{}", "{}", True),
        ("{0}（86.4万元）", "{}", "{}", "{}", True),
    ],
)
def test_a_tree_in_one_column_has_projects_and_levels(
    over: str, level1: str, level2: str, name: str, code: bool
) -> None:
    assert read(*tree(over, level1, level2, name, code)) == FOUND


@pytest.mark.parametrize("is_repeated", [True, False])
@pytest.mark.parametrize("row", ["{}|>|>|>", "{}|||"])
def test_rows_behind_which_the_levels_begin_anew_are_projects(row: str, is_repeated: bool) -> None:
    head = f"{LEVELS}|指标值"
    paper = [] if is_repeated else [head]
    for project, own in PROJECTS.items():
        paper += [row.format(project), *([head] if is_repeated else []), *map("|".join, own)]
    assert read(*paper) == FOUND


def test_what_speaks_for_a_project_by_its_place_alone_is_said() -> None:
    head, rows = f"{LEVELS}|指标值", list(PROJECTS.items())
    paper = [head, *(line for project, own in rows for line in (f"{project}|>|>|>", *map("|".join, own)))]
    assert all(row.reasons for row in ruled_reading(TARGETS, *paper).indicators)


def test_a_part_of_a_table_is_no_project() -> None:
    rows = list(map("|".join, PROJECTS["村医岗位保障"]))
    found = read(f"{LEVELS}|指标值", "本级绩效指标|>|>|>", *rows, "乡镇绩效指标|>|>|>", *rows)
    assert {project for project, *_ in found} == {""}


def test_an_indicator_without_a_value_is_no_project() -> None:
    rows = [
        "指标名称|指标值",
        "产出指标|",
        "建成站点|",
        "效益指标|",
        "受益人口|≥800人",
        "满意度指标|",
        "群众满意度|≥90%",
    ]
    assert {project for project, *_ in read(*rows)} == {""}


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("单位名称/项目名称", "project"), ("单位（项目）名称", "project"), ("项目（单位）名称", "project"),
        ("单位及项目名称", "project"), ("预算单位、项目", "project"), ("单位名称", "unit_name"), ("指标名称", ""),
    ],
)  # fmt: skip
def test_a_head_may_ask_for_department_and_project(head: str, role: str) -> None:
    assert beside_role(head) == role


def test_a_department_among_projects_names_none() -> None:
    rows = [f"单位名称/项目名称|{LEVELS}|指标值", "青垣县卫生健康局||||"]
    for project, own in PROJECTS.items():
        rows += ["|".join((project, *own[0])), *("|".join(("^", *row)) for row in own[1:])]
    assert read(*rows) == FOUND


def test_numbered_labels_name_projects() -> None:
    rows = []
    for number, (project, own) in zip("一二三", PROJECTS.items(), strict=True):
        rows += [f"项目{number}|{project}|>|>", f"{LEVELS}|指标值", *map("|".join, own)]
    assert read(*rows) == FOUND


@pytest.mark.parametrize("line", ["（{}）{}", "{}、{}", "{1}"])
def test_headings_over_tables_name_their_projects(line: str) -> None:
    blocks: list[Paragraph | Table] = [Paragraph(TARGETS)]
    for number, (project, own) in zip("一二三", PROJECTS.items(), strict=True):
        grid = [f"{LEVELS}|指标值".split("|"), *own]
        blocks += [Paragraph(line.format(number, project)), ruled_table(*map("|".join, grid))]
    found = recognise(Document("docx", tuple(blocks))).indicators
    assert [(row.project, row.name.text) for row in found] == [(row[0], row[3]) for row in FOUND]


def test_of_two_columns_of_operators_the_one_that_compares_counts() -> None:
    rows = [
        f"{LEVELS}|指标类型|指标性质|指标值|度量单位",
        "产出指标|数量指标|更新检验设备|定量|≥|14|台",
        "效益指标|社会效益指标|村医在岗率|定量|≥|98|%",
    ]
    found = ruled_reading(TARGETS, *rows).indicators
    assert [row.cell("operator").text for row in found] == ["≥", "≥"]


def test_codes_are_no_points() -> None:
    codes = Evidence("", "", 0.0, ["301001", "301002", "301003"])
    names = Evidence("三级指标", "name", 1.0, ["更新检验设备", "在岗村医人数", "受众满意度"])
    targets = Evidence("指标值", "target", 1.0, ["≥14台", "=72人", "≥93%"])
    assert told([codes, names, targets])[0].role not in ("weight", "score")


def counted(*rows: Sequence[str]) -> list[tuple[str, ...]]:
    """What a text says whose cells stand in a line each, rows with a blank line between them: merged cells are lost."""
    text = f"{TARGETS}\n\n" + "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows) + "\n"
    found = recognise(read_document(text.encode())).indicators
    return [(row.project, row.level1, row.level2, row.name.text, row.cell("target").text) for row in found]


@pytest.mark.parametrize(
    ("over", "count"), [("{}", 2), ("▲{}", 3), ("项目名称：{}", 3), ("（一）{}", 3), ("【{}】", 3)]
)
def test_headings_of_rows_whose_columns_are_counted_off(over: str, count: int) -> None:
    """A row that nothing sets off is told by the level with which the table begins: the third project has none."""
    rows: list[Sequence[str]] = [("二级指标", "三级指标", "指标值")]
    for project, own in list(PROJECTS.items())[:count]:
        rows.append((over.format(project),))
        for level1, level2, name, target in own:
            rows += [(level1,), (level2, name, target)]
    assert counted(*rows) == FOUND[: 2 * count]


def test_the_first_piece_of_a_torn_row_is_no_heading() -> None:
    rows = [("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标",), ("数量指标", "更新检验设备", "≥14台")]
    rows += [("效益指标",), ("社会效益指标", "村医在岗率", "≥98%")]
    assert [row[1:] for row in counted(*rows)] == [
        ("产出指标", "数量指标", "更新检验设备", "≥14台"),
        ("效益指标", "社会效益指标", "村医在岗率", "≥98%"),
    ]
