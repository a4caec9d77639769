"""The client's own durable store: what was written and not yet answered, and what was received."""
