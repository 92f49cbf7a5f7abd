-- Whom messages address, and whose message was reacted to: what somebody's activity is read from.

-- CreateTable
CREATE TABLE "mention" (
    "message_id" TEXT COLLATE "C" NOT NULL,
    "target" TEXT COLLATE "C" NOT NULL,
    "at" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "mention_pkey" PRIMARY KEY ("message_id","target")
);

-- CreateTable
CREATE TABLE "activity_look" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "looked_at" BIGINT NOT NULL,

    CONSTRAINT "activity_look_pkey" PRIMARY KEY ("user_id")
);

-- AlterTable
ALTER TABLE "reaction" ADD COLUMN "at" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "author_id" TEXT COLLATE "C";

INSERT INTO "mention" ("message_id", "target", "at", "seq")
SELECT DISTINCT m.id, x.target[1], m.created_at, m.event_seqs[1]
FROM "message" m CROSS JOIN LATERAL regexp_matches(m.text, '<@(U[0-9A-HJKMNP-TV-Z]{16})>', 'g') AS x(target)
WHERE strpos(m.text, '<@') > 0 AND m.deleted_at IS NULL AND NOT m.backfill AND m.system IS NULL
UNION
SELECT m.id, m.channel_id, m.created_at, m.event_seqs[1]
FROM "message" m
WHERE (strpos(m.text, '<!channel>') > 0 OR m.reached IS NOT NULL) AND m.deleted_at IS NULL AND NOT m.backfill AND m.system IS NULL;

-- A reaction that has taken the place of an older one bears its number; the log knows the time of that one, which is near enough.
UPDATE "reaction" r
SET at = coalesce((SELECT e.at FROM "event" e WHERE e.stream = m.workspace_id AND e.seq = r.seq), m.created_at),
    author_id = CASE WHEN m.author_id <> r.user_id AND NOT m.backfill THEN m.author_id END
FROM "message" m WHERE m.id = r.message_id;

-- CreateIndex
CREATE INDEX "mention_target_at_seq_idx" ON "mention"("target", "at", "seq");

-- CreateIndex
CREATE INDEX "reaction_author_id_at_seq_idx" ON "reaction"("author_id", "at", "seq") WHERE "author_id" IS NOT NULL;
