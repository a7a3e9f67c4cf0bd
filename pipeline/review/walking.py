"""A person's way through the queue: what they passed by without deciding is not shown again before the rest was."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from pipeline.review import queue
from pipeline.review.filters import Filters

# So many ways are remembered, and of each so many steps: more than a day's work.
_MOST_WALKS, _MOST_STEPS = 500, 50_000

Place = tuple[str, str]
"""A filing's id and a record's address (table and id)."""


@dataclass(slots=True)
class Walk:
    """The records that were passed by, and the filings that were left as a whole."""

    passed: set[Place] = field(default_factory=set)
    left: set[str] = field(default_factory=set)

    def pass_by(self, place: Place) -> None:
        """Remembers a record that was shown and not decided about."""
        if len(self.passed) < _MOST_STEPS:
            self.passed.add(place)

    def leave(self, filing_id: str) -> None:
        """Remembers a filing that is to be shown no more."""
        if len(self.left) < _MOST_STEPS:
            self.left.add(filing_id)

    def is_behind(self, place: Place) -> bool:
        """Whether the walk was there."""
        return place[0] in self.left or place in self.passed

    def begin(self) -> None:
        """Starts from the beginning."""
        self.passed.clear()
        self.left.clear()

    def onward(self, filing_id: str, addresses: Sequence[str], address: str) -> str:
        """Of a filing's open records, in the order of the page, the next one behind this, else before it; or empty."""
        order = list(addresses)
        at = order.index(address) if address in order else -1
        ahead = [one for one in [*order[at + 1 :], *order[: max(at, 0)]] if one != address]
        return next((one for one in ahead if not self.is_behind((filing_id, one))), "")


@dataclass
class Walks:
    """The walks of all sessions; those not gone on with for longest are forgotten."""

    _held: OrderedDict[str, Walk] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, session: str) -> Walk:
        """The walk of a session, by its token."""
        with self._lock:
            walk = self._held.setdefault(session, Walk())
            self._held.move_to_end(session)
            while len(self._held) > _MOST_WALKS:
                self._held.popitem(last=False)
            return walk


def following(
    connection: Connection,
    filters: Filters,
    walk: Walk,
    here: Place | None,
    holder: Callable[[str], str] = lambda _: "",
) -> Place | None:
    """The next record of a walk: one of the filing that the person is in, else the worst of the queue; None at the end.

    `holder` says who else works on a filing: it comes only when nothing else is left.
    """
    if here is not None:
        addresses = queue.addresses_in_order(connection, replace(filters, filing=here[0]))
        if address := walk.onward(here[0], addresses, here[1]):
            return here[0], address
    return _first(queue.places(connection, filters), walk, holder)


def _first(places: Iterable[Place], walk: Walk, holder: Callable[[str], str]) -> Place | None:
    held: Place | None = None
    for place in places:
        if walk.is_behind(place):
            continue
        if not holder(place[0]):
            return place
        held = held or place
    return held
