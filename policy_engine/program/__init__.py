"""A policy in force and the rules, folded into one small program."""
