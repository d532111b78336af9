"""Where is everything kept? The SQLite index and the evidence files: the only SQL in the house."""
