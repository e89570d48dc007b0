"""Every setting, from the environment only (prefix MUSUBI_). Defaults are the embedded default on one machine."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from chain.errors import ConfigError

_DEV_ONLY = "dev-only-"


class Mode(StrEnum):
    EMBEDDED = "embedded"  # one machine, development keys, demo data
    PRODUCTION = "production"


class CardPayments(StrEnum):
    NONE = "none"
    SANDBOX = "sandbox"  # a process of ours that plays the provider; nothing is charged
    STRIPE = "stripe"


class IdentityCheck(StrEnum):
    NONE = "none"
    SANDBOX = "sandbox"  # a process of ours that plays the Digital Authentication App, with people to choose from
    APP = "app"


class SecondFactor(StrEnum):
    REQUIRED = "required"
    OFF = "off"


class Mining(StrEnum):
    ON_DEMAND = "on_demand"  # the relayer asks the devnet for a block after sending, at most one a second
    NETWORK = "network"  # the network makes blocks by itself


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="MUSUBI_", env_file=".env", extra="ignore", populate_by_name=True)

    mode: Mode = Mode.EMBEDDED
    state_dir: Path = Path("var")
    database_url: str = Field("", validation_alias=AliasChoices("MUSUBI_DATABASE_URL", "DATABASE_URL"))

    chain_rpc_url: str = "http://127.0.0.1:8545"
    chain_id: int = 1337
    chain_mining: Mining = Mining.ON_DEMAND
    finality_blocks: int = 2
    index_poll_seconds: float = 0.2
    index_batch_blocks: int = 2_000
    index_check_crowded_blocks: bool = True  # false on a crowded public chain: take the node's word there

    # Anvil's first well-known development keys; production refuses them.
    relayer_keys: SecretStr = SecretStr(
        _DEV_ONLY + "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
    )
    operator_key: SecretStr = SecretStr(
        _DEV_ONLY + "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"
    )
    attester_key: SecretStr = SecretStr(  # signs who is verified, for the identity registry
        _DEV_ONLY + "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a"
    )
    relay_poll_seconds: float = 0.1
    relay_quota_per_minute: int = 600
    relay_gas_cap: int = 16_777_216
    relay_max_fee_gwei: int = 500

    web_host: str = "127.0.0.1"
    web_port: int = 8000
    web_workers: int = 2
    metrics_port: int = 0  # base port of relayer/indexer/scheduler metrics; 0 = off
    public_url: str = "http://127.0.0.1:8000"
    secret_key: SecretStr = SecretStr(_DEV_ONLY + "session-signing-key")
    keystore_key: SecretStr = SecretStr(_DEV_ONLY + "key-encryption-key")
    card_payments: CardPayments = CardPayments.SANDBOX
    card_sandbox_port: int = 8010  # on web_host
    card_secret_key: SecretStr = SecretStr(_DEV_ONLY + "card-provider-key")  # the provider's secret key
    card_notice_secret: SecretStr = SecretStr(_DEV_ONLY + "card-notice-secret")  # signs its notices to us
    identity_check: IdentityCheck = IdentityCheck.SANDBOX
    identity_sandbox_port: int = 8011  # on web_host
    identity_issuer: str = ""  # of デジタル認証アプリ; empty = the sandbox
    identity_authorize_url: str = ""  # each empty = {issuer}/protocol/openid-connect/ auth, token, userinfo, certs
    identity_token_url: str = ""
    identity_userinfo_url: str = ""
    identity_keys_url: str = ""
    identity_client_id: str = "MusubiDevelopment"
    identity_client_key: SecretStr = SecretStr(  # a private JSON Web Key; its public half is registered at the provider
        _DEV_ONLY
        + '{"kty":"EC","crv":"P-256","kid":"dev","x":"510NhBtsD3_ktr-lR0ElFlRdWJDWQrb7q7pX9DPSI9M",'
        + '"y":"4vdmGYuQ4WvuV9PoGkEPcNprfpYs-sFvKEUezt5hP7s","d":"gaB0ZUhBIhGcq9jYUnKc7_IJWj8lRnvjLpEGMtjDbcg"}'
    )
    identity_acr: str = "aal3 crl"  # acr_values; empty = none asked for
    identity_months: int = Field(12, ge=1, le=60)  # so long a check by the app holds, as people move
    identity_kept_days: int = Field(365, ge=1, le=1_825)  # name and address, of those who agreed
    yen_float_key: SecretStr = SecretStr("")  # account that hands out yen for cards; empty = minted (embedded only)
    yen_float_least: int = Field(100_000, ge=0)  # with fewer on it `musubi doctor` warns
    service_sandbox_port: int = Field(8020, ge=0, le=65_000)  # of the first sample service, on web_host; 0 = none
    smtp_url: str = ""  # smtp://user:password@host:587; empty = mail is kept and shown at /mail (embedded only)
    map_tile_url: str = "https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png"  # empty = lists without a map
    map_attribution: str = "地理院タイル"
    map_attribution_url: str = "https://maps.gsi.go.jp/development/ichiran.html"
    officer_second_factor: SecondFactor | None = None  # without it: required in production, off on one machine
    codes_per_source: int = Field(30, ge=1)  # sign-in codes for one network address in 15 minutes
    mail_from: str = "musubi@localhost.localdomain"
    push_key: SecretStr = SecretStr("")  # of `musubi push-key`; empty = no push messages to browsers
    gift_daily_limit: int = 30_000  # points that one person may give to others in a day
    ipfs_api_url: str = ""  # RPC of an IPFS node that keeps pictures; empty = a folder in the state directory
    s3_bucket: str = ""  # keeps pictures in a bucket of the S3 API instead
    s3_endpoint_url: str = ""  # of a compatible store; empty = Amazon's own
    s3_region: str = "ap-northeast-1"
    s3_prefix: str = ""  # what keys begin with, where the bucket is shared, e.g. musubi/
    s3_access_key: SecretStr = SecretStr("")  # both empty = the machine's own role, environment or profile
    s3_secret_key: SecretStr = SecretStr("")
    reference_rates: str = ""  # EUR=0.0061,USD=0.0067,2026-11-20: of one yen, and of which day; empty = none shown
    demo: bool = True
    log_format: str = "text"  # text | json

    @property
    def sqlalchemy_url(self) -> str:
        return self.database_url or f"sqlite:///{self.state_dir / 'musubi.db'}"

    @property
    def asks_second_factor(self) -> bool:
        """Do officers and operators sign in with two factors only?"""
        if self.officer_second_factor is None:
            return self.mode is Mode.PRODUCTION
        return self.officer_second_factor is SecondFactor.REQUIRED

    @property
    def artwork_dir(self) -> Path:
        return self.state_dir / "artwork"

    @property
    def content_dir(self) -> Path:
        return self.state_dir / "content"

    @property
    def card_sandbox_url(self) -> str:
        host = "127.0.0.1" if self.web_host == "0.0.0.0" else self.web_host  # noqa: S104  # nosec B104
        return f"http://{host}:{self.card_sandbox_port}"

    @property
    def identity_sandbox_issuer(self) -> str:
        host = "127.0.0.1" if self.web_host == "0.0.0.0" else self.web_host  # noqa: S104  # nosec B104
        return f"http://{host}:{self.identity_sandbox_port}/api/realms/main"

    @property
    def time_ahead_file(self) -> Path:
        return self.state_dir / "time-ahead"

    @property
    def deployments_dir(self) -> Path:
        return self.state_dir / "deployments"

    @property
    def chain_state_file(self) -> Path:
        return self.state_dir / "chain" / "state.json"

    def relayer_private_keys(self) -> list[str]:
        return [plain(key) for key in self.relayer_keys.get_secret_value().split(",") if key.strip()]

    def check(self) -> None:
        """Refuse to run with settings that contradict each other, and in production with those for development.

        Raises: ConfigError naming the environment variable.
        """
        self._check_content()
        if self.mode is not Mode.PRODUCTION:
            return
        for name in ("relayer_keys", "operator_key", "attester_key", "secret_key", "keystore_key"):
            value = getattr(self, name).get_secret_value()
            if value.startswith(_DEV_ONLY) or len(value) < 16:
                raise ConfigError(f"MUSUBI_{name.upper()}", "set your own value; this one is for development only")
        self._check_cards()
        self._check_identity()
        if not self.public_url.startswith("https://"):
            raise ConfigError("MUSUBI_PUBLIC_URL", "must start with https:// in production")
        if not self.smtp_url:
            raise ConfigError("MUSUBI_SMTP_URL", "is needed in production to send sign-in codes")
        if not self.asks_second_factor:
            raise ConfigError("MUSUBI_OFFICER_SECOND_FACTOR", "must be required in production")
        if self.demo:
            raise ConfigError("MUSUBI_DEMO", "must be false in production")

    def _check_content(self) -> None:
        if not self.s3_bucket:
            return
        if self.ipfs_api_url:
            raise ConfigError("MUSUBI_S3_BUCKET", "set either this or MUSUBI_IPFS_API_URL, not both")
        if self.s3_endpoint_url and not self.s3_endpoint_url.startswith(("http://", "https://")):
            raise ConfigError("MUSUBI_S3_ENDPOINT_URL", "must start with https:// or http://")
        if bool(plain(self.s3_access_key)) != bool(plain(self.s3_secret_key)):
            raise ConfigError("MUSUBI_S3_SECRET_KEY", "belongs to MUSUBI_S3_ACCESS_KEY: set both or neither")

    def _check_identity(self) -> None:
        if self.identity_check is IdentityCheck.SANDBOX:
            raise ConfigError("MUSUBI_IDENTITY_CHECK", "must be none or app in production")
        if self.identity_check is IdentityCheck.NONE:
            return
        if self.identity_client_id == "MusubiDevelopment":
            raise ConfigError("MUSUBI_IDENTITY_CLIENT_ID", "set the one that was given to you")
        if self.identity_client_key.get_secret_value().startswith(_DEV_ONLY):
            raise ConfigError("MUSUBI_IDENTITY_CLIENT_KEY", "set your own value; this one is for development only")
        if not self.identity_issuer:
            raise ConfigError("MUSUBI_IDENTITY_ISSUER", "is needed")
        for name in ("issuer", "authorize_url", "token_url", "userinfo_url", "keys_url"):
            address = getattr(self, f"identity_{name}")
            if address and not address.startswith("https://"):
                raise ConfigError(f"MUSUBI_IDENTITY_{name.upper()}", "must start with https:// in production")

    def _check_cards(self) -> None:
        if self.card_payments is CardPayments.SANDBOX:
            raise ConfigError("MUSUBI_CARD_PAYMENTS", "must be none or stripe in production")
        if self.card_payments is CardPayments.NONE:
            return
        for name in ("card_secret_key", "card_notice_secret", "yen_float_key"):
            value = getattr(self, name).get_secret_value()
            if value.startswith(_DEV_ONLY) or len(value) < 16:
                raise ConfigError(f"MUSUBI_{name.upper()}", "is needed to take cards in production")


def plain(secret: str | SecretStr) -> str:
    """The secret without the marker that says it is for development only."""
    value = secret.get_secret_value() if isinstance(secret, SecretStr) else secret
    return value.strip().removeprefix(_DEV_ONLY)
