"""One verb per use-case: authorise → load → domain → save; what is to be said leaves as hints after the commit.

Services run in the writer process, one after another, each in its own savepoint (docs/adr/0003-one-writer-process.md).
"""
