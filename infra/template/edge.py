"""CloudFront: one origin for a browser, the pages of a private bucket and the API behind it."""

from pathlib import Path
from typing import Any, Final

from infra import headers

PAGES: Final = "pages"
PAGES_OR_ERROR: Final = "pages-or-error"
ERRORS: Final = "errors"
API: Final = "api"
ERRORS_PATH: Final = "/introuvable"
"""Of the API, where what the bucket does not have is looked for: see gateway.py."""

ORIGIN_HEADER: Final = "X-Preau-Origin"
"""The name that was asked for: viewer_request.js writes it."""
UPLOADS: Final = "https://${UploadsBucket.RegionalDomainName}"
"""What families send goes there without passing by CloudFront."""
FORWARDED: Final = (
    "Accept",
    "CloudFront-Viewer-Address",
    "Content-Type",
    "Idempotency-Key",
    "If-None-Match",
    "Origin",
    "Sec-Fetch-Site",
    "User-Agent",
)
"""What the API is told of a request, beside what its answers are kept apart by; ten are allowed. A test holds the code against it.

Not `Accept-Encoding`, which no such policy may name: see `_api_cache`.
"""
COOKIE: Final = "__Host-session"
"""A browser keeps it for one name alone: the portals of two communes never see each other's."""
HSTS: Final = "Strict-Transport-Security"


def resources() -> dict[str, Any]:
    return {
        "Portal": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": _portal()}},
        "PagesAccess": _access(),
        "ViewerRequest": _function(),
        "PagesCache": _pages_cache(),
        "ApiCache": _api_cache(),
        "ApiRequest": _forwarding(),
        "PagesHeaders": _headers("pages", headers.pages(UPLOADS)),
        "ApiHeaders": _headers("api", headers.API),
    }


def _portal() -> dict[str, Any]:
    return {
        "Enabled": True,
        "Comment": {"Ref": "AWS::StackName"},
        "HttpVersion": "http2and3",
        "IPV6Enabled": True,
        "PriceClass": "PriceClass_100",
        "Aliases": {"Fn::If": ["HasDomains", {"Ref": "Domains"}, {"Ref": "AWS::NoValue"}]},
        "ViewerCertificate": {
            "Fn::If": [
                "HasDomains",
                {
                    "AcmCertificateArn": {"Ref": "Certificate"},
                    "SslSupportMethod": "sni-only",
                    "MinimumProtocolVersion": "TLSv1.2_2021",
                },
                {"CloudFrontDefaultCertificate": True},
            ]
        },
        "Origins": [_bucket(), _api(API, ""), _api(ERRORS, f"/api{ERRORS_PATH}")],
        "OriginGroups": {"Quantity": 1, "Items": [_or_error()]},
        "DefaultCacheBehavior": {
            **_behaviour(PAGES_OR_ERROR, "PagesHeaders", in_clear="redirect-to-https"),
            "AllowedMethods": ["GET", "HEAD"],
            "CachePolicyId": {"Ref": "PagesCache"},
        },
        "CacheBehaviors": [
            {
                **_behaviour(API, "ApiHeaders", in_clear="https-only"),
                "PathPattern": "/api/*",
                "AllowedMethods": ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
                "CachePolicyId": {"Ref": "ApiCache"},
                "OriginRequestPolicyId": {"Ref": "ApiRequest"},
            }
        ],
        "CustomErrorResponses": _errors(),
    }


def _errors() -> list[dict[str, Any]]:
    """Of the whole distribution, hence a page only for what the API itself never answers: a gateway that got no answer.

    CloudFront keeps a fault for ten seconds whatever it says of itself, unless told not to: one parent's would be everybody's.
    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
    """
    page = {"ResponsePagePath": "/5xx.html"}
    return [
        {
            "ErrorCode": code,
            "ErrorCachingMinTTL": 0,
            **(page | {"ResponseCode": code} if code in (502, 504) else {}),
        }
        for code in (500, 501, 502, 503, 504)
    ]


def _behaviour(target: str, headers_policy: str, *, in_clear: str) -> dict[str, Any]:
    """`in_clear`: what becomes of a request over plain HTTP.

    A person who types an address is redirected. A program that calls the API is refused: had it been redirected, its cookie
    would go over the network in clear at each call, and nobody would notice.
    """
    return {
        "TargetOriginId": target,
        "ViewerProtocolPolicy": in_clear,
        "Compress": True,
        "ResponseHeadersPolicyId": {"Ref": headers_policy},
        "FunctionAssociations": [
            {"EventType": "viewer-request", "FunctionARN": {"Fn::GetAtt": ["ViewerRequest", "FunctionARN"]}}
        ],
    }


def _bucket() -> dict[str, Any]:
    return {
        "Id": PAGES,
        "DomainName": {"Fn::GetAtt": ["PagesBucket", "RegionalDomainName"]},
        "OriginAccessControlId": {"Ref": "PagesAccess"},
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }


def _api(name: str, path: str) -> dict[str, Any]:
    return {
        "Id": name,
        "DomainName": {"Fn::Sub": "${RestAPI}.execute-api.${AWS::Region}.${AWS::URLSuffix}"},
        "OriginPath": path,
        "CustomOriginConfig": {
            "OriginProtocolPolicy": "https-only",
            "OriginSSLProtocols": ["TLSv1.2"],
            "OriginReadTimeout": 30,
        },
        "OriginCustomHeaders": [{"HeaderName": "X-Preau-Edge", "HeaderValue": {"Ref": "EdgeSecret"}}],
    }


