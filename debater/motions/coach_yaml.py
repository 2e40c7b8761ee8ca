"""Changes the text of ``motion.yaml`` where a value changes, and nowhere else.

A YAML library that writes a file anew would lose a coach's line ends, indentation and
quoting.  Here the places of the old values are taken from the parser, and only these
stretches of the text are replaced: a diff shows what was changed.  What is written in a
way this does not foresee is left to ``CoachFile``, which proves every result.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from debater.motions.coach_nodes import Node, leaves, tree
from debater.motions.coach_scalars import block_lines, flow_value, item_lines, one_line, shown_keys
from debater.motions.schema import PackEntry, PassageEntry

# Not either half of a CRLF alone.
_BREAK = r"(?:\r\n|\n|\r(?!\n))"
_BLANK_LINE = re.compile(rf"{_BREAK}[ \t]*{_BREAK}\Z")
_COMMENT = re.compile(r"[ \t]*#")
_COMMENTS = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)


def rewritten(text: str, before: PackEntry, wanted: PackEntry) -> str:
    """Return ``text``, which says ``before``, changed to say ``wanted`` of its passages."""
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    editor = _Editor(text.removeprefix("\ufeff"))
    editor.mapping(editor.root, before, wanted, ("passages",))
    return bom + editor.result()


class _Editor:
    """Collects replacements of stretches of a text, and then makes them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = tree(text)
        self.edits: list[tuple[int, int, str]] = []
        found = re.search(r"\r\n|\n|\r", text)
        self.line_end = found[0] if found else "\n"

    def result(self) -> str:
        """Return the text with every edit made."""
        parts, at = [], 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            if start < at and new:
                # What comes below a line that goes takes its place.
                new = new.removeprefix(self.line_end) + self.line_end
            parts += [self.text[at:start], new]
            at = max(at, end)
        return "".join(parts) + self.text[at:]

    # ── what changes ────────────────────────────────────────────────────────────────

    def mapping(
        self, node: Node, before: Any, wanted: Any, names: Sequence[str] | None = None
    ) -> None:
        """Change a mapping that says ``before`` where ``wanted`` says something else."""
        gone: list[str] = []
        new: list[str] = []
        for name in names or shown_keys(type(wanted)):
            was, becomes = getattr(before, name), getattr(wanted, name)
            pair = node.find(name)
            if was == becomes:
                continue
            if pair is None:
                new.append(name)
            elif becomes in _default(wanted, name):
                gone.append(name)
                self._without_key(node, pair, becomes)
            else:
                self._value(pair, was, becomes, node)
        for name in new:
            self._with_key(node, name, wanted, gone)

    def _value(self, pair: tuple[Node, Node], was: Any, becomes: Any, parent: Node) -> None:
        key, value = pair
        if isinstance(becomes, tuple) and value.kind == "seq" and value.children:
            self._items(value, was, becomes)
        elif dataclasses.is_dataclass(becomes) and value.kind == "map":
            self.mapping(value, was, becomes)
        elif isinstance(becomes, str):
            self._scalar(value, becomes, parent.flow)
        elif parent.flow:
            self.edits.append((value.start, value.end, flow_value(becomes)))
        else:
            # An empty list, or an alias, becomes a block below its key.
            column = self._column(key.start)
            lines = block_lines(key.value, becomes, column)[1:]
            below = self.line_end + self.line_end.join(lines)
            start = key.end + self.text[key.end : value.start].index(":") + 1
            self.edits.append((start, value.end, ""))
            at = self._end_of_line(value.end)
            self.edits.append((at, at, below))

    def _scalar(self, node: Node, becomes: str, flow: bool) -> None:
        blank = " " if node.start == node.end else ""
        shown = one_line(becomes, node.style, flow)
        self.edits.append((node.start, node.end, blank + shown))

    def _items(self, node: Node, was: Sequence[Any], becomes: Sequence[Any]) -> None:
        """Change a list item by item."""
        names = [_identity(one) for one in was], [_identity(one) for one in becomes]
        matcher = SequenceMatcher(None, *names, autojunk=False)
        for _, i1, i2, j1, j2 in matcher.get_opcodes():
            both = min(i2 - i1, j2 - j1)
            for i, j in zip(range(i1, i1 + both), range(j1, j1 + both), strict=True):
                if was[i] == becomes[j]:
                    continue
                if dataclasses.is_dataclass(becomes[j]):
                    self.mapping(node.children[i], was[i], becomes[j])
                else:
                    self._scalar(node.children[i], becomes[j], node.flow)
            for i in range(i1 + both, i2):
                self._without_item(node, i)
            self._with_items(node, i1 + both, becomes[j1 + both : j2])

    # ── what comes ──────────────────────────────────────────────────────────────────

    def _with_key(self, node: Node, name: str, wanted: Any, gone: Sequence[str]) -> None:
        """Add a key behind those that come before it in the schema."""
        value = getattr(wanted, name)
        if isinstance(wanted, PackEntry) and not node.flow:
            self._at_the_end(name, value, self._column(node.children[0].start))
            return
        order = shown_keys(type(wanted))
        earlier = order[: order.index(name)] if name in order else []
        pairs = [pair for one in earlier if one not in gone and (pair := node.find(one))]
        last = max((value for _, value in pairs), key=lambda one: one.end, default=None)
        last = last or node.children[-1]
        if node.flow:
            self.edits.append((last.end, last.end, f", {name}: {flow_value(value)}"))
            return
        column = self._column(node.children[0].start)
        lines = block_lines(name, value, column)
        at = self._after(last.end, column)
        self.edits.append((at, at, "".join(self.line_end + line for line in lines)))

    def _at_the_end(self, name: str, value: Any, column: int) -> None:
        """Add a key of the whole file below everything, comments included."""
        at = len(self.text)
        ended = re.search(r"(?m)^\.\.\.[ \t]*(?:#[^\r\n]*)?\s*\Z", self.text)
        if ended:
            at = ended.start()
        above = self.text[:at]
        gap = "" if above.endswith(("\n", "\r")) or not above else self.line_end
        gap += "" if _BLANK_LINE.search(above) else self.line_end
        lines = block_lines(name, value, column)
        self.edits.append((at, at, f"{gap}{self.line_end.join(lines)}{self.line_end}"))

    def _with_items(self, node: Node, at: int, items: Sequence[Any]) -> None:
        """Add items to a list before the one that is number ``at``."""
        if not items:
            return
        if node.flow:
            shown = [flow_value(item) for item in items]
            if at:
                end = node.children[at - 1].end
                self.edits.append((end, end, "".join(f", {one}" for one in shown)))
            else:
                start = node.children[0].start
                self.edits.append((start, start, "".join(f"{one}, " for one in shown)))
            return
        column = self._column(node.start)
        blank = self.line_end if self._apart(node, items[0]) else ""
        shown = [self.line_end.join(item_lines(item, column)) for item in items]
        if at:
            place = self._after(node.children[at - 1].end, column)
            new = "".join(f"{self.line_end}{blank}{one}" for one in shown)
        else:
            place = self._above(node.start, column)
            new = "".join(f"{one}{self.line_end}{blank}" for one in shown)
        self.edits.append((place, place, new))

    def _apart(self, node: Node, item: Any) -> bool:
        """Tell whether a blank line stands between the items of a list, or should."""
        if len(node.children) < 2:
            return isinstance(item, PassageEntry)
        between = self.text[node.children[0].end : node.children[1].start]
        return bool(re.search(f"{_BREAK}[ \\t]*{_BREAK}", between))

    # ── what goes ───────────────────────────────────────────────────────────────────

    def _without_key(self, node: Node, pair: tuple[Node, Node], becomes: Any) -> None:
        key, value = pair
        if node.flow and becomes == () and "#" in self.text[value.start : value.end]:
            # An empty list says the same, and keeps the comments in it.
            for number in range(len(value.children)):
                self._without_item(value, number)
        elif node.flow:
            self._without_flow(node, key.start, value.end)
        elif self.text[self._start_of_line(key.start) : key.start].strip():
            # It shares its line with the dash of an item: its value goes, and it stays.
            blank = {None: "null", "": '""', (): "[]"}.get(becomes, becomes)
            start = key.end + self.text[key.end : value.end].index(":") + 1
            self.edits.append((start, value.end, f" {blank}"))
        else:
            self._without_lines(key.start, pair)

    def _without_item(self, node: Node, number: int) -> None:
        item = node.children[number]
        if node.flow:
            self._without_flow(node, item.start, item.end)
            return
        dash = self.text.rindex("-", 0, item.start)
        self._without_lines(dash, (item,))

    def _without_lines(self, start: int, nodes: Sequence[Node]) -> None:
        """Take the lines from ``start`` to the end of ``nodes`` away; comments stay."""
        first, end = self._start_of_line(start), nodes[-1].end
        stop = self._end_of_line(end)
        column = start - first
        comments, at = [], start
        for leaf in [*leaves(nodes), None]:
            until = leaf.start if leaf else stop
            comments += _COMMENTS.findall(self.text[at:until])
            at = max(at, leaf.end) if leaf else at
        stop += len(self._break_at(stop))
        above = self.text[:first]
        if not comments and (not above or _BLANK_LINE.search(above)):
            # The blank line that set it apart goes with it.
            after = re.match(rf"[ \t]*{_BREAK}", self.text[stop:])
            stop += after.end() if after else 0
        kept = "".join(f"{' ' * column}{comment}{self.line_end}" for comment in comments)
        self.edits.append((first, stop, kept))

    def _without_flow(self, node: Node, start: int, end: int) -> None:
        """Take an element of a flow collection away, with one comma and no comment."""
        after = re.compile(r"(?:\s|#[^\r\n]*)*,(?: (?!#))?").match(self.text, end)
        between = self.text[end : after.end()] if after else ""
        if after and "#" not in between:
            self.edits.append((start, after.end(), ""))
            return
        self.edits.append((start, end, ""))
        if after:
            comma = end + between.rindex(",")
            self.edits.append((comma, comma + 1, ""))
            return
        inside = self.text[node.start : start]
        before = re.search(r",\s*\Z", inside)
        if before and "#" not in inside[before.start() :]:
            self.edits.append((node.start + before.start(), start, ""))

    # ── places ──────────────────────────────────────────────────────────────────────

    def _start_of_line(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def _end_of_line(self, at: int) -> int:
        found = re.compile(r"[\r\n]|\Z").search(self.text, at)
        return found.start() if found else len(self.text)

    def _break_at(self, at: int) -> str:
        found = re.compile(r"\r\n|\n|\r").match(self.text, at)
        return found[0] if found else ""

    def _column(self, at: int) -> int:
        return at - self._start_of_line(at)

    def _after(self, at: int, column: int) -> int:
        """Return the end of the line at ``at``, or of the comments under it that are deeper."""
        end = self._end_of_line(at)
        while True:
            below = end + len(self._break_at(end))
            line = self.text[below : self._end_of_line(below)]
            deep = len(line) - len(line.lstrip(" ")) > column
            if below == end or not _COMMENT.match(line) or not deep:
                return end
            end = self._end_of_line(below)

    def _above(self, at: int, column: int) -> int:
        """Return the start of the line at ``at``, or of the comments right above it."""
        start = self._start_of_line(at)
        while start:
            above = self._start_of_line(start - len(self._break_before(start)))
            line = self.text[above:start]
            if not _COMMENT.match(line) or len(line) - len(line.lstrip(" ")) != column:
                return start
            start = above
        return start

    def _break_before(self, at: int) -> str:
        return "\r\n" if self.text[:at].endswith("\r\n") else self.text[at - 1 : at]


def _default(wanted: Any, name: str) -> tuple[Any, ...]:
    """Return the value a key has when it is left out, as the only item, if it can be."""
    (one,) = (one for one in dataclasses.fields(wanted) if one.name == name)
    return () if one.default is dataclasses.MISSING else (one.default,)


def _identity(item: Any) -> object:
    """Return what makes an item of a list the same one although it changed."""
    if isinstance(item, PassageEntry):
        return item.source, item.paragraphs
    return getattr(item, "text", item)
