"""Which words open the card for somebody in danger, and which talk of the work does not."""

import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from heed.moderation import danger

IN_DANGER = [
    "I can't go on.",
    "I can’t go on like this",
    "I cant go on any more",
    "Honestly, I just cannot go on",
    "I have a plan.",
    "I've got a plan to end it",
    "I want to end it all",
    "ending it all seems the only way",
    "I think about killing myself after every night shift",
    "I could kill myself",
    "I nearly killed myself last winter",
    "i dont want to wake up",
    "I don't want to wake up tomorrow",
    "Every evening I hope I don't wake up.",
    "I do not want to be here anymore",
    "I don't want to live any more",
    "I want to die",
    "I just want to die and nobody here would notice",
    "I wish I was dead",
    "Everyone would be better off without me",
    "I'd be better off dead",
    "I have been suicidal since the inquest",
    "I feel suicidal",
    "I have been thinking about suicide… I mean, I have suicidal thoughts",
    "I want to take my own life",
    "I keep thinking about taking my own life",
    "I have started self-harming again",
    "I want to hurt myself",
    "there is nothing left to live for",
    "What is the point? No point in living.",
    "Life isn't worth living",
    "I am tired of living",
    "I can't carry on",
    "I can't do this any more",
    "I cannot see a way out.",
    "I have saved up my tablets",
    "I have thought about driving into a wall on the way home",
    "I keep wanting to walk in front of a train, and I keep thinking about stepping off a bridge",
    "By the time you read this I will be gone",
    "My crewmate is talking about killing himself",
    "One of us is going to kill themselves over this",
    "My friend says she wants to die",
    "I'm going to kill him",
    "I will hurt someone if this goes on",
    "My husband hits me",
    "I am not safe at home",
    # Spelt so that a plain search would not see it
    "I want to k\u200bill my\u00adself",
    "Ｉ ｗａｎｔ ｔｏ ｄｉｅ",
    "I WANT TO DIE",
    "I\n\nwant\tto   die",
    "I canʼt go on",
    "I can´t go on",
    "I want – truly – to die",
]

THE_WORK = [
    "",
    "We can't go on like this with these rotas.",
    "I can't go on the course because nobody covers my shift.",
    "I can't go on leave in August again",
    "I can't go on scene without a second crew",
    "I couldn't go on with the shift after the battery died",
    "I can't carry on doing twelve hours without a break",
    "The patient had killed himself before we arrived.",
    "We attended three suicides last month and had no debrief.",
    "Suicide prevention training should be in work time",
    "She was suicidal and waited four hours for a bed in the ambulance",
    "I sat with a suicidal patient for six hours",
    "I attended a self-harm job at 3am",
    "Patients who self harm deserve better from us",
    "Kill the lights on the station at night, please",
    "I could kill for a cup of tea",
    "These queues are killing us",
    "The new system will kill morale",
    "I nearly killed myself laughing",
    "I shot myself in the foot by volunteering",
    "I hurt myself lifting a bariatric patient",
    "I cut myself on the stretcher latch again",
    "I don't want to wake up at four for a shift that ends at seven",
    "I have a plan for the new rota that I would like to show you",
    "I have a plan to cut handover times",
    "End of life care needs two crews",
    "The end of it all was that nobody came",
    "Nobody should have to die in a corridor",
    "I don't want to die waiting for back-up",
    "I want my patients to die with dignity",
    "This pilot should die a quiet death",
    "I don't want to be here at nine when I finish at six",
    "I would take my life in my hands on that road",
    "There is no point going on about parking",
    "We are saving tablets and paper by using the screens",
    "He took an overdose and we gave naloxone",
    "The radio is dead and I am dying for a break",
    "Hanging on the phone to the desk for an hour",
    "My manager says we might lose the station",
    "My crewmate and I will cover it",
    "A patient brought a knife and threatened me",
    "I drive the ambulance into the wash bay and wait",
    "Jump bags should be checked at the start of a shift",
    "I was told to jump in front of the queue for the vaccine",
    "They are going to kill the scheme",
    "This is a matter of life and death for our patients",
    "I am not sure that we are safe at handover",
]

