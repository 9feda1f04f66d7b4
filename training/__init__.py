"""How the data files that kg ships were made; nothing of this is needed to use kg."""
