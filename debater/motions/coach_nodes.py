"""Where every value of ``motion.yaml`` lies in its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """A value in the text; ``end`` is where its last character ends, before any comment.

    The children of a mapping are its keys and values in turn.
    """

    kind: str
    start: int
    end: int
    style: str | None = None
    flow: bool = False
    value: str = ""
    children: list[Node] = field(default_factory=list)

    def find(self, key: str) -> tuple[Node, Node] | None:
        """Return a key of this mapping and its value."""
        for name, value in zip(self.children[::2], self.children[1::2], strict=True):
            if name.value == key:
                return name, value
        return None


def tree(text: str) -> Node:
    """Parse ``text`` into nodes that know where they lie; an alias is a node of its own."""
    open_nodes = [Node("document", 0, 0)]
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            node = open_nodes.pop()
            node.end = _at(event.end_mark) if node.flow else node.children[-1].end
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        start, end = _at(event.start_mark), _at(event.end_mark)
        if isinstance(event, yaml.ScalarEvent):
            if event.style in ("|", ">"):
                end = start + len(text[start:end].rstrip())
            node = Node("scalar", start, end, event.style, value=event.value)
        elif isinstance(event, yaml.AliasEvent):
            node = Node("alias", start, end)
        elif isinstance(event, yaml.CollectionStartEvent):
            kind = "map" if isinstance(event, yaml.MappingStartEvent) else "seq"
            node = Node(kind, start, end, flow=bool(event.flow_style))
        open_nodes[-1].children.append(node)
        if node.kind in ("map", "seq"):
            open_nodes.append(node)
    return open_nodes[0].children[0]


def _at(mark: Any) -> int:
    """Return a mark's offset; every event read from a text has its marks."""
    offset: int = mark.index
    return offset


def leaves(nodes: Sequence[Node]) -> list[Node]:
    """Return the scalars and aliases below ``nodes``, in order."""
    found: list[Node] = []
    for node in nodes:
        found += leaves(node.children) if node.children else [node]
    return found
