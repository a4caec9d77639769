"""Pure rules: values in, values out, `now` as an argument; no SQL, no await, no clock."""
