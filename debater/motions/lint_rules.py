"""What a coach is warned of: a generator a rule, over what could be read of a pack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from debater.errors import Problem
from debater.motions.heard import Heard
from debater.motions.lint_material import Finding, Material, line_of
from debater.motions.lint_text import claims_more, near_duplicates, same_words
from debater.motions.model import CITE_ELEMENTS, CITED_FROM, SIDES, Passage, opposite
from debater.motions.passages import paragraphs
from debater.motions.schema import SourceEntry
from debater.text import excerpt, words

# Fewer than so many opposing passages, or than such a share of all, are few.
_FEW, _FEW_SHARE = 3, 0.2
_LONG_PARAGRAPH = 250
_FEWEST_LABELS = 3
_SHOWN_PAIRS = 3
_SPOKEN_RUN = 4


def stances(of: Material) -> Iterator[Finding]:
    """Warn of labels that sit oddly with the side their source is said to argue."""
    given = {entry.id: entry for entry in of.pack.sources if entry.stance in SIDES}
    labels: dict[str, list[str]] = defaultdict(list)
    for entry, whole, _, source in of.briefs():
        stated = given.get(source.id)
        if stated is None or entry.stance == "neutral":
            continue
        if entry is whole:
            labels[source.id].append(entry.stance)
        if entry.stance != stated.stance and entry.voice == "author":
            what = f"its source argues {stated.stance}, and its author here {entry.stance}"
            mend = "who speaks? write “voice: conceded”, or “voice: reported” with a speaker"
            yield of.warn("author-against-source", entry, what, mend, "stance")
    for id, stances in labels.items():
        departing = sum(stance != given[id].stance for stance in stances)
        if len(stances) >= _FEWEST_LABELS and departing > len(stances) / 2:
            what = (
                f"the source “{id}” is said to argue {given[id].stance}, "
                f"and {departing} of its {len(stances)} labelled passages do not"
            )
            mend = "correct the source's stance (mixed?) or the labels"
            yield of.warn("source-stance", given[id], what, mend, "stance")


def answers(of: Material) -> Iterator[Finding]:
    """Warn of answers lines that are empty, repeated, or argue the passage's own side."""
    briefs = list(of.briefs())
    tags = {(same_words(one.entry.tag), one.entry.stance) for one in briefs if one.entry.tag}
    seen: dict[str, tuple[tuple[int, int], int, str]] = {}
    for one in briefs:
        entry, spoken = one.entry, f" {same_words(one.text)} "
        if not entry.answers and (id(entry), "answers") in of.reading.keys:
            mend = "write what an opponent says that this answers, or leave the key out"
            yield of.warn("empty-answers", entry, "“answers” is empty", mend, "answers")
        for number, line in enumerate(entry.answers):
            said = same_words(line)
            shown = f"“{excerpt(line, 60)}”"
            at = line_of(of.reading, entry, "answers", number)
            what, mend = "", "write what somebody says whom this passage answers"
            which = (id(entry), number)
            first_one, first, stance = seen.setdefault(said, (which, at, entry.stance))
            if not said:
                what, mend = "an answers line is empty", "write it or remove it"
            elif (said, entry.stance) in tags:
                what = f"the answers line {shown} is a tag of the same stance"
            elif said.count(" ") >= _SPOKEN_RUN and f" {said} " in spoken:
                what = f"the answers line {shown} is what the passage itself says"
            elif first_one != which and stance != entry.stance:
                what = f"the answers line {shown} also stands on line {first}, for the other stance"
                mend = "one claim is answered from one side: remove one"
            elif first_one != which:
                what = f"the answers line {shown} also stands on line {first}"
                mend = "keep it where it is answered best"
            if what:
                yield of.warn("answers", entry, what, mend, "answers", number)


def tags(of: Material) -> Iterator[Finding]:
    """Warn of tags that claim more than their passage says."""
    for entry, whole, passage, source in of.briefs():
        if not entry.tag.strip():
            continue
        speakers = [one.speaker for one in (entry, whole, *whole.sentences) if one.speaker]
        known = [*speakers, *source.cite.values(), of.motion.statement, of.motion.topic]
        before = source.text[: passage.span.start]
        mend = "claim no more than the passage says"
        for claim in claims_more(entry.tag, passage.span.of(source.text), " ".join(known), before):
            yield of.warn("tag", entry, f"the tag claims more: {claim}", mend, "tag")


