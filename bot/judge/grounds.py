"""Under which clauses may a machine hide at all? Names of the field's, whatever a district calls its own clauses.

Everything else is about opinions: truth, manners, politics, the topic. A clause of a district's own is one of those too
unless the file says what it is like (law-and-routing).
"""

FIRM = ("spam", "illegal.confidential", "illegal.student_matter", "language.threat")
"""What stands on a number, a link, an offer or a threat: any rule that may hide carries a hide."""

BY_LIST = ("language.profane", "language.hateful", "language.obscene")
"""A hide rests on a word of a closed list that really stands in the comment."""

HIDABLE = (*FIRM, *BY_LIST)
"""All of them; under any other clause no machine hides, whatever a file says."""
