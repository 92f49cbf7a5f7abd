-- What somebody is about to write: one row per place, however often it changes.
CREATE TABLE "draft" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "root_id" TEXT COLLATE "C" NOT NULL,
    "text" TEXT NOT NULL,
    "others" JSONB NOT NULL,
    "by" TEXT COLLATE "C" NOT NULL,
    "at" BIGINT NOT NULL,
    "written" BIGINT NOT NULL,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("user_id","channel_id","root_id")
);
