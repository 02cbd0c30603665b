"""The invented organisation: its name, whom to turn to, and who has something to do in Heed."""

from heed.people.models import Role

ORGANISATION = "Saltmarsh Ambulance Service"
SERIES = "The leadership message"
ABOUT = {
    "guardian_name": "Nadia Farrow",
    "guardian_phone": "01632 960 114",
    "guardian_email": "guardian@saltmarsh.example",
    "staff_line_name": "Saltmarsh staff line",
    "staff_line_phone": "01632 960 150",
    "staff_line_hours": "7am to 11pm",
}

# Name, post, kinds of role. The personas are not among them.
COLLEAGUES: tuple[tuple[str, ...], ...] = (
    ("Marta Wójcik", "Communications officer", Role.Kind.MODERATOR),
    ("Dora Lind", "Executive assistant", Role.Kind.DRAFTER),
    ("Helen Garrow", "Chief Executive", Role.Kind.AUTHOR),
    ("Imran Sefton", "Medical Director", Role.Kind.AUTHOR),
    ("Colm Rafferty", "Chief Operating Officer", Role.Kind.AUTHOR),
    ("Shanice Dowe", "Head of Resourcing", Role.Kind.AUTHOR),
    ("Gethin Prowse", "Director of Finance and Estates", Role.Kind.AUTHOR),
    ("Philippa Oake", "Deputy Freedom to Speak Up Guardian", Role.Kind.GUARDIAN),
    ("Iain Strachan", "Workforce analyst", Role.Kind.ANALYST),
    ("Bev Staithe", "Operations manager"),
)
