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
    r"\b(?:i (?:\w+ )?(?:miss|love|like|hate|think|feel|prefer|want|wish|hope|agree|disagree|support|oppose|mind|"
    r"enjoy)|"
    r"better|worse|best|worst|deserv\w+|needs?|should\w*|good|great|bad|terrible|awful|pathetic|confusing|nice|"
    r"beautiful|important|fair|unfair|worth|silly|ridiculous|"
    r"too (?:much|many|long|short|high|low|expensive|little|few)|"
    r"overpaid|underpaid|my opinion|imo|imho|honestly|idea|fun|favorite|proud|ought|would(?:n'?t)?|than|enough|"
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
    r"(?:even |at all )?(?:true|right|correct|accurate|how it works|what (?:it|the|is|was|happened))|(?:stop|"
    r"quit|enough|tired of|"
    r"please don'?t) (?:with )?(?:the |this |that |your |all )*(?:saying|spreading|repeating|sharing|posting|"
    r"claiming|rumou?rs?|lies|"
    r"lying|scaring|it\b|making)|stop it|no such thing|no truth|(?:fact|rumor) check|(?:this|that|the|a|old|"
    r"stupid|silly|ridiculous) "
    r"(?:\w+ ){0,3}(?:rumou?r|myth|hoax|misinformation)(?= (?:is|was|again|keeps|has|got|that|about|needs)|$)|"
    r"contrary to|"
    r"debunked|fake news|(?:isn'?t|aren'?t|not|ain'?t) going (?:away|anywhere)|"
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
STILL = re.compile(
    r"\b(?:still|of course|allowed|permitted|as always|like always|every (?:single )?(?:day|morning|week|night)|"
    r"(?:do|does|did) \w+|can|may|free|optional|voluntary|todavia|siguen?)\b"
)
INSTEAD = re.compile(
    r"\b(?:optional|voluntary|(?:is|are|it's) (?:free|fine|safe|unchanged|full.?time|right there)|stays?|"
    r"reopens|recommended)\b"
)
RHETORICAL = re.compile(
    r"\b(?:did(?:n'?t)? you (?:all |guys |people |even )?(?:know|hear|see|realize|notice)|"
    r"do you (?:all )?(?:know|realize) (?:that|they|the)|"
    r"can you (?:believe|imagine)|how (?:can|could|dare) (?:you|they|the district|the board|anyone)|"
    r"how is (?:it|this|that) (?:ok|okay|legal|"
    r"right|fair|allowed)|(?:is|how is) (?:that|this|it) even |(?:has|have) (?:everyone|everybody|you all) "
    r"(?:seen|heard|noticed|read)|why (?:is|does|did|has) (?:nobody|no one|anyone)|who (?:else )?(?:noticed|thought|"
    r"decided|approved)|"
    r"(?:we'?re|we are|i'?m|am i|are we) (?:just )?supposed to|and (?:you|they|we|nobody)\b.{0,40}\?|"
    r"what (?:are they|is the district|"
    r"are you) hiding|sabian? que|sabias que|how about that|guess what|and guess (?:what|who))"
)
AUXILIARY = (
    r"is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|any|isn'?t|aren'?t|don'?t|"
    r"doesn'?t|didn'?t|"
    r"won'?t|haven'?t|hasn'?t"
)
SUBJECT = (
    r"the|a|an|my|our|your|his|her|their|they|we|you|he|she|it|i|this|that|these|those|there|any|anyone|anybody|"
    r"someone|"
    r"students?|kids?|parents?|teachers?|families|all|every|everyone|prop|proposition|masks?|schools?|dr|mr|ms|mrs"
)
ASKS = re.compile(
    r"\b(?:(?:does|do|has|did|can|could|would) (?:any(?:one|body)|some(?:one|body)|you guys) .{0,20}(?:know|"
    r"heard?|confirm|explain|"
    r"tell|clarify|have)|any(?:one|body) (?:know|heard?|confirm|else hear)|is (?:it|this|that) (?:really |"
    r"actually )?true|any truth|"
    r"true or (?:not|false)|yes or no|(?:i )?wonder(?:ing|ed)? (?:if|whether|why|what|when)|(?:please|can|"
    r"could) .{0,20}(?:confirm|"
    r"clarify)|just asking|asking (?:for|because)|not sure (?:if|whether)|want(?:ed)? to know (?:if|whether)|"
    r"can'?t be (?:right|true)|"
    r"or (?:is it|are they|not|no|what)\W*$|"
    r"es (?:verdad|cierto) que|alguien sabe|quisiera saber|me pregunto)\b"
)
# Asked for a fact, with or without a mark.
SEEKS = re.compile(
    r"^\W*(?:(?:so|wait|ok|and|but|hi|hello)\W+)*(?:what|which|when|where|how (?:much|many|long|far|old|often))"
    r"(?: \w+)?? (?:does|do|is|are|will|did|was|were|can|would|should) "
    rf"(?:{SUBJECT})\b"
)
INVERTED = re.compile(rf"^\W*(?:(?:so|wait|ok|okay|hi|hey|um|and|but|or)\W+)*(?:{AUXILIARY})\s+(?:{SUBJECT})\b")
OPEN_ASKS = re.compile(
    r"^\W*(?:(?:so|wait|ok|and|but)\W+)*(?:what|when|where|who|whose|which|how|why|que|cuando|donde|quien|como|"
    r"cuanto)\b"
)
WITNESS = re.compile(
    r"^\W*(?:because|since|cause|cuz|porque)\b.{0,60}\b(?:saw|seen|told|heard|has|have|did|vio|dijo)\b"
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
    r"(?:is|are|was|were) (?:\w+ )?(?:better|worse|great|good|bad|nice|fun|awful|terrible|important) (?:for|than|with)|"
    r"i (?:really |just |honestly |do )?(?:miss|love|like|hate|prefer|support|oppose) "
    r"(?!that|how|it|when|what|the way)|"
    r"me gustaria|tal vez|quizas?)\b"
)
# With an "if" it tells what might be; "if you owe money they take the tray" tells a rule.
WOULD = re.compile(
    r"\b(?:would|could|might|may|i'?m|i'?ll|i'?d|we'?ll|we'?d|we'?re|happens?|pass(?:es)?|ever|really|actually|then|true|"
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
