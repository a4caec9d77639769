"""A whole relay in one file and back. Commands: relay/cli/backups.py. For people: docs/operations.md, Backup."""
