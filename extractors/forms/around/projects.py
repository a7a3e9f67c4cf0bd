"""The project that a table is about: what a label's value is, what is written over the table, what its title names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from extractors.forms.evidence.fit import cues, is_level_name
from extractors.forms.labels.openings import is_block_label
from extractors.forms.prose.outline import numbering
from extractors.forms.words.content import has_figure, is_amount, is_prose
from extractors.forms.words.inline import Pair, inline_pair, pairs_of
from extractors.forms.words.titles import form_of_title, table_unit
from extractors.forms.words.vocabulary import role_of
from normalizers.knowledge import table
from normalizers.names.layout import is_public_body
from normalizers.names.words import cut
from normalizers.text import bare, compact, fold, tidy

_SHORTEST, _LONGEST = 6, 50
_SHORTEST_HEADED = 4
_LONGEST_TITLE = 80
#: What a title says that is a form's, however else it is called.
_PERFORMANCE = "绩效"
_LONGEST_LABEL = 16
_YEAR_IN_FRONT = re.compile(r"^(?:关于|附件\d{0,2}[:：]?|附表\d{0,2}[:：]?)*20\d\d年度")
_YEAR_BEHIND = re.compile(r"[(（]?20\d\d(?:年度?)?[)）]?$")
# What a report says before the project's name, behind who writes it: 关于2021年度; the place and the year of a title
# that says both.
_OF_A_YEAR = re.compile(r"^(?:关于|对)(?:20\d\d年度?)?")
_OF_A_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,6}[省市县区州旗]20\d\d年度?")
# A place that stands before the words of forms alone: 定远县项目.
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,5}[省市县区州旗镇乡](?=(?:本级|级)?(?:部门|预算|财政|专项|项目|资金|支出|$))")
#: The name of a public body has no more characters.
_LONGEST_BODY = 30
_BEFORE = re.compile(r"^(?:关于|附件\d{0,2}[:：]?|附表\d{0,2}[:：]?)+")
_BRACKET = re.compile(r"[(（]([^()（）]{4,50})[)）]")
_CODE = re.compile(r"^[0-9A-Za-z][0-9A-Za-z\-_.]{4,}$")
_TABLE = "表"
#: So many lines over a table are looked at for its heading, and so many sentences may stand between.
_LINES_LOOKED_AT, _MOST_SENTENCES = 12, 3
#: What a line over a table is set in.
_SET_IN = re.compile(r"^[(（【\[](?P<inner>[^()（）【】\[\]]{2,60})[)）】\]]$|^[—–\-]{1,4}(?P<behind>[^—–\-].{0,60})$")
_PROJECT = "项目"


@dataclass(frozen=True, slots=True)
class Named:
    """A project's name, and whether it is one by a guess: its label is unknown, or a title alone names it."""

    name: str
    guessed: bool


def named_by(label: str, value: str, is_overall: bool = False) -> Named | None:
    """What a label and the text behind it say of a project. In a form of a whole department only a known label names
    one."""
    role = role_of("fields", label)
    if role.name == "project" and role.sureness > 0.85:
        return None if is_amount(value) else Named(said_once(tidy(value)), False)
    if is_overall or role.name not in ("", "project") or is_block_label(label) or not _asks(label):
        return None
    return Named(said_once(tidy(value)), True) if _may_be_name(label, value) else None


