"""What the relay and both clients have in common."""
