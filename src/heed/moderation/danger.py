"""Words that suggest that somebody is in danger, or was wronged. They open a card, no more.

The rules are patterns over plain words (`plainly`), in the part of the regular-expression
language that Python and the browser share, so that page and server agree: `for_the_browser`.
They lean towards the first person, because people here also write about their patients.
"""

from __future__ import annotations

import json
import re
import unicodedata

_APOSTROPHES = "['’‘‛ʼʹ´`′＇]"
_SELF = "(?:myself|my self)"
_THEM = "(?:himself|herself|themselves|themself)"
_NEAR = (
    "(?:colleague|crewmate|crew mate|crew|mate|friend|student|mentor|manager|husband|wife|"
    "partner|son|daughter|brother|sister|somebody|someone|one of us)"
)
_AT_AN_END = r"(?= (?:\.|any ?more|any ?longer|now|tonight|today|and|but)(?: |$)|$)"
# "I", and the words that may stand between it and the deed.
_I = (
    "(?:i|im|ive|id|ill|me)(?: (?:just|really|honestly|have|had|am|was|been|will|would|could|might|"
    "may|want|wanted|need|needed|going|gonna|thought|thoughts|thinking|think|about|of|to|planning|"
    "plan|tempted|feel|felt|feeling|like|often|sometimes|keep|considered|considering|still|even|"
    "almost|nearly|tried|trying|started|do|so|very|actively|again|having|getting|simply|now)){0,8}"
)
_CANT = "(?:cant|cannot|can not|couldnt)"
_DONT = "(?:dont|do not|didnt|did not|no longer|never)"

