"""Heads of an indicator table in running text, read cell by cell: those that nobody knows and years as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extractors.forms.columns.beside_heads import beside_role
from extractors.forms.evidence.counts import OTHER
from extractors.forms.evidence.fit import cues, level_names
from extractors.forms.lattice.pieces import Manner, manner_of
from extractors.forms.text.glued_heads import stretch_of_heads
from extractors.forms.text.head_words import (
    BRACKET,
    LEAST_WORDS,
    MOST_WORDS,
    REST,
    VALUE_ENDS,
    HeadRun,
    begun,
    behind_separators,
    is_level,
    role_of_word,
    spaced,
    with_finest,
)
from extractors.forms.words.content import year_of
from extractors.forms.words.vocabulary import ambiguous, column_role, spellings
from extractors.forms.words.vocabulary import words as spelled
from normalizers.text import BORDERS, bare

# A whole cell, by what parts the cells of the text.
_CELLS = {
    Manner.BORDERED: re.compile(rf"\s*(?P<said>[^{BORDERS}]{{1,30}}?)\s*(?:[{BORDERS}][\s{BORDERS}]*|$)"),
    Manner.BLANK_LINES: re.compile(
        r"\s*(?P<said>[^\n]{1,20}(?:\n[^\n]{1,20}){0,5}?)[ \t\u3000]*(?:\n[ \t\u3000]*\n\s*|$)"
    ),
    Manner.SPACED: re.compile(r"\s*(?P<said>\S{1,30})(?:\s+|$)"),
    Manner.LINES: re.compile(r"\s*(?P<said>[^\n]{1,30}?)[ \t\u3000]*(?:\n\s*|$)"),
    Manner.GLUED: re.compile(r"(?P<said>[\u4e00-\u9fff（）()、/]{2,14})"),
}
_CELL_BEFORE = {
    Manner.BORDERED: re.compile(
        rf"(?:^|[{BORDERS}\n])\s*(?P<said>[^{BORDERS}\n]{{1,30}})\s*[{BORDERS}][\s{BORDERS}]*$"
    ),
    Manner.BLANK_LINES: re.compile(r"(?:^|\n\s*\n)\s*(?P<said>[^\n]{1,30})\s*\n\s*\n\s*$"),
    Manner.SPACED: re.compile(r"(?:^|\s)(?P<said>\S{1,30})\s+$"),
    Manner.LINES: re.compile(r"(?:^|\n)[ \t\u3000]*(?P<said>[^\n]{1,30})\n\s*$"),
}
_MOST_BESIDE, _LOOKED_BACK, _PROJECT = 8, 80, "project"
_EDGES = f" \n\t{BORDERS}"
_UNKNOWN = re.compile(r"[\u4e00-\u9fffA-Z（）()、/\s]{2,20}")
_MOST_UNKNOWN = 12
#: What a head of money may begin with besides (年度预算金额).
_OF_THE_YEAR = "年度|本年度?|全年|当年"
_YEAR = re.compile(r"(?P<said>20[0-4]\d\s?年度?)")
#: The part of a year with the word for what was reached in it.
_PART = r"(?:\d{1,2}\s?[-—–~～至]\s?)?\d{1,2}\s?月份?\s?"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: What a level is named by (一级指标), and how a head ends that names what kind of thing its column holds.
_INDICATOR, _RANK, _HEAD_ENDS = "指标", "级", ("指标", "类别", "类型", "分类", "名称")
#: How sure a cell is of its role that is in no list, but like one; the rest of a cell, where something parts cells.
_LIKE_A_HEAD = 0.8
_CELL_REST = re.compile(r"[\u4e00-\u9fff]{1,8}(?=\s|$)")
_APART = frozenset((Manner.SPACED, Manner.BLANK_LINES, Manner.LINES))
#: Columns at the left of these say what a group of rows is about.
_LEVELS = frozenset(("level1", "level2"))
_FIRST = _LEVELS | {"name"}
_VALUED = frozenset(("target", "adjusted", "weight", "actual", "rule", "score", "history", "interim", "operator"))
_POINTS = frozenset(("weight", "score"))
#: Beside a column of one of these none stands that holds the values of a place.
_PLACED = frozenset(("target", "actual"))
#: A head that nobody knows in a text that nothing parts has so many characters; a level there more than these.
_LONGEST_GLUED, _LONGEST_STRETCH, _SHORTEST_LEVEL = 16, 60, 3
_LEAST_APART = 3


def open_heads(text: str, glued: bool) -> Iterator[HeadRun]:
    """Runs of head words with a name and a value, points or a rule among them: at least three, four in a text that
    nothing parts."""
    manner = manner_of(text, glued)
    position = 0
    while found := _word_pattern().search(text, position):
        if _is_inside(text, found, manner):
            position = found.start() + 1
            continue
        words, position = _run(text, found, manner)
        words = _with_name(_with_whole_heads(_without_rest(words), manner))
        roles = {role for role, _ in words}
        least = LEAST_WORDS if manner is Manner.GLUED else _LEAST_APART
        if len(words) >= least and "name" in roles and _VALUED & roles:
            start, beside = _beside(text, found.start(), manner)
            yield HeadRun(start, position, with_finest(_of_groups((*beside, *words))))


def _is_inside(text: str, found: re.Match[str], manner: Manner) -> bool:
    """Whether a head word is a part of a longer one (单位 of 实施单位) in a text whose cells something parts. What
    names a level by its rank is none, even where the label at the left edge runs into it."""
    apart = manner is Manner.GLUED or _RANK in found.group(0)
    return not apart and found.start() > 0 and _CHINESE.match(text, found.start() - 1) is not None


def _without_rest(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The heads without the rest of one that lines tore: 指标 behind the last one, of 一级 before the others."""
    torn = len(words) > 1 and words[-1][1] == _INDICATOR and any(said.endswith(_RANK) for _, said in words[:-1])
    return words[:-1] if torn else words


