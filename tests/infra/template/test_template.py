"""What the template promises about data, money and doors. It is CloudFormation that keeps it: here it is read."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from functions.storage.table.item import Item
from functions.version import VERSION
from infra import headers
from infra.compression import API_FROM_BYTES
from infra.costs import usage
from infra.template import table
from infra.template.edge import UPLOADS
from infra.template.functions import FUNCTIONS
from infra.template.runtime import resource_name

Template = dict[str, Any]


def of_type(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    return {name: one for name, one in template["Resources"].items() if one["Type"] == kind}


def only(template: Template, kind: str) -> dict[str, Any]:
    (one,) = of_type(template, kind).values()
    return one["Properties"]


def test_cfn_lint_finds_nothing(template: Template, tmp_path: Path) -> None:
    file = tmp_path / "template.json"
    file.write_text(json.dumps(template))
    done = subprocess.run(
        [str(Path(sys.executable).with_name("cfn-lint")), str(file)],
        capture_output=True,
        text=True,
        env=os.environ | {"AWS_DEFAULT_REGION": "eu-west-3"},
    )
    assert (done.stdout + done.stderr, done.returncode) == ("", 0)


def test_it_is_plain_cloudformation(template: Template) -> None:
    assert "Transform" not in template
    assert not [one for one in template["Resources"].values() if "Serverless" in one["Type"]]


def test_it_says_which_version_it_deploys(template: Template) -> None:
    assert template["Description"].endswith(f"version {VERSION}")


def test_the_table_is_the_one_the_code_writes_to(template: Template) -> None:
    table = only(template, "AWS::DynamoDB::Table")
    assert [key["AttributeName"] for key in table["KeySchema"]] == ["pk", "sk"]
    (index,) = table["GlobalSecondaryIndexes"]
    assert index["IndexName"] == Item.by_list.Meta.index_name
    assert [key["AttributeName"] for key in index["KeySchema"]] == ["list_pk", "list_sk"]
    assert index["Projection"] == {"ProjectionType": "ALL"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


def test_the_table_can_be_had_again_and_not_be_lost(template: Template) -> None:
    (resource,) = of_type(template, "AWS::DynamoDB::Table").values()
    table = resource["Properties"]
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    assert table["DeletionProtectionEnabled"] is True
    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain", "Retain")


def test_the_table_is_paid_by_the_request_and_never_beyond_a_ceiling(template: Template) -> None:
    table = only(template, "AWS::DynamoDB::Table")
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    for place in (table, *table["GlobalSecondaryIndexes"]):
        assert set(place["OnDemandThroughput"]) == {"MaxReadRequestUnits", "MaxWriteRequestUnits"}


def test_every_bucket_is_private_encrypted_and_kept(template: Template) -> None:
    buckets = of_type(template, "AWS::S3::Bucket")
    assert buckets
    for bucket in buckets.values():
        assert bucket["DeletionPolicy"] == "RetainExceptOnCreate"
        assert bucket["UpdateReplacePolicy"] == "Retain"
        assert set(bucket["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
        assert bucket["Properties"]["BucketEncryption"]
        (owner,) = bucket["Properties"]["OwnershipControls"]["Rules"]
        assert owner == {"ObjectOwnership": "BucketOwnerEnforced"}
    guarded = {
        policy["Properties"]["Bucket"]["Ref"]
        for policy in of_type(template, "AWS::S3::BucketPolicy").values()
    }
    assert guarded == set(buckets)


def lifetime_days(template: Template, bucket: str) -> int:
    """Until the last version of a file is gone."""
    every = template["Resources"][bucket]["Properties"]["LifecycleConfiguration"]["Rules"]
    rules = [rule for rule in every if "Prefix" not in rule]
    (expired,) = [rule["ExpirationInDays"] for rule in rules if "ExpirationInDays" in rule]
    (replaced,) = [rule for rule in rules if "NoncurrentVersionExpiration" in rule]
    days: int = expired + replaced["NoncurrentVersionExpiration"]["NoncurrentDays"]
    return days


def test_what_families_send_is_gone_within_two_years_and_an_invoice_is_kept_for_ten(
    template: Template,
) -> None:
    assert lifetime_days(template, "UploadsBucket") <= 730
    assert lifetime_days(template, "DocumentsBucket") >= 3652


def test_the_bucket_of_what_families_send_lets_the_portals_own_pages_send_and_no_other(
    template: Template,
) -> None:
    (rule,) = template["Resources"]["UploadsBucket"]["Properties"]["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedMethods"] == ["POST"], "a link is followed, and nothing is read by a script"
    condition, own, without = rule["AllowedOrigins"]["Fn::If"]
    assert (condition, without) == ("HasDomains", ["https://*.cloudfront.net"])
    assert json.dumps({"Ref": "Domains"}) in json.dumps(own) and "*" not in json.dumps(own)
    others = [
        name
        for name, one in template["Resources"].items()
        if "CorsConfiguration" in one.get("Properties", {})
    ]
    assert others == ["UploadsBucket"]


def test_what_cloudfront_writes_of_visitors_is_gone_after_thirty_days(template: Template) -> None:
    assert lifetime_days(template, "AccessLogsBucket") == 30


def test_only_the_logs_of_this_account_are_written_there_and_no_function_reads_them(
    template: Template,
) -> None:
    statements = template["Resources"]["AccessLogsBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    (allowed,) = [one for one in statements if one["Effect"] == "Allow"]
    assert allowed["Principal"] == {"Service": "delivery.logs.amazonaws.com"}
    assert allowed["Action"] == "s3:PutObject"
    assert allowed["Condition"]["StringEquals"]["aws:SourceAccount"] == {"Ref": "AWS::AccountId"}
    roles = json.dumps(of_type(template, "AWS::IAM::Role"))
    assert "AccessLogsBucket" not in roles


def test_only_the_portal_reads_the_pages_and_signs_for_it(template: Template) -> None:
    statements = template["Resources"]["PagesBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    (allowed,) = [one for one in statements if one["Effect"] == "Allow"]
    assert allowed["Action"] == "s3:GetObject"
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert "distribution/${Portal}" in allowed["Condition"]["StringEquals"]["AWS:SourceArn"]["Fn::Sub"]
    access = only(template, "AWS::CloudFront::OriginAccessControl")["OriginAccessControlConfig"]
    assert (access["SigningBehavior"], access["SigningProtocol"]) == ("always", "sigv4")
    origins = {origin["Id"]: origin for origin in _portal(template)["Origins"]}
    assert origins["pages"]["OriginAccessControlId"] == {"Ref": "PagesAccess"}


def _portal(template: Template) -> dict[str, Any]:
    return only(template, "AWS::CloudFront::Distribution")["DistributionConfig"]


def test_a_page_asked_for_in_clear_is_redirected_and_the_api_asked_in_clear_is_refused(
    template: Template,
) -> None:
    """A redirected call of the API has already told the network its cookie: nobody would notice (ASVS 5.0, 4.1.2)."""
    portal = _portal(template)
    (api,) = portal["CacheBehaviors"]
    assert portal["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    assert api["ViewerProtocolPolicy"] == "https-only"


def test_nothing_older_than_tls_1_2_is_spoken_from_a_visitor_to_the_api(template: Template) -> None:
    """Without a name of its own a portal has CloudFront's certificate, and CloudFront alone says which TLS it takes."""
    condition, own, _ = _portal(template)["ViewerCertificate"]["Fn::If"]
    assert (condition, own["MinimumProtocolVersion"]) == ("HasDomains", "TLSv1.2_2021")
    for origin in _portal(template)["Origins"]:
        if "CustomOriginConfig" in origin:
            assert origin["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
            assert origin["CustomOriginConfig"]["OriginSSLProtocols"] == ["TLSv1.2"]
    api = only(template, "AWS::ApiGateway::RestApi")
    assert (api["SecurityPolicy"], api["EndpointAccessMode"]) == ("SecurityPolicy_TLS13_1_2_2021_06", "BASIC")


def test_no_bucket_and_no_queue_is_spoken_to_in_clear(template: Template) -> None:
    policies = {"AWS::S3::Bucket": "AWS::S3::BucketPolicy", "AWS::SQS::Queue": "AWS::SQS::QueuePolicy"}
    everything = {"AWS::S3::Bucket": "s3:*", "AWS::SQS::Queue": "sqs:*"}
    for kind, policy in policies.items():
        guarded = set()
        for one in of_type(template, policy).values():
            said = one["Properties"]
            (denied,) = [each for each in said["PolicyDocument"]["Statement"] if each["Effect"] == "Deny"]
            assert denied["Principal"] == "*"
            assert denied["Action"] == everything[kind]
            assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
            guarded |= (
                {said["Bucket"]["Ref"]} if "Bucket" in said else {queue["Ref"] for queue in said["Queues"]}
            )
        assert guarded == set(of_type(template, kind))


def test_a_mail_leaves_encrypted_or_not_at_all(template: Template) -> None:
    """Mails hold links that open an account."""
    (name,) = of_type(template, "AWS::SES::ConfigurationSet")
    assert template["Resources"][name]["Properties"]["DeliveryOptions"] == {"TlsPolicy": "REQUIRE"}
    for function in ("Outbox", "UrgentOutbox"):
        variables = template["Resources"][function]["Properties"]["Environment"]["Variables"]
        assert variables["PREAU_MAIL_CONFIGURATION_SET"] == {"Ref": name}


def test_what_comes_back_of_a_mail_reaches_the_function_that_stops_writing(template: Template) -> None:
    """From the configuration set of the stack to its topic, its queue, its function; and no account-wide list swallows a second try."""
    [sets] = of_type(template, "AWS::SES::ConfigurationSet")
    told = only(template, "AWS::SES::ConfigurationSetEventDestination")
    destination = told["EventDestination"]
    assert (told["ConfigurationSetName"], destination["Enabled"]) == ({"Ref": sets}, True)
    assert destination["MatchingEventTypes"] == ["BOUNCE", "COMPLAINT"]
    [topic] = [destination["SnsDestination"]["TopicARN"]["Ref"]]
    suppressed = template["Resources"][sets]["Properties"]["SuppressionOptions"]
    assert suppressed == {"SuppressedReasons": []}
    subscriptions = [one["Properties"] for one in of_type(template, "AWS::SNS::Subscription").values()]
    [queue] = [one for one in subscriptions if one["TopicArn"] == {"Ref": topic}]
    assert (queue["Protocol"], queue["RawMessageDelivery"]) == ("sqs", True)
    [mapping] = [
        one["Properties"]
        for one in of_type(template, "AWS::Lambda::EventSourceMapping").values()
        if one["Properties"]["EventSourceArn"] == queue["Endpoint"]
    ]
    assert mapping["FunctionName"] == {"Ref": "MailReturns"}
    [publishes, in_clear] = only(template, "AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    assert publishes["Principal"] == {"Service": "ses.amazonaws.com"} and in_clear["Effect"] == "Deny"
    assert set(publishes["Condition"]["StringEquals"]) == {"AWS:SourceAccount", "AWS:SourceArn"}
    statements = template["Resources"]["MailReturnsQueuePolicy"]["Properties"]["PolicyDocument"]["Statement"]
    [fills] = [one for one in statements if one["Effect"] == "Allow"]
    assert fills["Condition"] == {"ArnEquals": {"aws:SourceArn": {"Ref": topic}}}


def test_pages_and_api_are_one_origin_for_a_browser(template: Template) -> None:
    portal = _portal(template)
    (api,) = portal["CacheBehaviors"]
    assert (api["PathPattern"], api["TargetOriginId"]) == ("/api/*", "api")
    assert only(template, "AWS::ApiGateway::Stage")["StageName"] == "api"
    origins = {origin["Id"]: origin for origin in portal["Origins"]}
    assert origins["api"]["OriginPath"] == ""
    assert portal["HttpVersion"] == "http2and3"


def test_pages_are_compressed_by_the_edge_and_answers_by_the_gateway_which_knows_no_brotli(
    template: Template,
) -> None:
    coded = {
        policy: _cache(template, policy)["ParametersInCacheKeyAndForwardedToOrigin"]
        for policy in ("PagesCache", "ApiCache")
    }
    assert all(each["EnableAcceptEncodingGzip"] for each in coded.values())
    assert coded["PagesCache"]["EnableAcceptEncodingBrotli"]
    assert not coded["ApiCache"]["EnableAcceptEncodingBrotli"]
    assert only(template, "AWS::ApiGateway::RestApi")["MinimumCompressionSize"] == API_FROM_BYTES


def _cache(template: Template, policy: str) -> dict[str, Any]:
    config: dict[str, Any] = template["Resources"][policy]["Properties"]["CachePolicyConfig"]
    return config


def test_no_answer_of_the_api_is_kept_and_none_is_given_to_another_session_name_or_query(
    template: Template,
) -> None:
    """A policy that may keep an answer forwards `Accept-Encoding`; one that forwards by name may not."""
    cache = _cache(template, "ApiCache")
    assert (cache["MinTTL"], cache["DefaultTTL"], cache["MaxTTL"]) == (0, 0, 1)
    apart = cache["ParametersInCacheKeyAndForwardedToOrigin"]
    assert apart["CookiesConfig"]["Cookies"] == ["__Host-session"]
    assert apart["HeadersConfig"]["Headers"] == ["X-Preau-Origin"]
    assert apart["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    policy = only(template, "AWS::CloudFront::OriginRequestPolicy")["OriginRequestPolicyConfig"]
    assert not {"Accept-Encoding", "Authorization", "Host"} & set(policy["HeadersConfig"]["Headers"])
    kept = {one["ErrorCode"]: one["ErrorCachingMinTTL"] for one in _portal(template)["CustomErrorResponses"]}
    assert kept == dict.fromkeys((500, 501, 502, 503, 504), 0)


def test_the_api_is_told_who_asks_and_hears_nobody_else(template: Template) -> None:
    for origin in _portal(template)["Origins"]:
        if origin["Id"] != "pages":
            (secret,) = origin["OriginCustomHeaders"]
            assert secret == {"HeaderName": "X-Preau-Edge", "HeaderValue": {"Ref": "EdgeSecret"}}
    variables = template["Resources"]["APIHandler"]["Properties"]["Environment"]["Variables"]
    assert variables["PREAU_EDGE_SECRET"] == {"Ref": "EdgeSecret"}
    assert "PREAU_ORIGIN" not in variables, "CloudFront says it with each request"
    forwarded = only(template, "AWS::CloudFront::OriginRequestPolicy")["OriginRequestPolicyConfig"]
    assert len(forwarded["HeadersConfig"]["Headers"]) <= 10
    assert forwarded["CookiesConfig"]["Cookies"] == ["__Host-session"]


def test_every_header_that_the_api_reads_reaches_it(template: Template) -> None:
    policy = only(template, "AWS::CloudFront::OriginRequestPolicy")["OriginRequestPolicyConfig"]
    told = _cache(template, "ApiCache")["ParametersInCacheKeyAndForwardedToOrigin"]
    forwarded = {
        name.lower() for name in policy["HeadersConfig"]["Headers"] + told["HeadersConfig"]["Headers"]
    }
    sources = [file.read_text() for file in Path("functions/web").rglob("*.py")]
    asked = {part.partition('"')[0] for source in sources for part in source.split('headers.get("')[1:]}
    assert "idempotency-key" in asked
    assert asked - {"cookie", "x-preau-edge"} <= forwarded


@pytest.mark.parametrize(
    ("resource", "sent"), [("PagesHeaders", headers.pages(UPLOADS)), ("ApiHeaders", headers.API)]
)
def test_the_headers_are_those_of_the_local_run(
    template: Template, resource: str, sent: dict[str, str]
) -> None:
    policy = template["Resources"][resource]["Properties"]["ResponseHeadersPolicyConfig"]
    security = policy["SecurityHeadersConfig"]
    hsts = security["StrictTransportSecurity"]
    csp = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    subdomains = "; includeSubDomains" if hsts["IncludeSubdomains"] else ""
    written = {
        "Strict-Transport-Security": f"max-age={hsts['AccessControlMaxAgeSec']}{subdomains}",
        "X-Content-Type-Options": "nosniff" if security["ContentTypeOptions"]["Override"] else "",
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "Content-Security-Policy": csp["Fn::Sub"] if isinstance(csp, dict) else csp,
        **{item["Header"]: item["Value"] for item in policy["CustomHeadersConfig"]["Items"]},
    }
    assert written == sent


def test_no_other_origin_is_let_in(template: Template) -> None:
    assert "access-control-" not in json.dumps(template).lower()


def test_a_missing_page_is_a_404_of_ours_and_a_refusal_of_the_api_stays_one(template: Template) -> None:
    portal = _portal(template)
    (group,) = portal["OriginGroups"]["Items"]
    assert portal["DefaultCacheBehavior"]["TargetOriginId"] == group["Id"]
    assert set(group["FailoverCriteria"]["StatusCodes"]["Items"]) == {403, 404}
    assert [member["OriginId"] for member in group["Members"]["Items"]] == ["pages", "errors"]
    replaced = {one["ErrorCode"] for one in portal["CustomErrorResponses"] if "ResponsePagePath" in one}
    assert replaced == {502, 504}, "what is listed here replaces answers of the API too"
    paths = only(template, "AWS::ApiGateway::RestApi")["Body"]["paths"]
    page = paths["/introuvable/{proxy+}"]["get"]["x-amazon-apigateway-integration"]
    assert page["type"] == "mock"
    assert "Page introuvable" in page["responses"]["default"]["responseTemplates"]["text/html"]


def test_what_api_gateway_refuses_by_itself_is_a_problem_document(template: Template) -> None:
    body = only(template, "AWS::ApiGateway::RestApi")["Body"]
    answers = body["x-amazon-apigateway-gateway-responses"]
    refusals = {"MISSING_AUTHENTICATION_TOKEN": 404, "THROTTLED": 503, "REQUEST_TOO_LARGE": 413}
    for kind, status in (refusals | {"DEFAULT_5XX": 500}).items():
        assert answers[kind]["responseParameters"]["gatewayresponse.header.Cache-Control"] == "'no-store'"
        document = json.loads(answers[kind]["responseTemplates"]["application/json"])
        assert (answers[kind]["statusCode"], document["status"]) == (status, status)
        assert document["detail"]


def test_every_function_is_as_large_as_its_row_says_and_keeps_its_own_log_a_month(template: Template) -> None:
    assert len(of_type(template, "AWS::Lambda::Function")) == len(FUNCTIONS)
    for function in FUNCTIONS:
        made = template["Resources"][resource_name(function)]["Properties"]
        assert (made["MemorySize"], made["Timeout"]) == (function.memory_mb, function.timeout_seconds)
        assert made["Architectures"] == ["arm64"]
        assert made["LoggingConfig"]["LogFormat"] == "JSON"
        log = template["Resources"][made["LoggingConfig"]["LogGroup"]["Ref"]]["Properties"]
        assert log["RetentionInDays"] == 30


def test_the_api_gives_up_before_api_gateway_does(template: Template) -> None:
    assert template["Resources"]["APIHandler"]["Properties"]["Timeout"] <= 29


def test_nothing_secret_is_written_in_it(template: Template) -> None:
    assert template["Parameters"]["EdgeSecret"]["NoEcho"] is True
    assert "Default" not in template["Parameters"]["EdgeSecret"]
    for name, function in of_type(template, "AWS::Lambda::Function").items():
        assert "PREAU_SECRET_KEY" not in function["Properties"]["Environment"]["Variables"], name


def test_every_alarm_is_mailed(template: Template) -> None:
    alarms = of_type(template, "AWS::CloudWatch::Alarm")
    assert {"FunctionErrors", "FunctionThrottles", "PaymentHeld", "MessageGivenUp"} <= set(alarms)
    assert len(alarms) == usage.ALARMS, "each costs ten cents a month: docs/guides/couts.md"
    for alarm in alarms.values():
        assert alarm["Properties"]["AlarmActions"] == [{"Ref": "Alarms"}]
        assert alarm["Properties"]["AlarmDescription"]
    subscription = template["Resources"]["AlarmsByMail"]["Properties"]
    assert (subscription["Endpoint"], subscription["TopicArn"]) == ({"Ref": "AlarmMail"}, {"Ref": "Alarms"})
    budget = only(template, "AWS::Budgets::Budget")
    assert budget["Budget"]["BudgetLimit"]["Amount"] == {"Ref": "MonthlyBudgetDollars"}


def test_a_restored_table_takes_the_place_of_the_stacks_own_everywhere(template: Template) -> None:
    """Only the table's own resource, and the choice itself, name it directly."""
    text = json.dumps(
        {name: one for name, one in template["Resources"].items() if name != "Table"} | template["Outputs"]
    )
    for instead, own in ((table.NAME, {"Ref": "Table"}), (table.ARN, {"Fn::GetAtt": ["Table", "Arn"]})):
        assert json.dumps(instead) in text
        assert json.dumps(own) not in text.replace(json.dumps(instead), "")
    assert "${Table.Arn}" not in text.replace(json.dumps(table.INDEX_ARN), "")
