"""The addresses of a person's account, below the language."""

from allauth.account import views as allauth
from django.urls import include, path

from cedic.web.accounts import views

urlpatterns = [
    path("", views.me, name="account_me"),
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", allauth.signup, name="account_signup"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth.password_change, name="account_change_password"),
    path("password/reset/", views.reset, name="account_reset_password"),
    path("password/reset/sent/", views.reset_done, name="account_reset_password_done"),
    path("link/<str:token>/", views.link, name="account_link"),
    path("two-step/authenticate/", views.second_step, name="mfa_authenticate"),
    path("two-step/", include("allauth.mfa.urls")),
]
