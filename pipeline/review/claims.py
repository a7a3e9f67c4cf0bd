"""Who works on which filing: it is theirs for some minutes from the last that they did, and passed over by others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

#: So long a filing stays somebody's after the last thing that they did there.
SECONDS = 600.0
# So many are remembered: more than there are people.
_MOST = 2_000


@dataclass
class Claims:
    """The filings that people work on, in the memory of one server: a claim keeps nobody from deciding, conflicts are
    told as ever."""

    seconds: float = SECONDS
    now: Callable[[], float] = time.monotonic
    _held: dict[str, tuple[str, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, filing_id: str, who: str) -> None:
        """Claims a filing, or holds it for longer; what another holds stays theirs. Who takes one lets others go."""
        with self._lock:
            self._forget()
            if self._held.get(filing_id, (who, 0.0))[0] != who:
                return
            for mine in [name for name, (holder, _) in self._held.items() if holder == who]:
                del self._held[mine]
            if len(self._held) < _MOST:
                self._held[filing_id] = (who, self.now() + self.seconds)

    def holder(self, filing_id: str, but: str = "") -> str:
        """Who works on a filing; empty for nobody, and for the person named in `but`."""
        with self._lock:
            who, until = self._held.get(filing_id, ("", 0.0))
            return who if until > self.now() and who != but else ""

    def _forget(self) -> None:
        now = self.now()
        self._held = {name: claim for name, claim in self._held.items() if claim[1] > now}
