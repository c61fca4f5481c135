-- What an organization's figures ask about: that it fell below the target, or a sign that needs looking at (domain §4.3). Opened and ended by looking
-- at the figures again, never by a command; one row from its beginning to its end.
create table alerts (
  organization_id text collate "C" not null,
  sign text not null,
  since timestamptz not null,
  numerator bigint not null,           -- as they were when last looked at
  denominator bigint not null,
  position bigint not null,            -- the place in the log that was looked at
  ended_at timestamptz,
  primary key (organization_id, sign, since)
);
create unique index alerts_open on alerts (organization_id, sign) where ended_at is null;
