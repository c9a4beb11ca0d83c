"""How instances of a class come about: what their constructors do to their attributes.

`history(make, count, setup)` makes `count`, watches what is stored, deleted, and done to
`__dict__`, and tells it as text, a line for each fact. Needs static_names.py and class_facts.py.
Runs on every Python from 2.7 on.
"""
import sys
import time

if str is not bytes:
    unicode, long = str, int


def looked_up(type_, name):
    """What a special method of a class is, as its own or a base's."""
    for class_ in type_.__mro__:
        if name in class_.__dict__:
            return class_.__dict__[name]


def dict_of(ob):
    """The dict of an instance, whatever its class says; None where there is none."""
    try:
        return object.__getattribute__(ob, '__dict__')
    except AttributeError:
        return None


class WatchedDict(dict):
    """What an instance shows as its dict while it is watched: a copy that passes changes on."""

    def __init__(self, life):
        dict.__init__(self, life.dict)
        self.life = life


def passed_on(name):
    def method(self, *args, **kwargs):
        return self.life.changed(self, name, args, kwargs)
    return method


for name in ('__setitem__', '__delitem__', 'setdefault', 'pop', 'popitem', 'clear', 'update',
             '__ior__'):
    if hasattr(dict, name):
        setattr(WatchedDict, name, passed_on(name))


class Life(object):
    """What was done to one instance."""

    def __init__(self, ob):
        self.ob = ob
        self.dict = dict_of(ob)
        self.names = []
        # Kinds of steps, each with names
        self.steps = []

    def note(self):
        """Notes which names came and went since, or that the dict is another."""
        if self.dict is None:
            return
        now = dict_of(self.ob)
        if now is not self.dict:
            self.dict = now
            if now is self.ob:
                self.steps.append(('itself', []))
            else:
                known = type(now) is dict
                self.steps.append(('replaced' if known else 'other', list(dict.keys(now))))
        else:
            for name in self.names:
                if name not in now:
                    self.steps.append(('deleted', [name]))
            names = set(self.names)
            self.steps += [('set', [name]) for name in dict.keys(now) if name not in names]
        self.names = list(dict.keys(now))

    def changed(self, shown, method, args, kwargs):
        """Does to the dict what was asked of the copy that stands for it."""
        self.note()
        given = args[0] if method in ('update', '__ior__') and args else None
        if method == 'update' and (isinstance(given, dict) or kwargs):
            parts = [dict.keys(part) for part in (given, kwargs) if isinstance(part, dict)]
            self.steps += [('updated', list(part)) for part in parts if part]
            result = dict.update(self.dict, *args, **kwargs)
            self.names = list(dict.keys(self.dict))
        else:
            if method in ('clear', 'popitem', '__ior__'):
                self.steps.append(('other', []))
            result = getattr(dict, method)(self.dict, *args, **kwargs)
        self.note()
        dict.clear(shown)
        dict.update(shown, self.dict)
        return shown if method == '__ior__' else result


def give(type_, name, value):
    """Gives a class an attribute, or with None takes it, whatever its metaclass says in Python."""
    for owner in type, type(type_):
        try:
            if value is None:
                owner.__delattr__(type_, name)
            else:
                owner.__setattr__(type_, name, value)
            break
        except TypeError:
            # A metaclass written in C insists on its own
            if owner is not type:
                raise


class Watch(object):
    """Sees what is done to the attributes of a class's instances while it is on."""

    def __init__(self, type_):
        self.type = type_
        self.lives = {}

    def life(self, ob):
        if id(ob) not in self.lives:
            self.lives[id(ob)] = Life(ob)
        return self.lives[id(ob)]

    def __enter__(self):
        type_, watch = self.type, self
        found = dict((name, looked_up(type_, name)) for name in (
            '__setattr__', '__delattr__', '__getattribute__'))

        def call(name, ob, *args):
            return found[name].__get__(ob, type(ob))(*args)

        def __setattr__(ob, name, value):
            if type(ob) is not type_:
                return call('__setattr__', ob, name, value)
            watch.life(ob).note()
            if name == '__dict__' and isinstance(value, WatchedDict):
                value = value.life.dict
            call('__setattr__', ob, name, value)
            watch.life(ob).note()

        def __delattr__(ob, name):
            if type(ob) is type_:
                watch.life(ob).note()
            call('__delattr__', ob, name)
            if type(ob) is type_:
                watch.life(ob).note()

        def __getattribute__(ob, name):
            if name != '__dict__' or type(ob) is not type_:
                return call('__getattribute__', ob, name)
            life = watch.life(ob)
            life.note()
            if type(life.dict) is not dict:
                return call('__getattribute__', ob, name)
            life.steps.append(('asked', []))
            return WatchedDict(life)

        self.kept = [(name, type_.__dict__.get(name)) for name in found]
        for hook in __setattr__, __delattr__, __getattribute__:
            give(type_, hook.__name__, hook)
        return self

    def __exit__(self, *error):
        for name, own in self.kept:
            give(self.type, name, own)


