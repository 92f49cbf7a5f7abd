-- Whoever was taken out of the workspace stays as the author of what they wrote.

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "departed" BOOLEAN NOT NULL DEFAULT false;
