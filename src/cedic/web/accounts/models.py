"""Accounts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from cedic.web.accounts import permissions
from cedic.web.words import LANGUAGE_NAMES


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
    full_name = models.CharField(max_length=150)
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
