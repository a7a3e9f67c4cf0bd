"""`jixiao supersede OLD NEW`: a corrected filing counts instead of an older one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.messages import language, say
from pipeline.options import SaidCommand, database, next_step, option, shared
from pipeline.settings import user_name
from schema.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command(cls=SaidCommand, help="supersede-help")
@click.argument("old")
@click.argument("new", required=False)
@option("--undo", "is_undone", is_flag=True, help="supersede-undo-help")
@database
@shared
def command(old: str, new: str | None, is_undone: bool, database: str) -> int:
    """Says so, and keeps both; or takes that back."""
    from pipeline.decisions.superseding import count_again, differing, filing_named, supersede
    from pipeline.store.engine import open_store, refusals

    if is_undone == bool(new):
        raise UsageError(say("supersede-two"), say("supersede-two-advice"))
    engine = open_store(database)
    with refusals(database):
        older = filing_named(engine, old)
        if new is None:
            count_again(engine, older, user_name())
            click.echo(say("supersede-undone", old=old))
            return 0
        newer = filing_named(engine, new)
        others = differing(engine, older, newer)
        supersede(engine, older, newer, user_name())
    click.echo(say("superseded", old=old, new=new))
    if others:
        again = next_step("supersede", "--undo", old, database=database)
        click.echo(say("supersede-differing", what=_listed(others), command=again), err=True)
    return 0


def _listed(others: Mapping[str, tuple[str, str]]) -> str:
    """What differs, with the words of both: `年度 2023 / 2024`."""
    from pipeline.export.wording import said
    from pipeline.words import Words
    from schema.records import FilingRecord, columns

    words, declared = Words(language()), columns(FilingRecord)
    told = {name: " / ".join(said("filings", name, one, words) for one in both) for name, both in others.items()}
    return "; ".join(f"{words.title(declared[name])} {both}" for name, both in told.items())
