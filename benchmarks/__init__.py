"""How fast kg is, beside a peer in the same run."""
