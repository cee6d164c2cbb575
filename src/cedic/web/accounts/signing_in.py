"""How people sign in: allauth's settings, which the portal's settings take over whole."""

from __future__ import annotations

from typing import Any

from cedic.settings import Settings

DAY = 24 * 3600


def configuration(chosen: Settings) -> dict[str, Any]:
    """What allauth, and Django's sessions, are set to."""
    behind_proxy = chosen.public_address.startswith("https://")
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "LOGIN_URL": "account_login",
        "ACCOUNT_ADAPTER": "cedic.web.accounts.adapters.AccountAdapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        # An administrator has made the account, for an address that she knows.
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_NOTIFICATIONS": False,
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 15 * 60,
        "ACCOUNT_FORMS": {
            "login": "cedic.web.accounts.forms.SignIn",
            "reauthenticate": "cedic.web.accounts.forms.PasswordAgain",
            "change_password": "cedic.web.accounts.forms.NewPassword",
        },
        "ACCOUNT_RATE_LIMITS": {
            "login": "30/m/ip",
            # Of one address many people may come; an account is guessed at from many addresses,
            # and its owner tries again five minutes after the last guess.
            "login_failed": "10/m/ip,50/h/ip,5/5m/key",
            "reset_password": "10/m/ip,3/10m/key",
            "reauthenticate": "5/m/user",
            "change_password": "5/m/user",
            # A whole delegation may sit behind one address.
            "register_for_meeting": "20/m/ip,200/h/ip,5/10m/key",
            # To set a document takes a second; one that was set before is not counted.
            "make_document": "30/m/ip,300/h/ip",
        },
        # Only a proxy that is known to be there is believed where a visitor comes from.
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1 if behind_proxy else 0,
        "MFA_ADAPTER": "cedic.web.accounts.adapters.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_TOTP_ISSUER": chosen.publisher,
        # A clock may be half a minute off.
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_RECOVERY_CODES_SHOW_ONCE": False,
        "MFA_RECOVERY_CODE_DIGITS": 10,
        "MFA_FORMS": {
            "authenticate": "cedic.web.accounts.forms.Code",
            "reauthenticate": "cedic.web.accounts.forms.CodeAgain",
            "activate_totp": "cedic.web.accounts.forms.FirstCode",
            "add_webauthn": "cedic.web.accounts.forms.NewPasskey",
            "edit_webauthn": "cedic.web.accounts.forms.NamePasskey",
            "login_webauthn": "cedic.web.accounts.forms.PasskeySignIn",
            "authenticate_webauthn": "cedic.web.accounts.forms.PasskeyStep",
            "reauthenticate_webauthn": "cedic.web.accounts.forms.PasskeyAgain",
        },
        "SESSION_ENGINE": "cedic.web.accounts.sessions",
        "SESSION_COOKIE_AGE": 14 * DAY,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "ACCOUNT_SESSION_REMEMBER": False,
        # Every process counts the same guesses, and a restart forgets none.
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "accounts_attempts",
                "OPTIONS": {"MAX_ENTRIES": 100_000},
            }
        },
    }
