-- Reminders that were given up, or of which nobody knows whether they arrived: few of many, counted by the week they were made in.
create index outbox_failed on outbox (made_at) where state in ('failed', 'unclear');