_IN_DANGER = [
    # Ending one's life
    f"(?:kill|killing|killed) {_SELF}(?! (?:laughing|with laughter))",
    f"(?:hang|hanging|drown|drowning|shoot|shooting) {_SELF}(?! in the foot)",
    f"(?:harm|harming) {_SELF}",
    (
        f"(?:want|wanted|wanting|urge|urges|need|tempted|going|gonna|thought of|thinking of|"
        f"thoughts of|thinking about) (?:to )?(?:hurt|hurting|cut|cutting) {_SELF}"
    ),
    f"cutting {_SELF}",
    f"{_I} self harm(?:ed|ing)?(?! (?:jobs?|calls?|patients?|training|policy|pathway))",
    "end(?:ing)? it all",
    "(?:end|ending|take|taking) my (?:own )?life(?! in my hands)",
    rf"(?:want|wanted|going|ready|time|easier) to end (?:it|things){_AT_AN_END}",
    f"{_I} suicidal(?! (?:patients?|callers?|calls?|people|man|woman|jobs?))",
    "my suicid(?:e|al thoughts)(?! (?:prevention|awareness|training))",
    f"{_I} (?:commit|committing|attempt|attempting|attempted) suicide",
    # Not wanting to live
    "i(?: (?:just|really|only|honestly|do|still|sometimes|often))* want(?:ed)? (?:just |really |truly |only )?to die",
    "(?:wish|wished) i (?:was|were) dead",
    "(?:wish|wished) i (?:was|were|had) never (?:been )?born",
    "(?:id|i would|i|im|i am|i might|i d) (?:be )?better off dead",
    "better off without me",
    (
        f"{_DONT} (?:want|wanted) to wake up"
        "(?! (?:at|for|early|before|every|the|my|to (?:an?|the|my) alarm)(?: |$))"
    ),
    (
        "(?:wish|hope|hoping|wished|hoped|pray) (?:that )?i (?:dont|didnt|wont|wouldnt|hadnt|never) "
        "(?:wake|woke|woken) up"
    ),
    "(?:go|fall) (?:to sleep|asleep) and (?:not|never) wake up",
    (
        f"i {_DONT} want to (?:be alive|exist|live|be here)"
        r"(?= (?:\.|any ?more|any ?longer|like this|and)(?: |$)|$)"
    ),
    (
        "no (?:point|reason|sense) (?:in |to |for me to )?(?:living|live|being alive|go on|going on|"
        "carrying on|carry on)(?! (?:about|with|to|strike|doing)(?: |$))"
    ),
    "nothing (?:left )?to live for",
    "life (?:isnt|is not|is no longer|no longer seems|doesnt feel) worth living",
    "(?:tired|sick) of (?:living|being alive)",
    # Not being able to go on
    (
        f"i(?: (?:just|really|honestly|simply|truly))* {_CANT} go on(?! (?:the|a|an|any(?! ?(?:more|longer))|my|our|leave|"
        "holiday|shift|annual|break|strike|scene|about|record|that|this|to|duty|call|sick|nights?|days|"
        "with (?:the|these|this|our|my)|courses?|training)(?: |$))"
    ),
    (
        f"i(?: (?:just|really|honestly|simply|truly))* {_CANT} (?:carry on|keep going)"
        r"(?= (?:\.|any ?more|any ?longer|like this)(?: |$)|$)"
    ),
    (
        f"i(?: (?:just|really|honestly|simply|truly))* {_CANT} (?:do|take|face|bear) (?:this|it|life) "
        "any ?(?:more|longer)"
    ),
    f"i(?: (?:just|really))* {_CANT} cope any ?(?:more|longer)",
    rf"(?:cant|cannot|dont) see (?:a|any) way out{_AT_AN_END}",
    f"given up on (?:life|living|{_SELF})",
    # A plan, the means, a farewell
    (
        r"(?:i have|ive|ive got|i have got|i got|i made|ive made|i have made) a plan"
        r"(?= (?:\.|to (?:end|kill|die|do it)|for how i)(?: |$)|$)"
    ),
    (
        "(?:saved|saving|stockpiled|stockpiling|hoarded|hoarding)(?: up)? (?:my|enough) "
        "(?:pills|tablets|meds|medication|insulin|morphine)"
    ),
    f"{_I} (?:take|taken|took|taking) an overdose",
    "(?:i|ive|i have) (?:just )?overdosed",
    (
        f"{_I} (?:jump|jumping|step|stepping|walk|walking) (?:off|in front of|under) "
        "(?:a|the) (?:bridge|roof|cliff|train|lorry|bus|platform)"
    ),
    (
        f"{_I} (?:drive|driving|crash|crashing) (?:(?:my|the) (?:car|truck|ambulance|vehicle|bike) )?"
        "(?:into a (?:wall|tree|lorry|bridge)|off (?:a|the) (?:road|bridge)|on purpose)"
    ),
    (
        "by the time (?:you|anyone|anybody) (?:read|reads|get|see|sees) this(?: i will| ill)? "
        "(?:be|have) (?:dead|gone)"
    ),
    "say(?:ing)? goodbye to my (?:kids|children|family|wife|husband|mum|dad)",
    # Harm to others, and by others
    (
        "(?:i will|ill|i am going to|im going to|im gonna|i want to|i might) (?:kill|stab|shoot|hurt) "
        "(?:him|her|them|someone|somebody|everyone|my (?:manager|boss|wife|husband|partner))"
    ),
    f"{_I} (?:bring|bringing|take|taking) a (?:knife|gun)",
    (
        "(?:my )?(?:husband|wife|boyfriend|girlfriend|ex) (?:has |is |keeps )?"
        "(?:hits|hit|hitting|beats|beaten|beating|chokes|choked|strangles|strangled) me"
    ),
    "(?:not|dont feel|isnt) safe at home",
    "(?:afraid|scared|frightened) (?:to go|of going) home",
    (
        f"(?:my|our|a|another|the)? ?{_NEAR}(?: [a-z]+){{0,4}} (?:(?:is|feels|seems) suicidal|"
        f"wants to (?:die|kill {_THEM})|(?:going to|gonna|will|might|may|about) (?:kill|killing|hang|"
        f"harm|harming) {_THEM}|talk(?:s|ing) about (?:suicide|dying|ending it|killing {_THEM}))"
    ),
    f"(?:he|she|they) (?:will|might|may|is going to|are going to) (?:kill|harm) {_THEM}",
]

