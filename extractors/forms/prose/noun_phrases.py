"""The words that name a figure in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from extractors.dictionary import cutter
from extractors.forms.prose.outline import words
from normalizers.text import compact

#: No name of a figure is longer; of a longer clause the end is taken.
_LONGEST = 40
_CLAUSE = re.compile(r"[，,。;；:：!！?？()（）\[\]【】\n]")
_BRACKETS = re.compile(r"[(（][^()（）]{0,60}[)）]")
_TIME = re.compile(
    r"(?<![比较同与\d])(?:(?:20\d\d|上|去|本|当|今|全)年(?:度|末|底|初|上半年|下半年)?|\d{1,2}月(?:底|末|份)?(?:\d{1,2}日)?"
    r"|截至|截止|\d{1,2}[.、．](?!\d))"
)
_ORDER = re.compile(r"^(?:[一二三四五六七八九十]是|其[一二三四五]是?)")
_FUNCTION_TAIL = re.compile(r"[、·\s]+$")
# What follows what was counted and says something of it: 156个行政村全部开展.
_SAID_OF = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:全部|全面|均[已能按达为得]|都[已能按]|已[经全])")
_LIST = re.compile(r"[、和及与]")


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a figure says of a subject: 社会消费品零售总额 | 同比增长; the subject is empty where it stood before.

    `in_turn`: the figures that follow belong to the last names in turn (同比分别增长12%和15%).
    """

    subject: str
    words: str
    in_turn: bool = False


def _spec(name: str) -> tuple[str, ...]:
    return tuple(words()["items"][name])


def _clause(text: str) -> str:
    """The last clause of what stands before a figure, without brackets, blanks and times."""
    clause = _CLAUSE.split(_BRACKETS.sub("", text[-200:]).rstrip(" :："))[-1]
    return _ORDER.sub("", _TIME.split(compact(clause))[-1][-_LONGEST:].lstrip("、和及与"))


def named_before(text: str) -> str:
    """The noun phrase at the end of a text, which names the figure that follows; empty for none."""
    tail = _without_tail(_clause(text))
    return _noun_phrase(tail) if tail else _sum_word(text)


def _sum_word(text: str) -> str:
    clause = _clause(text)
    return next((word for word in ("合计", "总计", "小计") if word in clause), "")


def _without_tail(clause: str) -> str:
    """The clause without what leads from a name to its figure (共计, 达到, 不少于)."""
    tails = sorted(_spec("tails"), key=len, reverse=True)
    while True:
        clause = _FUNCTION_TAIL.sub("", clause)
        tail = next((word for word in tails if clause.endswith(word)), "")
        rest = clause.removesuffix(tail)
        if tail in _spec("acts") and (not rest or rest in _spec("leads")):
            return tail
        if not tail:
            return clause
        clause = rest


@lru_cache(maxsize=4096)
def _noun_phrase(clause: str) -> str:
    """The clause behind its last verb of money (安排, 完成), without pronouns, times and adverbs in front."""
    cut = cutter()(clause)
    verbs, endings, leads = _spec("verbs"), _spec("noun_endings"), _spec("leads")
    start = 0
    for index, word in enumerate(cut[:-1], start=1):
        if word in verbs and not cut[index].startswith(endings):
            start = index
    while start < len(cut) - 1 and cut[start] in leads:
        start += 1
    phrase = "".join(cut[start:]).strip("、")
    return "" if phrase in leads or (phrase in verbs and phrase not in _spec("acts")) else phrase


def named_after(after: str, before: str, counted: bool) -> str:
    """The words behind a figure that name it: what was counted (40家|限上企业), what money was for (用于|修补)."""
    clause = compact(_CLAUSE.split(after)[0].split("、")[0]).lstrip("的")
    if not counted:
        purpose = next(
            (word for word in sorted(_spec("purposes"), key=len, reverse=True) if clause.startswith(word)), ""
        )
        return clause[len(purpose) :][:_LONGEST] if purpose else ""
    clause = _SAID_OF.split(clause)[0]
    if len(clause) < 2 or clause.startswith(("以上", "以下", "以内", "左右", "及以上", "和", "及")):
        return ""
    lead = "" if before.endswith("、") else _clause(before)
    lead = "" if lead in _spec("areas") else lead
    return ((_noun_phrase(lead) if lead else "") + clause)[:_LONGEST]


def same_name(name: str, other: str) -> bool:
    """True where one is the other with more words in front (上级|专项资金, 专项资金; but not 进出口, 出口)."""
    longer, shorter = sorted((name, other), key=len, reverse=True)
    return longer == shorter or (longer.endswith(shorter) and _ends_a_word(longer, len(longer) - len(shorter)))


@lru_cache(maxsize=4096)
def _ends_a_word(text: str, at: int) -> bool:
    return at in accumulate(map(len, cutter()(text)))


def predicate(text: str) -> Predicate | None:
    """What the end of a text says of its subject (预计比上年同比增长); None where it is a plain name."""
    whole = _clause(text)
    clause = _without_tail(whole)
    if clause.startswith("占") or (whole.endswith("的") and whole.startswith(_spec("shares_of"))):
        return Predicate("", "占比" if clause == "占" else clause)
    said = next((word for word in _spec("predicates") if clause.endswith(word)), "")
    if not said:
        return None
    in_turn, clause = "分别" in clause, clause.replace("分别", "")
    said = next(word for word in _spec("predicates") if clause.endswith(word))
    subject = clause[: -len(said)]
    comparisons = sorted(_spec("comparisons"), key=len, reverse=True)
    while tail := next((word for word in comparisons if subject.endswith(word)), ""):
        subject = subject[: -len(tail)]
    return Predicate(_noun_phrase(subject) if subject else "", said, in_turn)


def names_in_turn(text: str) -> tuple[str, ...]:
    """The names of A、B分别为, which the figures that follow have in turn; empty where there is no such list."""
    clause = _clause(text)
    if not clause.endswith(("分别为", "分别是", "分别达到", "分别完成")):
        return ()
    names = [_noun_phrase(name) for name in _LIST.split(_without_tail(clause)) if name]
    return tuple(names) if len(names) > 1 else ()
