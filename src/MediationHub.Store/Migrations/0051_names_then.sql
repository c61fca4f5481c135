-- The name that an organization bore on the days on which it was active: 组建率 of a day past goes by it.
alter table organization_active_rows add column name text;
