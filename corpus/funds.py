"""The money of made forms: amounts by source, by type, by quarter, and what was spent of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from corpus.figures import printed
from corpus.invention import Line, Money, Planted
from corpus.lexicon import head

CENT = Decimal("0.01")


def amount(random: Random, low: int, high: int) -> Decimal:
    """So many 万元, at times whole, at times with one or two decimals."""
    return Decimal(random.randint(low * 100, high * 100)).scaleb(-2).quantize(
        random.choice((Decimal(1), Decimal(1), Decimal("0.1"), CENT)), ROUND_HALF_UP
    )  # fmt: skip


def parts(random: Random, total: Decimal, count: int) -> list[Decimal]:
    """The total in so many parts of cents, none of them empty."""
    cents = int(total / CENT)
    cuts = sorted(random.sample(range(1, cents), count - 1))
    edges = [0, *cuts, cents]
    return [(b - a) * CENT for a, b in itertools.pairwise(edges)]


def share(part: Decimal, whole: Decimal) -> str:
    """The part of the whole in percent with at most two decimals."""
    return printed((part / whole * 100).quantize(CENT, ROUND_HALF_UP)) + "%"


@dataclass(frozen=True, slots=True)
class Spending:
    """What a project may spend and spent, in 万元; `points` are those of the spending row, `rate` is as printed."""

    first: Decimal
    budget: Decimal
    executed: Decimal
    points: Decimal
    score: Decimal
    rate: str


def spending(random: Random, low: int = 5, high: int = 900) -> Spending:
    """A budget and its execution: mostly nearly all spent, scored by the rate."""
    budget = amount(random, low, high) or Decimal(low)
    first = random.choice((budget, budget, amount(random, low, high)))
    rate = random.choice((Decimal(1), Decimal(1), Decimal(random.randint(70, 99)) / 100))
    executed = (budget * rate).quantize(CENT, ROUND_HALF_UP)
    score = (executed / budget * 10).quantize(CENT, ROUND_HALF_UP)
    return Spending(first, budget, executed, Decimal(10), min(score, Decimal(10)), share(executed, budget))


def misrated(random: Random, spent: Spending, project: str) -> tuple[Spending, tuple[Planted, ...]]:
    """The same spending, at times with a rate that is not its own."""
    if random.random() < 0.9:
        return spent, ()
    rate = share(spent.executed * Decimal(random.choice(("0.8", "0.9"))), spent.budget)
    why = f"执行率印为{rate}，{printed(spent.executed)}÷{printed(spent.budget)}为{spent.rate}"
    return replace(spent, rate=rate), (Planted("execution-rate-mismatch", "执行率", why, project),)


def quarters(random: Random) -> tuple[str, ...]:
    """Cumulative shares to the end of each quarter, the last one all."""
    return random.choice((
        ("25%", "50%", "75%", "100%"), ("20%", "45%", "70%", "100%"), ("10%", "40%", "80%", "100%"),
        ("100%", "", "", ""), ("30%", "60%", "100%", "100%"),
    ))  # fmt: skip


def applied(random: Random, budget: Decimal) -> tuple[Money, ...]:
    """年度申请资金额度 and the plan of its spending by quarters."""
    label = random.choice(("年度申请资金额度\n（万元）", "年度申请资金额度（万元）", "项目资金申请（万元）"))
    item = label.split("（")[0].strip()
    total = Money("", "", (), (Line(item, label, (printed(budget),)),), labelled=False)
    plan = Line("资金支出计划", "", quarters(random))
    return total, Money("资金支出计划（%）", "", ("3月底", "6月底", "9月底", "12月底"), (plan,), unit="%")


def sources(random: Random, budget: Decimal, side: str) -> Money:
    """A project's money by source with one value a line; the parts sum to the total."""
    other = amount(random, 1, 40) if random.random() < 0.3 else Decimal(0)
    total = random.choice(("年度资金总额", "资金总额", "年度资金总额："))
    name = total.rstrip("：")
    first = random.choice(("其中：财政拨款", "其中：财政资金", "其中：当年财政拨款"))
    lines = (
        Line(name, total, (printed(budget + other),)),
        Line(f"{name}/{first[3:]}", first, (printed(budget),), aliases=(first[3:],)),
        Line(f"{name}/其他资金", "其他资金", (printed(other) if other else "",), aliases=("其他资金",)),
    )
    return Money(side, "", (), lines, labelled=False)


