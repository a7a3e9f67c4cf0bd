"""部门整体支出绩效自评报告: chapters of prose, 基础数据表, 自评表, and what is left of the template after them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from corpus import funds, issuer, prose, rows
from corpus.figures import printed
from corpus.invention import (
    Box,
    Column,
    Fields,
    Form,
    Goals,
    Indicators,
    Invention,
    Line,
    Money,
    Note,
    Planted,
    Prose,
    Row,
    Stated,
    Told,
    Total,
)  # fmt: skip
from corpus.issuer import Issuer
from corpus.lexicon import sentence, word, words

NAME = "unit-report"
WAN = "万元"


@dataclass(frozen=True, slots=True)
class Books:
    """The year's figures, in 万元 and heads."""

    staff: tuple[int, int, int]
    people: Decimal
    office: Decimal
    work: Decimal
    special: tuple[tuple[str, Decimal], ...]
    first: Decimal

    @property
    def basic(self) -> Decimal:
        """基本支出."""
        return self.people + self.office

    @property
    def specials(self) -> Decimal:
        """All 专项资金 together."""
        return sum((amount for _, amount in self.special), Decimal(0))

    @property
    def projects(self) -> Decimal:
        """项目支出."""
        return self.work + self.specials

    @property
    def total(self) -> Decimal:
        """Everything spent."""
        return self.basic + self.projects


def _books(random: Random, who: Issuer) -> Books:
    named = random.sample(list(words()["sectors"][who.sector]["project"]), 2)
    special = tuple((name, funds.amount(random, 10, 200)) for name in named)
    staff = (random.randint(5, 20), random.randint(4, 30), random.randint(1, 4))
    people, office, work, first = (funds.amount(random, 20, top) for top in (900, 400, 90, 700))
    return Books(staff, people, office, work, special, first)


def _told(item: str, amount: Decimal | int, unit: str = WAN) -> Told:
    return Told(item, f"{printed(Decimal(amount))}{unit}", Decimal(amount), unit)


def _spending(books: Books, year: int) -> list[Prose]:
    """The chapter on money, every amount with its item."""
    names = [f"{name}{printed(amount)}万元，主要用于{name[:4]}等方面" for name, amount in books.special]
    specials = [_told(f"专项资金/{name}", amount) for name, amount in books.special]
    return [
        Prose("二、一般公共预算支出情况", "heading"), Prose("（一）基本支出情况", "heading"),
        Prose(f"{year}年基本支出共计{printed(books.basic)}万元，其中人员经费{printed(books.people)}万元，"
              f"公用经费{printed(books.office)}万元。",
              told=(_told("基本支出", books.basic), _told("基本支出/人员经费", books.people),
                    _told("基本支出/公用经费", books.office))),
        Prose("（二）项目支出情况", "heading"),
        Prose(f"{year}年项目支出共计{printed(books.projects)}万元，其中业务工作经费{printed(books.work)}万元，"
              f"专项资金{printed(books.specials)}万元。",
              told=(_told("项目支出", books.projects), _told("项目支出/业务工作经费", books.work),
                    _told("项目支出/专项资金", books.specials))),
        Prose(f"专项资金{printed(books.specials)}万元。其中{'；'.join(names)}。", told=tuple(specials)),
        Prose("三、政府性基金预算支出情况", "heading"), Prose(f"{year}年度无政府性基金预算支出。"),
    ]  # fmt: skip


def _staff(books: Books, year: int) -> Prose:
    office, service, worker = books.staff
    whole = sum(books.staff)
    told = (_told("编制", whole, "人"), _told("编制/行政编制", office, "人"), _told("编制/事业编制", service, "人"),
            _told("编制/工勤编制", worker, "人"), _told("在职人员", whole - 1, "人"))  # fmt: skip
    return Prose(f"{year}年末，我部门共有编制{whole}人，其中行政编制{office}人，事业编制{service}人，"
                 f"工勤编制{worker}人。年末实有在职人员{whole - 1}人。", told=told)  # fmt: skip


