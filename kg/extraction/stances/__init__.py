"""Who stands where: patterns of the lexicon with their slots led to actors and issues, and vouched for."""
