"""What people may do in the review: see, decide about records, and decide what reaches further than one record."""

from __future__ import annotations

#: From the one who may least to the one who may everything.
READER, REVIEWER, ADMINISTRATOR = ROLES = ("reader", "reviewer", "administrator")
