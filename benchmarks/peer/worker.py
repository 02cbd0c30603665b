"""What the server's worker loads for the plain site."""

from heed.config.wsgi import application

__all__ = ["application"]
