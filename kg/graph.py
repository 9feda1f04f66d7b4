"""The graph as one object: what the notebook uses, and what the commands are thin over."""
