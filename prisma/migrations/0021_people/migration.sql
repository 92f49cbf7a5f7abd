-- What people tell of themselves, and that some are shut out for a while.

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "deactivated" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "former_account_id" TEXT COLLATE "C",
ADD COLUMN     "phone" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "pronouns" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "time_zone" TEXT NOT NULL DEFAULT '';
