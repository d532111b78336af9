"""Does the judge find what it should, where it stands, and nothing else?"""
