"""The standard checks, as data, and their loader."""
