"""Do clients that others wrote understand the simulator, and does Meta's own SDK know everything we ask for?"""
