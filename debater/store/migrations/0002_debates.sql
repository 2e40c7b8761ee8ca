-- A round in a format: how it was set up, its clock, and what happened in it, in order.
ALTER TABLE rounds ADD COLUMN format TEXT NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN setup TEXT;
ALTER TABLE rounds ADD COLUMN clock TEXT;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    committed TEXT NOT NULL,
    UNIQUE (round, number)
);
-- The rounds in which something was said: how often the user spoke, and how it began.
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
        ''
    ) AS beginning,
    touched, format
FROM rounds
WHERE EXISTS (SELECT 1 FROM turns WHERE round = rounds.id)
   OR EXISTS (SELECT 1 FROM events WHERE round = rounds.id);