def _chapters(random: Random, who: Issuer, year: int, books: Books, score: str) -> list[Prose]:
    duties = prose.numbered(random, issuer.duties(random, who))
    problems, measures = (random.sample(words()["prose"][key], 3) for key in ("problems", "measures"))
    listed = [(c, p, m) for c, p, m in zip("一二三", problems, measures, strict=True)]
    won = random.sample(words()["prose"]["achievements"], 3)
    grade = "优秀" if Decimal(score) > 90 else "良好"
    return [
        Prose(f"{year}年度{who.body}部门整体支出\n绩效自评报告", "title"),
        Prose("根据县财政部门关于开展绩效自评工作的通知要求，我部门对整体支出情况进行了自评，现报告如下："),
        Prose("一、部门基本情况", "heading"), Prose("（一）部门职能职责", "heading"),
        *(Prose(text, goal="duty") for text in duties),
        Prose("（二）人员编制情况", "heading"), _staff(books, year), *_spending(books, year),
        Prose("四、部门整体支出绩效情况", "heading"),
        Prose(f"根据部门整体支出绩效自评评分，得分{score}分，部门整体支出绩效为“{grade}”。主要绩效如下："),
        *(Prose(f"成绩{c}：{text}", goal="completion", optional=True) for c, text in zip("一二三", won, strict=True)),
        Prose("五、存在的问题及原因分析", "heading"), *(Prose(f"（{c}）{p}") for c, p, _ in listed),
        Prose("六、下一步改进措施", "heading"), *(Prose(f"（{c}）{m}") for c, _, m in listed),
        Prose("附件：1.部门整体支出绩效评价基础数据表\n2.部门整体支出绩效自评表"),
    ]  # fmt: skip


