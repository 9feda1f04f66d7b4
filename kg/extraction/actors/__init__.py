"""The actors of a document: every name, title, surname and pronoun led to the one it means."""
