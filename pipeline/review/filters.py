"""What the queue is narrowed to: kept in the address of every page, so that the next record comes from the same lot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

#: The scope of all records.
ALL = "all"

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """Each is empty where it does not narrow.

    `unit` is part of a department's name, `field` one of `queue.FIELDS`, `status` a filing's, `doubt` one of
    `schema.records.DOUBTS`: `reading` and `content` narrow to filings with that doubt, be it alone or not.
    `channel` is one of `schema.records.CHANNELS`, `who` a person who decided something about the filing.
    `text` is part of a record's words or figure, a file's name or a department's; `order` is one of `queue.ORDERS`.
    `scope` is `all` where also records are wanted that need no look.
    """

    filing: str = ""
    form: str = ""
    year: str = ""
    unit: str = ""
    field: str = ""
    rule: str = ""
    doubt: str = ""
    status: str = ""
    channel: str = ""
    who: str = ""
    text: str = ""
    order: str = ""
    scope: str = ""

    @property
    def of_records(self) -> bool:
        """True where a record of a filing may pass and another not."""
        return bool(self.field or self.rule or self.text)

    @property
    def of_all(self) -> bool:
        """True where records that need no look pass as well."""
        return self.scope == ALL

    @staticmethod
    def of(query: Mapping[str, str]) -> Filters:
        """The filters that the parameters of an address name."""
        return Filters(**{part.name: query.get(part.name, "").strip()[:_LONGEST] for part in fields(Filters)})

    @property
    def given(self) -> dict[str, str]:
        """Those that narrow, by name."""
        found = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: value for name, value in found.items() if value}

    def link(self, path: str, **more: object) -> str:
        """The address of a page that keeps these filters; parameters that are None or empty are left out."""
        asked = {name: str(value) for name, value in more.items() if value not in (None, "")}
        query = urlencode(asked | self.given)
        return f"{path}?{query}" if query else path
