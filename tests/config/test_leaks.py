"""Can a secret be printed, or a comment or token be sent elsewhere, by what stands in the settings?"""

from pathlib import Path

import pytest

from tests.config.files import DISTRICT, PAGE, faults, read

TOKEN = "EAA" + "Secret0123456789" * 6
LONG_SECRET = "0123456789abcdef" * 4

# Secrets -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", [TOKEN, LONG_SECRET, f"IGAA{'x' * 40}", f"Bearer {TOKEN}"])
@pytest.mark.parametrize(
    "text",
    [
        DISTRICT + PAGE + '[graph]\naccess_token = "{}"\n',
        DISTRICT + PAGE + '[graph]\ntoken = ["{}"]\n',
        DISTRICT + PAGE + '[graph]\nversion = "{}"\n',
        DISTRICT + PAGE + '[graph]\ntimeout_seconds = "{}"\n',
        DISTRICT + PAGE + '[graph]\nunknown = "{}"\n',
        DISTRICT + PAGE + '[review]\npublic_hosts = ["{}"]\n',
        DISTRICT + PAGE + '[secrets]\ndirectory = "{}"\n',
        DISTRICT + PAGE + 'token = "{}"\n',
        DISTRICT + PAGE + 'owner = "{}"\n',
        DISTRICT + PAGE.replace("Maple", "{}"),
        DISTRICT + PAGE.replace('"maple"', '"{}"'),
        DISTRICT + PAGE.replace('"1001"', '"{}"'),
        DISTRICT + PAGE.replace('"1001"', '["{}"]'),
        DISTRICT.replace("Maple Hollow", "{}") + PAGE,
        DISTRICT.replace('"Maple Hollow"', '["{}"]') + PAGE,
        'token = "{}"\n' + DISTRICT + PAGE,
        '"{}" = 1\n' + DISTRICT + PAGE,
        '["{}"]\n' + DISTRICT + PAGE,
    ],
)
def test_a_secret_in_the_file_is_a_fault_and_is_never_printed(tmp_path: Path, text: str, secret: str) -> None:
    told = "\n".join(faults(tmp_path, text.replace("{}", secret)))
    assert secret not in told
    assert TOKEN[:30] not in told


def test_a_secret_in_the_environment_is_never_printed(tmp_path: Path) -> None:
    told = faults(tmp_path, DISTRICT + PAGE, {"PAGE_MONITOR_GRAPH_VERSION": TOKEN})
    assert told[0].startswith("environment variable PAGE_MONITOR_GRAPH_VERSION = •••: must be a version")


def test_an_endless_value_is_cut(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, DISTRICT + PAGE + f'[export]\nweekly = "{"a b " * 500}"\n')
    assert len(fault) < 300


# Where comments and tokens may go ----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["base_url", "instagram_base_url"])
@pytest.mark.parametrize(
    "address",
    [
        "https://graph.facebook.com",
        "https://graph.instagram.com",
        "http://127.0.0.1:8000",
        "http://localhost:1",
        "http://[::1]:8000",
        "https://localhost",
    ],
)
def test_meta_and_this_machine_are_allowed(tmp_path: Path, key: str, address: str) -> None:
    config = read(tmp_path, DISTRICT + PAGE + f'[graph]\n{key} = "{address}"\n')
    assert getattr(config.graph, key) == address


@pytest.mark.parametrize("key", ["base_url", "instagram_base_url"])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "graph.facebook.com",
        "http://graph.facebook.com",
        "https://graph.facebook.com:8443",
        "https://graph.facebook.com.evil.example",
        "https://evil.example/graph.facebook.com",
        "https://somebody:word@graph.facebook.com",
        "https://graph.facebook.com@evil.example",
        "https://www.facebook.com",
        "http://127.0.0.1@evil.example",
        "http://evil.example@127.0.0.1",
        "http://:word@127.0.0.1",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1\\\\@evil.example",
        "http://127.0.0.1\\t.evil.example",
        "http://127.0.0.2",
        "http://0.0.0.0",
        "http://192.168.1.1",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "http://127.0.0.1:port",
        "http://[::1",
        "https://graph.faceboоk.com",
    ],
)
def test_every_other_address_is_refused(tmp_path: Path, key: str, address: str) -> None:
    (fault,) = faults(tmp_path, DISTRICT + PAGE + f'[graph]\n{key} = "{address}"\n')
    assert "must be https://graph.facebook.com, https://graph.instagram.com, or a loopback address" in fault


# The environment ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variable", "value", "section", "key", "expected"),
    [
        ("REVIEW_PORT", "9000", "review", "port", 9000),
        ("REVIEW_BEHIND_PROXY", "TRUE", "review", "behind_proxy", True),
        ("REVIEW_BEHIND_PROXY", "0", "review", "behind_proxy", False),
        ("REVIEW_PUBLIC_HOSTS", "a.example, b.example,", "review", "public_hosts", ("a.example", "b.example")),
        ("COLLECT_OVERLAP_MINUTES", "7.5", "collect", "overlap_minutes", 7.5),
        ("DISTRICT_NAME", "Oak", "district", "name", "Oak"),
        ("SECRETS_DIRECTORY", "/run/secrets", "secrets", "directory", "/run/secrets"),
    ],
)
def test_the_environment_has_the_last_word(
    tmp_path: Path, variable: str, value: str, section: str, key: str, expected: object
) -> None:
    config = read(tmp_path, DISTRICT + PAGE + "[review]\nport = 1\n", {f"PAGE_MONITOR_{variable}": value})
    assert getattr(getattr(config, section), key) == expected


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("REVIEW_PORT", "many", "= 'many': must be a whole number"),
        ("REVIEW_PORT", "9.5", "= '9.5': must be a whole number"),
        ("REVIEW_PORT", "-1", "= '-1': must be a number of (a TCP port)"),
        ("REVIEW_BEHIND_PROXY", "yes", "= 'yes': must be true or false"),
        ("GRAPH_BASE_URL", "https://evil.example", "= 'https://evil.example': must be https://graph.facebook.com"),
    ],
)
def test_a_fault_in_the_environment_names_the_variable(
    tmp_path: Path, variable: str, value: str, expected: str
) -> None:
    (fault,) = faults(tmp_path, DISTRICT + PAGE, {f"PAGE_MONITOR_{variable}": value})
    assert fault.startswith(f"environment variable PAGE_MONITOR_{variable} {expected}")
