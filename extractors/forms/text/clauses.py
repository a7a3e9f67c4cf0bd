"""Indicators that sentences say, made into tables: `数量指标：直升机数量≥5架，实际值守5架`; `1.完成率，目标值≥92%`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import accumulate

from extractors.forms.evidence.fit import all_level_names, cues, level_names, parents_of
from extractors.forms.evidence.likelihoods import NEVER, Likelihoods, is_unit, quality_sayings
from extractors.forms.words.titles import form_of_title
from extractors.forms.words.vocabulary import spellings
from extractors.knowledge import knowledge
from normalizers.text import compact
from schema.document import Block, Paragraph, Table

#: So many sayings one behind the other that say an indicator are a list of them; how sure such a reading is.
_FEWEST, _SURE = 3, 0.85
_FEWEST_COLUMNS = 3
_MOST_CHARACTERS = 60_000
_ROLES = ("level1", "level2", "name", "target", "actual", "weight", "score")
# A number that opens a line ends the sentence before it.
_NUMBERED_LINE = re.compile(r"\n(?=\s*(?:[(（]?\d{1,2}[.、．)）]|[①-⑳]))")
_ENDS = " \t\u3000；;。，,、：:"
_SENTENCE = re.compile(r"[^；;。]+")
# A line of a page's number, or of the time at which somebody wrote what follows.
_NO_SAYING = re.compile(r"^(?:\s*[-—]?\s?\d{1,3}\s?[-—]?\s*|.{0,30}\d{1,2}:\d\d(?::\d\d)?\s*)$", re.MULTILINE)
# A chapter's heading is a sentence of its own, which no level heads: `三、存在问题`.
_HEADING = re.compile(r"\n(?P<number>[ \t\u3000]*[一二三四五六七八九十]{1,3}、)(?P<words>[^\n，,：:；;。\d]{2,20})\n")
_NUMBER = re.compile(
    r"^\s*(?:[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）][.、．]?|"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．)）](?!\d)|[①-⑳])?\s*(?:设\s*\d{0,2}\s*[条个项])?\s*"
)
_QUOTES = '“”"「」『』'
# What joins a name and its value, or stands before a word of quality.
_JOINT = re.compile(r"\s*(?:定性|[：:]|应?为|是)\s*|\s+")
_SAID = re.compile(r"^(?:[：:为是]|达(?!到))*")
#: A saying is a name alone, and its value another one's; longer ones say no indicator.
_NO_VALUE, _LONGEST_SAID = -4.0, 100
#: A piece that is no name costs so much a character, a value that nothing shows to be one so much; so many pieces
#: between commas are one name; a name without a value has so many characters, and so large a share of a list has none.
_ODD_CHARACTER, _ODD_VALUE, _MOST_PIECES, _LONGEST_ALONE, _MOSTLY = -8.0, 6.0, 3, 24, 0.7
# What is done with a figure before it is said (实际值守5架): no part of it, unless it changes.
_DONE = re.compile(r"^(?!.{0,3}[增减升降高低长少超不])[\u4e00-\u9fff]{1,3}(?=[≥≤><=\d])")
_FIGURE = re.compile(r"\d|[≥≤]")
_SAYS = re.compile(r"[为是达]+$")
#: A character may be lost, or one be read too many, before the word that says what a value is.
_STRAY = 2


@dataclass(slots=True)
class _Row:
    """What a saying from `start` to before `end` of a text says of an indicator, by role; `named` says that a word told
    what one of its values is."""

    start: int
    end: int
    cells: dict[str, str] = field(default_factory=dict)
    named: bool = False

    @property
    def is_headed(self) -> bool:
        """Whether it was said under a level."""
        return "level1" in self.cells or "level2" in self.cells

    @property
    def is_named_alone(self) -> bool:
        """Whether a saying under a level is so short that it may name an indicator, is called as no project is, and has
        no value."""
        words = self.cells.get("name", "")
        may_be_name = 1 < len(words) <= _LONGEST_ALONE and not words.endswith(cues("project_ends"))
        return self.named and may_be_name and not {"target", "actual"} & self.cells.keys()

    @property
    def is_indicator(self) -> bool:
        name = _SAYS.sub("", self.cells.get("name", ""))
        said = self.named and bool(name) and bool({"target", "actual"} & self.cells.keys())
        return said and not name.endswith(tuple(knowledge("narrative")["items"]["budgeted"]))


def listed(run: Sequence[Paragraph]) -> list[Block]:
    """The paragraphs without what they say of indicators one behind the other, and a table of these in its place."""
    text = "\n".join(paragraph.text for paragraph in run)
    if len(text) > _MOST_CHARACTERS or not _FIGURE.search(text):
        return list(run)
    without = _HEADING.sub(_ended, _NO_SAYING.sub(lambda found: " " * len(found[0]), text))
    lists = list(_lists(without))
    ends = list(accumulate(len(paragraph.text) + 1 for paragraph in run))
    left = [part for p, end in zip(run, ends, strict=True) for part in _outside(p, end - len(p.text) - 1, lists)]
    tables: list[tuple[int, Block]] = [
        (rows[0].start, _table(rows, [run[bisect_right(ends, row.start)] for row in rows])) for rows in lists
    ]
    return [block for _, block in sorted([*left, *tables], key=lambda placed: placed[0])]


def _ended(heading: re.Match[str]) -> str:
    """A heading without its number, between full stops; one that names a level as it is."""
    if _level_pattern().search(heading[0]):
        return heading[0]
    return f"。{' ' * len(heading['number'])}{heading['words']}。"


def _outside(paragraph: Paragraph, start: int, lists: Sequence[Sequence[_Row]]) -> Iterator[tuple[int, Block]]:
    """What a paragraph that begins at `start` says before, between and behind the lists, each with where it begins; all
    of one that holds none."""
    at = start
    end = start + len(paragraph.text)
    for rows in lists:
        first, behind = max(start, rows[0].start), min(end, rows[-1].end + 1)
        if first < behind:
            yield from ((at, part) for part in _part(paragraph, at - start, first - start))
            at = behind
    rest = [paragraph] if at == start else _part(paragraph, at - start, len(paragraph.text))
    yield from ((at, part) for part in rest)


def _part(paragraph: Paragraph, start: int, end: int) -> Iterator[Paragraph]:
    """The words between two places of a paragraph, a form's title with a colon behind it apart; nothing where there are
    none."""
    text = paragraph.text[start:end].strip()
    title, colon, behind = text.replace("：", ":").partition(":")
    titled = colon and form_of_title(title)
    for said in (title, behind) if titled else (text,):
        if said.strip(_ENDS):
            yield replace(paragraph, text=said)


def _lists(text: str) -> Iterator[list[_Row]]:
    """The rows of each list; in one that levels head a short saying without a value is an indicator as well. What is
    said before the first level is none of what they head. Behind a list that levels head, and a sentence that says no
    indicator, even one saying under a level goes on with it."""
    rows: list[_Row] = []
    fewest = _FEWEST
    for row in [*_rows(_NUMBERED_LINE.sub("。", text)), _Row(len(text), len(text))]:
        goes_on = not rows or rows[0].is_headed or not row.is_headed
        if goes_on and (row.is_indicator or (rows and row.is_named_alone)):
            rows.append(row)
            continue
        while rows and not rows[-1].is_indicator:
            rows.pop()
        least = fewest if rows and rows[0].is_headed else _FEWEST
        if sum(row.is_indicator for row in rows) >= max(least, _MOSTLY * len(rows)):
            fewest = 1 if rows[0].is_headed else fewest
            yield rows
        rows = [row] if row.is_indicator else []


def _rows(text: str) -> Iterator[_Row]:
    """What each sentence says; what stands behind a level is said under it, up to a long sentence that says nothing."""
    marks = list(_level_pattern().finditer(text))
    yield from _sentences(text, 0, _end_of_sentence(text, marks[0].start("set")) if marks else len(text), {})
    levels: dict[str, str] = {}
    ends = [*(mark.start("set") for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends if marks else (), strict=True):
        levels = _levels(compact(mark["level"]), levels)
        yield from _sentences(text, mark.end(), end, levels, mark.start("set"))


def _end_of_sentence(text: str, before: int) -> int:
    """Where the last whole sentence ends before a place: what stands between them leads to a level."""
    return max(text.rfind(sign, 0, before) for sign in "；;。") + 1


def _sentences(text: str, start: int, end: int, levels: dict[str, str], opened: int = -1) -> Iterator[_Row]:
    """The rows of the sentences between two places of a text; the first reaches back to where its level opened. A full
    stop ends what a level heads, unless a number goes on behind it."""
    count = 0
    for sentence in _SENTENCE.finditer(text, start, end):
        if not sentence[0].strip():
            continue
        counted = re.match(rf"\s*{count + 1}[.、．]", sentence[0])
        count = count + 1 if counted else 0
        if opened < 0 and text[sentence.start() - 1] == "。" and not _NUMBER.match(sentence[0])[0].strip():  # type: ignore[index]
            levels = {}
        first = opened if opened >= 0 else sentence.start()
        rows = list(_said(sentence[0][counted.end() if counted else 0 :], first, sentence.end(), levels))
        yield from rows
        opened = -1
        levels = levels if any(row.is_indicator or row.is_named_alone for row in rows) else {}


def _said(said: str, start: int, end: int, levels: dict[str, str]) -> Iterator[_Row]:
    """The indicators of a saying: under a level those one behind the other, each with its value, and what is said of
    it."""
    row: _Row | None = None
    said = _before_label().sub("，", _NUMBER.sub("", said.strip(), count=1))
    parts = list(_parts(said, bool(levels)))
    has_target = any(role == "target" for (_, role), _ in parts)
    for label, part in parts:
        if label[0]:
            if row is not None:
                _take(row, label, part)
            continue
        named = {"name": part.strip(_QUOTES)} if has_target else _named(part, bool(levels)).cells
        if row is None or levels:
            if row is not None:
                yield row
            row = _Row(start, end, levels | named, bool(levels))
    if row is not None:
        yield row


def _parts(said: str, under_level: bool) -> Iterator[tuple[tuple[str, str], str]]:
    """The parts of a saying with the label and the role that each begins with: those that say by a word what they are,
    and between them the likeliest cut of the words into names with their values."""
    pieces = re.split(r"([，,、\n])", said)
    run: list[str] = []
    for at in range(0, len(pieces), 2):
        label = _label_of(pieces[at].strip()) if at else ("", "")
        if label[0]:
            yield from ((("", ""), part) for part in _likeliest_parts(run, under_level))
            run = []
            yield label, pieces[at].strip()
        else:
            run += pieces[max(0, at - 1) if run else at : at + 1]
    yield from ((("", ""), part) for part in _likeliest_parts(run, under_level))


def _likeliest_parts(pieces: Sequence[str], under_level: bool) -> list[str]:
    """Pieces and the signs between them, put together into parts: those that are likeliest as names with values."""
    count = (len(pieces) + 1) // 2
    best: list[tuple[float, int, str]] = [(0.0, 0, "")]
    for end in range(1, count + 1):
        ways = []
        for start in range(max(0, end - _MOST_PIECES), end):
            part = "".join(pieces[2 * start : 2 * end - 1]).replace("\n", "").strip()
            ways.append((best[start][0] + (_named(part, under_level).chance if part else 0.0), start, part))
        best.append(max(ways, key=lambda way: way[0]))
    parts: list[str] = []
    while count:
        _, count, part = best[count]
        parts += [part] if part else []
    return parts[::-1]


def _levels(level: str, before: dict[str, str]) -> dict[str, str]:
    """A level that was said, with the one above it: its only parent, or the one that was said before where it fits."""
    if level in level_names("level1") and level not in level_names("level2"):
        return {"level1": level}
    parents, said = parents_of(level), before.get("level1", "")
    above = said if said in parents else next(iter(parents)) if len(parents) == 1 else ""
    return {"level2": level, "level1": above}


@dataclass(frozen=True, slots=True)
class _Named:
    """A name, with its value where it has one, and how likely both are as such; a logarithm."""

    chance: float
    cells: dict[str, str]


@lru_cache(maxsize=4096)
def _named(part: str, under_level: bool) -> _Named:
    """A name, and the value behind it where it has one: parted where both are likeliest."""
    if not 1 < len(part) <= _LONGEST_SAID:
        return _Named(_ODD_CHARACTER * len(part), {"name": part})
    said = Likelihoods(part)
    ways = [(max(said.of("name", 0, len(part)) + _NO_VALUE, _ODD_CHARACTER * len(part)), part, "")]
    for end in range(2, len(part)):
        name = said.of("name", 0, end)
        for start, stop in _values(part, end) if name > NEVER else ():
            value = part[start:stop]
            if value and (start > end or under_level or _is_plain(value)):
                chance = said.of("target", start, stop) - (0.0 if start > end or _is_plain(value) else _ODD_VALUE)
                ways.append((name + chance, part[:end], value))
    chance, words, value = max(ways)
    words = words.strip(_QUOTES) or words
    return _Named(chance, {"name": words, "target": value} if value else {"name": words})


def _values(part: str, end: int) -> Iterator[tuple[int, int]]:
    """Where the value of a name may stand that ends there: right behind it, behind what joins them, or in brackets."""
    yield end, len(part)
    if joint := _JOINT.match(part, end):
        yield joint.end(), len(part)
    if part[end] in "(（" and part[-1] in ")）" and not is_unit(part[end + 1 : -1]):
        yield end + 1, len(part) - 1


def _is_plain(value: str) -> bool:
    """Whether words say by themselves that they are a value: they hold a figure, or are known for a quality."""
    return bool(_FIGURE.search(value)) or value in cues("quality_words") or value in quality_sayings()


@cache
def _level_pattern() -> re.Pattern[str]:
    """A level with a colon, a count or a sign that leads to another level behind it, or alone in its line or sentence,
    what came of it as a whole apart: 产出指标-数量指标-…, 产出指标完成情况（分值50分）."""
    levels = sorted(all_level_names() - frozenset(cues("chapter_levels")), key=len, reverse=True)
    # 满意度 behind other words is the end of a name: 周边群众满意度：目标值≥90%.
    level = "|".join(
        ("" if level.endswith("指标") else r"(?<![\u4e00-\u9fff])") + r"\s?".join(map(re.escape, level))
        for level in levels
    )
    counted = (
        r"\s?(?:共|有)?\s?[\d一二两三四五六七八九十]{1,2}\s?[条个项]\s?[，,]?\s?(?:分别|依次)?(?:[为是]|包括)?[：:]?"
    )
    alone = r"(?<![\u4e00-\u9fff，,、])(?P<alone>)"
    leads = r"\s?[-—–→>＞/＼\\]{1,2}\s?(?=[^\d\s])"
    result = r"(?:(?:完成|实现|达成)情况)?(?:\s?[(（][^()（）\n]{1,40}[)）])?"
    behind = rf"(?:{counted}|{leads}|{result}\s?[：:]|(?(alone){result}\s{{0,3}}(?=[。\n]|$)|(?!)))"
    number = r"[(（]?[\d一二三四五六七八九十]{1,3}[)）.、．]{1,2}\s?"
    return re.compile(
        rf"(?P<set>(?:{number})?(?:设置?\s?)?(?:\d{{1,2}}\s?[条个项]\s?)?)(?:{alone})?(?P<level>{level}){behind}"
    )


def _take(row: _Row, label: tuple[str, str], part: str) -> None:
    """Takes what a part says of the indicator behind the word that it begins with."""
    role, said = label[1], _behind(label[0], part)
    if role not in row.cells and said and (_FIGURE.search(said) or role in ("target", "actual")):
        row.cells[role] = said
        row.named = True


def said_value(part: str) -> tuple[str, str]:
    """The role that a word in front of a value gives it, and the value: 完成39场; no role, and the part itself, where
    none stands there."""
    label = _label_of(part)
    said = _behind(label[0], part) if label[0] else ""
    return (label[1], said) if said and part.startswith(label[0]) else ("", part)


def _behind(word: str, part: str) -> str:
    """What a part says behind a word in it."""
    return _DONE.sub("", _SAID.sub("", part[part.index(word) + len(word) :]).strip())


def _label_of(part: str) -> tuple[str, str]:
    """The word that a part begins with, and what it says that follows it; both are empty for any other part."""
    return next((pair for pair in _labels() if part.find(pair[0], 0, len(pair[0]) + _STRAY) >= 0), ("", ""))


@cache
def _labels() -> list[tuple[str, str]]:
    """Words that say what follows them, with its role, the longest first."""
    known = {word: role for word, role in spellings("columns").items() if role in _ROLES[3:]}
    return sorted((known | knowledge("content")["said_values"]).items(), key=lambda pair: -len(pair[0]))


@cache
def _before_label() -> re.Pattern[str]:
    """What stands between a name and the word that says what follows it: the colon of 植被面积：目标值≥320亩, the
    closing quote of “植被面积”目标值为320亩."""
    words = "|".join(re.escape(word) for word, _ in _labels())
    return re.compile(rf"(?:(?<=[\u4e00-\u9fff）)])[：:]|[{_QUOTES}])\s?(?={words})")


def _table(rows: Sequence[_Row], told: Sequence[Paragraph]) -> Table:
    """The rows under the words that forms print over them, each where the paragraph stands in which it begins."""
    heads: dict[str, str] = knowledge("content")["heads"]
    roles = [role for role in _ROLES if any(row.cells.get(role) for row in rows)]
    roles = roles if len(roles) >= _FEWEST_COLUMNS else ["level2", *roles]
    lines = [[heads[role] for role in roles], *([row.cells.get(role, "") for role in roles] for row in rows)]
    table = Table.of(lines, confidence=_SURE)
    places = [told[0], *told]
    cells = (replace(cell, page=places[cell.row].page, box=places[cell.row].box) for cell in table.cells)
    return replace(table, cells=tuple(cells))
