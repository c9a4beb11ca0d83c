"""Objects that hold what nobody else may read: one word, in ten ways."""


class Account:
    __slots__ = ("password", "keys")


class Vault:
    pass


account = Account()
account.password, account.keys = "hunter2", {"hunter2": b"hunter2"}
vault = Vault()
vault.words, vault.code = ["hunter2", ("hunter2",)], {2, "hunter2"}
vault.data, vault.number = bytearray(b"hunter2"), 3.25
pages = ["hunter2" * 100_000, b"hunter2" * 100_000]
