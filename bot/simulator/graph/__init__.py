"""How does the pretend Graph API read a call and word its answer? One file per part of that."""
