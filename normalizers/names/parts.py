"""The parts of an indicator's name: the thing, what is done with it, how well, and what is counted.

`课桌椅采购套数` is a thing (课桌椅, a kind of 设备), an action (采购, the same as 购置) and an ending (套数, a count).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from normalizers.knowledge import table
from normalizers.names.names import lexicon, trimmed
from normalizers.names.words import cutter, general

#: The roles of words.
ENDING, ASPECT, ACTION, THING, SILENT = "ending", "aspect", "action", "thing", "silent"
_NONE: frozenset[str] = frozenset()
# What stands before a place that something is brought to, and the action that both together are.
_TO, _BROUGHT = "进", "进入"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: its role, the word that stands for its meaning, its kind (the group of an ending, the kind of a
    thing) and the unit that it says (台数: 台); the last two empty where it has none."""

    role: str
    means: str
    kind: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart.

    `stem` is the name with each word put as the one that stands for it, `ordered` the same with its words in one order
    whatever the order of the name; `doings` are its actions and aspects, `things` what it names, `kinds` and `kind_of`
    their kinds, `ending` what is counted, None where nothing is. `head` is the last word before the ending. `generic`
    says that no thing tells what the name is of, so that it may be of any; `signs` are the meanings of all its words;
    `counts_places` says that it counts places where something is done (储备点数量), and not what is done there.
    """

    stem: str
    ordered: str
    doings: frozenset[str]
    things: frozenset[str]
    kinds: frozenset[str]
    kind_of: Mapping[str, str]
    ending: Word | None
    head: Word | None
    generic: bool
    signs: frozenset[str]
    counts_places: bool


@lru_cache(maxsize=32768)
def parts(text: str) -> NameParts:
    """The parts of a name's key."""
    vocabulary = _vocabulary()
    cut = tuple(_without_visited(vocabulary.cut(trimmed(text)), vocabulary.visited))
    words = [vocabulary.words.get(word) or _thing(word) for word in cut]
    speaking = [word for word in words if word.role != SILENT]
    ending = speaking.pop() if speaking and speaking[-1].role == ENDING else None
    alike = [vocabulary.alike.get(word, word) for word in cut]
    things = frozenset(word.means for word in speaking if word.role == THING)
    kind_of = {word.means: word.kind for word in speaking if word.role == THING and word.kind}
    signs = frozenset(word.means for word in (*speaking, ending) if word)
    return NameParts(
        "".join(alike),
        "".join(sorted(alike)),
        frozenset(word.means for word in speaking if word.role != THING),
        things,
        frozenset(kind_of.values()),
        kind_of,
        ending,
        speaking[-1] if speaking else None,
        things <= vocabulary.generic,
        signs,
        _counts_places(cut, words),
    )


def _without_visited(cut: tuple[str, ...], visited: frozenset[str]) -> Iterator[str]:
    """The words without the place that something is brought to: 法律|进|校园|场次 is 法律|进入|场次, an action."""
    is_goal = [at > 1 and word in visited and cut[at - 1] == _TO for at, word in enumerate(cut)] + [False]
    for at, word in enumerate(cut):
        if not is_goal[at]:
            yield _BROUGHT if is_goal[at + 1] else word


def _counts_places(cut: tuple[str, ...], words: list[Word]) -> bool:
    """Whether a place stands right behind an action, alone or at the head of what is counted: 储备|库, 接种|点数."""
    places = _vocabulary().places
    behind = zip(words, cut[1:], words[1:], strict=False)
    return any(
        done.role == ACTION and (text in places or (word.role == ENDING and text[0] in places))
        for done, text, word in behind
    )


def bring_different(one: NameParts, other: NameParts) -> bool:
    """Whether two names say of different things that they are brought somewhere: 足球进校园 and 法律进校园."""
    alike = one.things & other.things or one.kinds & other.kinds
    return _BROUGHT in one.doings & other.doings and bool(one.things and other.things) and not alike


def stem(text: str) -> str:
    """A key without the words that only say that it is to be done, and with equal words put alike."""
    return parts(text).stem


