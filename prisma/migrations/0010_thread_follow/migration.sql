-- Who follows which thread, and how far they have read it.

-- CreateTable
CREATE TABLE "thread_follow" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "root_id" TEXT COLLATE "C" NOT NULL,
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT,
    "read_at" BIGINT NOT NULL,

    CONSTRAINT "thread_follow_pkey" PRIMARY KEY ("user_id","root_id")
);

-- Threads that are older than following: who wrote in them follows them, and has read them. The log says nothing of it.
INSERT INTO "thread_follow" ("user_id", "root_id", "channel_id", "reason", "read_at")
SELECT x.who, r.id, r.channel_id, min(x.reason), r.last_reply_at
FROM "message" r
JOIN LATERAL (
    SELECT n.author_id AS who, 'replied' AS reason FROM "message" n
    WHERE n.thread_root_id = r.id AND n.deleted_at IS NULL AND NOT n.backfill
    UNION ALL
    SELECT r.author_id, 'started' FROM "message" n
    WHERE n.thread_root_id = r.id AND n.deleted_at IS NULL AND NOT n.backfill AND n.author_id <> r.author_id AND r.system IS NULL
) x ON true
JOIN "membership" m ON m.channel_id = r.channel_id AND m.user_id = x.who
JOIN "users" u ON u.id = x.who AND u.kind = 'person' AND NOT u.departed
WHERE r.reply_count > 0 AND r.last_reply_at IS NOT NULL
GROUP BY x.who, r.id;
