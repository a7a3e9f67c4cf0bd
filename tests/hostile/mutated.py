"""Made filings with cells that no form has: what hands, converters and bad will put into tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from random import Random

from corpus import layout
from corpus.invent import FAMILIES, invent
from corpus.typeset import typeset
from schema.document import Block, Cell, Document, Paragraph, Table

#: What a cell may become, given what it says and another cell of the table.
Mutation = Callable[[Random, str, str], str]

_ODD_LETTERS = (
    "\u00a0\u2028\u3000\ufeff\u200b\u00bd\u2460\u2163\u338f\ufdfa\u0e33\U0001f643\U00020bb7\ue000㈠㎡％＞﹥½ﬁ"
)
_MARKS = "/／\\|-—~～…·.。,，、;；:：?？!！*＊#%‰°′″≥≤<>＜＞=＋+±×÷"
_BRACKETS = "()（）[]【】〔〕{}《》<>「」"
_CONTROL = "\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x85\ufffe\uffff"
_LONGEST = 3000
#: Words that open blocks, head columns, close tables or say nothing, where nobody expects them.
_WORDS = """
一级指标 二级指标 三级指标 四级指标 指标值 实际完成值 分值 得分 评分标准 备注 单位 说明 指标类型 指标性质 完成率
绩效指标 长期绩效指标 年度目标 完成情况 年度主要任务 任务名称 项目名称 主管部门 填报人： 项目资金（万元） 资金来源
全年预算数 执行率 其中： 合计 总分 小计 产出指标 产出指标（50分） 满意度指标 不涉及 无 …… — 定性 定量 ≥ ≤5%
2022年 95% 0 （1） 1. 目标1： 每少1%扣1分 扣完为止
"""
_NO_NUMBERS = "NaN sNaN Infinity -0 1e999999999 0/0 5/0 １２３ ٣٤ 五/零 百分之 万亿 0%/0% 零分之一 5‰/0 0万-0"
_NO_DATES = "2023年13月45日 0年0月 99999年 2023-02-30 2月30日前 2023.12. 二〇二三年十三月"


def _inside(random: Random, text: str, what: str) -> str:
    at = random.randint(0, len(text))
    return text[:at] + what + text[at:]


def _bracketed(random: Random, text: str, other: str) -> str:
    return (
        text
        + random.choice("(（[【")
        + random.choice([other, "定性/定量", "%", "B/A", "万元", ""])
        + random.choice(")）]】 ")
    )


def _digits(random: Random, text: str, _: str) -> str:
    number = "".join(random.choice("0123456789") for _ in range(random.choice([1, 25, 60, 400])))
    return random.choice([number, f"≥{number}%", f"{number}.{number}", f"-{number}", f"{text}{number}", f"1e{number}"])


#: Every way in which a cell is spoiled, by name.
MUTATIONS: Mapping[str, Mutation] = {
    "a mark inside": lambda random, text, _: _inside(random, text, random.choice(_MARKS)),
    "many marks": lambda random, text, _: _inside(random, text, random.choice(_MARKS) * random.choice([2, 9, 500])),
    "a bracket inside": lambda random, text, _: _inside(random, text, random.choice(_BRACKETS)),
    "brackets in brackets": lambda random, text, _: _inside(random, text, random.choice("(（【<") * 200),
    "a bracket behind": _bracketed,
    "a line break": lambda random, text, _: _inside(random, text, random.choice(["\n", "\r\n", "\r", "\n\n\n", "\t"])),
    "a wide blank": lambda random, text, other: f"{text}  {other}",
    "a stroke and another": lambda random, text, other: f"{text}/{other}",
    "nothing": lambda *_: "",
    "blanks": lambda random, *_: random.choice([" ", "\u3000", "\n", "\t \n", "\u200b"]),
    "doubled": lambda _random, text, _: text + text,
    "a word of forms": lambda random, *_: random.choice(_WORDS.split()),
    "a word of forms and a stroke": lambda random, text, other: f"{random.choice(_WORDS.split())}（{text}/{other}）",
    "another": lambda _random, _text, other: other,
    "both": lambda _random, text, other: text + other,
    "very long": lambda _random, text, other: ((text or "路") * _LONGEST)[:_LONGEST] + other,
    "odd letters": lambda random, text, _: _inside(random, text, random.choice(_ODD_LETTERS)),
    "control characters": lambda random, text, _: _inside(random, text, random.choice(_CONTROL)),
    "marks of direction": lambda random, text, _: random.choice("\u202e\u200f\u2067") + text,
    "combining marks": lambda random, text, _: _inside(random, text, "\u0301" * random.choice([1, 3, 1000])),
    "a number without end": _digits,
    "a number that is none": lambda random, *_: random.choice(_NO_NUMBERS.split()),
    "a date that is none": lambda random, *_: random.choice(_NO_DATES.split()),
    "digits for others": lambda random, text, _: "".join(random.choice("0257") if c.isdigit() else c for c in text),
    "letters out of place": lambda random, text, _: "".join(random.sample(text, len(text))),
    "half of it": lambda random, text, _: text[: random.randint(0, len(text))],
}  # fmt: skip


def mutated(seed: int) -> Document:
    """A made filing of any family as a document, a few or very many of its cells, rows and paragraphs spoiled."""
    random = Random(f"mutated/{seed}")
    page = typeset(invent(seed, random.choice(list(FAMILIES))))
    share = random.choice([0.01, 0.05, 0.3])
    exact = random.random() < 0.6
    channel, confidence = random.choice([("docx", 1.0), ("text", 1.0), ("pdf-text", 1.0), ("pdf-scan", 0.93)])
    blocks = (_block(random, block, share, exact, confidence) for block in page.blocks)
    return Document(channel, tuple(blocks), pages=random.choice([None, 3]))


def mutated_text(seed: int) -> str:
    """The same kind of filing as plain text: a cell a line, tabs between the cells, blanks between them, or nothing."""
    document = mutated(seed)
    between, behind = Random(f"text/{seed}").choice(
        [("\n\t", "\n\n"), ("\t", "\n"), ("  ", "\n"), (" ", " "), ("", "")]
    )
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(f"{block.text}\n")
        else:
            lines += [
                "\t" * (behind == "\n\n") + between.join(cell.text for cell in row) + behind for row in block.rows()
            ]
            lines.append("\n")
    return "".join(lines)


def _block(random: Random, block: layout.Block, share: float, exact: bool, confidence: float) -> Block:
    if isinstance(block, layout.Paragraph):
        return Paragraph(_spoiled(random, block.text, [block.text], share), confidence=confidence)
    rows = list(_rows(block, confidence)) if exact else [_counted_off(row) for row in _rows(block, confidence)]
    texts = [cell.text for row in rows for cell in row]
    if not exact or random.random() < share:
        _spoil_rows(random, rows, share)
    cells = (
        replace(cell, row=number, text=_spoiled(random, cell.text, texts, share))
        for number, row in enumerate(rows)
        for cell in row
    )
    return Table(tuple(cells), exact)


def _rows(table: layout.Table, confidence: float) -> Iterator[list[Cell]]:
    for row, slots in enumerate(layout.grid(table)):
        yield [
            Cell(slot.cell.text, row, column, slot.cell.rowspan, slot.cell.colspan, confidence=confidence)
            for column, slot in enumerate(slots)
            if slot.origin == (row, column)
        ]


def _counted_off(row: list[Cell]) -> list[Cell]:
    """The cells without their extents, as plain text has them."""
    return [replace(cell, column=column, rowspan=1, colspan=1) for column, cell in enumerate(row)]


def _spoil_rows(random: Random, rows: list[list[Cell]], share: float) -> None:
    """Rows lost, doubled, swapped, emptied, or with a cell less; those of exact tables overlap or leave holes then."""
    at = 0
    while at < len(rows):
        if random.random() < share / 2:
            deed = random.choice(["lose", "double", "swap", "empty", "shorten"])
            if deed == "lose":
                del rows[at]
            elif deed == "double":
                rows.insert(at, rows[at])
                at += 1
            elif deed == "swap":
                other = random.randrange(len(rows))
                rows[at], rows[other] = rows[other], rows[at]
            elif deed == "empty":
                rows[at] = []
            elif rows[at]:
                del rows[at][random.randrange(len(rows[at]))]
        at += 1


def _spoiled(random: Random, text: str, texts: list[str], share: float) -> str:
    while random.random() < share:
        text = MUTATIONS[random.choice(list(MUTATIONS))](random, text, random.choice(texts))
    return text
