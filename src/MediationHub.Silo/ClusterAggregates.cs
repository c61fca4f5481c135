using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Text.Json;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Silo.Grains;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Log;
using MediationHub.Store.Rows;
using MediationHub.Web.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Serialization;

namespace MediationHub.Silo;

/// <summary>
/// Aggregates living as grains. What is sent goes to the record's one activation, wherever it is; what is asked for is read in this silo,
/// at the version at which the activation says that it stands. Where the activation cannot be reached (its silo was killed and is not
/// given up yet), this silo does the work itself on what stands on disk: the expected version keeps it as correct, only dearer.
/// </summary>
public sealed class ClusterAggregates(IGrainFactory grains, Installation installation, Build build, ILogger<ClusterAggregates> log) : IAggregates
{
    private static readonly Meter Meter = new(ClusterRuntime.Measured);
    private static readonly Counter<long> Detours = Meter.CreateCounter<long>("mediationhub.silo.detours", "{call}", "Calls whose grain could not be reached, or is of another build, so that this silo did the work itself");

    private EmbeddedAggregates Here => installation.Aggregates;

    public async Task<Answer<TState>> Send<TState>(string id, ICommand<TState> command, Request request, CancellationToken cancel = default) where TState : class, IAggregate<TState>
    {
        var answer = await SendOn(id, command, request, cancel);
        if (answer.Kind is AnswerKind.Done && command is IWritesBeside<TState> { BesideId: { } other }) await Forget<TState>(other);
        return answer;
    }

    private async Task<Answer<TState>> SendOn<TState>(string id, ICommand<TState> command, Request request, CancellationToken cancel) where TState : class, IAggregate<TState>
    {
        if (GrainOf<TState>(id) is not { } grain) return await Here.Send(id, command, request, cancel);
        Told<TState> told;
        try
        {
            told = await grain.Send(new(build, command, request));
        }
        catch (Exception e) when (IsOfTheWay(e))
        {
            Detour(e.GetType().Name);
            // It may have been carried out. Only what has no effect twice is done here; for the rest a person looks and decides.
            var safeTwice = request.Idempotency is not null || request.Seen is not null || request.Newest || request.Fresh;
            return safeTwice ? await Here.Send(id, command, request with { Newest = true }, cancel) : throw new StoreUnavailableException(e);
        }
        if (!told.Strange) return told.Answer ?? throw new StoreUnavailableException();
        Detour("another build");
        return await Here.Send(id, command, request with { Newest = true }, cancel);
    }

    public async Task<Stored<TState>?> Find<TState>(string id, int? version = null, CancellationToken cancel = default) where TState : class, IAggregate<TState>
    {
        if (version is not null || GrainOf<TState>(id) is not { } grain) return await Here.Find<TState>(id, version, cancel);
        int newest;
        try
        {
            newest = await grain.Version();
        }
        catch (Exception e) when (IsOfTheWay(e))
        {
            Detour(e.GetType().Name);
            return await Here.Find<TState>(id, int.MaxValue, cancel);
        }
        if (newest == 0) return null;
        if (await Here.Find<TState>(id, cancel: cancel) is { } known && known.Version >= newest) return known;
        Here.Forget(id);
        return await Here.Find<TState>(id, cancel: cancel);
    }

    public Task<bool> Sees<TState>(Actor actor, TState state, CancellationToken cancel = default) where TState : class, IAggregate<TState> => Here.Sees(actor, state, cancel);

    public Task<IReadOnlyList<Happened>> History<TState>(string id, int after = 0, CancellationToken cancel = default) where TState : class, IAggregate<TState> => Here.History<TState>(id, after, cancel);

    /// <summary>
    /// A commit wrote to this record past its activation, which hears of that from PostgreSQL a moment later: told before the answer goes out,
    /// the page after the click is right wherever it is asked for.
    /// </summary>
    private async Task Forget<TState>(string id) where TState : class, IAggregate<TState>
    {
        if (GrainOf<TState>(id) is not { } grain) return;
        try
        {
            await grain.Forget();
        }
        catch (Exception e) when (IsOfTheWay(e))
        {
            Detour(e.GetType().Name);   // whoever asks cannot reach it either, and reads what stands on disk
        }
    }

    private IRecordGrain<TState>? GrainOf<TState>(string id) where TState : class, IAggregate<TState> =>
        Records.InterfaceOf<TState>() is { } type ? (IRecordGrain<TState>)grains.GetGrain(type, id) : null;

    /// <summary>The call went wrong on its way, not in the record: its silo is gone or leaving, or could not read a command that its older build does not know.</summary>
    private static bool IsOfTheWay(Exception e) =>
        e is OrleansException or TimeoutException or SocketException or IOException or SerializerException or UnavailableExceptionFallbackException or TypeLoadException or JsonException;

    private void Detour(string why)
    {
        Detours.Add(1);
        log.LogDebug("a grain was not reached: {Why}", why);
    }
}
