"""Resource files only."""
