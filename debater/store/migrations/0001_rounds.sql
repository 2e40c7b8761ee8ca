-- Rounds with their turns, and the draft being typed.
CREATE TABLE rounds (
    id INTEGER PRIMARY KEY,
    motion TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('for', 'against')),
    seed INTEGER NOT NULL,
    started TEXT NOT NULL,
    touched TEXT NOT NULL,
    draft TEXT NOT NULL DEFAULT ''
);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL REFERENCES rounds (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    argument TEXT NOT NULL,
    committed TEXT NOT NULL,
    reply TEXT,
    UNIQUE (round, number)
);
CREATE INDEX rounds_by_touched ON rounds (touched DESC);