def _or_error() -> dict[str, Any]:
    """What the bucket does not have is answered by the page of errors, and with a 404: decision 21."""
    return {
        "Id": PAGES_OR_ERROR,
        "FailoverCriteria": {"StatusCodes": {"Quantity": 2, "Items": [403, 404]}},
        "Members": {"Quantity": 2, "Items": [{"OriginId": PAGES}, {"OriginId": ERRORS}]},
    }


def _access() -> dict[str, Any]:
    return {
        "Type": "AWS::CloudFront::OriginAccessControl",
        "Properties": {
            "OriginAccessControlConfig": {
                "Name": _named("pages"),
                "OriginAccessControlOriginType": "s3",
                "SigningBehavior": "always",
                "SigningProtocol": "sigv4",
            }
        },
    }


def _function() -> dict[str, Any]:
    source = (Path(__file__).parent / "viewer_request.js").read_text()
    return {
        "Type": "AWS::CloudFront::Function",
        "Properties": {
            "Name": _named("viewer-request"),
            "AutoPublish": True,
            "FunctionCode": {"Fn::Sub": source},
            "FunctionConfig": {"Comment": "Addresses without index.html", "Runtime": "cloudfront-js-2.0"},
        },
    }


def _pages_cache() -> dict[str, Any]:
    """Each file says how long it lives: functions/publishing/pages.py."""
    nothing = {
        "CookiesConfig": {"CookieBehavior": "none"},
        "HeadersConfig": {"HeaderBehavior": "none"},
        "QueryStringsConfig": {"QueryStringBehavior": "none"},
    }
    return _cache("pages", default=60, most=31536000, brotli=True, apart=nothing)


def _api_cache() -> dict[str, Any]:
    """Nothing of the API is kept, as it says itself (`no-store`); a policy that may keep nothing would not forward
    `Accept-Encoding` either, and phones would get every answer uncompressed.

    API Gateway compresses them, which knows gzip and no Brotli: where a browser accepts both, CloudFront would ask it for Brotli first, and
    it compresses nothing unless it knows what is asked first.
    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-enable-compression.html

    CloudFront may answer requests that come together with one answer: only those of one session, name and query.
    """
    everything = {
        "CookiesConfig": {"CookieBehavior": "whitelist", "Cookies": [COOKIE]},
        "HeadersConfig": {"HeaderBehavior": "whitelist", "Headers": [ORIGIN_HEADER]},
        "QueryStringsConfig": {"QueryStringBehavior": "all"},
    }
    return _cache("api", default=0, most=1, brotli=False, apart=everything)


def _cache(name: str, *, default: int, most: int, brotli: bool, apart: dict[str, Any]) -> dict[str, Any]:
    """Seconds for which answers are kept; `apart`: what makes two requests different, and is forwarded."""
    return {
        "Type": "AWS::CloudFront::CachePolicy",
        "Properties": {
            "CachePolicyConfig": {
                "Name": _named(name),
                "MinTTL": 0,
                "DefaultTTL": default,
                "MaxTTL": most,
                "ParametersInCacheKeyAndForwardedToOrigin": {
                    "EnableAcceptEncodingBrotli": brotli,
                    "EnableAcceptEncodingGzip": True,
                    **apart,
                },
            }
        },
    }


def _named(name: str) -> dict[str, str]:
    """These names are of the whole account: the same stage may stand in a second region."""
    return {"Fn::Sub": f"${{AWS::StackName}}-${{AWS::Region}}-{name}"}


def _forwarding() -> dict[str, Any]:
    return {
        "Type": "AWS::CloudFront::OriginRequestPolicy",
        "Properties": {
            "OriginRequestPolicyConfig": {
                "Name": _named("api"),
                "CookiesConfig": {"CookieBehavior": "whitelist", "Cookies": [COOKIE]},
                "HeadersConfig": {"HeaderBehavior": "whitelist", "Headers": list(FORWARDED)},
                "QueryStringsConfig": {"QueryStringBehavior": "all"},
            }
        },
    }


def _headers(name: str, sent: dict[str, str]) -> dict[str, Any]:
    """infra/headers.py, in the shape CloudFront wants: some by name, the others as they are."""
    named = {HSTS, "X-Content-Type-Options", "Referrer-Policy", "Content-Security-Policy"}
    hsts = {
        "AccessControlMaxAgeSec": int(sent[HSTS].partition("max-age=")[2].partition(";")[0]),
        "IncludeSubdomains": "includeSubDomains" in sent[HSTS],
        "Override": True,
    }
    policy = {"ReferrerPolicy": sent["Referrer-Policy"], "Override": True}
    csp = sent["Content-Security-Policy"]
    content = {"ContentSecurityPolicy": {"Fn::Sub": csp} if "${" in csp else csp, "Override": True}
    others = [
        {"Header": header, "Value": value, "Override": True}
        for header, value in sent.items()
        if header not in named
    ]
    return {
        "Type": "AWS::CloudFront::ResponseHeadersPolicy",
        "Properties": {
            "ResponseHeadersPolicyConfig": {
                "Name": _named(name),
                "SecurityHeadersConfig": {
                    "StrictTransportSecurity": hsts,
                    "ContentTypeOptions": {"Override": True},
                    "ReferrerPolicy": policy,
                    "ContentSecurityPolicy": content,
                },
                "CustomHeadersConfig": {"Items": others},
                "RemoveHeadersConfig": {
                    "Items": [{"Header": "x-amz-server-side-encryption"}, {"Header": "x-amz-version-id"}]
                },
            }
        },
    }
