"""What a name and a spelling have in common, as the figures that the counted weights weigh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import chain
from math import fsum
from typing import Any, NamedTuple

from normalizers.matching.evidence import Evidence
from normalizers.matching.name_index import NameIndex, Spelling, Spellings, Words
from normalizers.names.parts import NameParts, contraries
from normalizers.names.taxonomy import Entry


class Strangeness(NamedTuple):
    """How like a name is to the nearest that means no entry: by letters, by words, and whether both count the same."""

    letters: float
    words: float
    counts: float


class Asked(NamedTuple):
    """A name with what holds for it whatever entry it is compared with: its doings and its things with what each says,
    in one order, and what all of them say; its words that exclude others, with those; and how like it is to a name that
    means no entry."""

    name: NameParts
    doings: tuple[tuple[str, float], ...]
    things: tuple[tuple[str, float], ...]
    doing_weight: float
    thing_weight: float
    contraries: tuple[tuple[str, frozenset[str]], ...]
    strange: Strangeness


#: The figures in their order. `theirs` are parts of the spelling, `ours` of the name.
FEATURES = (
    "always", "doings of theirs", "doings of ours", "things of theirs", "strange things, generic",
    "strange things, specific", "same ending", "ending of its group", "other ending", "ending on one side",
    "letters", "letters squared", "nothing shared", "neither thing nor doing", "weight shared", "weight left",
    "kind agrees", "kind differs", "unit agrees", "unit differs", "level agrees", "level differs",
    "takes any thing", "no doing of theirs", "no doing of ours", "words shared with the entry", "doings conflict",
    "things conflict", "ending against kind", "common tail", "same words", "difference of length", "same head",
    "head said elsewhere", "head of a kind", "strange head", "strange head of a share", "doings said elsewhere",
    "things said elsewhere, generic", "things said elsewhere, specific", "the whole spelling", "the whole name",
    "contrary words", "core words", "core words lacking", "things in its spellings", "doings in its spellings",
    "strange things, certain", "like a name without entry", "words of a name without entry",
    "as a name without entry counts",
)  # fmt: skip

# The kinds of value that what an ending counts may have.
_KINDS = {
    "share": ("ratio",), "count": ("quantity",), "size": ("quantity",), "length": ("quantity",), "money": ("money",),
    "measurement": ("quantity",), "time": ("duration", "date"), "degree": ("qualitative", "ratio"),
}  # fmt: skip
# A rate and a degree are said of the same: 及时率, 及时情况.
_SAID_ALIKE = frozenset(("share", "degree"))
# Of a thing so much is there where another of its kind is.
_OF_A_KIND = 0.7
_TAIL = 5


def features(
    index: NameIndex, asked: Asked, spelling: Spelling, entry: Entry, evidence: Evidence, shared: float
) -> tuple[float, ...]:
    """The figures under `FEATURES` of a name and an entry's spelling; `shared` is what name and entry share by the
    index."""
    name, ours_doing, ours_thing = asked.name, asked.doing_weight, asked.thing_weight
    other, words = spelling.parts, index.words[spelling.entry]
    doing = sum([weight for word, weight in asked.doings if word in other.doings])
    thing, ours_known = _things(spelling.things, other, name), _things(asked.things, name, other)
    strange = 1 - _share(ours_known, ours_thing)
    ratio = _likeness()[0]
    letters = max(ratio(name.stem, other.stem), ratio(name.ordered, other.ordered)) / 100
    said = sum([weight for word, weight in asked.doings if word in words.said])
    endings = _endings(name, other)
    fitting = 1.0 - endings[2]
    theirs = _share(doing, spelling.doing_weight), _share(thing, spelling.thing_weight)
    named = _share(sum([weight for word, weight in asked.things if word in words.said]), ours_thing)
    return (
        1.0, theirs[0], _share(doing, ours_doing), theirs[1],
        strange if other.generic else 0.0, 0.0 if other.generic else strange, *endings,
        letters, letters * letters, float(not doing and not thing), float(other.generic and not other.doings),
        (doing + thing) / 10, (ours_doing - doing + max(0.0, ours_thing - ours_known)) / 10,
        float(evidence.kind > 0), float(evidence.kind < 0), float(evidence.unit > 0), float(evidence.unit < 0),
        float(evidence.level > 0), float(evidence.level < 0), words.open, float(not other.doings),
        float(not name.doings), shared / 20, min(spelling.doing_weight, ours_doing) / 6 - doing / 6,
        max(0.0, min(spelling.thing_weight, ours_thing) - thing) / 6, _against(name, entry),
        _tail(name.stem, other.stem),
        fitting * (name.doings == other.doings and name.things == other.things),
        abs(len(name.stem) - len(other.stem)) / 10, *_heads(index, name, spelling),
        _share(said, ours_doing), named if other.generic else 0.0, 0.0 if other.generic else named,
        fitting * theirs[0] * theirs[1], fitting * _share(doing, ours_doing) * (1 - strange),
        _contrary(asked, other), *_core(name, words), *_said(asked, words), *asked.strange,
    )  # fmt: skip


def _core(name: NameParts, words: Words) -> tuple[float, float]:
    """The share of what half of the entry's spellings say that the name says too, and how much it lacks of that."""
    had = sum([weight for word, weight in words.core if word in name.signs or word in name.kinds])
    return _share(had, words.core_weight) if words.core else 1.0, (words.core_weight - had) / 10


