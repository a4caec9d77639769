"""The command line of the relay: one module per group of commands. It asks the writer, and never writes rows itself."""
