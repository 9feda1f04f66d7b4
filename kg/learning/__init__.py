"""Teaching: the networks that read, as PyTorch trains them. Nothing here is needed to read; it comes with `kg[train]`."""