def _said(asked: Asked, words: Words) -> tuple[float, float, float]:
    """How many of the entry's spellings say the name's things, and its doings; and how much of its things none says,
    nor one of their kind, for an entry that is of certain things."""
    name, said = asked.name, words.said
    things = sum([weight * said.get(word, 0.0) for word, weight in asked.things])
    doings = sum([weight * said.get(word, 0.0) for word, weight in asked.doings])
    foreign = sum(
        [
            weight
            for word, weight in asked.things
            if word not in said and name.kind_of.get(word, word) not in words.kinds
        ]
    )
    certain = (1 - words.open) * _share(foreign, asked.thing_weight)
    return _share(things, asked.thing_weight), _share(doings, asked.doing_weight), certain


def asked(index: NameIndex, name: NameParts, strangers: tuple[Spelling, ...]) -> Asked:
    """A name with what holds for it whatever entry it is compared with."""
    doings = tuple([(word, index.weight(word)) for word in sorted(name.doings)])
    things = index.things(name)
    doing, thing = fsum([weight for _, weight in doings]), fsum([weight for _, weight in things])
    excluding = tuple([(word, others) for word in name.signs if (others := contraries(word))])
    return Asked(name, doings, things, doing, thing, excluding, strangeness(name, strangers))


def strangeness(name: NameParts, strangers: tuple[Spelling, ...]) -> Strangeness:
    """How like a name is to that of some names which is most like it; nothing of no names."""
    if not strangers:
        return Strangeness(0.0, 0.0, 0.0)
    by_letters = [_letters(name.stem, one.parts.stem) for one in strangers]
    by_words = [_words_alike(name, one) for one in strangers]
    at = max(range(len(strangers)), key=lambda at: (by_letters[at] + by_words[at], by_words[at]))
    other = strangers[at].parts
    letters = max(by_letters[at], _letters(name.ordered, other.ordered))
    ours, theirs = name.ending, other.ending
    return Strangeness(letters, by_words[at], float((ours and ours.means) == (theirs and theirs.means)))


def _words_alike(name: NameParts, spelling: Spelling) -> float:
    """The share of the telling words of both that they have in common."""
    common = len(name.signs & spelling.telling)
    return common / (len(name.signs) + len(spelling.telling) - common or 1)


def _things(things: tuple[tuple[str, float], ...], of: NameParts, name: NameParts) -> float:
    """How much of some things the name has: the thing itself or one of that kind, less where both are of one."""
    found = 0.0
    for thing, weight in things:
        if thing in name.things or thing in name.kinds:
            found += weight
        elif (kind := of.kind_of.get(thing)) and (kind in name.kinds or kind in name.things):
            found += _OF_A_KIND * weight
    return found


