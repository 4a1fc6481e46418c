"""Words that are written as one, each with a capital: "EventLogging"."""

import re

# Names that are written so. What ends in capitals (MariaDB) or is short (DevOps) needs no entry.
_NAMES = [
    "BigQuery", "CloudFlare", "CloudFront", "CloudWatch", "CockroachDB", "CoffeeScript",
    "ConfigMap", "CouchDB", "DynamoDB", "ElasticSearch", "FaceTime", "GitHub", "GitLab", "GraphQL",
    "HashiCorp", "InfluxDB", "IntelliJ", "JavaScript", "LibreOffice", "MariaDB", "MediaWiki",
    "MongoDB", "MySQL", "NextCloud", "OAuth", "OpenAPI", "OpenOffice", "OpenSearch", "OpenShift",
    "OpenSSL", "OpenStack", "OpenStreetMap", "OpenTelemetry", "OpenVPN", "OwnCloud", "PagerDuty",
    "PostgreSQL", "PowerPoint", "PowerShell", "PyTorch", "QuickBooks", "RabbitMQ", "SharePoint",
    "SoundCloud", "SourceForge", "StackOverflow", "TeamCity", "TensorFlow", "TypeScript",
    "WebAssembly", "WebSocket", "WhatsApp", "WikiData", "WordPress", "WooCommerce",
]  # fmt: skip
_PART = re.compile(
    rf"(?P<name>(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?![a-z]))"
    r"|(?P<acronym>[A-Z]{2,}(?![a-z]))|(?P<word>[A-Z]?[a-z]+)|."
)
_SHORTEST = 4  # of two words; shorter ones are names, such as PayPal


def apart(token: str) -> str:
    """Return "Event logging" for "EventLogging"; a name or an acronym as it is."""
    found = list(_PART.finditer(token))
    kinds = [match.lastgroup for match in found]
    if len(found) < 2 or None in kinds or not _is_camel_case(found, kinds):
        return token
    rest = [match[0].lower() if match["word"] else match[0] for match in found[1:]]
    return " ".join([found[0][0], *rest])


def _is_camel_case(found, kinds):
    words = [match[0] for match in found if match["word"]]
    if min(map(len, words), default=0) < 2:
        return False
    if len(found) > 2:
        return True
    return kinds != ["word", "acronym"] and min(map(len, words)) >= _SHORTEST
