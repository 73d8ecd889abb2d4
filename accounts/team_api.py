"""Teams over REST, for admins: what the People page can do with them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import teams
from accounts.access import Act, check, viewer_of
from accounts.models import Team
from accounts.teams import WrongTeam
from accounts.viewer import Viewer


class MemberSerializer(serializers.Serializer[None]):
    """A person of the account, by the number of their membership."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    email = serializers.EmailField()


class TeamSerializer(serializers.Serializer[None]):
    """A team with its people."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    members = MemberSerializer(many=True)


class TeamChange(serializers.Serializer[None]):
    """A team's name and the numbers of its members."""

    name = serializers.CharField(required=False, max_length=teams.LONGEST_NAME)
    members = serializers.ListField(child=serializers.IntegerField(), required=False)


def team_json(team: Team) -> dict[str, Any]:
    """A team as the API says it."""
    people = [
        {"id": each.pk, "name": str(each.user), "email": each.user.email}
        for each in team.members.select_related("user").order_by("user__name", "pk")
    ]
    return {"id": team.pk, "name": team.name, "members": people}


def _admin(request: Request) -> Viewer:
    viewer = viewer_of(request)
    check(viewer, Act.PEOPLE)
    return viewer


def _given(request: Request) -> dict[str, Any]:
    """What was sent. Raises ValidationError for what is no object of ``name`` and ``members``."""
    data = request.data
    if not isinstance(data, dict) or set(data) - {"name", "members"}:
        raise ValidationError({"body": 'The body is an object of "name" and "members".'})
    members = data.get("members")
    if members is not None and not isinstance(members, list):
        raise ValidationError({"members": "'members' takes a list of numbers."})
    return {"name": data.get("name"), "members": members}


def _kept(viewer: Viewer, given: dict[str, Any], team: Team | None) -> Team:
    try:
        if team is None:
            return teams.make(viewer, given["name"], given["members"] or ())
        return teams.change(viewer, team, given["name"], given["members"])
    except WrongTeam as error:
        raise ValidationError({error.field: str(error)}) from error


class TeamList(APIView):
    """The teams of the account."""

    @extend_schema(operation_id="list_teams", summary="List the teams", responses={200: TeamSerializer(many=True)})
    def get(self, request: Request) -> Response:
        """By name."""
        return Response([team_json(team) for team in teams.seen(_admin(request))])

    @extend_schema(
        operation_id="create_team", summary="Make a team", request=TeamChange, responses={201: TeamSerializer}
    )
    def post(self, request: Request) -> Response:
        """A team called ``name`` of ``members``, by the numbers of their memberships."""
        return Response(team_json(_kept(_admin(request), _given(request), None)), status=201)


class TeamDetail(APIView):
    """One team."""

    @extend_schema(operation_id="describe_team", summary="Read a team", responses={200: TeamSerializer})
    def get(self, request: Request, number: int) -> Response:
        """Its name and people."""
        return Response(team_json(teams.find(_admin(request), number)))

    @extend_schema(
        operation_id="change_team", summary="Change a team", request=TeamChange, responses={200: TeamSerializer}
    )
    def patch(self, request: Request, number: int) -> Response:
        """Another ``name``, other ``members``, or both; what is left out stays."""
        viewer = _admin(request)
        return Response(team_json(_kept(viewer, _given(request), teams.find(viewer, number))))

    @extend_schema(operation_id="delete_team", summary="Delete a team", responses={204: None})
    def delete(self, request: Request, number: int) -> Response:
        """Its people stay; what it was given is gone."""
        viewer = _admin(request)
        teams.delete(viewer, teams.find(viewer, number))
        return Response(status=204)
