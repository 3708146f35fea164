"""Comparing policies: facts (what changed) apart from judgement (tighter or looser)."""
