"""Does each kind of rule look as it should?"""