WRONGED = [
    "My supervisor sexually harassed a student",
    "I was bullied for two years",
    "He made sexual comments about the new starters",
    "We were told not to report it on Datix",
    "The figures were falsified",
    "She was punished for speaking up",
    "It was all covered up",
    "The mentor touched me and nobody did anything",
    "There is racist language in the mess room",
    "I am a whistle-blower, and I was threatened for reporting it",
    "My manager humiliated me in front of the crew",
    "Staff were warned to keep their mouths shut",
]

NOT_WRONGED = [
    "",
    "Please cover it up with a blanket when it rains",
    "We need cover up north",
    "Crews were told to report to the desk",
    "I am bullish about next year",
    "A human race against the clock",
    "The sexual health clinic moved",
    "Thank you for what you said about handovers",
    "Discriminating between the two alarms is hard for the ear",
    "The manager rang me to say thank you",
]


@pytest.mark.parametrize("text", IN_DANGER)
def test_words_of_danger_open_the_card(text):
    assert danger.may_be_in_danger(text)


@pytest.mark.parametrize("text", THE_WORK)
def test_talk_of_the_work_does_not(text):
    assert not danger.may_be_in_danger(text)


@pytest.mark.parametrize("text", WRONGED)
def test_what_may_be_a_protected_disclosure_is_noticed(text):
    assert danger.speaks_of_harassment(text)


@pytest.mark.parametrize("text", [*NOT_WRONGED, *(t for t in THE_WORK if "threatened" not in t)])
def test_other_words_are_no_disclosure(text):
    assert not danger.speaks_of_harassment(text)


def test_danger_is_found_at_the_end_of_a_long_text():
    text = "The handover took two hours and nobody said a word. " * 1200
    assert not danger.may_be_in_danger(text)
    assert danger.may_be_in_danger(text + "I want to die.")


@pytest.mark.parametrize(
    "piece", ["i want to ", "my colleague ", "i have been thinking about ", "sexually ", "told me "]
)
def test_a_long_text_takes_milliseconds(piece):
    text = piece * (64_000 // len(piece))

    def seconds() -> float:
        begun = time.process_time()
        danger.may_be_in_danger(text)
        danger.speaks_of_harassment(text)
        return time.process_time() - begun

    assert min(seconds() for _ in range(3)) < 0.1


def node() -> str | None:
    """The JavaScript runtime on the path, or the one that the browser tests bring along."""
    try:
        import playwright
    except ImportError:
        return shutil.which("node")
    brought = Path(playwright.__file__).parent / "driver" / "node"
    return str(brought) if brought.exists() else shutil.which("node")


def test_the_page_and_the_server_agree(tmp_path):
    runtime = node()
    if runtime is None:
        pytest.skip("there is no JavaScript runtime here")
    script = Path(danger.__file__).parent / "static" / "moderation" / "danger.js"
    texts = [*IN_DANGER, *THE_WORK, *WRONGED, *NOT_WRONGED, "I cañt go on", "İ want to die", "ﬁne"]
    (tmp_path / "ask.mjs").write_text(
        f"import {{mayBeInDanger, plainly}} from {json.dumps(script.as_uri())};\n"
        f"const rules = JSON.parse({json.dumps(danger.for_the_browser())});\n"
        f"const texts = {json.dumps(texts)};\n"
        "console.log(JSON.stringify(texts.map(t => [plainly(t, rules), mayBeInDanger(t, rules)])));"
    )
    (tmp_path / "package.json").write_text('{"type": "module"}')
    shutil.copy(script, tmp_path / "danger.mjs")
    ask = (tmp_path / "ask.mjs").read_text().replace(script.as_uri(), "./danger.mjs")
    (tmp_path / "ask.mjs").write_text(ask)
    said = subprocess.run([runtime, "ask.mjs"], cwd=tmp_path, capture_output=True, check=True)
    page = [tuple(answer) for answer in json.loads(said.stdout)]
    assert page == [(danger.plainly(t), danger.may_be_in_danger(t)) for t in texts]
