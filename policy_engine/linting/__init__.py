"""What can be said of a policy's rules without any township: read by the lint-only checks."""
