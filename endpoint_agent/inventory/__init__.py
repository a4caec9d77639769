"""What this computer is made of and has on it, collected beside the agent and told the relay. Facts: docs/protocol.md, Inventory."""
