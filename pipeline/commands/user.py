"""`jixiao user`: the people who may review from another machine."""

from __future__ import annotations

import sys

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, SaidGroup, database, option, shared
from schema.roles import ROLES


@click.group(cls=SaidGroup, help="user-help")
@shared
def command() -> None:
    """Holds what is done with accounts."""


@command.command("add", cls=SaidCommand, help="user-add-help")
@click.argument("name", metavar="NAME")
@option("--role", type=click.Choice(ROLES), default=None, help="role-help")
@database
@shared
def add(name: str, role: str | None, database: str) -> int:
    """Asks for a password and makes the account."""
    from pipeline.review import accounts
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    with refusals(database):
        accounts.add(engine, name, _password(), role or "")
    click.echo(say("user-added", name=name))
    return 0


@command.command("password", cls=SaidCommand, help="user-password-help")
@click.argument("name", metavar="NAME")
@database
@shared
def password(name: str, database: str) -> int:
    """Asks for another password, which ends the sessions of the account."""
    from pipeline.review import accounts
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    with refusals(database):
        accounts.set_password(engine, name, _password())
    click.echo(say("user-changed", name=name))
    return 0


@command.command("role", cls=SaidCommand, help="user-role-help")
@click.argument("name", metavar="NAME")
@click.argument("role", type=click.Choice(ROLES))
@database
@shared
def role(name: str, role: str, database: str) -> int:
    """Says what the account's owner may do."""
    from pipeline.review import accounts
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    with refusals(database):
        accounts.set_role(engine, name, role)
    click.echo(say("user-role-set", name=name, role=role))
    return 0


@command.command("remove", cls=SaidCommand, help="user-remove-help")
@click.argument("name", metavar="NAME")
@database
@shared
def remove(name: str, database: str) -> int:
    """Takes the account away."""
    from pipeline.review import accounts
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    with refusals(database):
        accounts.remove(engine, name)
    click.echo(say("user-removed", name=name))
    return 0


@command.command("list", cls=SaidCommand, help="user-list-help")
@database
@shared
def names(database: str) -> int:
    """Prints a name a line."""
    from pipeline.review import accounts
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    with refusals(database):
        for name in accounts.names(engine):
            click.echo(name)
    return 0


def _password() -> str:
    """Asked for twice on a terminal; elsewhere the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt(say("password-ask"), hide_input=True, confirmation_prompt=say("password-again")))
