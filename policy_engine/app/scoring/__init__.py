"""Scoring an assessment: what it needs, what is wrong with it, what it comes to, what would differ."""