def is_generic(thing: str) -> bool:
    """Whether a thing says so little that an entry of it takes any thing."""
    return thing in _vocabulary().generic


def contraries(word: str) -> frozenset[str]:
    """The words that exclude a word's meaning."""
    return _vocabulary().contrary.get(word, _NONE)


@lru_cache(maxsize=16384)
def split(text: str) -> tuple[tuple[str, Word], ...]:
    """The words of a key as they are printed, each with what it is."""
    vocabulary = _vocabulary()
    return tuple((word, vocabulary.words.get(word) or _thing(word)) for word in vocabulary.cut(text))


def listed_things() -> tuple[str, ...]:
    """The words for things of a known kind."""
    return tuple(chain.from_iterable(table("name_words")["things"].values()))


def listed_places() -> tuple[str, ...]:
    """The words for a place behind what is done there."""
    return tuple(table("name_words")["places"])


def listed(role: str) -> tuple[tuple[str, Word], ...]:
    """The words of a role, each with what it is."""
    return tuple((word, found) for word, found in _vocabulary().words.items() if found.role == role)


def _thing(word: str) -> Word:
    return Word(THING, word, _vocabulary().suffixes.get(word[-1], ""))


@dataclass(frozen=True, slots=True, eq=False)
class _Vocabulary:
    words: Mapping[str, Word]
    alike: Mapping[str, str]
    generic: frozenset[str]
    places: frozenset[str]
    visited: frozenset[str]
    suffixes: Mapping[str, str]
    contrary: Mapping[str, frozenset[str]]
    cut: Callable[[str], tuple[str, ...]]


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    data = table("name_words")
    words, alike = dict[str, Word](), dict.fromkeys(data["dropped"], "")
    for word, found, put in _listed(data):
        words[word] = found
        if put:
            alike[word] = found.means
    added = tuple(dict.fromkeys((*words, *data["known"], *lexicon().words)))
    compounds = frozenset(_compounds(words, {*general(), *added}))
    known = tuple(word for word in added if word not in compounds)
    suffixes = {sign: kind for kind, signs in data["suffixes"].items() for sign in signs}
    contrary: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for line in data["contrary"]:
        for word in line:
            contrary[word] |= frozenset(line) - {word}
    generic, places, visited = (frozenset(data[name]) for name in ("generic", "places", "visited"))
    return _Vocabulary(words, alike, generic, places, visited, suffixes, contrary, cutter(known, compounds))


def _listed(data: Mapping[str, Any]) -> Iterator[tuple[str, Word, bool]]:
    """Every listed word, what it is, and whether it is put as the word that stands for it."""
    yield from ((word, Word(SILENT, word), False) for word in data["silent"])
    for kind, things in data["things"].items():
        yield from ((word, Word(THING, word, kind), False) for word in things)
    for line in data["same"]:
        yield from ((word, Word(THING, line[0]), True) for word in line)
    for role, section in ((ACTION, "actions"), (ASPECT, "aspects")):
        for line in data[section]["lines"]:
            yield from ((word, Word(role, line[0]), True) for word in line)
    for group, endings in data["endings"].items():
        for ending in endings:
            yield from ((word, Word(ENDING, ending["means"], group, _unit(word)), True) for word in ending["words"])


def _unit(ending: str) -> str:
    """The unit that an ending counts in: 台数 in 台, 人次 in 人次, 率 in %."""
    if ending.endswith(("率", "比例", "占比")):
        return "%"
    known = frozenset(unit for line in lexicon().units for unit in line)
    return next((unit for unit in (ending, ending.removesuffix("数")) if unit in known), "")


def _compounds(words: Mapping[str, Word], known: Iterable[str]) -> Iterator[str]:
    """Known words that are put together of a listed word and an ending: 合格率."""
    for word in known:
        if word not in words and any(_joined(words, word[:at], word[at:]) for at in range(2, len(word))):
            yield word


def _joined(words: Mapping[str, Word], first: str, second: str) -> bool:
    one, other = words.get(first), words.get(second)
    return one is not None and one.role not in (SILENT, ENDING) and other is not None and other.role == ENDING