_WRONGED = [
    "harass(?:ed|es|ing|ment|er)?",
    (
        "sexual(?:ly)? (?:assault(?:ed|s)?|comments?|remarks?|jokes?|touching|advances|abused?|"
        "misconduct|behaviour|innuendo|banter|messages?|favours?|inappropriate|explicit)"
    ),
    "sexualised",
    "grop(?:ed|es|ing)",
    "(?:touched|touches|touching|grabbed|kissed) (?:me|my (?:bum|bottom|breasts?|leg|thigh|waist))",
    "raped?",
    "bull(?:y|ied|ies|ying)",
    "racis[tm]|racially|sexis[tm]|misogyn(?:y|ist|istic)|ableis[tm]|antisemiti(?:c|sm)",
    "(?:homo|trans|islamo)phobi(?:c|a)",
    "discriminat(?:ed|es|ion|ory)",
    "victimi[sz](?:ed|es|ing|ation)",
    "whistle ?blow(?:er|ers|ing)?|blow(?:ing)? the whistle",
    "protected disclosure",
    "falsif(?:y|ied|ies|ying)",
    "(?:fiddl|massag|fudg)(?:ed|ing|es) (?:the |our )?(?:figures|times|records|books|numbers)",
    "(?:altered|backdated|doctored) (?:the |our |my |patient )*(?:records?|times|figures|notes|logs?)",
    "covered (?:it |this |that |things |everything )?up",
    (
        "(?:told|asked|ordered|made)(?: (?:me|us|him|her|them|staff|crews))? (?:not to|to not) "
        "(?:report|record|log|write|say|speak|tell|mention|raise)"
    ),
    (
        "(?:told|warned)(?: (?:me|us|him|her|them|staff|crews))? to keep "
        "(?:quiet|(?:my|our|your|their) mouths? shut)"
    ),
    (
        "(?:punished|disciplined|threatened|sidelined|moved|suspended) (?:after|for) "
        "(?:i |we |she |he |they )?(?:speak|spoke|speaking|rais|report)(?:ing|ed)?(?: up| out)?"
    ),
    "fraud(?:s|ulent|ulently)?|brib(?:e|es|ed|ery)",
    (
        "(?:manager|supervisor|mentor|officer|boss|instructor|colleague|team leader)(?: [a-z]+){0,3} "
        "(?:assaulted|hit|slapped|shoved|threatened|humiliated|belittled|screamed at|shouted at) "
        "(?:me|her|him|them|us)"
    ),
]


def _any_of(patterns: list[str]) -> str:
    return f"(?:^| )(?:{'|'.join(patterns)})(?= |$)"


_PATTERNS = {"danger": _any_of(_IN_DANGER), "wronged": _any_of(_WRONGED)}
_DANGER = re.compile(_PATTERNS["danger"])
_WRONG = re.compile(_PATTERNS["wronged"])


def plainly(text: str) -> str:
    """A text as bare words in small letters, with a lone full stop where a sentence ends."""
    text = re.sub(_APOSTROPHES, "", text)
    text = unicodedata.normalize("NFKC", text).lower()
    if not text.isascii():
        text = "".join(c for c in text if c.isascii() or unicodedata.category(c) != "Cf")
    text = re.sub("[.!?…]+", " . ", text)
    return re.sub("[^a-z0-9.]+", " ", text).strip(" ")


def may_be_in_danger(text: str) -> bool:
    """Whether the words suggest that the writer or somebody near them may come to harm."""
    return _DANGER.search(plainly(text)) is not None


def speaks_of_harassment(text: str) -> bool:
    """Whether the words tell of harassment or wrongdoing, and may be a protected disclosure."""
    return _WRONG.search(plainly(text)) is not None


def for_the_browser() -> str:
    """The rules for danger as JSON, read by `static/moderation/danger.js`."""
    return json.dumps({"apostrophes": _APOSTROPHES, "danger": _PATTERNS["danger"]})
