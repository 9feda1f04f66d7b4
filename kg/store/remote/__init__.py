"""A graph on a server that speaks SPARQL 1.1, read and added to as one in a folder is."""
