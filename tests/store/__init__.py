"""Does the index keep what it is told, and refuse the rest?"""
