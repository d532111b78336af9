"""Who is told when something can't wait?"""
