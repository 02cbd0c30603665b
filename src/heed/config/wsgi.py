"""What the server calls. The settings module was chosen by the command that started it."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
