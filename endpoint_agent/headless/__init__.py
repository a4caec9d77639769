"""The agent without a screen: the same presenters, JSON lines in and out. Tables and a worked session: docs/headless.md."""
