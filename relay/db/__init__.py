"""The database: schema, the Scope gate, repositories. SQLAlchemy Core only; no rule lives here."""
