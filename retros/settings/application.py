"""What the site is made of: apps, middleware, templates."""

from retros.settings.data_folder import ASSETS_DIR

INSTALLED_APPS = [
    "accounts",
    "retros",
    "django.contrib.admin",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "taggit",
    "template_partials",
]
MIDDLEWARE = [
    "retros.monitoring.middleware.MonitoringMiddleware",
    "retros.log_redaction.RedactionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "retros.static_files.StaticFilesMiddleware",
    "accounts.middleware.PlainAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "retros.request_limits.RequestLimitsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SignInMiddleware",
    "retros.middleware.AcknowledgeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "retros.urls"
WSGI_APPLICATION = "retros.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ASSETS_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "retros.context.site",
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "retros.templatetags.icons",
                "retros.templatetags.addresses",
            ],
        },
    }
]
FORM_RENDERER = "retros.forms.rendering.FormRenderer"
