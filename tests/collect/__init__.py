"""Does every comment reach the index, once?"""
