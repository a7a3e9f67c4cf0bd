"""Who files: an invented place, a body of one sector, people and telephones."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from corpus.lexicon import word, words


@dataclass(frozen=True, slots=True)
class Issuer:
    """A department of an invented place. `level` is 市, 县, 区 or 州, `body` its full name."""

    place: str
    level: str
    sector: str
    body: str
    office: str

    @property
    def seat(self) -> str:
        """The place with its level, 云桐市."""
        return self.place + self.level


def issuer(random: Random, sector: str = "") -> Issuer:
    """One department, of the sector where one is given."""
    chosen = sector or random.choice(list(words()["sectors"]))
    place, level = word(random, "places"), word(random, "levels")
    facts = words()["sectors"][chosen]
    return Issuer(place, level, chosen, place + level + facts["body"], facts["office"])


def person(random: Random) -> str:
    """An invented name."""
    return word(random, "surnames") + word(random, "given")


def telephone(random: Random) -> str:
    """A telephone number in one of the ways that forms print them; none of them is anybody's."""
    local = f"5550{random.randint(0, 999):03d}"
    return random.choice((local, f"0{random.randint(990, 999)}-{local}", f"1990000{random.randint(0, 9999):04d}"))


def projects(random: Random, who: Issuer, year: str, count: int) -> list[str]:
    """So many different project names."""
    names = list(words()["sectors"][who.sector]["project"])
    random.shuffle(names)
    lead = [f"{year}年度", f"{year}年", "", f"{who.seat}{year}年"]
    found = [random.choice(lead) + name for name in names[:count]]
    towns = random.sample(words()["towns"], max(0, min(count - len(found), len(words()["towns"]))))
    return found + [f"{year}年{town}{random.choice(names)}" for town in towns]


def duties(random: Random, who: Issuer) -> list[str]:
    """The department's duties, one sentence each, without numbers before them."""
    given = [str(d).replace("{lv}", who.level) for d in words()["sectors"][who.sector]["duty"]]
    return given + (["完成上级交办的其他任务。"] if random.random() < 0.5 else [])
