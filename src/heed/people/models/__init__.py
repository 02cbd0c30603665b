"""The organisation, its units, its people, what they may do, when they are away, how they come in."""

from heed.people.models._dates import Absence, PreElection, PreElectionChange
from heed.people.models._organisation import Organisation, Unit
from heed.people.models._person import GONE, Effort, Person, Portrait, new_session_word
from heed.people.models._roles import Role, RoleChange
from heed.people.models._ways import DirectoryAccount, PaperCode, SecondFactor, Sheet

__all__ = [
    "GONE",
    "Absence",
    "DirectoryAccount",
    "Effort",
    "Organisation",
    "PaperCode",
    "Person",
    "Portrait",
    "PreElection",
    "PreElectionChange",
    "Role",
    "RoleChange",
    "SecondFactor",
    "Sheet",
    "Unit",
    "new_session_word",
]
