"""What the console knows, as plain values. Pure: no Qt, no clock, no network."""
