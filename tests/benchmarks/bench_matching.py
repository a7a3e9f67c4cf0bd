"""How long 1,000 names against 2,500 entries take, beside rapidfuzz's `cdist` with `ratio` in the same run.

    python tests/benchmarks/bench_matching.py

Needs numpy for `cdist`. Prints seconds and their ratio, for names that are all new, and for such as filings bring:
mostly exact, many of them again and again. Loading and the index are timed apart; they are paid once a process.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace

from rapidfuzz import fuzz, process

from normalizers.matching import matching
from normalizers.names.taxonomy import Entry, Taxonomy

ENTRIES, NAMES = 2_500, 1_000
PREFIXES = ("城区", "农村", "社区", "园区", "校园", "流域", "林区", "景区", "港区", "库区", "牧区", "镇区")


def entries() -> tuple[Entry, ...]:
    """The built-in entries, and as many with a word before each spelling as make up the number."""
    built_in = Taxonomy.load().entries
    made = list(built_in)
    for prefix in PREFIXES:
        for entry in built_in:
            aliases = tuple(prefix + alias for alias in entry.aliases)
            made.append(replace(entry, id=f"{prefix}{entry.id}", name=prefix + entry.name, aliases=aliases))
    return tuple(made[:ENTRIES])


def misread(name: str, chance: random.Random) -> str:
    """The name with one character another, lost or doubled."""
    place = chance.randrange(len(name))
    return name[:place] + chance.choice(("", "口", "一", name[place] * 2)) + name[place + 1 :]


def seconds(work: Callable[[], object]) -> float:
    """The best of five runs."""
    best = float("inf")
    for _ in range(5):
        matching.forget()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Prints the table."""
    chance = random.Random(1)
    taxonomy = Taxonomy.of(entries())
    names = [entry.name for entry in taxonomy.entries]
    new = [misread(chance.choice(names), chance) for _ in range(NAMES)]
    usual = [chance.choice(names) if chance.random() < 0.8 else misread(chance.choice(names), chance) for _ in new]
    spellings = sum(len(entry.spellings) for entry in taxonomy.entries)
    start = time.process_time()
    matching.match("某某某某某某某某", taxonomy=taxonomy)
    print(f"{len(names)} entries, {spellings} spellings; index in {time.process_time() - start:.3f} s")
    floor = seconds(lambda: process.cdist(new, names, scorer=fuzz.ratio))
    print(f"cdist, ratio, {NAMES} x {len(names)} names: {floor:.4f} s")
    for title, listed in (("all misread", new), ("as in filings", usual), ("all exact", names[:NAMES])):
        taken = seconds(lambda listed=listed: matching.match_many(listed, taxonomy=taxonomy))
        print(f"match_many, {title}: {taken:.4f} s, {taken / floor:.1f} times cdist")


if __name__ == "__main__":
    main()
