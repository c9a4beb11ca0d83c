class C:
    def __init__(self)
        pass
