"""The addresses of the people's pages, below the language."""

from django.urls import path, re_path

from cedic.web.accounts import people

urlpatterns = [
    path("", people.people, name="manage_people"),
    path("invite/", people.invite, name="manage_invite"),
    path("<int:pk>/", people.person, name="manage_person"),
    path("<int:pk>/role/", people.change_role, name="manage_role"),
    path("<int:pk>/link/", people.new_link, name="manage_link"),
    path("<int:pk>/second-factor/", people.reset_second_factor, name="manage_second_factor"),
    re_path(
        r"^(?P<pk>[0-9]{1,9})/(?P<what>deactivate|reactivate)/$",
        people.activate,
        name="manage_activate",
    ),
]
