"""What lies in the keyring of the operating system? Only asked when ``[secrets] keyring = true``."""

from types import ModuleType

from bot.errors import ConfigError

SERVICE = "page-monitor"
"""The name under which our secrets stand in the keyring; the user name there is the secret's own."""
BROKEN = (ImportError, AttributeError, OSError, RuntimeError, TypeError, ValueError)
"""What a back end that is misnamed in the library's settings, half installed or without its daemon ends with."""


class SystemKeyring:
    """The keyring of whoever runs this program (GNOME, KDE, macOS, Windows), by the package `keyring`.

    Every method raises `ConfigError` when the package is missing, or when this user has no keyring that is open.
    """

    def find(self, name: str) -> str:
        """The secret, or an empty text."""
        library = _library()
        try:
            return str(library.get_password(SERVICE, name) or "").strip()
        except (library.errors.KeyringError, *BROKEN) as error:
            raise _trouble(error) from None

    def keep(self, name: str, value: str) -> None:
        """Write the secret, over an older one."""
        library = _library()
        try:
            library.set_password(SERVICE, name, value)
        except (library.errors.KeyringError, *BROKEN) as error:
            raise _trouble(error) from None

    def forget(self, name: str) -> bool:
        """Delete the secret; whether it was there."""
        library = _library()
        if not self.find(name):
            return False
        try:
            library.delete_password(SERVICE, name)
        except (library.errors.KeyringError, *BROKEN) as error:
            raise _trouble(error) from None
        return True


def _library() -> ModuleType:
    try:
        import keyring  # an extra: only those who switch it on need it
        import keyring.errors
    except BROKEN as error:
        if getattr(error, "name", "") not in ("keyring", "keyring.errors"):
            raise _trouble(error) from None
        raise ConfigError(
            [
                "[secrets] keyring: the package `keyring` isn't installed; "
                "install district-page-monitor[keyring], or keep the secrets in files ([secrets] directory)"
            ]
        ) from None
    return keyring


def _trouble(error: Exception) -> ConfigError:
    """The library's own words are left out: a backend may quote what it was handed."""
    return ConfigError(
        [
            f"[secrets] keyring: the system's keyring can't be used ({type(error).__name__}); unlock it, or keep the "
            "secrets in files ([secrets] directory). A service without a desktop session has no keyring as a rule"
        ]
    )
