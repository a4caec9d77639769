"""The provider's side of updates: keys, signed metadata (TUF) and files in a folder that any web server can serve.

Whoever may write that folder, or the web server itself, can withhold updates and make none: clients believe signatures only.
What clients do with it is in shared/updates. Source: ADR 0015, docs/updates.md.
"""
