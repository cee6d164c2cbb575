"""Accounts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from cedic.model import Text
from cedic.web.accounts import permissions
from cedic.web.accounts.access import lacks_second_factor
from cedic.web.accounts.words import PAGES, ROLES
from cedic.web.words import LANGUAGE_NAMES

LONGEST_NAME = 150


class UserManager(BaseUserManager["User"]):
    """Makes accounts, and finds them whatever the case of the address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account; without a password it cannot be signed in to.

        Raises
        ------
        ValueError
            If there is no e-mail address.
        """
        if not email.strip():
            raise ValueError("an account needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account that may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with an e-mail address, which `createsuperuser` and signing in ask for."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, who signs in with an e-mail address."""

    email = models.EmailField("e-mail address", unique=True)
    full_name = models.CharField(max_length=LONGEST_NAME)
    language = models.CharField(
        max_length=2, choices=list(LANGUAGE_NAMES.items()), default="es", verbose_name="language"
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        """One account for an address, whatever its case, and the permissions of all apps."""

        default_permissions = ()
        permissions: ClassVar = [
            (name.partition(".")[2], words) for name, words in permissions.NAMES.items()
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="one_account_for_an_address")
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        """The full name, as Django asks for it."""
        return str(self)

    @property
    def role(self) -> str:
        """The name of the group that may do most; empty, if the person is in none."""
        if self.is_superuser:
            return "administrator"
        groups = {group.name for group in self.groups.all()}
        return next((name for name in reversed(permissions.GROUPS) if name in groups), "")

    @property
    def role_name(self) -> Text:
        """The role, as people call it."""
        return ROLES.get(self.role, PAGES["no_role"])

    @property
    def lacks_second_factor(self) -> bool:
        """Whether the person must still set up a second factor."""
        return lacks_second_factor(self)

    @property
    def state(self) -> Text:
        """Whether the account can be signed in to, as people say it."""
        if not self.is_active:
            return PAGES["deactivated"]
        return PAGES["active" if self.has_usable_password() else "invited"]


class Link(models.Model):
    """A link that opens once, kept as the digest of its token; see :mod:`.links`."""

    person = models.ForeignKey(User, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        """No permissions of its own."""

        default_permissions = ()
