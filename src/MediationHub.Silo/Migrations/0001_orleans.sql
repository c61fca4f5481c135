-- What Orleans keeps: which silos there are, reminders, snapshots of grains. Orleans looks its statements up in OrleansQuery by name and
-- knows parameters and columns by their names; tables and statements are ours. Losing all of it loses no record: the log knows nothing of it.

create table OrleansQuery (
  QueryKey text primary key,
  QueryText text not null
);

create table silo_clusters (
  id text primary key,
  version integer not null default 0,
  changed_at timestamptz not null default now()
);

create table silo_members (
  cluster text not null references silo_clusters,
  address text not null,
  port integer not null,
  generation integer not null,
  name text not null,
  host text not null,
  status integer not null,
  proxy_port integer not null,
  suspected text,
  started_at timestamptz not null,
  alive_at timestamptz not null,
  primary key (cluster, address, port, generation)
);

create table silo_reminders (
  service text not null,
  grain text not null,
  name text not null,
  starts_at timestamptz not null,
  period_ms bigint not null,
  hash integer not null,
  version integer not null,
  primary key (service, grain, name)
);

create index silo_reminders_hash on silo_reminders (service, hash);

create table silo_snapshots (
  service text not null,
  grain_type text not null,
  key_0 bigint not null,
  key_1 bigint not null,
  key_text text not null,
  payload bytea,
  version integer not null,
  written_at timestamptz not null,
  primary key (service, grain_type, key_0, key_1, key_text)
);

insert into OrleansQuery values
('InsertMembershipVersionKey', $sql$
  with made as (insert into silo_clusters (id) values (@DeploymentId) on conflict do nothing returning 1)
  select count(*)::integer from made
$sql$),
-- The whole table has one version: who changes it names the one they saw, and only one of two gets through.
('InsertMembershipKey', $sql$
  with seen as (
    update silo_clusters c set version = version + 1, changed_at = now() where id = @DeploymentId and version = @Version
      and not exists (select from silo_members m where m.cluster = c.id and m.address = @Address and m.port = @Port and m.generation = @Generation)
    returning id),
  made as (
    insert into silo_members (cluster, address, port, generation, name, host, status, proxy_port, started_at, alive_at)
    select id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from seen
    returning 1)
  select count(*)::integer from made
$sql$),
('UpdateMembershipKey', $sql$
  with seen as (
    update silo_clusters c set version = version + 1, changed_at = now() where id = @DeploymentId and version = @Version
      and exists (select from silo_members m where m.cluster = c.id and m.address = @Address and m.port = @Port and m.generation = @Generation)
    returning id),
  changed as (
    update silo_members m set status = @Status, suspected = @SuspectTimes::text, alive_at = @IAmAliveTime
    from seen where m.cluster = seen.id and m.address = @Address and m.port = @Port and m.generation = @Generation
    returning 1)
  select count(*)::integer from changed
$sql$),
('UpdateIAmAlivetimeKey', $sql$
  update silo_members set alive_at = @IAmAliveTime where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$sql$),
('MembershipReadAllKey', $sql$
  select c.id as DeploymentId, m.address as Address, m.port as Port, m.generation as Generation, m.name as SiloName, m.host as HostName, m.status as Status,
    m.proxy_port as ProxyPort, m.suspected as SuspectTimes, m.started_at as StartTime, m.alive_at as IAmAliveTime, c.version as Version
  from silo_clusters c left join silo_members m on m.cluster = c.id
  where c.id = @DeploymentId
$sql$),
('MembershipReadRowKey', $sql$
  select c.id as DeploymentId, m.address as Address, m.port as Port, m.generation as Generation, m.name as SiloName, m.host as HostName, m.status as Status,
    m.proxy_port as ProxyPort, m.suspected as SuspectTimes, m.started_at as StartTime, m.alive_at as IAmAliveTime, c.version as Version
  from silo_clusters c left join silo_members m on m.cluster = c.id and m.address = @Address and m.port = @Port and m.generation = @Generation
  where c.id = @DeploymentId
$sql$),
('GatewaysQueryKey', $sql$
  select address as Address, proxy_port as ProxyPort, generation as Generation from silo_members where cluster = @DeploymentId and status = @Status and proxy_port > 0
$sql$),
('DeleteMembershipTableEntriesKey', $sql$
  with members as (delete from silo_members where cluster = @DeploymentId) delete from silo_clusters where id = @DeploymentId
$sql$),
-- 3 is an active silo.
('CleanupDefunctSiloEntriesKey', $sql$
  delete from silo_members where cluster = @DeploymentId and alive_at < @IAmAliveTime and status <> 3
$sql$),

