"""The settings of the demo: the real ones, in an environment that needs nothing from anybody."""

from heed.config import chosen
from heed.config.environment import demo

chosen.choose(demo())

from heed.config.settings import *
from heed.config.settings import INSTALLED_APPS, SOURCE

if (SOURCE / "demo" / "apps.py").exists():
    INSTALLED_APPS = [*INSTALLED_APPS, "heed.demo"]
