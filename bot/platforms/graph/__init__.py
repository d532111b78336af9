"""How does Meta's Graph API speak? Calls, faults, listings and the shapes of its answers."""
