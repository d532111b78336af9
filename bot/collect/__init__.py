"""Door one: what is new on the pages?"""
