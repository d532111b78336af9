"""Are settings read whole and faults told together?"""
