"""What happens to data: one verb a module, a pure function and the PTransform over it."""
