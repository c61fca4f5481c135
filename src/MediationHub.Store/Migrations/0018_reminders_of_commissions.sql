-- Reminders of what a commission waits for: they belong to no organization and to no case.
alter table outbox alter column organization_id drop not null;
alter table outbox add column commission_id text;
alter table outbox add column record text;   -- what it is about where that is no case: reviews/…
