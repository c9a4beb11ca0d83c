"""The names that a class's methods store on `self`, whether an instance has them or not.

From 3.14 on they have places among the keys that instances share: `__static_attributes__`, which
`_PyCompile_MaybeAddStaticAttributeToClass`, Python/compile.c, collects. Runs on every Python from
2.7 on.
"""
import ast
import sys


class Stores(ast.NodeVisitor):
    """The names in `self.NAME = ...`, but for those in classes of their own."""

    def __init__(self):
        self.names = set()

    def visit_ClassDef(self, node):
        pass

    def visit_AugAssign(self, node):
        # The compiler visits no target here, nor where there is nothing but an annotation:
        # codegen_augassign, codegen_annassign, Python/codegen.c
        self.visit(node.value)

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self.generic_visit(node)

    def visit_Attribute(self, node):
        owner = node.value
        if isinstance(node.ctx, ast.Store) and isinstance(owner, ast.Name) and owner.id == 'self':
            self.names.add(node.attr)
        self.generic_visit(node)


def static_names(class_, setup):
    """What `__static_attributes__` says, or would; `setup` is the source where no file has it."""
    names = vars(class_).get('__static_attributes__')
    if names is not None:
        return set(names)
    path = getattr(sys.modules.get(class_.__module__), '__file__', None)
    try:
        if path:
            with open(path[:-1] if path.endswith('.pyc') else path, 'rb') as file:
                setup = file.read()
        tree = ast.parse(setup)
    except (IOError, SyntaxError, ValueError):
        return set()
    stores = Stores()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == class_.__name__:
            for statement in node.body:
                stores.visit(statement)
    return stores.names
