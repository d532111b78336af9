"""Do the nouns keep their word?"""