def thin_sides(of: Material) -> Iterator[Finding]:
    """Warn of a side that few passages oppose, or none."""
    given = {entry.id for entry in of.pack.sources if entry.stance}
    guessed = (p.label.origin == "model" and p.source not in given for p in of.motion.passages)
    if not of.motion.passages or (not of.labelled and any(guessed)):
        return  # Nothing yet says what these passages argue.
    count = len(of.motion.passages)
    all_of_them = f"{count} passage{'s' if count > 1 else ''}"
    mend = "add a source of the other side, or evidence to be turned (“turn:”)"
    for side in SIDES:
        opposing = len({point.passage for point in of.motion.opposing(side)})
        turns = sum(point.turn is not None for point in of.motion.points(side))
        held = f" ({turns} more hold evidence to be turned)" if turns else ""
        if not opposing:
            what = f"NOTHING opposes someone arguing {side}: none of {all_of_them}{held}"
            yield of.warn("thin-side", of.pack, what, mend, "sources")
        elif opposing < max(_FEW_SHARE * count, min(_FEW, count / 2)):
            verb = "opposes" if opposing == 1 else "oppose"
            what = f"{opposing} of {all_of_them} {verb} someone arguing {side}: few{held}"
            yield of.warn("thin-side", of.pack, what, mend, "sources")


def cites(of: Material) -> Iterator[Finding]:
    """Warn of what a source's cite lacks."""
    for entry in of.pack.sources:
        # A date of access belongs to an address, and qualifications to an author.
        needless = {"accessed": not entry.url, "qualifications": not entry.author}
        missing = [n for n in CITE_ELEMENTS if not getattr(entry, n) and not needless.get(n)]
        if missing:
            what = f"the source “{entry.id}” has no {', '.join(missing)}"
            yield of.warn("cite", entry, what, "add what is known, leave out what is not")


def duplicates(of: Material) -> Iterator[Finding]:
    """Warn of passages that say nearly the same in nearly the same words."""
    passages = of.motion.passages
    texts = [p.span.of(of.motion.source(p.source).text) for p in passages]
    between: dict[tuple[str, str], list[tuple[Passage, Passage, float]]] = defaultdict(list)
    for first, second, alike in near_duplicates(texts):
        one, other = passages[first], passages[second]
        between[one.source, other.source].append((one, other, alike))
    mend = "keep one, or the same words are cited twice in a round"
    for (first_source, second_source), pairs in between.items():
        one, other, alike = pairs[0]
        source = of.motion.source(second_source)
        if len(pairs) > _SHOWN_PAIRS:
            what = f"{len(pairs)} passages of it nearly repeat some of “{first_source}”"
            yield of.warn_source("near-duplicate", source, other.span.start, what, mend)
            continue
        for one, other, alike in pairs:
            place = f"paragraph {other.paragraphs[0]} nearly repeats “{one.source}” paragraph "
            what = f"{place}{one.paragraphs[0]} ({alike:.0%} of their runs of three words)"
            yield of.warn_source("near-duplicate", source, other.span.start, what, mend)


def unbriefed(of: Material) -> Iterator[Finding]:
    """Warn of passages without tag or answers in a pack that has some elsewhere."""
    briefs = list(of.briefs())
    if not any(one.entry.answers for one in briefs):
        return
    mend = "five answers lines or more help most to find a passage"
    for one in briefs:
        entry = one.entry
        if entry.stance != "neutral" and not entry.answers:
            lacks = "has no answers" if entry.tag else "has no tag and no answers"
            yield of.warn(
                "no-answers", entry, f"a passage that argues {entry.stance} {lacks}", mend
            )
    labelled = {one.passage.id for one in briefs}
    for source in of.pack.sources:
        open_ones = [
            str(passage.paragraphs[0])
            for passage in of.motion.passages
            if passage.source == source.id and passage.id not in labelled
        ]
        if open_ones:
            many = f"paragraphs {', '.join(open_ones)} have"
            lack = many if len(open_ones) > 1 else f"paragraph {open_ones[0]} has"
            what = f"{excerpt(lack, 120)} no tag and no answers in “{source.id}”"
            yield of.warn("no-answers", source, what, mend)


