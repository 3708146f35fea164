"""Tests that a county writes next to its policy: fixtures, expectations, coverage, mutation."""
