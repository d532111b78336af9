"""Door three: keep the proof before touching anything."""
