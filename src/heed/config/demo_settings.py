"""The settings of the demo: the real ones, in an environment that needs nothing from anybody."""

from heed.config import chosen
from heed.config.environment import demo

chosen.choose(demo())

from heed.config.settings import *
from heed.config.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "heed.demo"]
EMAIL_BACKEND = "heed.demo.mailing.Mailbox"
ROOT_URLCONF = "heed.config.demo_urls"
EMAIL_BACKEND = "heed.demo.mailing.Mailbox"

# Next to the compression, on its inner side: the strip is put into pages that can still be read.
_after = MIDDLEWARE.index("heed.config.packing.PackWords") + 1
MIDDLEWARE = [*MIDDLEWARE[:_after], "heed.demo.middleware.ShowStrip", *MIDDLEWARE[_after:]]
