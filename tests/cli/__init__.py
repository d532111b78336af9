"""Is the command line what a secretary and an IT person can use?"""
