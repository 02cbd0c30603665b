"""Words of a plausible length and variety: a message of eight paragraphs, and comments of which no
two are alike."""

from random import Random

WHO = """the night crew|my station|our garage|dispatch|the new rota|the hospital|a colleague of mine
the drying room|our team leader|the relief desk|everybody on Sundays|the fleet workshop|a new starter
the control room|the training week|whoever plans the breaks|the community team|the late shift
the old vehicle|my crewmate|the station kettle|the handover bay|the winter plan|the stores""".replace(
    "\n", "|"
).split("|")
DID = """has waited for an answer since|finished two hours late again after|asked twice about
could do without|works much better than it did before|never hears back about|was promised help with
would gladly give up|has found a way around|still counts on|lost most of the night to|was thanked for
cannot plan around|learned more than expected from|gets no warning of|paid for its own|worries over
is proud of|had to borrow|would change|writes on gloves because of|was told by telephone about""".replace(
    "\n", "|"
).split("|")
WHAT = """the meal break|the queue outside the hospital|the locks|the last change of vehicles|overtime
the tablets that freeze|the school run|the drive home|annual leave|the second radio|a proper chair
the list of spare keys|the letter from March|the winter tyres|a warm room|the debrief|the paperwork
that one Friday|the heating|a longer handover|being two short|the parking|the new uniforms""".replace(
    "\n", "|"
).split("|")
AND = """and nobody rang to say that they knew|which should not happen twice|so thank you for asking
and I would rather have a plain no|because the roads are what they are|as far as I can tell
and it costs nothing to mend|though it is better than last year|and we all noticed
if somebody would only write it down|which is why I answer with my name|and the patients feel it too
so please come and see it for yourself|and that is all I wanted to say""".replace("\n", "|").split(
    "|"
)


def message() -> str:
    """Eight paragraphs of about four lines each."""
    return "\n\n".join(_some(Random(start), 4) for start in range(8))


def comment(number: int) -> str:
    """Four to six sentences; no two numbers give the same words."""
    chance = Random(1000 + number)
    return f"{_some(chance, 4 + number % 3)}\n\nThat is what I saw on shift {number}."


def _some(chance: Random, many: int) -> str:
    return " ".join(_sentence(chance) for _ in range(many))


def _sentence(chance: Random) -> str:
    words = " ".join(chance.choice(part) for part in (WHO, DID, WHAT, AND))
    return f"{words[0].upper()}{words[1:]}."
