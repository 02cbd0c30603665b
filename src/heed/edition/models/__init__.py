from heed.edition.models._comment import Comment, CommentEvent, Reply, Report
from heed.edition.models._confidence import Confidence, ConfidenceEvent, Subject
from heed.edition.models._edition import Correction, Edition, Origin, Picture, Revision, StoredPage
from heed.edition.models._paper import PaperCard, PaperCardEvent
from heed.edition.models._series import Series

__all__ = [
    "Comment",
    "CommentEvent",
    "Confidence",
    "ConfidenceEvent",
    "Correction",
    "Edition",
    "Origin",
    "PaperCard",
    "PaperCardEvent",
    "Picture",
    "Reply",
    "Report",
    "Revision",
    "Series",
    "StoredPage",
    "Subject",
]
