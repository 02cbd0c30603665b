"""The one environment that this process runs in: the real one, unless the demo chose its own."""

from heed.config.environment import Environment, read

_chosen: Environment | None = None


def choose(environment: Environment) -> None:
    """Run in `environment`; has to happen before the settings are read."""
    global _chosen
    _chosen = environment


def environment() -> Environment:
    """The chosen environment, or the real one; raises `Mistakes`."""
    return _chosen if _chosen is not None else read()
