"""When things were said and done."""
