"""The text: as it was parsed, with its quotations, phrases and verbs."""
