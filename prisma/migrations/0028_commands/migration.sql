-- Messages in the third person, and reminders of a text of one's own.
ALTER TABLE "message" ADD COLUMN     "third_person" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "reminder" ALTER COLUMN "channel_id" DROP NOT NULL;
ALTER TABLE "reminder" ADD COLUMN     "text" TEXT;