def lives(make, count):
    """What was done to instances of one class, made one after the other; that of the last last."""
    ob = make()
    type_ = type(ob)
    if is_member(ob):
        # Those before it, without the further names of one
        members = list(type_)
        return [Life(member) for member in members[:members.index(ob) + 1]]
    elif dict_of(ob) is None or isinstance(ob, type):
        return [Life(ob)]
    else:
        found, end = [], time.time() + 2
        with Watch(type_) as watch:
            while len(found) < count and (len(found) < 2 or time.time() < end):
                made = make()
                if type(made) is not type_ or made is ob:
                    # What is there already, or another class's
                    return [Life(ob)]
                found.append(watch.life(made))
                watch.life(made).note()
    return found


def holders(dict_):
    """How many refer to a dict beside the caller's caller."""
    return sys.getrefcount(dict_)


def is_shared(life):
    """Whether others hold the instance's dict."""
    class Plain(object):
        pass
    plain = Life(Plain())
    plain.dict = dict_of(plain.ob)
    return holders(life.dict) > holders(plain.dict)


def content(ob):
    """What an instance of a builtin type's subclass holds, in the base's own words."""
    if isinstance(ob, (int, long)):
        base = int if isinstance(ob, int) else long
        return 'int %x' % base.__int__(ob)
    if isinstance(ob, dict):
        keys = list(dict.keys(ob))
        plain = all(type(key) in (str, unicode) for key in keys)
        return '%s %d' % ('names' if plain else 'keys', len(keys))
    if isinstance(ob, unicode):
        text = unicode.__str__(ob) if unicode is str else unicode.__unicode__(ob)
        return 'text %d %x' % (len(text), max([ord(c) for c in text] or [0]))
    for base in bytes, bytearray, tuple, list, set, frozenset:
        if isinstance(ob, base):
            return 'items %d' % base.__len__(ob)
    ctypes = sys.modules.get('ctypes')
    if ctypes is not None and isinstance(ob, ctypes.Structure):
        fields = [field for class_ in type(ob).__mro__
                  for field in class_.__dict__.get('_fields_', ())]
        # Those whose size is the same on every machine
        plain = all(len(field) == 2 and getattr(field[1], '_type_', '') in tuple('cbB?hHiIf')
                    for field in fields)
        return '%s %d' % ('data' if plain else 'machine', ctypes.sizeof(ob))
    return ''


def history(make, count, setup):
    """A text: of what one instance holds, and what was done to several."""
    found = lives(make, count)
    ob = found[-1].ob
    numbers = {}
    lines = []
    ever = set()
    for life in found:
        life.note()
        words = []
        for kind, names in life.steps:
            if kind == 'replaced' and life.dict is not None and is_shared(life):
                kind = 'borrowed'
            if not all(type(name) in (str, unicode) for name in names):
                kind = 'other'
            if kind == 'set':
                ever.update(names)
            words.append(','.join([kind] + [
                '%d' % numbers.setdefault(name, len(numbers)) for name in names]))
        lines.append('made ' + ' '.join(words))
    static = static_names(type(ob), setup)
    if any(hasattr(type(ob), name) for name in ('__pydantic_fields_set__', '__fields_set__')):
        # A pydantic model's dict is no dict of its class's keys
        ever = set()
    lines.append('static ' + ','.join(
        '%d' % numbers[name] for name in sorted(static & ever, key=str)))
    lines.append('unused %d' % len(static - ever))
    if is_member(ob):
        known = ('_value_', '_name_', '__objclass__', '_sort_order_')
        lines.append('member ' + ','.join(
            '%d' % numbers[name] for name in known if name in numbers))
    lines.append('holds ' + content(ob))
    lines.append('getsizeof %d' % sys.getsizeof(ob))
    return told('\n'.join(lines))
