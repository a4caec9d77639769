"""The technicians' program."""
