"""The forms of accounts, in the words of the house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from cedic.model import one_line
from cedic.web.accounts.models import LONGEST_NAME, User
from cedic.web.accounts.words import ERRORS, FIELDS, ROLES, lazily

LONGEST = {"password": 200, "oldpassword": 200, "password1": 200, "password2": 200, "code": 20}
"""Longer passwords would only keep the server busy."""


class Plain:
    """A form whose labels stand above their fields, without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class Worded(Plain):
    """A form of allauth whose fields say what `labels` says, instead of a placeholder."""

    labels: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            if name in self.labels:
                field.label = lazily(FIELDS[self.labels[name]])
            if name in ("password", "oldpassword"):
                # The page has its own way to a new password.
                field.help_text = ""
            if name in LONGEST:
                field.validators.append(MaxLengthValidator(LONGEST[name]))
            if f"{self.labels.get(name)}_help" in FIELDS:
                field.help_text = lazily(FIELDS[f"{self.labels[name]}_help"])


class SignIn(Worded, account.LoginForm):
    """Address and password."""

    labels: ClassVar = {"login": "email", "password": "password"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class PasswordAgain(Worded, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    labels: ClassVar = {"password": "password"}


class NewPassword(Worded, account.ChangePasswordForm):
    """A new password for who knows the old one."""

    labels: ClassVar = {
        "oldpassword": "old_password",
        "password1": "new_password",
        "password2": "again",
    }


class Code(Worded, AuthenticateForm):
    """A code, as the second step of signing in."""

    labels: ClassVar = {"code": "code"}


class CodeAgain(Worded, ReauthenticateForm):
    """A code once more, before something that matters."""

    labels: ClassVar = {"code": "code"}


class FirstCode(Worded, ActivateTOTPForm):
    """The code that shows that an app is set up."""

    labels: ClassVar = {"code": "first_code"}


class Credential(forms.JSONField):
    """What a browser says of a passkey, which anyone may have written; it is not handed back."""

    widget = forms.HiddenInput
    default_error_messages: ClassVar = {
        kind: lazily(ERRORS["strange_passkey"]) for kind in ("required", "invalid")
    }

    def to_python(self, value: Any) -> Any:
        """What the browser says."""
        return _refused_if_strange(lambda: super(Credential, self).to_python(value))

    def bound_data(self, data: Any, initial: Any) -> None:
        """Nothing: each attempt begins anew."""


class Distrusting:
    """A form that takes a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = Credential()  # type: ignore[attr-defined]

    def clean_credential(self) -> Any:
        """What the browser sent, once it is found to be true."""
        check = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])  # type: ignore[attr-defined]
        return _refused_if_strange(check)

    def clean(self) -> Any:
        """The form as a whole."""
        return _refused_if_strange(super().clean)  # type: ignore[misc]


def _refused_if_strange(check: Callable[[], Any]) -> Any:
    try:
        return check()
    except (ValidationError, ImmediateHttpResponse):
        raise
    except Exception as error:
        # The library tells of bytes that are not what they should be in errors of all kinds.
        raise ValidationError(lazily(ERRORS["strange_passkey"])) from error


class NewPasskey(Distrusting, Worded, webauthn.AddWebAuthnForm):
    """A passkey to add."""

    labels: ClassVar = {"name": "passkey_name", "passwordless": "passwordless"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(MaxLengthValidator(100))


class NamePasskey(Worded, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels: ClassVar = {"name": "passkey_name"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(MaxLengthValidator(100))


class PasskeySignIn(Distrusting, webauthn.LoginWebAuthnForm):
    """A passkey in place of address and password."""


class PasskeyStep(Distrusting, webauthn.AuthenticateWebAuthnForm):
    """A passkey, as the second step of signing in."""


class PasskeyAgain(Distrusting, webauthn.ReauthenticateWebAuthnForm):
    """A passkey once more, before something that matters."""


class Chosen(Plain, forms.Form):
    """The password that a person with a one-time link chooses."""

    password = forms.CharField(
        label=lazily(FIELDS["new_password"]),
        strip=False,
        max_length=LONGEST["password"],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html(),
    )
    again = forms.CharField(
        label=lazily(FIELDS["again"]),
        strip=False,
        max_length=LONGEST["password"],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """A password that is hard to guess."""
        password_validation.validate_password(self.cleaned_data["password"], self.person)
        return str(self.cleaned_data["password"])

    def clean_again(self) -> str:
        """The same password."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("password", again):
            raise ValidationError(lazily(ERRORS["passwords_differ"]))
        return again


class Address(Plain, forms.Form):
    """The address of an account whose password is forgotten."""

    email = forms.EmailField(
        label=lazily(FIELDS["email"]),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )


class Role(Plain, forms.Form):
    """What a person may do."""

    role = forms.ChoiceField(
        label=lazily(FIELDS["role"]),
        choices=[(role, lazily(text)) for role, text in ROLES.items()],
    )


class Named:
    """A form that asks for a person's name."""

    def clean_full_name(self) -> str:
        """The name, in one line of signs that can be shown: letters and lists hold it."""
        name = one_line(self.cleaned_data["full_name"], LONGEST_NAME)  # type: ignore[attr-defined]
        return str(self.fields["full_name"].clean(name))  # type: ignore[attr-defined]


class Myself(Named, Plain, forms.ModelForm):
    """What a person changes of her own account."""

    class Meta:
        """Name and language."""

        model = User
        fields = ("full_name", "language")
        labels: ClassVar = {name: lazily(FIELDS[name]) for name in fields}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].widget.attrs["autocomplete"] = "name"


class Invitation(Named, Plain, forms.ModelForm):
    """A person to invite."""

    role = Role.base_fields["role"]

    class Meta:
        """Name, address and language."""

        model = User
        fields = ("full_name", "email", "language")
        labels: ClassVar = {name: lazily(FIELDS[name]) for name in fields}

    def clean_email(self) -> str:
        """An address that no account has yet, in any case."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(lazily(ERRORS["address_taken"]))
        return email
