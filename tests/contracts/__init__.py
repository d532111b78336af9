"""Does every implementation of a port keep the same promises?"""
