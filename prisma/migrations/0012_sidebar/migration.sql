-- How somebody keeps a channel, and the headings of their sidebar.

-- CreateTable
CREATE TABLE "channel_preference" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "starred" BOOLEAN NOT NULL,
    "muted" BOOLEAN NOT NULL,
    "level" TEXT,
    "section_id" TEXT COLLATE "C",
    "rev" BIGINT NOT NULL,

    CONSTRAINT "channel_preference_pkey" PRIMARY KEY ("user_id","channel_id")
);

-- CreateTable
CREATE TABLE "sidebar" (
    "user_id" TEXT COLLATE "C" NOT NULL,
    "sections" JSONB NOT NULL,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "sidebar_pkey" PRIMARY KEY ("user_id")
);
