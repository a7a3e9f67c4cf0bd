"""Sentences of made filings: objectives, completions, duties, each a paragraph of its own invention."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from corpus.figures import printed
from corpus.invention import Row
from corpus.issuer import Issuer
from corpus.lexicon import sentence, words

NUMBERINGS = ("{i}.", "{i}、", "（{c}）", "({i})", "目标{i}：")
COUNT = "一二三四五六七八九十"


def numbered(random: Random, sentences: Sequence[str]) -> tuple[str, ...]:
    """The sentences with a running number of one style before each; a single one stays bare."""
    if len(sentences) < 2:
        return tuple(sentences)
    style = random.choice(NUMBERINGS)
    return tuple(style.format(i=i + 1, c=COUNT[i % 10]) + text for i, text in enumerate(sentences))


def _about(random: Random, key: str, row: Row, who: Issuer, done: bool) -> str:
    figure = row.actual if done and row.actual else row.target
    value = "" if figure is None or figure.value is None else printed(figure.value) + figure.unit
    return sentence(random, key).format(name=row.name, value=value, lv=who.level)


def objectives(random: Random, rows: Sequence[Row], who: Issuer) -> tuple[str, ...]:
    """One to four paragraphs of aims, after the rows."""
    told = [row for row in rows if row.target and row.target.kind in ("quantity", "ratio")]
    picked = random.sample(told, min(len(told), random.randint(0, 4)))
    aims = [_about(random, "objectives", row, who, False) for row in picked]
    return numbered(random, aims or [f"围绕{rows[0].name}，{sentence(random, 'plain_objectives')}"])


def completions(random: Random, rows: Sequence[Row], who: Issuer) -> tuple[str, ...]:
    """One to four paragraphs on what was done, after the rows."""
    numeric = [row for row in rows if row.target and row.target.kind in ("quantity", "ratio")]
    picked = random.sample(numeric, min(len(numeric), random.randint(0, 4)))
    told = [_about(random, "completions", row, who, True) for row in picked]
    return numbered(random, told or [f"在{rows[0].name}方面，{sentence(random, 'plain_completions')}"])


def plain(random: Random, who: Issuer) -> list[str]:
    """Two or three sentences of work to do that name no figure."""
    tasks: list[str] = random.sample(list(words()["tasks"]), random.randint(2, 3))
    return [f"{task}，{sentence(random, 'plain_objectives')}" for task in tasks]
