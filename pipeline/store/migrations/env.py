"""What Alembic runs: the steps on the connection that it is given, in the transaction that this is in."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