def said_once(name: str) -> str:
    """A name that a cell says twice over, said once."""
    half = name[: len(name) // 2]
    return half if len(half) >= _SHORTEST and name == half * 2 else name


def _asks(label: str) -> bool:
    """Whether a label that nobody knows may ask for a project's name: 申报项目, 工程名称. One of a kind of projects
    (新增项目) is what another label asks for."""
    word = _whole(label)
    if len(word) > _LONGEST_LABEL or is_amount(label) or not word.endswith(cues("project_labels")):
        return False
    return word.endswith(cues("name_ends")) or not word.startswith(cues("project_kinds"))


def _whole(label: str) -> str:
    """A label with what stands in its brackets, without these: 专项资金（项目）."""
    return "".join(sign for sign in fold(label) if sign not in "():*")


def _may_be_name(label: str, value: str) -> bool:
    """Whether a text is such as projects are called. Behind a label that asks for the name of one anything may be, else
    only what ends as their names do, and no further label: 项目起止时间."""
    name = compact(value)
    if is_prose(value) or name.startswith(cues("project_kinds")) or not _is_wordy(name):
        return False
    word = _whole(label)
    if word.endswith(cues("name_ends")) and any(noun in word for noun in cues("project_nouns")):
        shortest = _SHORTEST_HEADED if name.endswith(cues("project_ends")) else _SHORTEST
        return _may_stand_alone(name, shortest) and not is_public_body(name)
    if not _is_own_name(name):
        return False
    return name.endswith(cues("project_ends")) or (word.endswith(_PROJECT) and not name.endswith(cues("field_ends")))


def _is_wordy(name: str) -> bool:
    return sum("\u4e00" <= sign <= "\u9fff" for sign in name) > 1


def is_code(text: str) -> bool:
    """Whether a text is a project's code and not its name."""
    return bool(_CODE.match(fold(text))) and has_figure(text)


def is_of_department(titles: Sequence[str]) -> bool:
    """Whether the last title that names a form is that of a whole department's."""
    named = [compact(title) for title in titles if form_of_title(title)]
    return bool(named) and any(mark in named[-1] for mark in table("layout")["overall_titles"])


def named_above(heading: Sequence[str], is_overall: bool, series: frozenset[str] = frozenset()) -> Named | None:
    """The project that the lines over a table name: in a labelled value, else in a title or a numbered heading, or one
    of a `series` (`series_of`)."""
    named = [
        one
        for line in heading
        for pair in pairs_of(_set_out(line))
        if (one := named_by(pair.label, pair.value, is_overall))
    ]
    named += [
        Named(tidy(pair.value), False) for line in heading for pair in pairs_of(_set_out(line)) if _is_plain(pair)
    ]
    known = {one.name.rstrip("。；;") for one in named if not one.guessed}
    if known or named:
        own = known or {one.name for one in named}
        return Named(next(iter(own)), not known) if len(own) == 1 else None
    if is_overall:
        return None
    lines = list(zip(["", *heading], heading, strict=False))
    titled = (
        name
        for above, line in reversed(lines)
        if (name := _quoted(line) or _of_title(line) or _of_heading(line, series) or _of_broken_title(above, line))
    )
    return next((Named(name, True) for name in titled), None)


def _of_broken_title(above: str, line: str) -> str:
    """The project of a title of two lines, in the second of which the words of forms stand alone: 泵站改造项目 / 绩效
    目标表（2023年度）."""
    found = _tail().search(compact(line))
    if found is None or found.start() or not may_head(above):
        return ""
    return _of_title(compact(above) + compact(line))


def _is_plain(pair: Pair) -> bool:
    """Whether a line names a project by the barest of labels: 项目：结核病防治."""
    name = compact(pair.value)
    return (
        bare(pair.label) == _PROJECT
        and _may_stand_alone(name, _SHORTEST_HEADED)
        and _is_wordy(name)
        and not is_prose(name)
    )


def _quoted(line: str) -> str:
    """The only project that a line over indicators names in quotes: `2023年度“荒坡绿化”项目绩效自评报告`."""
    if _PERFORMANCE not in line:
        return ""
    named = {compact(found["name"]): found["noun"] for found in _quotes().finditer(line)}
    return next(iter(named)) if len(named) == 1 and all(named.values()) else ""


@cache
def _quotes() -> re.Pattern[str]:
    """A name in quotes, and the word behind it that calls it a project, if one does."""
    nouns = _any_of(cues("project_nouns"))
    name = r"[“\"「『《](?P<name>[^“”\"「」『』《》:：。；;]{4,50})[”\"」』》]"
    return re.compile(rf"{name}(?P<noun>(?:等)?(?:{nouns}))?")


def _of_title(title: str) -> str:
    """The project that the title of a form names: `城北泵站改造项目绩效目标表`; empty where it names none."""
    if len(title) > _LONGEST_TITLE:
        return ""
    head = numbering(title)
    word = compact(head.rest if head is not None else title).lstrip(":：、.．-—")
    found = _tail().search(word)
    if found is None or not (form_of_title(title) or _PERFORMANCE in found[0]):
        return ""
    inner = _BRACKET.search(word[found.start() :])
    before = _YEAR_BEHIND.sub("", _YEAR_IN_FRONT.sub("", word[: found.start()]))
    own = _OF_A_YEAR.sub("", _without_unit(_BEFORE.sub("", before)))
    bracketed = _BRACKET.fullmatch(own)
    for name in (bracketed[1] if bracketed else _OF_A_PLACE.sub("", own), inner and inner[1]):
        if name and _is_own_name(name):
            return name
    return ""


def series_of(headings: Iterable[Sequence[str]]) -> frozenset[str]:
    """The lines that name the projects of several tables, of the lines over each: the nearest one over two at least
    that may, numbered in one way or not at all, and called otherwise than forms and their parts are. Titles, units and
    labelled values may stand below it; below a numbered one a few sentences."""
    kinds: dict[int, dict[str, str]] = {}
    for lines in headings:
        nearest = _nearest(lines)
        head = numbering(nearest)
        if may_head(nearest):
            kinds.setdefault(head.level if head else -1, {})[nearest] = _heading_name(nearest)
    return frozenset(line for named in kinds.values() if len(set(named.values())) > 1 for line in named)


def _nearest(lines: Sequence[str]) -> str:
    """The nearest line over a table that may be its heading; empty where none is."""
    sentences = 0
    for line in reversed(lines[-_LINES_LOOKED_AT:]):
        if may_head(line) and (not sentences or numbering(line) is not None):
            return line
        if not _goes_with_heading(line):
            sentences += 1
        if sentences > _MOST_SENTENCES:
            break
    return ""


def _goes_with_heading(line: str) -> bool:
    """Whether a line is such as stands between the heading of a table and the table: a title, a unit, a year."""
    if not line.strip() or table_unit(line) or form_of_title(line) or any(pairs_of(line)):
        return True
    name = _heading_name(line)
    return len(name) <= _LONGEST and not _is_special(name)


def may_head(line: str) -> bool:
    """Whether a line may name what the table below it is about, by its words alone."""
    name = _heading_name(line)
    if form_of_title(line) or name.endswith(_TABLE) or is_prose(name) or is_level_name(name):
        return False
    if table_unit(line) or inline_pair(line) is not None:
        return False
    return _is_own_name(name, _SHORTEST_HEADED)


def _of_heading(line: str, series: frozenset[str]) -> str:
    """The project that a heading is the name of: `（二）城北泵站改造项目`, or one of a series."""
    name = _heading_name(line)
    if line in series:
        return name
    is_named = numbering(line) is not None and name.endswith(cues("project_ends"))
    return name if is_named and _is_own_name(name) and not is_prose(name) else ""


def _heading_name(line: str) -> str:
    line = _set_out(line)
    head = numbering(line)
    return compact(head.rest if head is not None else line).rstrip(":：")


def _set_out(line: str) -> str:
    """A line without the brackets or the dash that it is set in."""
    found = _SET_IN.match(line.strip())
    return line if found is None else found["inner"] or found["behind"]


def _is_own_name(name: str, shortest: int = _SHORTEST) -> bool:
    """Whether more than the words of forms, funds and departments stands in a name of so many characters at least, and
    no class of projects (基础设施建设类)."""
    is_class = name.endswith(cues("class_ends"))
    return _may_stand_alone(name, shortest) and _is_special(name) and not is_public_body(name) and not is_class


def _may_stand_alone(name: str, shortest: int) -> bool:
    """Whether a text has the length of a name, and no mark that stands between a label and a value or two sentences."""
    return shortest <= len(name) <= _LONGEST and not any(mark in name for mark in "：:。；;")


def _is_special(name: str) -> bool:
    """Whether anything is left of a name without the words that forms and funds are called with."""
    rest = _PLACE.sub("", re.sub(r"20\d\d年?度?|[\d、.．（）()《》]", "", name))
    for word in sorted(cues("project_generics"), key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest) > 2


def _without_unit(name: str) -> str:
    """A title's words without the public body that stands before the project's name. One behind which too little stands
    to be a name is part of it (图书馆扩建工程), but not where nothing special does (县财政局预算项目). No body ends
    within a word: 推进乡 of 推进乡村振兴.
    """
    bodies = [at for at in range(4, min(len(name), _LONGEST_BODY) + 1) if is_public_body(name[:at])]
    words = set(accumulate(map(len, cut(name[:_LONGEST_TITLE], ())))) if bodies else set()
    ends = [at for at in bodies if at in words]
    rests = [name[at:].lstrip("的0123456789年度") for at in ends]
    own = next(filter(_is_own_name, rests), "")
    return own or (name if not rests or any(map(_is_special, rests)) else rests[0])


@cache
def _tail() -> re.Pattern[str]:
    """The words of a form at the end of its title, and what stands in brackets behind them. A bracket ends at the first
    one that closes its kind: a run of them may be cut in one way only."""
    leads, openers, tails = (cues(f"title_{part}") for part in ("leads", "openers", "tails"))
    first, behind = _any_of(openers), _any_of((*leads, *openers, *tails))
    return re.compile(
        rf"(?:{_any_of(leads)})*(?:{first})(?:{behind})*+(?:[(（][^()（）]{{0,50}}[)）]|《[^()（）《》]{{0,50}}》)*$"
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
