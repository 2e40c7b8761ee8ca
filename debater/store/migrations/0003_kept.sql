-- What is kept of rounds: a name, how one ended, whence it was forked, when it was deleted.
ALTER TABLE rounds ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN summary TEXT;
ALTER TABLE rounds ADD COLUMN forked TEXT NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN deleted TEXT;

-- Every word said, to be searched: one row a turn or event, under the id it has there.
CREATE VIRTUAL TABLE said USING fts5 (
    text, round UNINDEXED,
    tokenize = "porter unicode61 remove_diacritics 2", prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER turn_said AFTER INSERT ON turns BEGIN
    INSERT INTO said (rowid, text, round) VALUES (2 * new.id, new.argument || char(10) || CASE
        WHEN json_valid(new.reply) THEN
            coalesce(json_extract(new.reply, '$.but'), '') || ' '
            || coalesce(json_extract(new.reply, '$.chosen.citation.quote'), '') || ' '
            || coalesce(json_extract(new.reply, '$.therefore'), '')
        ELSE '' END, new.round);
END;
CREATE TRIGGER turn_answered AFTER UPDATE OF reply ON turns BEGIN
    UPDATE said SET text = new.argument || char(10) || CASE
        WHEN json_valid(new.reply) THEN
            coalesce(json_extract(new.reply, '$.but'), '') || ' '
            || coalesce(json_extract(new.reply, '$.chosen.citation.quote'), '') || ' '
            || coalesce(json_extract(new.reply, '$.therefore'), '')
        ELSE '' END
    WHERE rowid = 2 * new.id;
END;
CREATE TRIGGER turn_gone AFTER DELETE ON turns BEGIN
    DELETE FROM said WHERE rowid = 2 * old.id;
END;
CREATE TRIGGER event_said AFTER INSERT ON events
WHEN json_valid(new.body) AND new.kind NOT IN ('stage', 'correction') BEGIN
    INSERT INTO said (rowid, text, round) VALUES (2 * new.id + 1,
        coalesce(json_extract(new.body, '$.text'), '') || char(10)
        || coalesce(json_extract(new.body, '$.question'), '') || ' '
        || coalesce(json_extract(new.body, '$.answer'), '') || ' '
        || coalesce(json_extract(new.body, '$.speech.text'), ''), new.round);
END;
CREATE TRIGGER event_gone AFTER DELETE ON events BEGIN
    DELETE FROM said WHERE rowid = 2 * old.id + 1;
END;
INSERT INTO said (rowid, text, round)
SELECT 2 * id, argument || char(10) || CASE
    WHEN json_valid(reply) THEN
        coalesce(json_extract(reply, '$.but'), '') || ' '
        || coalesce(json_extract(reply, '$.chosen.citation.quote'), '') || ' '
        || coalesce(json_extract(reply, '$.therefore'), '')
    ELSE '' END, round
FROM turns;
INSERT INTO said (rowid, text, round)
SELECT 2 * id + 1,
    coalesce(json_extract(body, '$.text'), '') || char(10)
    || coalesce(json_extract(body, '$.question'), '') || ' '
    || coalesce(json_extract(body, '$.answer'), '') || ' '
    || coalesce(json_extract(body, '$.speech.text'), ''), round
FROM events WHERE json_valid(body) AND kind NOT IN ('stage', 'correction');

-- The rounds in which something was said or is being typed; deleted ones are none.
DROP VIEW rounds_said;
CREATE VIEW rounds_said AS
SELECT
    id, motion, side,
    (SELECT count(*) FROM turns WHERE round = rounds.id)
    + (SELECT count(*) FROM events WHERE round = rounds.id AND kind = 'speech'
       AND json_valid(body) AND json_extract(body, '$.by') = 'user') AS turns,
    coalesce(
        (SELECT argument FROM turns WHERE round = rounds.id ORDER BY number LIMIT 1),
        (SELECT json_extract(body, '$.text') FROM events WHERE round = rounds.id
         AND kind = 'speech' AND json_valid(body) AND json_extract(body, '$.by') = 'user'
         ORDER BY number LIMIT 1),
        draft
    ) AS beginning,
    touched, format, name, summary, started, forked
FROM rounds
WHERE deleted IS NULL
  AND (trim(draft, ' ' || char(9, 10, 13)) != ''
       OR EXISTS (SELECT 1 FROM turns WHERE round = rounds.id)
       OR EXISTS (SELECT 1 FROM events WHERE round = rounds.id));

-- Evidence cards: `body` holds a card as JSON, its quotation proved again when it is read.
CREATE TABLE cards (
    id INTEGER PRIMARY KEY,
    motion TEXT NOT NULL,
    body TEXT NOT NULL,
    made TEXT NOT NULL,
    touched TEXT NOT NULL,
    deleted TEXT
);
CREATE INDEX cards_by_touched ON cards (touched DESC);

-- Drills: `key` tells a drill from every other; `state` is the scheduler's, as JSON.
CREATE TABLE drills (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    motion TEXT NOT NULL,
    side TEXT NOT NULL,
    body TEXT NOT NULL,
    made TEXT NOT NULL,
    due TEXT NOT NULL,
    state TEXT,
    retired TEXT
);
CREATE INDEX drills_by_due ON drills (due) WHERE retired IS NULL;
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    drill INTEGER NOT NULL REFERENCES drills (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4),
    answer TEXT NOT NULL DEFAULT '',
    score REAL
);
CREATE INDEX reviews_by_time ON reviews (at);
CREATE INDEX reviews_by_drill ON reviews (drill);

-- What is being typed outside a round: in a drill, or for a card's tag.
CREATE TABLE drafts (
    place TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    touched TEXT NOT NULL
);
