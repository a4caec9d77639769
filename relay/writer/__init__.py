"""The one writer: a process that runs use-cases on the database in group commits. docs/adr/0003-one-writer-process.md."""
