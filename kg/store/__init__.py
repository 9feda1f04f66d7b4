"""Records ↔ RDF: the folder that keeps a graph, and the questions it answers."""
