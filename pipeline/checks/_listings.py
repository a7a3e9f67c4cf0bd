"""Totals that running text states together with what it lists under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.checks._figures import Sum, add_up, figure
from pipeline.checks._ledger import key, narrative, path_of
from schema.filing import Amount, Filing


@dataclass(slots=True)
class _Listing:
    total: Amount
    parts: list[Amount] = field(default_factory=list)


def _listings(filing: Filing) -> tuple[_Listing, ...]:
    """Each part goes to the nearest total before it that bears its parent's name; a total stated anew starts anew."""
    made: list[_Listing] = []
    newest: dict[tuple[str, str], _Listing] = {}
    for amount in narrative(filing):
        path = path_of(amount)
        parent = newest.get((amount.project, key(path[-2]))) if len(path) > 1 else None
        if parent is not None and amount.label == parent.total.label:
            parent.parts.append(amount)
        listing = _Listing(amount)
        newest[amount.project, key(path[-1])] = listing
        made.append(listing)
    return tuple(listing for listing in made if len(listing.parts) > 1)


def stated_sums(filing: Filing) -> Iterator[tuple[Amount, Sum]]:
    """Every stated total of two or more stated parts in one unit, with the addition."""
    for listing in _listings(filing):
        total = figure(listing.total.value)
        parts = [figure(part.value) for part in listing.parts]
        known = [part for part in parts if part is not None]
        addition = add_up(total, known) if total and len(known) == len(parts) else None
        if addition:
            yield listing.total, addition
