"""Policy as code for public post and staffing management."""
