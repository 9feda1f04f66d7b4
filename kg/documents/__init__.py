"""Files → documents, and coded stances: each format a file."""
