"""Is only carried out what was decided, on proof, once?"""
