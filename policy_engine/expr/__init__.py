"""The expression language: syntax, types, checking, printing."""
