"""What the relay uses of the world beside sockets and the database: mail, certificates, password hashes."""
