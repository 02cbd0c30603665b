"""A code to point a phone at."""

import segno


def code_for(address: str) -> str:
    """A QR code as a picture that needs no request of its own; readable with a corner torn off."""
    code = segno.make(address, error="q", micro=False)
    return code.svg_data_uri(border=0, scale=4)
