"""Is proof kept before anything is touched, and is it the proof it claims to be?"""
