"""What a command says when it cannot do what was asked."""


class Refused(Exception):
    """Says in one sentence, or one a line, why a command was not carried out."""
