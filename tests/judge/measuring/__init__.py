"""Are the figures right?"""
