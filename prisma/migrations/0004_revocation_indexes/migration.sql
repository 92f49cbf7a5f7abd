-- Every process asks twice a second which logins and tokens ended lately.
CREATE INDEX "login_ended_at_idx" ON "login"("ended_at");
CREATE INDEX "token_revoked_at_idx" ON "token"("revoked_at");
