"""Which of many texts share enough characters with a name to be worth comparing: counted for all of them at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ONE = re.compile("1")


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """For each character the texts that hold it, as the bits of one number; `everything` has a bit for each text."""

    holders: Mapping[str, int]
    everything: int

    @staticmethod
    def of(texts: Sequence[str]) -> Sieve:
        """A sieve for these texts, by their places."""
        places: defaultdict[str, bytearray] = defaultdict(lambda: bytearray(len(texts) // 8 + 1))
        for place, text in enumerate(texts):
            for character in set(text):
                places[character][place >> 3] |= 1 << (place & 7)
        holders = {character: int.from_bytes(bits, "little") for character, bits in places.items()}
        return Sieve(holders, (1 << len(texts)) - 1)

    def sharing(self, name: str, least: int) -> list[int]:
        """The places of the texts that hold at least so many of the name's different characters."""
        found = self._at_least(self._counts(name), least)
        return [match.start() for match in _ONE.finditer(bin(found)[:1:-1])] if found else []

    def _counts(self, name: str) -> list[int]:
        """How many of the name's characters each text holds: the ones of it, the twos, the fours…"""
        planes: list[int] = []
        for character in set(name):
            carry = self.holders.get(character, 0)
            for level, plane in enumerate(planes):
                if not carry:
                    break
                planes[level], carry = plane ^ carry, plane & carry
            if carry:
                planes.append(carry)
        return planes

    def _at_least(self, planes: list[int], least: int) -> int:
        if least >> len(planes):
            return 0
        above, equal = 0, self.everything
        for level in range(len(planes) - 1, -1, -1):
            if least >> level & 1:
                equal &= planes[level]
            else:
                above |= equal & planes[level]
                equal &= ~planes[level]
        return above | equal