def source_texts(of: Material) -> Iterator[Finding]:
    """Warn of paragraphs too long to be cited, and of sources that are one paragraph."""
    entries: dict[str, SourceEntry] = {entry.id: entry for entry in of.pack.sources}
    for source in of.motion.sources:
        entry = entries[source.id]
        front = [part for part in (entry.title, entry.standfirst) if part]
        numbered = paragraphs(source.text, front)
        for paragraph in numbered:
            count = len(words(paragraph.span.of(source.text)))
            if count > _LONG_PARAGRAPH:
                what = f"paragraph {paragraph.number} has {count} words: long for one passage"
                mend = "set a blank line where its thought turns (numbers after it move up)"
                yield of.warn_source("long-paragraph", source, paragraph.span.start, what, mend)
        if len(numbered) == 1:
            what = "the source is one paragraph, and so one passage"
            mend = "if it has more, set them apart by blank lines"
            yield of.warn_source("one-paragraph", source, numbered[0].span.start, what, mend)


def unsure_labels(of: Material) -> Iterator[Finding]:
    """Warn of labels that the models are unsure of."""
    if not of.labelled:
        return
    guessed = [p for p in of.motion.passages if p.label.origin == "model"]
    unsure = [p for p in guessed if p.label.confidence < CITED_FROM]
    if unsure:
        were = "passage was" if len(guessed) == 1 else "passages were"
        what = (
            f"{len(guessed)} {were} labelled by the model, "
            f"{len(unsure)} of them under {CITED_FROM:.0%} sure"
        )
        mend = f"look at: debater motions review {of.called}"
        yield of.warn("unsure-label", of.pack, what, mend, "sources")


def arguments(of: Material) -> Iterator[Finding]:
    """Warn of arguments heard whose paragraphs do not answer them, and of doubles."""
    if of.heard.value is None:
        return
    texts: dict[str, int] = {}
    ids: dict[str, int] = {}
    held = {(p.source, n): p for p in of.motion.passages for n in (*p.paragraphs, *p.aliases)}
    for one in of.heard.value.arguments:
        at = line_of(of.heard, one)
        found = [(at, *told) for told in _argument(of, one, held)]
        said = same_words(one.text)
        if (first := texts.setdefault(said, at)) != at:
            found.append((at, f"{one.id}: the same text stands on line {first}", "remove one"))
        if (first := ids.setdefault(one.id, at)) != at:
            found.append((at, f"the id “{one.id}” also stands on line {first}", "rename one"))
        for line, what, mend in found:
            yield Finding("warning", "arguments", Problem(of.heard_path, line, what, mend))


def _argument(
    of: Material, one: Heard, held: dict[tuple[str, int], Passage]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one argument and the mend."""
    source = one.source or of.pack.sources[0].id
    if source not in {entry.id for entry in of.pack.sources}:
        yield f"{one.id}: there is no source “{source}”", "check its id"
        return
    if one.accept and one.source is None and len(of.pack.sources) > 1:
        yield f"{one.id} names no source and is read as of “{source}”", "add “source:”"
    absent = [str(n) for n in one.accept if (source, n) not in held]
    if absent and source in {known.id for known in of.motion.sources}:
        yield f"{one.id}: there is no paragraph {', '.join(absent)} in “{source}”", "correct it"
    if one.kind != "argument":
        return
    accepted = [(n, held[source, n]) for n in one.accept if (source, n) in held]
    for number, passage in accepted:
        known = of.labelled or all(point.label.origin == "coach" for point in passage.points)
        wanted = opposite(one.side)
        if known and not any(point.label.stance == wanted for point in passage.points):
            what = f"{one.id}: nothing in paragraph {number} argues {wanted}, so it is not used"
            yield what, f"accept a paragraph that opposes someone arguing {one.side}"
    if one.sentence and accepted:
        texts = [passage.span.of(of.motion.source(source).text) for _, passage in accepted]
        if not any(one.sentence in text for text in texts):
            yield f"{one.id}: its sentence is in no paragraph it accepts", "copy it word for word"


RULES: tuple[Callable[[Material], Iterator[Finding]], ...] = (
    stances,
    answers,
    tags,
    thin_sides,
    cites,
    duplicates,
    unbriefed,
    source_texts,
    unsure_labels,
    arguments,
)
