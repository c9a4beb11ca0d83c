"""A class that 2.7 takes for an old-style one."""


class Old:
    pass
