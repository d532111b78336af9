"""Does the review page keep its promises?"""