def results(random: Random, spent: Spending, side: str, full: bool) -> Money:
    """A project's budget, execution, rate and points; `full` also splits them by source."""
    heads = [head(random, role) for role in ("budget0", "budget", "executed", "weight", "rate", "score")]
    heads[3], heads[5] = random.choice((("分值", "得分"), ("分值（10分）", "得分"), ("权重", "得分")))
    row = (*_money(spent), printed(spent.points), spent.rate, printed(spent.score))
    lines = [Line("年度资金总额", random.choice(("年度资金总额", "年度资金总额：")), row)]
    if full:
        first = random.choice(("当年财政拨款", "本年财政拨款", "财政拨款"))
        path = f"年度资金总额/{first}"
        lines.append(Line(path, f"其中：{first}", (*_money(spent), "", "", ""), aliases=(first,)))
        for name in ("上年结转资金", "其他资金"):
            lines.append(Line(f"年度资金总额/{name}", name, ("",) * 6))
    return Money(side, "", tuple(heads), tuple(lines))


def _money(spent: Spending) -> tuple[str, str, str]:
    return printed(spent.first), printed(spent.budget), printed(spent.executed)


def composition(random: Random, year: int) -> Money:
    """A department's income and spending of this year and the last two, each with its sum and share."""
    totals = [amount(random, 300, 9000) for _ in range(3)]
    single = random.random() < 0.5
    incomes = {"财政拨款": totals} if single else _spread(random, totals, ("财政拨款", "单位资金"))
    spendings = _spread(random, totals, ("人员类项目支出", "运转类项目支出", "特定目标类项目支出"))
    lines = [*_composed("收入\n构成", incomes, totals), *_composed("支出\n构成", spendings, totals)]
    if single:
        lines.insert(1, Line("收入构成/财政专户管理资金", "财政专户管理资金", ("",) * 4, "收入\n构成"))
    over = ("", "", "近两年收支金额", "近两年收支金额")
    heads = ("当年金额", "占比", f"{year - 2}年", f"{year - 1}年")
    return Money("部门总体\n资金情况", "总体资金情况", heads, tuple(lines), over)


def _spread(random: Random, totals: list[Decimal], names: tuple[str, ...]) -> dict[str, list[Decimal]]:
    columns = [parts(random, total, len(names)) for total in totals]
    return {name: [column[i] for column in columns] for i, name in enumerate(names)}


def _composed(group: str, named: dict[str, list[Decimal]], totals: list[Decimal]) -> list[Line]:
    kind = group.replace("\n", "")
    lines = [
        Line(f"{kind}/{name}", name, (printed(m[0]), share(m[0], totals[0]), printed(m[1]), printed(m[2])), group)
        for name, m in named.items()
    ]
    sums = (printed(totals[0]), "100%", printed(totals[1]), printed(totals[2]))
    return [*lines, Line(f"{kind}/合计", "合  计", sums, group)]


def unsound(random: Random, money: Money) -> tuple[Money, tuple[Planted, ...]]:
    """A composition, at times with a sum of last year or a share of this one that is not what its parts make."""
    kind = random.choices(("", "sum", "share"), (16, 2, 2))[0]
    if not kind:
        return money, ()
    mine = [line for line in money.lines if line.item.startswith("支出构成")]
    line, at = (mine[-1], 3) if kind == "sum" else (random.choice(mine[:-1]), 1)
    old = line.cells[at]
    new = printed(Decimal(old) + 100) if kind == "sum" else _other_share(old)
    changed = replace(line, cells=(*line.cells[:at], new, *line.cells[at + 1 :]))
    lines = tuple(changed if other is line else other for other in money.lines)
    about = "支出构成" if kind == "sum" else line.label
    return replace(money, lines=lines), (Planted(f"{kind}-mismatch", about, f"印为{new}，应为{old}"),)


def _other_share(printed_share: str) -> str:
    """A share three points off, within a hundred."""
    old = Decimal(printed_share.rstrip("%"))
    return printed(old + (3 if old < 90 else -3)) + "%"
