"""By which words do people deny, ask, wish, command, forbid? English and Spanish, on the normal form.

Lists, not logic: stance.py says what follows.
"""

import re

# Negative in form, not in meaning: they say nothing about whether the claim holds.
IDLE = re.compile(
    r"\b(?:not (?:only|just|surprised|to mention|that)|no (?:matter|doubt|wonder|joke|surprise|lie|cap|kidding|"
    r"thanks|"
    r"bids?|vote|warning|idea|apology|shame|less|need to)|why not|can'?t (?:believe|wait|make this up|trust|stand)|"
    r"(?:don'?t|doesn'?t|do not|didn'?t) (?:care|know why|forget|tell me|even|get me|let|trust|want|"
    r"believe (?:them|the "
    r"(?:district|board)|a word|what))|never (?:thought|forget|mind|asked|told)|(?:nobody|no one) (?:asked?|"
    r"blinked|cares?|"
    r"noticed|says?|talks?|wants?|knows)|without (?:telling|asking|a word|a vote|notice|warning)|if you don'?t|"
    r"(?:you'?ll|"
    r"you will|they'?ll) never|won'?t (?:tell|admit|say)|(?:tell|told|telling|said|saying|says) (?:nobody|"
    r"no one|nothing)|"
    r"told us nothing|ain'?t that|isn'?t (?:it|that|this)|(?:no|nothing) but|no school like|por que no|"
    r"no me extran\w+|"
    r"no puedo creer|no solo|with no \w+|without \w+|sin \w+|or not|vot(?:e|ed|ing) no)\b"
)
NOT = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nothing|cannot|cant|dont|doesnt|didnt|isnt|arent|wasnt|werent|wont|hasnt|"
    r"havent|aint|nunca|nadie|ningun\w*|jamas|tampoco)\b|n't\b"
)
# "…, not 20", "not july": what is said instead stands before it.
CONTRAST = re.compile(r"(?:^|[,;.] ?|- )(?:and )?not (?:(?:the|a|an|in|by|for|at|to|on) )*[\w']+(?: [\w']+){0,2}\W*$")
# "He didn't steal anything": takes up what was said before.
TAKES_UP = re.compile(r"^\W*(?:it|he|she|they|that|this|there|we)\b[^,.;]{0,12}(?:n't|\bnot|\bnever|\bno)\b")
# What somebody thinks of it, or wants: near many claims, and none.
OPINION = re.compile(
    r"\b(?:i (?:\w+(?:'t)? )?(?:miss|love|like|hate|think|feel|prefer|want|wish|hope|agree|disagree|support|"
    r"oppose|mind|"
    r"enjoy)|"
    r"better|worse|best|worst|deserv\w+|needs?|should\w*|good|great|bad|terrible|awful|pathetic|confusing|nice|"
    r"beautiful|important|fair|unfair|worth|silly|ridiculous|"
    r"too (?:much|many|long|short|high|low|expensive|little|few)|"
    r"overpaid|underpaid|die on this hill|happy to pay|so bad|i(?:'ll| will| am|'m) (?:be )?vot\w+|my right|"
    r"my vote|yes on|no on|"
    r"my opinion|imo|imho|honestly|idea|fun|favorite|proud|ought|would(?:n'?t)?|than|enough|"
    r"mejor|peor|ojala|deberian?|me gusta\w*|creo)\b"
)
# How far a "not" reaches.
SCOPE_ENDS = re.compile(
    r"\b(?:that|why|how|what|who|which|until|unless|before|after|because|if|where|when|but|and|so|since|while|porque|"
    r"pero|cuando)\b|[,;:()—–.!?\n]|\s-+\s|"
    r"\b(?:told?|tells?|telling|knows?|knew|says?|said|believe|care|mention\w*|inform\w*|asked|warn\w*) "
    r"(?:us|me|you|them|any(?:one|body)|parents|families|people|(?=the|they|it|we))\b"
)
# "No more bus", "not ours anymore": an end is told, seldom a denial.
ENDED = re.compile(r"\b(?:no more|no longer|any ?more|no mas)\b")
NO_MORE = re.compile(r"\bno (?:more|longer)\b(?! \w+ing\b)")
# Words that end or forbid something: with "not" they cancel out.
ENDS = re.compile(
    r"\b(?:ban(?:s|ned|ning)?|forbid\w*|forbade|prohibit\w*|outlaw\w*|cancel\w*|end(?:s|ed|ing)|eliminat\w*|"
    r"remov\w*|pull(?:ed|"
    r"ing|s)|purg\w*|stop(?:s|ped|ping)?|gone|cuts?|cutting|axed?|drop(?:s|ped|ping)?|rid of|took|tak(?:e|es|en|"
    r"ing) .{0,20}away|"
    r"tak(?:e|es|en|ing) away|threw|thrown?|throws|lost|lose|loses|refus\w*|den(?:y|ies|ied)|done away|"
    r"thing of the past|"
    r"dismantl\w*|scrap\w*|abolish\w*|a?bolished|shut out|prohib\w+|elimin\w+|quit\w+|cancel\w+)\b"
)
CANCELS = re.compile(rf"(?:{NOT.pattern})(?:\W+[\w']+){{0,5}}?\W+(?:{ENDS.pattern})")
DENIAL = re.compile(
    r"\b(?:(?:is|was|are|were|'?s|so|just|simply|plain|totally|completely|absolutely|flat out|100 ?%?|"
    r"been) (?:a |an |all |just |"
    r"simply |plain |flat out |totally |completely )*(?:false|untrue|not true|wrong|incorrect|inaccurate|bogus|"
    r"nonsense|lies?|myth|"
    r"hoax|rumou?rs?|misinformation|disinformation|fake|made up|debunked|satire|bull|baloney)|(?:isn'?t|not|"
    r"aren'?t|wasn'?t) "
    r"(?:even |at all |a )?(?:true|real|thing|right|correct|accurate|how it works|what (?:it|the|is|was|"
    r"happened))|(?:stop|"
    r"quit|enough|tired of|"
    r"please don'?t) (?:with )?(?:the |this |that |your |all )*(?:saying|spreading|repeating|sharing|posting|"
    r"claiming|rumou?rs?|lies|"
    r"lying|scaring|it\b|making)|stop it|no such thing|no truth|(?:fact|rumor) check|(?:this|that|the|a|old|"
    r"stupid|silly|ridiculous) "
    r"(?:\w+ ){0,3}(?:rumou?r|myth|hoax|misinformation)(?= (?:is|was|again|keeps|has|got|that|about|needs)|$)|"
    r"contrary to|"
    r"debunked|fake news|(?:nobody|no one)(?: is| was| has|'s| got)? (?:pulled|losing|lost|cut|cutting|closed|"
    r"closing|banned|banning|"
    r"removed|removing|sold|selling|cancell?ed|cancell?ing|taking|took|being)|no \w+ (?:changes|cuts|closings|"
    r"layoffs) |"
    r"(?:isn'?t|aren'?t|not|ain'?t) going (?:away|anywhere)|"
    r"same as (?:ever|always|before|usual|last year)|"
    r"(?:don'?t|do not|no idea) (?:know )?where (?:you|they|people) (?:got|get|heard?|hear)|"
    r"where (?:did|do|are) (?:you|people|they) (?:all )?(?:get|hear|getting|hearing)|who told you|"
    r"es (?:falso|mentira|un rumor|un mito)|"
    r"no es (?:cierto|verdad|asi)|(?:dejen|paren|deja) de)"
)
TAKEN_BACK = re.compile(
    r"\b(?:i (?:misread|misheard|misunderstood|was wrong|stand corrected|take it back)|correction|my (?:mistake|"
    r"bad)|me equivoque)\b"
)
OPENS_DENIAL = re.compile(
    r"^\W*(?:false|wrong|nope|untrue|not true|incorrect|nonsense|no|falso|mentira)(?:[.,!:;]|\s*$)"
)
NOT_DENIED = re.compile(r"\b(?:not|isn'?t|no) (?:a |just a |only a |some )?(?:rumou?r|joke|hoax|myth|lie|satire)\b")
# "The free lunch is still there", "nothing moved": what a claim says has changed is as it was.
UNCHANGED = re.compile(
    r"\b(?:(?:is|are|'s|it'?s|they'?re|has|have|runs?|works?|costs?) still (?:a |an |the |at |in |on |has |have )?"
    r"(?:there|here|open|free|running|the same|on|\d+|one|two|three|four|five|ten|"
    r"end|start|in place|available|served|offered|taught|hiring|happening)\b|"
    r"(?:\w+ )?still (?:starts?|runs?|meets?|opens?|serves?|offers?|goes|go|has|have|got|gets?|stands?|is|are|"
    r"exists?) (?!to\b|be\b)\w+|"
    r"nothing (?:has )?(?:moved|changed|is different)|(?:hasn'?t|haven'?t|didn'?t) (?:moved?|changed?)(?: at all)?\b|"
    r"(?:sigue|siguen) (?:igual|abiert\w+|ahi|gratis))"
)
LASTING = re.compile(r"\b(?:still|continues?|keeps?|unchanged|has(?:n'?t| not) changed|siguen?|todavia)\b")
STILL = re.compile(
    r"\b(?:still|of course|allowed|permitted|as always|like always|every (?:single )?(?:day|morning|week|night)|"
    r"(?:do|does|did) \w+|can|may|free|optional|voluntary|todavia|siguen?)\b"
)
INSTEAD = re.compile(
    r"\b(?:optional|voluntary|(?:is|are|it's) (?:free|fine|safe|unchanged|full.?time|right there)|stays?|"
    r"reopens|recommended)\b"
)
WISH = re.compile(
    r"\b(?:should(?:n'?t)?|ought to|shall|hop(?:e|ing)|i wish|wish (?:they|we|you)|i'?d (?:rather|like|love|"
    r"prefer|hate|be|gladly|never)|"
    r"i would(?:n'?t)?|would(?:n'?t)? (?:be|mind|love|like|rather|gladly|prefer)|i'?m (?:worried|afraid|scared)|"
    r"(?:i )?worry|might|maybe|perhaps|"
    r"what if|could (?:never|be|soon|end up)|some ?day|one day|imagine if|next (?:thing|some(?:one|body))|"
    r"somebody will|if .{2,40} (?:next|then) i'?(?:m|ll|d)|"
    r"would be (?:better|nice|great|good|wrong|sad|a mistake)|(?:don'?t|do not) (?:think|go|close|sell|cut|ban|"
    r"take|do|let|make|vote)|please (?:don'?t|"
    r"do not|keep|stop|bring|reconsider)|(?:let'?s (?!go)|let us )|(?:better|best) (?:not|if)|feels like|"
    r"seems? like|instead\W*$|too (?:much|many|little)|ojala|deberian?|espero que|"
    r"deserv\w+|needs? (?:more|better|fewer|less|smaller|a real)|"
    r"(?:good|bad|great|terrible|stupid|dumb|better|worst) idea|"
    r"(?:is|are|was|were) (?:\w+ )?(?:better|worse|great|good|bad|nice|fun|awful|terrible|important) (?:for|"
    r"than|with)|"
    r"i (?:really |just |honestly |do )?(?:miss|love|like|hate|prefer|support|oppose) "
    r"(?!that|how|it|when|what|the way)|"
    r"me gustaria|tal vez|quizas?)\b"
)
# With an "if" it tells what might be; "if you owe money they take the tray" tells a rule.
WOULD = re.compile(
    r"\b(?:would|could|might|may|i'?m|i'?ll|i'?d|we'?ll|we'?d|we'?re|happens?|pass(?:es)?|ever|really|actually|"
    r"then|true|"
    r"go(?:es)? through|let'?s|why|what|who|pasa|fuera)\b"
)
CONDITION = re.compile(r"\b(?:if|unless|in case|suppose|si)\b")
COMMAND = re.compile(
    r"^\W*(?:please |just |so |then )?([a-z]{2,12})\b(?! (?:is|are|was|were|has|have|got|gets?|will|of|from|"
    r"for ever|up)\b)"
)
_COMMANDS = """
close sell keep give spend pay save fund bring build raise lower hire fix add ban cancel end cut
teach fire vote drop make stop start let put buy move
"""
BARE = frozenset(_COMMANDS.split())
CLAUSE = re.compile(r"[,;:()—–\n]+|\s-+\s|\b(?:and|but|while|because|so that|though|although|so|when|pero|porque)\b")
