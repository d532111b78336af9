"""Does our side of the Graph API do what it says?"""
