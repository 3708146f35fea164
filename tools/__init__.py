"""Set-up, demonstration and packaging of a checkout; not part of what is installed."""