def _base_table(random: Random, year: int, books: Books) -> Form:
    """基础数据表: staff, money of last year and this, items under their parents."""
    whole = sum(books.staff)
    rate = printed((Decimal(whole - 1) / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)) + "%"
    heads = ("编制数", f"{year}年实际在职人数", "控制率")
    staff = Money(
        "财政供养人员情况（人）",
        "",
        heads,
        (Line("财政供养人员情况", "", (str(whole), str(whole - 1), rate)),),
        unit="人",
    )
    cost = Money(
        "",
        "经费控制情况（万元）",
        (f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"),
        _cost_lines(random, books),
    )
    care = Fields((("厉行节约保障措施", "严格执行财经纪律，压减一般性支出，" + sentence(random, "plain_objectives")),))
    return Form("self-evaluation", (staff, cost, care, Note("说明：“项目支出”填报基本支出以外的全部项目支出。")))


def _cost_lines(random: Random, books: Books) -> tuple[Line, ...]:
    guest = tuple(funds.amount(random, 1, 9) for _ in range(3))
    three = tuple(printed(g) for g in guest)
    last, plan = funds.amount(random, 100, 900), printed(books.work)
    office = (printed(last), printed(funds.amount(random, 100, 500)), printed(books.office))
    half = printed(funds.parts(random, books.office, 2)[0])
    return (
        Line("三公经费", "三公经费", three),
        Line("三公经费/公务用车购置和维护经费", "   1、公务用车购置和维护经费", ("", "", "")),
        Line("三公经费/公务用车购置和维护经费/公车购置", "其中：公车购置", ("", "", "")),
        Line("三公经费/出国经费", "2、出国经费", ("", "", "")),
        Line("三公经费/公务接待", "3、公务接待", three),
        Line("项目支出", "项目支出", (printed(last * 2), plan, printed(books.projects))),
        Line("项目支出/业务工作经费", " 1、业务工作经费", (printed(last), plan, printed(books.work))),
        Line("项目支出/上级专项资金", "2、上级专项资金", (printed(last), "", printed(books.specials))),
        Line("项目支出/上级专项资金/××专项资金", "其中：××专项资金", ("", "", "")),
        Line("公用经费", "公用经费", office),
        Line("公用经费/办公经费", "其中：办公经费", ("", "", half)),
        Line("政府采购金额", "政府采购金额", (printed(funds.amount(random, 1, 60)), "", "")),
    )


def _year_money(year: int, books: Books) -> tuple[Money, Stated]:
    total = printed(books.total)
    side = "年度预算申请（万元）"
    heads = ("年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率(B/A)", "得分")
    line = Line("年度资金总额", "年度资金总额", (printed(books.first), total, total, "10", "100%", "10"))
    income, outgo = "按收入性质分", "按支出性质分"
    stated = Stated(side, (
        (Line(income, income, (total,)), Line(outgo, outgo, (total,))),
        (Line(f"{income}/一般公共预算", "其中：一般公共预算", (total,)),
         Line(f"{outgo}/基本支出", "其中：基本支出", (printed(books.basic),))),
        (Line(f"{income}/政府性基金拨款", "政府性基金拨款", ("",)),
         Line(f"{outgo}/项目支出", "项目支出", (printed(books.projects),))),
        (Line(f"{income}/其他资金", "其他资金", ("",)), None),
    ))  # fmt: skip
    return Money(side, "", heads, (line,)), stated


def _table(random: Random, who: Issuer, year: int, books: Books, drawn: tuple[Row, ...], total: str) -> Form:
    columns = (
        Column("level1", "一级指标"), Column("level2", "二级指标"), Column("name", "三级指标"),
        Column("target", "年度\n指标值"), Column("actual", "实际完成值"),
        Column("weight", "分值"), Column("score", "得分"),
        Column("remark", "偏差原因\n分析及\n改进措施"),
    )  # fmt: skip
    boxes = (Box("年初目标设定", "objective", (sentence(random, "plain_objectives"),)),
             Box("全年实际完成情况", "completion", (sentence(random, "plain_completions"),)))  # fmt: skip
    return Form("self-evaluation", (
        Fields((("单位名称", who.body),), roles=frozenset({"单位名称"})), *_year_money(year, books),
        Goals("年度总体目标", boxes, layout="columns"),
        Indicators("绩效\n指标（90分）", columns, _with_blanks(random, rows.bracketed(random, drawn))),
        Total("总分", "100", total),
    ))  # fmt: skip


def _with_blanks(random: Random, drawn: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with an empty one after some classes, as the template leaves them."""
    done: list[Row] = []
    for i, row in enumerate(drawn):
        done.append(row)
        if (i + 1 == len(drawn) or drawn[i + 1].level2 != row.level2) and random.random() < 0.5:
            done.append(Row(row.level1, row.level2, "", placeholder=True, printed=dict(row.printed)))
    return tuple(done)


def invent(random: Random) -> Invention:
    """A whole report of a department on its year."""
    year, who = random.randint(2019, 2025), issuer.issuer(random)
    books = _books(random, who)
    plan = rows.Plan(random.randint(6, 16), str(year), who.sector, True, Decimal(90))
    drawn, planted = rows.lose_reason(random, rows.draw(random, plan), "")
    score = printed(sum((row.score or Decimal(0) for row in drawn), Decimal(10)))
    wrong = _misquoted(random, score)
    parts: list[Prose | Form] = list(_chapters(random, who, year, books, wrong))
    parts += [Prose("附件1-1", "heading"), Prose(f"{year}年度部门整体支出绩效评价基础数据表", "title"),
              _base_table(random, year, books), Prose("附件1-2", "heading"),
              Prose(f"{year}年度部门整体支出绩效自评表", "title"), _table(random, who, year, books, drawn, score),
              Prose("说明：1.分值设定100分，其中预算执行率10分、产出指标50分、效益指标30分、满意度指标10分。"),
              Prose("附件2", "heading"), Prose("填报系统操作说明", "title"),
              Prose(f"1、登录后在菜单中选择自评填报，由经办岗录入，{word(random, 'surnames')}科长审核。"),
              Prose("2、指标的分值合计应为90分，金额的默认单位是万元。")]  # fmt: skip
    if wrong != score:
        planted = (*planted, Planted("score-narrative-mismatch", wrong, f"正文得分{wrong}，表中总分{score}"))
    return Invention(NAME, "self-evaluation", str(year), who.body, tuple(parts), planted)


def _misquoted(random: Random, score: str) -> str:
    """The score as the text gives it, at times not the table's."""
    return score if random.random() < 0.8 else printed(Decimal(score) - 2)