def closest(name: NameParts, spellings: Spellings) -> Spelling:
    """The spelling of an entry that is most like a name, by letters and by words that tell something."""
    if len(spellings.all) == 1:
        return spellings.all[0]
    ratio, likest = _likeness()
    stem, known = name.stem, len(name.signs)
    common = Counter(chain.from_iterable([spellings.telling[sign] for sign in name.signs if sign in spellings.telling]))
    alike = [(-count / (known + len(spellings.all[at].telling) - count), at) for at, count in common.items()]
    alike.sort()
    best, most = 0, -1.0
    for words, at in alike:
        if 1 - words <= most:
            break  # letters all alike would not make up for the words
        likeness = ratio(stem, spellings.stems[at]) / 100 - words
        if likeness > most:
            best, most = at, likeness
    if most < 1:  # one that has no word of the name; those that have are surer than by their letters alone
        nearest = likest(stem, spellings.stems, scorer=ratio, processor=None, score_cutoff=max(0.0, 100 * most))
        best = nearest[2] if nearest is not None and nearest[1] / 100 > most else best
    return spellings.all[best]


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole else 1.0


@cache
def _likeness() -> tuple[Callable[..., float], Callable[..., Any]]:
    """How like two texts are, of 100, and which of several is likest."""
    from rapidfuzz.fuzz import ratio  # late: names that are an entry's word for word need none
    from rapidfuzz.process import extractOne

    return ratio, extractOne


def _letters(one: str, other: str) -> float:
    return _likeness()[0](one, other) / 100


def _endings(name: NameParts, other: NameParts) -> tuple[float, float, float, float]:
    """Same, of one group, other, on one side alone."""
    ours, theirs = name.ending, other.ending
    if ours is None or theirs is None:
        return (0.5, 0.0, 0.0, 0.0) if ours is theirs else (0.0, 0.0, 0.0, 1.0)
    if ours.means == theirs.means:
        return 1.0, 0.0, 0.0, 0.0
    near = ours.kind == theirs.kind or {ours.kind, theirs.kind} <= _SAID_ALIKE
    return (0.0, 1.0, 0.0, 0.0) if near else (0.0, 0.0, 1.0, 0.0)


def _against(name: NameParts, entry: Entry) -> float:
    """1 where what the name counts can't be of the entry's kind: a rate against an amount."""
    kinds = _KINDS.get(name.ending.kind) if name.ending else None
    return float(bool(kinds and entry.kind and entry.kind not in kinds))


def _contrary(asked: Asked, other: NameParts) -> float:
    """1 where a word on one side excludes one on the other, and where one alone counts places."""
    name = asked.name
    if name.counts_places != other.counts_places:
        return 1.0
    excluded = [
        word
        for word, others in asked.contraries
        if word not in other.signs and not (others & other.signs).issubset(name.signs)
    ]
    return float(bool(excluded))


def _tail(one: str, other: str) -> float:
    """How many last characters are the same, of five."""
    same = 0
    for mine, theirs in zip(reversed(one[-_TAIL:]), reversed(other[-_TAIL:]), strict=False):
        if mine != theirs:
            break
        same += 1
    return same / _TAIL


def _heads(index: NameIndex, name: NameParts, spelling: Spelling) -> tuple[float, float, float, float, float]:
    """Whether the last word before the ending is the spelling's, another spelling's, of a kind with one, or none."""
    words, head = index.words[spelling.entry], name.head
    if head is None or (spelling.parts.head is not None and head.means == spelling.parts.head.means):
        return 1.0, 0.0, 0.0, 0.0, 0.0
    if head.means in words.said:
        return 0.0, 1.0, 0.0, 0.0, 0.0
    if head.kind and head.kind in words.kinds:
        return 0.0, 0.0, 1.0, 0.0, 0.0
    share = name.ending is not None and name.ending.kind in ("share", "money", "degree")
    return 0.0, 0.0, 0.0, 1.0, float(share)