def _with_whole_heads(words: list[tuple[str, str]], manner: Manner) -> list[tuple[str, str]]:
    """The heads, one that says on what the values under another are based (目标值 | 目标值确定依据) made whole, and in
    a text that nothing parts one of which nobody knows the first words (实施期 | 指标值) or the last (三级指标 |
    内容)."""
    found: list[tuple[str, str]] = []
    for at, (role, printed) in enumerate(words):
        before = found[-1] if found else ("", "")
        is_basis = role == "basis" and before[0] == "target" and before in words[: at - 1]
        is_rest = manner is Manner.GLUED and before[0] == OTHER and not column_role(before[1])
        ends = manner is Manner.GLUED and role == OTHER and not column_role(printed)
        if is_basis or (is_rest and column_role(before[1] + printed).name == role):
            found[-1] = (role, before[1] + printed)
        elif ends and before[0] and column_role(before[1] + printed).name == before[0]:
            found[-1] = (before[0], before[1] + printed)
        else:
            found.append((role, printed))
    return found


def _with_name(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The heads, that behind the last level as the names' where no other is and nobody knows it."""
    roles = [role for role, _ in words]
    at = max((place for place, role in enumerate(roles, 1) if role in _LEVELS), default=0)
    if "name" in roles or not at or roles[at : at + 1] != [OTHER]:
        return words
    return [*words[:at], ("name", words[at][1]), *words[at + 1 :]]


def _of_groups(words: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The heads, those before the levels with the role that they have for a group of rows: 年度目标 is what a project
    is for, where the table has targets of its own. Points stand there only as the upper storey of a head."""
    first = next((at for at, (role, _) in enumerate(words) if role in _FIRST), 0)
    kept = _POINTS if any(role == "target" for role, _ in words[first:]) else _POINTS | {"target"}
    return (
        *((role if role in kept else beside_role(said) or role, said) for role, said in words[:first]),
        *words[first:],
    )


def _beside(text: str, start: int, manner: Manner) -> tuple[int, list[tuple[str, str]]]:
    """The heads before the first word that say what a group of rows is about, a project's name among them, and where
    they begin; none, and the place itself, where there are none. Among them may be one that nobody knows and that is
    named like a head."""
    cells: list[tuple[str, str]] = []
    end = start
    while len(cells) < _MOST_BESIDE and (cell := _before(manner).search(text, max(0, end - _LOOKED_BACK), end)):
        said = cell["said"].strip()
        role = beside_role(said) or (OTHER if not cells and said.endswith(_HEAD_ENDS) else "")
        if not role:
            break
        cells.insert(0, (role, said))
        end = cell.start("said")
    if _PROJECT not in dict(cells) or _is_pair(text[end:start], cells):
        return start, []
    return end, cells


def _is_pair(before: str, cells: Sequence[tuple[str, str]]) -> bool:
    """Whether what stands before a head begins with a line of a label and what it says (专项名称 产粮奖励资金)."""
    line, *below = before.split("\n")
    own = [cell for cell in cells if cell[1] in line]
    if not below or len(own) != 2 or own != list(cells[:2]):
        return False
    (role, _), (_, said) = own
    return role == _PROJECT and bare(said) not in _heads_beside()


@cache
def _heads_beside() -> frozenset[str]:
    """The known heads of columns that say what a group of rows is about."""
    return frozenset(
        {*spellings("beside"), *spellings("goals"), *spelled("fields", "project"), *spelled("money", "columns")}
    )


@cache
def _before(manner: Manner) -> re.Pattern[str]:
    """The last cell of a text; in one that nothing parts the last word of those that say what a group is about."""
    if manner is not Manner.GLUED:
        return _CELL_BEFORE[manner]
    joined = "|".join(r"\s{0,2}".join(map(re.escape, word)) for word in sorted(_heads_beside(), key=len, reverse=True))
    return re.compile(rf"(?P<said>(?:{_OF_THE_YEAR})?(?:{joined}))\s*$")


def _run(text: str, first: re.Match[str], manner: Manner) -> tuple[list[tuple[str, str]], int]:
    """The head words from the first on, and where the last of them ends."""
    words: list[tuple[str, str]] = []
    word: re.Match[str] | None = first
    position = first.end()
    while word is not None and len(words) < MOST_WORDS:
        rest = REST.match(text, word.end()) if manner is Manner.BORDERED else _joined().match(text, word.end())
        rest = rest or _rest_of_cell(text, word, manner)
        position = rest.end() if rest else word.end()
        said = role_of_word(bare(word.group(1)), [role for role, _ in words]), word.group(0).strip(_EDGES)
        words.append((_whole(text[word.start() : position]) if bare(text[word.end() : position]) else None) or said)
        word = _word_pattern().match(text, behind_separators(text, position))
        if word is None and manner is Manner.GLUED and (stretch := _stretch(text, position)):
            words += stretch
            position = behind_separators(text, position) + sum(len(printed) for _, printed in stretch)
            word = _word_pattern().match(text, behind_separators(text, position))
        if word is None:
            unknown, behind = _unknown(text, behind_separators(text, position), manner)
            words += _of_places(unknown, words) or _guessed(unknown, words)
            position = behind if unknown else position
            word = _word_pattern().match(text, behind) if unknown else None
    return words, position


def _stretch(text: str, position: int) -> list[tuple[str, str]]:
    """The heads between a place and the first level behind it, of which nobody knows the first."""
    start = behind_separators(text, position)
    level = _level_pattern().search(text, start, start + _LONGEST_STRETCH)
    return stretch_of_heads(text, start, level.start() if level else len(text))


def _rest_of_cell(text: str, word: re.Match[str], manner: Manner) -> re.Match[str] | None:
    """What a cell says behind the head word that it begins with, in a text in which something parts the cells: 说明 of
    指标值说明, which asks for something else, or 内容 of 三级指标内容; no head or level of its own."""
    rest = _CELL_REST.match(text, word.end()) if manner in _APART else None
    if rest is None:
        return None
    whole = column_role(text[word.start() : rest.end()])
    asks_else = whole.name not in ("", "?", "joint", column_role(word.group(1)).name)
    is_own = _word_pattern().match(text, word.end()) is not None or is_level(rest[0])
    return rest if (asks_else and whole.sureness >= _LIKE_A_HEAD) or not (asks_else or is_own) else None


@cache
def _joined() -> re.Pattern[str]:
    """A second head word that a cell asks for beside the first one: 指标解释及评分标准."""
    words = "|".join(map(spaced, sorted({*spellings("columns"), *ambiguous()}, key=len, reverse=True)))
    return re.compile(rf"\s{{0,2}}[及和与、/]\s{{0,2}}(?:{words}){BRACKET}")


def _whole(cell: str) -> tuple[str, str] | None:
    """What a whole cell says that only begins with a head word; None where nobody knows it."""
    known = column_role(cell.strip(_EDGES))
    sure = known.sureness >= _LIKE_A_HEAD and known.name not in ("?", "joint")
    role = known.name if sure else beside_role(cell)
    return (role, cell.strip(_EDGES)) if role else None


def _guessed(unknown: Iterable[str], known: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Heads that are no listed words, with their roles: by what they are made of, a year for what was reached in it; of
    those that nobody knows the first that ends like a value's is the target behind a name."""
    found: list[tuple[str, str]] = []
    for said in unknown:
        roles = {role for role, _ in (*known, *found)}
        valued = "name" in roles and "target" not in roles and said.endswith(VALUE_ENDS)
        short = spellings("short_heads").get(bare(said), "")
        role = "history" if year_of(said) else column_role(said).name or ("" if short in roles else short)
        found.append((role if role not in ("", "?", "joint") else "target" if valued else "other", said))
    return found


def _of_places(unknown: Sequence[str], known: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Heads that are all names of places, each over its values, where no other column holds them; else none. In a text
    that nothing parts one name runs into the next."""
    roles = {role for role, _ in known}
    if "name" not in roles or roles & _PLACED or not all(_places().fullmatch(said) for said in unknown):
        return []
    places = [found.group(0) for said in unknown for found in _place().finditer(said)]
    return [("target", place) for place in places] if len(places) > 1 else []


@cache
def _place() -> re.Pattern[str]:
    endings = "|".join(sorted(map(re.escape, cues("place_endings")), key=len, reverse=True))
    return re.compile(rf"[\u4e00-\u9fff]{{1,6}}?(?:{endings})(?!(?:{endings}))")


@cache
def _places() -> re.Pattern[str]:
    return re.compile(f"(?:{_place().pattern})+")


def _unknown(text: str, position: int, manner: Manner) -> tuple[list[str], int]:
    """The cells from here to the next known head or to the first level, where they look like heads; else none."""
    found: list[str] = []
    while len(found) <= _MOST_UNKNOWN and (cell := _cell(text, position, manner)):
        said = cell["said"].strip()
        if is_level(said) or _word_pattern().match(text, position):
            return found, position
        if not (_UNKNOWN.fullmatch(said) or column_role(said) or year_of(said)):
            break
        behind = behind_separators(text, cell.end())
        following = _cell(text, behind, manner)
        whole = said + following["said"].strip() if following else said
        if following and is_level(whole):  # 运行 成本: a narrow column tore the level
            return found, position
        if following and manner in _APART and not column_role(said) and column_role(whole).sureness >= _LIKE_A_HEAD:
            said, behind = whole, behind_separators(text, following.end())  # 实施期指标 值: it tore the head
        found.append(said)
        position = behind
    return [], position


def _cell(text: str, position: int, manner: Manner) -> re.Match[str] | None:
    """The cell that begins at a place; where blanks part cells a year may hold one (2020 年), where borders do the line
    may end before the first level, and in a text that nothing parts a cell ends before the next known head or level."""
    if manner is Manner.SPACED and (year := _YEAR.match(text, position)) and not _CHINESE.match(text, year.end()):
        return year
    if manner is not Manner.GLUED:
        line = text.find("\n", position)
        ends = manner is Manner.BORDERED and line > 0 and _level_pattern().match(text, line + 1)
        return (_CELLS[manner].fullmatch(text, position, line) if ends else None) or _CELLS[manner].match(
            text, position
        )
    known = min((found.start() for pattern in (_word_pattern(), _level_pattern())
                 if (found := pattern.search(text, position + 1, position + _LONGEST_GLUED))), default=0)  # fmt: skip
    told = _level_pattern().match(text, position) or _YEAR.match(text, position)
    end = position + len(text[position:known].rstrip())
    return told or (_CELLS[manner].fullmatch(text, position, end) if end > position else None)


@cache
def _level_pattern() -> re.Pattern[str]:
    levels = sorted(level_names("level1") | level_names("level2"), key=len, reverse=True)
    torn = (r"\s?".join(map(re.escape, word)) for word in levels if len(word) > _SHORTEST_LEVEL)
    return re.compile(f"(?P<said>{'|'.join(torn)})")


@cache
def _word_pattern() -> re.Pattern[str]:
    words = sorted({*spellings("columns"), *ambiguous()}, key=len, reverse=True)
    reached = "|".join(map(spaced, sorted(spelled("monitored", "words"), key=len, reverse=True)))
    known = f"{begun(words)}(?:{'|'.join(map(spaced, words))})"
    return re.compile(rf"((?=\d){_PART}(?:{reached})|{known}){BRACKET}")
