"""Which small words are words of their own, so that they are no piece of a word cut apart?"""

_LISTED = """
a i u r n y o am an as at be by do go ha he hi if im in is it ma me mr ms my no of oh ok on or pa so st to tv uh um up
ur us ve vs we ya ye yo al de el en es la le lo mi se si su te tu un va ai ap dj dr ed ft hr hs id iq jr lb ll mo mt oz
pe pm pt td uk ac ct dc ex fb gf ig il io ln ls mn nc nj nv ny od pd ps rd tx ut wa wi wv ca fl ga ia
"""
SHORT = frozenset(_LISTED.split())
"""Words, abbreviations and places of one or two letters that people write by themselves."""

ENOUGH = 1_000
"""Cut words that are put together in one comment: nobody reads more, and a flood must cost little."""

AROUND = (
    "yourself|urself|yall|your|you|ya|yo|ur|u|im|its|it|is|i|are|all|and|an|a|these|this|those|that|them|they|the|"
    "those|him|his|her|he|she|such|so|me|my|we|with|what|who|off|of|up|go|to|for|r"
)
"""Small words that people glue to a longer one, as alternatives of a pattern, the longer first."""
