"""Draws the indicator rows of a made form: classes, names, targets, results, points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from corpus import figures
from corpus.figures import printed
from corpus.invention import Column, Figure, Planted, Row
from corpus.lexicon import Pattern, head, patterns, word, words

#: Level 1 → its classes, in the two layouts in use; cost stands among the outputs or by itself.
LAYOUTS: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {
        "产出指标": ("数量", "质量", "时效", "成本"),
        "效益指标": ("经济效益", "社会效益", "生态效益", "可持续影响"),
        "满意度指标": ("满意度",),
    },
    {
        "成本指标": ("成本",),
        "产出指标": ("数量", "质量", "时效"),
        "效益指标": ("经济效益", "社会效益", "生态效益", "可持续影响"),
        "满意度指标": ("满意度",),
    },
)
#: Points of each level 1 in the usual split, of 90 beside a 10-point row for spending.
POINTS = {"产出指标": 5, "成本指标": 2, "效益指标": 3, "满意度指标": 1}


@dataclass(frozen=True, slots=True)
class Plan:
    """What rows a form wants: how many, with results and points or not, and how values are set."""

    count: int
    year: str
    sector: str
    results: bool = False
    points: Decimal | None = None
    cells: str = "one"
    basis: bool = False
    bare: float = 0.25
    layout: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: LAYOUTS[0])


def split(total: Decimal, count: int) -> list[Decimal]:
    """The total in so many parts that differ by at most one step: whole points where that works, else finer."""
    step = next((s for s in (Decimal(1), Decimal("0.5"), Decimal("0.1")) if total / s >= count), Decimal("0.01"))
    whole, rest = divmod(int(total / step), count)
    parts = [step * (whole + (1 if i < rest else 0)) for i in range(count)]
    parts[-1] += total - sum(parts)
    return parts


def class_name(random: Random, short: str, level1: str) -> str:
    """The second level as printed for a class."""
    if short == "满意度":
        return random.choice(("服务对象满意度指标", "服务对象满意度指标", "满意度指标"))
    if short == "成本" and level1 == "成本指标":
        return "经济成本指标"
    return f"{short}指标"


def _pool(random: Random, sector: str, short: str, count: int) -> list[Pattern]:
    """So many patterns of the class with names of their own; towns tell apart what would be the same."""
    own = [p for p in patterns() if p.group == sector and p.level2 == short]
    random.shuffle(own)
    found = own[:count]
    again = [(town, batch) for town in words()["towns"] for batch in ("", "（二期）")]
    rest = [replace(p, name=f"{town}{p.name}{batch}") for town, batch in again for p in own]
    random.shuffle(rest)
    return found + rest[: count - len(found)]


def _counts(random: Random, plan: Plan) -> list[tuple[str, str, int]]:
    """(level1, class, how many) in the order of the form; classes may be left out of small ones."""
    classes = [(level1, short) for level1, shorts in plan.layout.items() for short in shorts]
    if plan.count < len(classes):
        kept = sorted(random.sample(range(len(classes)), plan.count))
        return [(*classes[i], 1) for i in kept]
    many = [1] * len(classes)
    for _ in range(plan.count - len(classes)):
        many[random.choices(range(len(classes)), weights=[6 if c[1] == "数量" else 2 for c in classes])[0]] += 1
    return [(level1, short, n) for (level1, short), n in zip(classes, many, strict=True)]


def _target(random: Random, pattern: Pattern, plan: Plan) -> Figure:
    if plan.cells == "three":
        return figures.three_cells(random, pattern, plan.year)
    if plan.cells == "number":
        return figures.number_only(random, pattern, plan.year)
    return figures.one_cell(random, pattern, plan.year)


def _row(random: Random, level1: str, level2: str, pattern: Pattern, plan: Plan) -> Row:
    target = _target(random, pattern, plan)
    texts = {"basis": word(random, "bases")} if plan.basis else {}
    met = random.random() < 0.88
    actual = figures.result(random, pattern, target, plan.year, met, plan.bare) if plan.results else None
    row = Row(level1, level2, pattern.name, target, actual, texts=texts)
    return row if met or not plan.results else replace(row, texts={**texts, "remark": word(random, "reasons")})


def draw(random: Random, plan: Plan) -> tuple[Row, ...]:
    """The rows of a form by its plan, in reading order, with points where it has them."""
    rows: list[Row] = []
    for level1, short, many in _counts(random, plan):
        level2 = class_name(random, short, level1)
        rows += [_row(random, level1, level2, p, plan) for p in _pool(random, plan.sector, short, many)]
    return tuple(rows) if plan.points is None else tuple(pointed(rows, plan.points))


def pointed(rows: Sequence[Row], total: Decimal) -> list[Row]:
    """The rows with weights that sum to the total; a row with a remark scores less, the others all."""
    level1s = list(dict.fromkeys(row.level1 for row in rows))
    whole = sum(POINTS.get(name, 1) for name in level1s)
    shares = [(total * POINTS.get(name, 1) / whole).quantize(Decimal(1), ROUND_HALF_UP) for name in level1s]
    shares[-1] += total - sum(shares)
    done: list[Row] = []
    for name, share in zip(level1s, shares, strict=True):
        mine = [row for row in rows if row.level1 == name]
        done += [_scored(row, weight) for row, weight in zip(mine, split(share, len(mine)), strict=True)]
    return done


def _scored(row: Row, weight: Decimal) -> Row:
    if row.actual is None and "remark" not in row.texts:
        return replace(row, weight=weight)
    score = weight if "remark" not in row.texts else (weight * Decimal("0.9")).quantize(Decimal("0.01"))
    return replace(row, weight=weight, score=score.normalize() if score == score.to_integral() else score)


def bracketed(random: Random, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with the points of their level 1 (at times level 2 too) printed in brackets after its name."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        sums[row.level1] = sums.get(row.level1, Decimal(0)) + (row.weight or 0)
    mark = random.choice(("（{}分）", "({}分)", "\n（{}分）"))
    return tuple(
        replace(r, printed={**r.printed, "level1": r.level1 + mark.format(printed(sums[r.level1]))}) for r in rows
    )


def with_gaps(random: Random, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with a row of …… , an empty one or a 不涉及 put in here and there."""
    done: list[Row] = []
    for i, row in enumerate(rows):
        done.append(row)
        last = i + 1 == len(rows) or rows[i + 1].level2 != row.level2
        if last and random.random() < 0.12:
            name = random.choice(("……", "……", "", "…"))
            done.append(Row(row.level1, row.level2, name, placeholder=True, printed=dict(row.printed)))
        if last and random.random() < 0.05 and row.level2 == "社会效益指标":
            done.append(Row(row.level1, "生态效益指标", "不涉及", printed=dict(row.printed), optional=True))
    return tuple(done)


