// What Python's own constructs give, each in one or two lines: what reaches `lib.show(...)`.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { one } from './followed';

type Case = readonly [program: string, shown: unknown];

const groups: Readonly<Record<string, readonly Case[]>> = {
  'texts are formatted and taken apart': [
    ['lib.show("%s-%d" % ("a", 3))', 'a-3'],
    ['lib.show("%(n)s_%(k).2f" % {"n": "x", "k": 1.5})', 'x_1.50'],
    ['lib.show("lr=%.1e" % 2e-5)', 'lr=2.0e-05'],
    ['lib.show("%05d|%-4s|%%" % (42, "a"))', '00042|a   |%'],
    ['lib.show("{:>5}|{:,}|{:.0%}|{{}}".format("a", 1000, 0.5))', '    a|1,000|50%|{}'],
    ['lib.show(f"{3.14159:.2f} {10:>4} {1e-5:g} {1000:,} {255:x}")', '3.14   10 1e-05 1,000 ff'],
    ['x = 3\nlib.show(f"{x=}")', 'x=3'],
    ['lib.show(f"{lib.name}-a")', '?run-time'],
    ['lib.show("a,b".partition(","))', ['a', ',', 'b']],
    ['lib.show("a/b/c".rsplit("/", 1))', ['a/b', 'c']],
    ['lib.show(["x".zfill(3), "abc".removesuffix("c"), "--a".lstrip("-"), "ab".count("a"), "ab".find("b")])', ['00x', 'ab', 'a', 1, 1]],
    ['from pathlib import Path\nlib.show(str(Path("a") / "b" / "c.txt"))', 'a/b/c.txt'],
    ['lib.show("a" "b" f"{1}")', 'ab1'],
  ],
  'collections hold what was put in them': [
    ['lib.show(sorted([3, 1, 2], reverse=True))', [3, 2, 1]],
    ['lib.show(sorted(["bb", "a"], key=len))', ['a', 'bb']],
    ['lib.show(sorted([lib.a, 1])[1])', new Set([1, 'reference'])],
    ['a = [3, 1, 2]\na.sort()\na.reverse()\na.remove(2)\nlib.show(a)', [3, 1]],
    ['a = [3, 1, 2]\ndel a[0]\nlib.show([a, a.index(2)])', [[1, 2], 1]],
    [
      'a = [3, 1, 2]\nlib.show([a[::-1], a[-2:], a[::2]])',
      [
        [2, 1, 3],
        [1, 2],
        [3, 2],
      ],
    ],
    ['a = {"x": 1}\nb = {**a, "x": 2, "y": 3}\ndel b["y"]\nlib.show(b)', { x: 2 }],
    ['lib.show([*[1], 2, *(3, 4)])', [1, 2, 3, 4]],
    ['lib.show(dict(zip(["a", "b"], [1, 2])))', { a: 1, b: 2 }],
    ['lib.show({k: v for k, v in zip("ab", [1, 2])})', { a: 1, b: 2 }],
    ['from collections import defaultdict\nd = defaultdict(list)\nd["a"].append(1)\nlib.show(d["a"])', [1]],
    ['import copy\na = {"x": {"y": 1}}\nb = copy.deepcopy(a)\nb["x"]["y"] = 2\nlib.show([a["x"]["y"], b["x"]["y"]])', [1, 2]],
    ['import itertools\nlib.show(list(itertools.chain([1], [2, 3])))', [1, 2, 3]],
    ['lib.show([3 * [1], len({1, 2, 2}), len(range(10)), range(10)[3], 5 in range(10)])', [[1, 1, 1], 2, 10, 3, true]],
    [
      'lib.show([list(filter(lambda x: x > 1, [1, 2, 3])), list(map(int, "1,2".split(","))), list(reversed([1, 2]))])',
      [
        [2, 3],
        [1, 2],
        [2, 1],
      ],
    ],
    ['(a, b), *c = (1, 2), 3, 4\na, b = b, a\nlib.show([a, b, c])', [2, 1, [3, 4]]],
  ],
  'classes and their objects keep their attributes': [
    [
      'class A:\n  def __init__(self): self._n = 1\n  @property\n  def n(self): return self._n\n  @n.setter\n  def n(self, v): self._n = v * 2\na = A()\nb = A()\na.n = 4\nlib.show([a.n, b.n])',
      [8, 1],
    ],
    ['from typing import NamedTuple\nclass C(NamedTuple):\n  lr: float = 0.1\n  n: int = 2\na, b = C(n=3)\nlib.show([a, b, C()._replace(n=7).n])', [0.1, 3, 7]],
    ['from collections import namedtuple\nC = namedtuple("C", "a b", defaults=[5])\nx, y = C(1, 2)\nlib.show([x, y, C(1).b, C(8)[0]])', [1, 2, 5, 8]],
    ['from types import SimpleNamespace\nc = SimpleNamespace(a=1, **{"b": 2})\nlib.show([c.a, c.b, getattr(c, "d", 4)])', [1, 2, 4]],
    [
      'from enum import Enum\nclass M(str, Enum):\n  A = "bert"\nlib.show([M.A.value, M("bert"), M["A"], M.A.name, [m.value for m in M]])',
      ['bert', 'bert', 'bert', 'A', ['bert']],
    ],
    ['from enum import Enum, auto\nclass M(Enum):\n  A = auto()\n  B = auto()\nlib.show(1 if M.B == M.A else 2)', 2],
    ['from typing import TypedDict\nclass C(TypedDict):\n  lr: float\nlib.show(C(lr=0.5)["lr"])', 0.5],
    [
      'from dataclasses import dataclass, field\n@dataclass\nclass O:\n  lr: float = 0.3\n@dataclass\nclass C:\n  o: O = field(default_factory=O)\n  a: int = 2\n  b: int = None\n  def __post_init__(self):\n    if self.b is None: self.b = self.a * 2\nlib.show([C().o.lr, C(a=4).b])',
      [0.3, 8],
    ],
    [
      'class A(dict):\n  __getattr__ = dict.get\nclass B(dict):\n  def __getattr__(self, k): return self[k]\nlib.show([A({"lr": 3}).get("lr"), B(lr=4).lr])',
      [3, 4],
    ],
    ['class H(dict):\n  def __init__(self, *a, **k):\n    super(H, self).__init__(*a, **k)\n    self.__dict__ = self\nlib.show(H({"lr": 3}).lr)', 3],
    ['class A:\n  def __init__(self, d): self.d = d\n  def __getattr__(self, k): return self.d[k]\nlib.show(A({"lr": 3}).lr)', 3],
    ['class A:\n  def __init__(self, **kw): self.__dict__.update(kw)\n  def __len__(self): return 7\nlib.show([A(lr=3).lr, len(A())])', [3, 7]],
    [
      'class A:\n  def f(self): return 1\nclass B(A):\n  def f(self): return super().f() + 1\nclass C(B):\n  def f(self): return super(C, self).f() + 1\nlib.show(C().f())',
      3,
    ],
    ['lib.show(type("X", (), {"lr": 3})().lr)', 3],
  ],
  'functions give what they return': [
    ['def f():\n  """values that yield results"""\n  def g(): yield 1\n  return 3\nlib.show(f())', 3],
    ['def gen():\n  yield 1\n  yield from [2, 3]\nlib.show(list(gen()))', [1, 2, 3]],
    ['def wrap(f):\n  def inner(*a, **k): return f(*a, **k)\n  return inner\n@wrap\ndef g(n): return n + 1\nlib.show(g(1))', 2],
    [
      'from functools import partial, reduce\nclass A:\n  def __init__(self, n, k): self.n = n + k\nlib.show([partial(A, k=2)(n=1).n, reduce(lambda a, b: a * b, [1, 2, 3])])',
      [3, 6],
    ],
    ['def f():\n  n = 1\n  def g():\n    nonlocal n\n    n += 1\n  g()\n  return n\nlib.show(f())', 2],
    ['from contextlib import contextmanager\n@contextmanager\ndef f(): yield 5\nwith f() as x: lib.show(x)', 5],
    ['async def f(): return 4\nasync def main(): lib.show(await f())\nimport asyncio\nasyncio.run(main())', 4],
  ],
  'control flow follows what is known': [
    ['match {"kind": "a", "n": 3}:\n  case {"kind": "b"}: lib.show(0)\n  case {"kind": "a", "n": n}: lib.show(n)', 3],
    ['match (1, 2):\n  case [1]: lib.show(0)\n  case (a, *b): lib.show(b)', [2]],
    ['class M: A = 1\nmatch lib.x:\n  case {"n": n}: lib.show(n)', '?run-time n'],
    ['match 5:\n  case 1: x = 1\n  case n if n > 3: x = n\nlib.show(x)', 5],
    ['n = 100\nk = 1\nwhile n > 20:\n  n //= 2\n  k *= 2\nlib.show([n, k])', [12, 8]],
    ['n = 0\nwhile n < lib.limit: n += 1\nlib.show(n)', '?run-time n'],
    ['for i in range(5):\n  if i == 2: break\nelse:\n  i = 9\nlib.show(i)', 2],
    ['try:\n  raise ValueError\nexcept ValueError as e:\n  x = 2\nelse:\n  x = 4\nfinally:\n  y = 3\nlib.show([x, y])', [2, 3]],
    ['x = 1\nreturn\nx = 2\nbreak\nlib.show(x)', 2],
  ],
  'numbers are computed': [
    ['import math\nlib.show([math.ceil(10 / 3), math.log(8, 2), math.pow(2, 3), math.floor(2.5), math.exp(0)])', [4, 3, 8, 2, 1]],
    ['import numpy as np\nlib.show([np.prod([2, 3]), np.sqrt(4), np.log2(8), np.ceil(1.2)])', [6, 2, 3, 2]],
    ['import numpy as np\nlib.show([np.sqrt(16).astype(np.float32), np.prod([2, 3]).item()])', [4, 6]],
    ['lib.show([any([0, 1]), all([0, 1]), pow(2, 3), divmod(7, 2), int("0x10", 16), round(0.1 + 0.2, 2), ord("a")])', [true, false, 8, [3, 1], 16, 0.3, 97]],
    ['lib.show(max([1, 5, 3], key=lambda x: -x))', 1],
  ],
  'code in texts and names by text are followed': [
    ['for k, v in {"lr": 4}.items(): globals()[k] = v\nlib.show(lr)', 4],
    ['exec("x = 5")\nlib.show([x, eval("2 * 3")])', [5, 6]],
    ['import ast\nlib.show(ast.literal_eval("[1, 2]"))', [1, 2]],
    ['exec(lib.text)\nlib.show(x)', '?run-time x'],
  ],
};

for (const [group, cases] of Object.entries(groups))
  describe(group, () => {
    for (const [program, expected] of cases) it(program, () => assert.deepEqual(one(program), expected));
  });
