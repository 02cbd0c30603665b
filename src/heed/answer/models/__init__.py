"""What the loop keeps: what was heard, what was promised or refused, whether it helped."""

from heed.answer.models._frozen import AuthorWeeks as AuthorWeeks
from heed.answer.models._frozen import Frozen as Frozen
from heed.answer.models._heard import Gathered as Gathered
from heed.answer.models._heard import HandedOn as HandedOn
from heed.answer.models._heard import Playback as Playback
from heed.answer.models._heard import Refusal as Refusal
from heed.answer.models._heard import Theme as Theme
from heed.answer.models._picture import DonePicture as DonePicture
from heed.answer.models._promise import Became as Became
from heed.answer.models._promise import Promise as Promise
from heed.answer.models._promise import PromiseWord as PromiseWord
from heed.answer.models._taken_on import TakenOn as TakenOn
from heed.answer.models._tap import Tap as Tap
from heed.answer.models._tap import TapCount as TapCount
from heed.answer.models._tap import Tapped as Tapped
