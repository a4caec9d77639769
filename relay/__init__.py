"""The relay: the server between agents and consoles. Layers: domain ← db ← services ← net ← app."""
