"""The wire: one module of frozen message types per feature; docs/protocol.md is generated from them.

The wire carries codes and values, never sentences: clients translate. New fields have defaults, unknown
fields are skipped, an unknown type is answered with an error and the connection stays up.
"""
