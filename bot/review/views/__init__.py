"""Which pages does staff see? One file per family of pages."""
