"""Files the agent ships with."""