def columns(random: Random, roles: Sequence[str]) -> tuple[Column, ...]:
    """The columns for the roles, each with one of the heads in use, no head twice."""
    found: list[Column] = []
    for role in roles:
        spelling = head(random, role)
        while spelling in {column.head for column in found}:
            spelling = head(random, role)
        found.append(Column(role, spelling))
    return tuple(found)


def levels_agree(random: Random, given: Sequence[Column]) -> tuple[Column, ...]:
    """The same columns with level heads of one style (一级…三级), as nearly every form has them."""
    if random.random() < 0.25:
        return tuple(given)
    plain = {"level1": "一级指标", "level2": "二级指标", "name": "三级指标"}
    return tuple(replace(c, head=plain.get(c.role, c.head)) for c in given)


def overweighted(random: Random, rows: Sequence[Row], project: str) -> tuple[tuple[Row, ...], tuple[Planted, ...]]:
    """At times one row bears two points too many, in its weight and its score."""
    heavy = [i for i, row in enumerate(rows) if row.weight is not None and row.score is not None]
    if not heavy or random.random() < 0.92:
        return tuple(rows), ()
    at = random.choice(heavy)
    more = replace(rows[at], weight=(rows[at].weight or 0) + Decimal(2), score=(rows[at].score or 0) + Decimal(2))
    done = tuple(more if i == at else row for i, row in enumerate(rows))
    total = printed(sum((row.weight or Decimal(0) for row in done), Decimal(0)))
    return done, (Planted("weight-sum-mismatch", "分值", f"指标分值合计{total}", project),)


def lose_reason(random: Random, rows: Sequence[Row], project: str) -> tuple[tuple[Row, ...], tuple[Planted, ...]]:
    """At times one remark of a row that scored less is left out, and that is the finding."""
    short = [i for i, row in enumerate(rows) if "remark" in row.texts]
    if not short or random.random() < 0.5:
        return tuple(rows), ()
    i = random.choice(short)
    texts = {key: text for key, text in rows[i].texts.items() if key != "remark"}
    why = f"分值{printed(rows[i].weight or Decimal(0))}，得分{printed(rows[i].score or Decimal(0))}，未填原因"
    done = tuple(replace(row, texts=texts) if j == i else row for j, row in enumerate(rows))
    return done, (Planted("score-without-reason", rows[i].name, why, project),)
