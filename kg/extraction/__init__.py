"""Document → record: who says what, and who stands where."""
