"""Does the pretend Graph API behave as the facts say Meta does?"""
