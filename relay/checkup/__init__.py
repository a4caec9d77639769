"""What `check` looks at. Each part returns findings and repairs nothing; it runs beside a living relay and without one."""
