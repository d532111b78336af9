"""Does the weekly box hold what it says, and is every change to it noticed?"""
