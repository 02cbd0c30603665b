"""The invented organisation: its name, whom to turn to, and who has something to do in Heed."""

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
    ("Marta Wójcik", "Communications officer", "moderator"),
    ("Dora Lind", "Executive assistant", "drafter"),
    ("Helen Garrow", "Chief Executive", "author"),
    ("Imran Sefton", "Medical Director", "author"),
    ("Colm Rafferty", "Chief Operating Officer", "author"),
    ("Shanice Dowe", "Head of Resourcing", "author"),
    ("Gethin Prowse", "Director of Finance and Estates", "author"),
    ("Philippa Oake", "Deputy Freedom to Speak Up Guardian", "guardian"),
    ("Iain Strachan", "Workforce analyst", "analyst"),
    ("Ruth Penhale", "Communications manager", "moderator"),
)

# What Marta writes down for somebody's safety before she decides, and what she asks where a
# comment bears the name of somebody here.
CARE = "I rang the staff line with what is written here, and they rang the station."
CARE_WITH = "Joe Lindqvist"
WHO_ARE_YOU = (
    "This is signed with the name or the post of somebody here. If you are them, tell us how we "
    "can check it. If not, send it again under your own name."
)
