"""Actions projected on a roster: what it looks like with them done."""
