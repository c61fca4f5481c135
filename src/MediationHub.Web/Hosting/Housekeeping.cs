using Dapper;
using MediationHub.Store.Log;
using Npgsql;

namespace MediationHub.Web.Hosting;

/// <summary>What is done once an hour by whichever node comes first: the day's anchor, approved destruction that was broken off, idempotency keys of yesterday, drafts and kept slots that ran out, uploads that nothing names.</summary>
public sealed class Housekeeping(Installation installation, ILogger<Housekeeping> log) : BackgroundService
{
    private const long Lock = 0x4D484B50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        installation.Changes.Start();
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        do
        {
            try
            {
                await Once(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or StoreUnavailableException or IOException)
            {
                log.LogWarning("hourly work could not be done: {Kind}", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Once(CancellationToken cancel)
    {
        await using var connection = await installation.Store.Database.OpenConnectionAsync(cancel);
        if (!await connection.ExecuteScalarAsync<bool>($"select pg_try_advisory_lock({Lock})")) return;
        try
        {
            await installation.Anchors.SignToday(cancel);
            await installation.Destruction.CarryOutAll(cancel);
            await new Store.Sessions.SlotHolds(installation.Store).Expire(cancel);
            await connection.ExecuteAsync("delete from idempotency where at < now() - interval '24 hours'");
            await installation.Drafts.Expire(installation.Clock.GetUtcNow().AddDays(-installation.Store.Rules.Settings.DraftsKeptDays.Value), cancel);
            var swept = await installation.Files.SweepUnnamed(installation.Clock.GetUtcNow().AddDays(-installation.Store.Rules.Settings.UploadsKeptDays.Value), async user => await installation.Drafts.Values(user, cancel), cancel);
            if (swept > 0) log.LogInformation("{Count} uploads that nothing named were removed", swept);
        }
        finally
        {
            await connection.ExecuteAsync($"select pg_advisory_unlock({Lock})");
        }
    }
}
