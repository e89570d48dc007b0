from __future__ import annotations

import pytest

from chain.errors import ConfigError
from chain.settings import Mode, Settings, plain

_SAFE = {
    "mode": Mode.PRODUCTION,
    "relayer_keys": "0x" + "11" * 32,
    "operator_key": "0x" + "22" * 32,
    "attester_key": "0x" + "33" * 32,
    "secret_key": "s" * 32,
    "keystore_key": "k" * 32,
    "public_url": "https://musubi.example.jp",
    "smtp_url": "smtp://mail.example.jp:587",
    "demo": False,
    "card_payments": "none",
    "identity_check": "none",
}
_CARDS = {
    "card_payments": "stripe",
    "card_secret_key": "sk_live_" + "1" * 24,
    "card_notice_secret": "whsec_" + "1" * 24,
    "yen_float_key": "0x" + "33" * 32,
}


def _settings(**changed: object) -> Settings:
    return Settings(_env_file=None, **{**_SAFE, **changed})  # type: ignore[arg-type]


def test_production_starts_with_settings_of_its_own() -> None:
    settings = _settings()
    settings.check()
    assert settings.relayer_private_keys() == ["0x" + "11" * 32]


@pytest.mark.parametrize("name", ["relayer_keys", "operator_key", "attester_key", "secret_key", "keystore_key"])
def test_production_refuses_each_development_key_by_name(name: str) -> None:
    development = Settings.model_fields[name].default
    with pytest.raises(ConfigError) as refused:
        _settings(**{name: development}).check()
    assert refused.value.setting == f"MUSUBI_{name.upper()}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("public_url", "http://x"),
        ("smtp_url", ""),
        ("demo", True),
        ("card_payments", "sandbox"),
        ("identity_check", "sandbox"),
        ("officer_second_factor", "off"),
    ],
)
def test_production_refuses_what_is_only_for_one_machine(name: str, value: object) -> None:
    with pytest.raises(ConfigError):
        _settings(**{name: value}).check()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("identity_client_id", "MusubiDevelopment"),
        ("identity_client_key", "dev-only-{}"),
        ("identity_issuer", ""),
        ("identity_issuer", "http://op.example/realm"),
        ("identity_keys_url", "http://op.example/certs"),
    ],
)
def test_production_checks_identities_as_a_client_of_its_own_only(name: str, value: str) -> None:
    given = {
        "identity_check": "app",
        "identity_issuer": "https://op.example/realm",
        "identity_client_id": "RP00000001",
        "identity_client_key": '{"kty":"EC"}',
    }
    _settings(**given).check()
    with pytest.raises(ConfigError, match=f"MUSUBI_{name.upper()}"):
        _settings(**given | {name: value}).check()


@pytest.mark.parametrize("name", ["card_secret_key", "card_notice_secret", "yen_float_key"])
def test_production_takes_cards_with_keys_of_its_own_only(name: str) -> None:
    _settings(**_CARDS).check()
    with pytest.raises(ConfigError) as refused:
        _settings(**{**_CARDS, name: Settings.model_fields[name].default}).check()
    assert refused.value.setting == f"MUSUBI_{name.upper()}"


def test_officers_show_two_factors_in_production_and_where_it_is_wished() -> None:
    assert _settings().asks_second_factor
    assert not Settings(_env_file=None).asks_second_factor
    assert Settings(_env_file=None, officer_second_factor="required").asks_second_factor


def test_the_embedded_default_needs_no_setting_at_all() -> None:
    settings = Settings(_env_file=None)
    settings.check()
    assert settings.sqlalchemy_url.startswith("sqlite:///")
    assert not plain(settings.secret_key).startswith("dev-only-")


_BUCKET = {"s3_bucket": "pictures", "s3_access_key": "key", "s3_secret_key": "secret"}


@pytest.mark.parametrize(
    ("changed", "setting"),
    [
        ({"ipfs_api_url": "http://127.0.0.1:5001"}, "MUSUBI_S3_BUCKET"),
        ({"s3_secret_key": ""}, "MUSUBI_S3_SECRET_KEY"),
        ({"s3_endpoint_url": "store.example.jp"}, "MUSUBI_S3_ENDPOINT_URL"),
    ],
)
def test_settings_of_a_bucket_that_contradict_each_other_are_refused_by_name(
    changed: dict[str, str], setting: str
) -> None:
    _settings(**_BUCKET).check()
    with pytest.raises(ConfigError) as refused:
        _settings(**{**_BUCKET, **changed}).check()
    assert refused.value.setting == setting
