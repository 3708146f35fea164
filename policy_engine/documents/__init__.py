"""The typed documents a user writes."""
