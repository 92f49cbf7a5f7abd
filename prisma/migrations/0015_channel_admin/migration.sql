-- What a channel says of itself, who runs it and who may write in it; its former names; those that were deleted.

-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "admins" TEXT[],
ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "newcomers" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "posting" JSONB;

-- CreateTable
CREATE TABLE "channel_name" (
    "channel_id" TEXT COLLATE "C" NOT NULL,
    "name_key" TEXT NOT NULL,
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "channel_name_pkey" PRIMARY KEY ("channel_id","name_key")
);
CREATE INDEX "channel_name_workspace_id_name_key_idx" ON "channel_name"("workspace_id", "name_key");

-- Names that channels have now; of former ones nothing is known.
INSERT INTO "channel_name" ("channel_id", "name_key", "workspace_id", "rev")
SELECT "id", "name_key", "workspace_id", "rev" FROM "channel" WHERE "name_key" IS NOT NULL;

-- CreateTable
CREATE TABLE "deleted_channel" (
    "id" TEXT COLLATE "C" NOT NULL,
    "workspace_id" TEXT COLLATE "C" NOT NULL,
    "deleted_at" BIGINT NOT NULL,
    "members" TEXT[],
    "erased" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "deleted_channel_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "deleted_channel_workspace_id_idx" ON "deleted_channel"("workspace_id");
