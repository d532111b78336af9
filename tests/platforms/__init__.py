"""Do the adapters of Meta's platforms do what they say?"""