('UpsertReminderRowKey', $sql$
  insert into silo_reminders as r (service, grain, name, starts_at, period_ms, hash, version)
  values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
  on conflict (service, grain, name) do update set starts_at = excluded.starts_at, period_ms = excluded.period_ms, hash = excluded.hash, version = r.version + 1
  returning version as Version
$sql$),
('ReadReminderRowsKey', $sql$
  select grain as GrainId, name as ReminderName, starts_at as StartTime, period_ms as Period, version as Version from silo_reminders where service = @ServiceId and grain = @GrainId
$sql$),
('ReadReminderRowKey', $sql$
  select grain as GrainId, name as ReminderName, starts_at as StartTime, period_ms as Period, version as Version from silo_reminders where service = @ServiceId and grain = @GrainId and name = @ReminderName
$sql$),
-- A silo's part of the ring, which may go over its end.
('ReadRangeRows1Key', $sql$
  select grain as GrainId, name as ReminderName, starts_at as StartTime, period_ms as Period, version as Version from silo_reminders where service = @ServiceId and hash > @BeginHash and hash <= @EndHash
$sql$),
('ReadRangeRows2Key', $sql$
  select grain as GrainId, name as ReminderName, starts_at as StartTime, period_ms as Period, version as Version from silo_reminders where service = @ServiceId and (hash > @BeginHash or hash <= @EndHash)
$sql$),
('DeleteReminderRowKey', $sql$
  with gone as (delete from silo_reminders where service = @ServiceId and grain = @GrainId and name = @ReminderName and version = @Version returning 1)
  select count(*)::integer from gone
$sql$),
('DeleteReminderRowsKey', $sql$
  delete from silo_reminders where service = @ServiceId
$sql$),

-- Where the version is not the one that was read, the old one comes back, and Orleans says so to the grain.
('WriteToStorageKey', $sql$
  with made as (
    insert into silo_snapshots (service, grain_type, key_0, key_1, key_text, payload, version, written_at)
    select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString::text, ''), @PayloadBinary, 1, now() where @GrainStateVersion::integer is null
    on conflict do nothing returning version),
  changed as (
    update silo_snapshots set payload = @PayloadBinary, version = version + 1, written_at = now()
    where service = @ServiceId and grain_type = @GrainTypeString and key_0 = @GrainIdN0 and key_1 = @GrainIdN1 and key_text = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::integer
    returning version)
  select coalesce((select version from made), (select version from changed), @GrainStateVersion::integer) as NewGrainStateVersion
$sql$),
('ReadFromStorageKey', $sql$
  select payload as PayloadBinary, version as Version from silo_snapshots
  where service = @ServiceId and grain_type = @GrainTypeString and key_0 = @GrainIdN0 and key_1 = @GrainIdN1 and key_text = coalesce(@GrainIdExtensionString::text, '')
$sql$),
('ClearStorageKey', $sql$
  update silo_snapshots set payload = null, version = version + 1, written_at = now()
  where service = @ServiceId and grain_type = @GrainTypeString and key_0 = @GrainIdN0 and key_1 = @GrainIdN1 and key_text = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::integer
  returning version as NewGrainStateVersion
$sql$),
('DeleteStorageKey', $sql$
  delete from silo_snapshots
  where service = @ServiceId and grain_type = @GrainTypeString and key_0 = @GrainIdN0 and key_1 = @GrainIdN1 and key_text = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::integer
  returning version + 1 as NewGrainStateVersion
$sql$);
