"""What a deployment would do, as whoever says yes reads it."""

from infra.deploy.stack import Change
from infra.deploy.told import told


def added(kind: str, count: int = 1) -> list[Change]:
    return [Change("Add", f"Thing{number}", kind, False) for number in range(count)]


def test_what_is_created_is_counted_in_words_the_data_first() -> None:
    changes = (
        added("AWS::Lambda::Function", 2) + added("AWS::Logs::LogGroup", 3) + added("AWS::DynamoDB::Table")
    )
    assert told(changes) == ["  crée 1 table de données, 2 fonctions, 3 réglages"]


def test_what_is_removed_or_made_anew_is_named_before_what_is_changed() -> None:
    changes = [
        *added("AWS::SQS::Queue"),
        Change("Modify", "APIHandler", "AWS::Lambda::Function", False),
        Change("Modify", "Portal", "AWS::CloudFront::Distribution", True),
        Change("Remove", "OldRole", "AWS::IAM::Role", False),
        Change("Dynamic", "PagesLogs", "AWS::Logs::LogGroup", False),
    ]
    assert told(changes) == [
        "  supprime OldRole (rôle)",
        "  remplace Portal (distribution CloudFront)",
        "  modifie  APIHandler (fonction)",
        "  modifie  PagesLogs (AWS::Logs::LogGroup)",
        "  crée 1 file d’attente",
    ]


def test_nothing_to_do_is_no_line() -> None:
    assert told([]) == []
