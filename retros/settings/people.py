"""People: accounts, passwords, signing in, sessions, the audit log."""

from retros.settings.environment import flag, number, one_of

AUDIT_DAYS = number("AUDIT_DAYS", 400, "a number of days, such as 400", least=1, most=36_500)

MFA = one_of(
    "MFA",
    ["optional", "curators", "everyone", "off"],
    "optional",
    "optional, curators, everyone or off",
)
MFA_BY_PROVIDER = flag("MFA_BY_PROVIDER", default=False)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "accounts.views.sign_in.csrf_failure"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.models.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers because somebody typed their address
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.reset_keys.ResetKeyGenerator"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.NewPasswordForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordForm",
}
# Beside allauth's own limits. accounts/limits.py says what these count.
ACCOUNT_RATE_LIMITS = {
    "login": None,  # all sign-ins from an address: with wrong passwords one could stop others there
    "login_failed": "10/m/ip,5/5m/key",
    "wrong_on_device": "5/5m/key",
    "wrong_link": "20/m/ip",
    "wrong_code": "5/5m/key,50/d/key",  # of the second step
    "reset_password": "20/m/ip,5/h/key,10/d/key",  # mails with a link, per account
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
SESSION_COOKIE_AGE = 3600 * number(
    "SESSION_HOURS", 720, "a number of hours, such as 720", least=1, most=8_760
)
