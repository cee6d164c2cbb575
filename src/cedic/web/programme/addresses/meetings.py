"""The addresses of meetings."""

from django.urls import URLPattern, path, re_path

from cedic.web.programme import (
    meeting_calendar,
    meeting_edit,
    meeting_pages,
    meeting_people,
    meeting_record,
)

EVERYONE: list[URLPattern] = [
    path("meetings/", meeting_calendar.listed),
    path("meetings/calendar.ics", meeting_calendar.icalendar),
    path("meetings/answer/<str:token>/", meeting_pages.answer),
    path("meetings/answer/<str:token>/<uuid:id>/<str:name>", meeting_pages.document),
    path("meetings/<int:pk>.ics", meeting_calendar.event),
    path("meetings/<int:pk>/", meeting_pages.one),
    path("meetings/<int:pk>/register/", meeting_pages.register),
]
STAFF: list[URLPattern] = [
    path("meetings/new/", meeting_edit.new),
    path("meetings/<int:pk>/", meeting_edit.edit),
    path("meetings/<int:pk>/status/", meeting_edit.status),
    path("meetings/<int:pk>/visibility/", meeting_edit.visibility),
    path("meetings/<int:pk>/delete/", meeting_edit.delete),
    path("meetings/<int:pk>/record/", meeting_record.record),
    path("meetings/<int:pk>/conclusions/<int:conclusion>/follow-up/", meeting_record.new_follow_up),
    path("meetings/<int:pk>/follow-ups/<int:number>/", meeting_record.follow_up),
    path("meetings/<int:pk>/people/", meeting_people.people),
    re_path(
        r"^meetings/(?P<pk>[0-9]{1,15})/people\.(?P<format>csv|xlsx)$", meeting_people.exported
    ),
    path("meetings/<int:pk>/invite/", meeting_people.invite),
    path("meetings/<int:pk>/attendance/", meeting_people.attendance),
    path("meetings/<int:pk>/people/<int:number>/link/", meeting_people.new_link),
]
PLAIN: list[URLPattern] = []
